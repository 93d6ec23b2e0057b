//! What is sent for words that mean something to Discord, or to nobody.

use expect_test::{Expect, expect};

use super::*;
use crate::answer::Line;

#[track_caller]
fn check(body: Vec<Block>, expected: &Expect) {
    let answer = Answer { title: "Title".to_owned(), body, ..Answer::default() };
    let message = message(&answer, Visibility::Everyone);
    expected.assert_eq(&message.embeds[0].description);
}

#[test]
fn marks_of_markdown_are_shown_as_they_are() {
    check(
        vec![Block::text("*a* _b_ ~~c~~ `d` ||e|| [f](https://example.org) <@1> <t:0> \\ # g")],
        &expect![[
            r"\*a\* \_b\_ \~\~c\~\~ \`d\` \|\|e\|\| \[f\](https\://example.org) \<@1\> \<t\:0\> \\ # g"
        ]],
    );
}

#[test]
fn no_line_begins_as_a_heading_a_list_or_small_print() {
    let lines = ["# a", " - b", "-# c", "12. d", "3) e", "> f", "30-02 g"];
    let lines: Vec<Line> = lines.iter().map(|it| Line::text(*it)).collect();
    let list = Block::List { heading: String::new(), items: lines.clone() };
    check(
        vec![list, Block::Steps(lines.clone()), Block::Fact { label: "Fact".to_owned(), lines }],
        &expect![[r#"
            - \# a
            - \- b
            - \-# c
            - 12\. d
            - 3\) e
            - \> f
            - 30-02 g

            1. \# a
            2. \- b
            3. \-# c
            4. 12\. d
            5. 3\) e
            6. \> f
            7. 30-02 g

            **Fact**
            \# a
            \- b
            \-# c
            12\. d
            3\) e
            \> f
            30-02 g"#]],
    );
}

#[test]
fn links_and_emoji_that_nobody_chose_are_words() {
    check(
        vec![Block::text("see https://example.org/a_b :smile: at 10:30, namely: this")],
        &expect![[r#"see https\://example.org/a\_b \:smile: at 10\:30, namely: this"#]],
    );
}

#[test]
fn what_a_person_typed_is_code_and_nothing_else() {
    let typed = "`@everyone` https://example.org \u{202e}evil\u{200b}\n# x";
    check(
        vec![Block::Text(Line::text("I know no ").quoted(typed).then("."))],
        &expect!["I know no `'@everyone' https://example.org evil # x`."],
    );
    check(vec![Block::Text(Line::default().quoted("\u{200b}"))], &expect!["` `"]);
}

#[test]
fn an_address_cannot_end_its_link() {
    let line = Line::default().link("a [b](c)", "https://example.org/a(b) c");
    check(vec![Block::Text(line)], &expect![[r#"[a \[b\](c)](https://example.org/a%28b%29%20c)"#]]);
}

#[test]
fn what_does_not_fit_is_left_out_by_whole_lines() {
    let items: Vec<Line> = (0..1000).map(|it| Line::text(format!("item {it}"))).collect();
    let answer = Answer {
        body: vec![Block::List { heading: "Many".to_owned(), items }],
        ..Answer::default()
    };
    let message = message(&answer, Visibility::Everyone);
    let shown = &message.embeds[0].description;
    assert!(Utf16Units::of(shown) <= limits::DESCRIPTION);
    assert!(shown.ends_with("\n…"), "{shown}");
    let last = shown.lines().rev().nth(1).unwrap_or_default();
    assert!(last.starts_with("- item ") && last.len() == "- item 123".len(), "{last}");
}

#[test]
fn a_button_that_discord_would_refuse_is_left_out_and_none_comes_twice() {
    use crate::call::Call;

    let long = "x".repeat(101);
    let call = |id: &str| Call::new("cert").with("certification", id);
    let answer = Answer {
        actions: vec![
            Action::call("One", call("pcap")),
            Action::call("Again", call("pcap")),
            Action::call("Too long", call(&long)),
            Action::call("", call("pcep")),
            Action::link("Page", "https://example.org"),
        ],
        ..Answer::default()
    };
    let rows = serde_json::to_string(&message(&answer, Visibility::OnlyAsker).components);
    expect![[r#"[{"type":1,"components":[{"type":2,"style":2,"label":"One","custom_id":"cert certification:pcap"},{"type":2,"style":5,"label":"Page","url":"https://example.org"}]}]"#]].assert_eq(&rows.unwrap_or_default());
}
