//! Laws that hold for every command, and every example as text and as a message.

use std::collections::BTreeSet;
use std::fmt::Write;

use certguide::call::Call;
use certguide::commands::{COMMANDS, OptionKind, PRIVATE};
use certguide::render;
use certguide::service::Outcome;
use expect_test::expect_file;

use crate::shipped;

#[test]
fn names_are_unique_and_fit_discord() {
    let mut seen = BTreeSet::new();
    for command in COMMANDS {
        assert!(seen.insert(command.name), "`{}` is listed twice", command.name);
        let mut options = BTreeSet::from([PRIVATE]);
        for option in command.options {
            assert!(
                options.insert(option.name),
                "`{}` takes `{}` twice",
                command.name,
                option.name
            );
        }
        for name in options.into_iter().chain([command.name]) {
            assert!((1..=32).contains(&name.len()), "`{name}`: bad length");
            let is_plain = name.bytes().all(|it| it.is_ascii_lowercase() || it == b'-');
            assert!(is_plain, "`{name}`: only lowercase letters and `-`");
        }
        // Discord's bound on options is 25; `private` is one of them.
        assert!(command.options.len() < 25, "`{}`", command.name);
    }
}

#[test]
fn summaries_fit_discord_and_have_no_full_stop() {
    for command in COMMANDS {
        let options = command.options.iter().map(|it| it.summary);
        for summary in options.chain([command.summary]) {
            assert!((1..=100).contains(&summary.encode_utf16().count()), "{summary}");
            assert!(!summary.ends_with('.'), "{summary}");
        }
    }
}

#[test]
fn required_options_come_first() {
    for command in COMMANDS {
        let is_sorted = command.options.is_sorted_by_key(|it| !it.is_required);
        assert!(is_sorted, "`{}`: an optional option before a required one", command.name);
    }
}

#[test]
fn choices_fit_discord() {
    for option in COMMANDS.iter().flat_map(|it| it.options) {
        if let OptionKind::Choice(words) = option.kind {
            assert!((1..=25).contains(&words.len()), "`{}`", option.name);
            assert!(words.iter().all(|it| (1..=100).contains(&it.len())), "`{}`", option.name);
        }
    }
}

#[test]
fn every_example_is_answered_and_its_answer_is_on_file() {
    let mut text = String::new();
    let mut messages = String::new();
    for command in COMMANDS {
        assert!(!command.examples.is_empty(), "`{}` has no example", command.name);
        for example in command.examples {
            let call = Call::parse(example).unwrap();
            assert_eq!(call.command, command.name, "`{example}` is not a call of it");
            let reply = shipped::service().respond(&call);
            assert_eq!(reply.outcome, Outcome::Answered, "`{example}`");
            let shown = anstream::adapter::strip_str(&render::text(&reply.answer, 100)).to_string();
            writeln!(text, "==== /{example}\n{shown}").unwrap();
            let message = render::message(&reply.answer, reply.visibility);
            let message = serde_json::to_string_pretty(&message).unwrap();
            writeln!(messages, "==== /{example}\n{message}\n").unwrap();
        }
    }
    expect_file!["../data/examples.txt"].assert_eq(&text);
    expect_file!["../data/examples.json.txt"].assert_eq(&messages);
}

#[test]
fn every_button_of_every_card_is_a_call_that_is_answered() {
    let mut pressed = BTreeSet::new();
    let mut waiting: Vec<String> =
        shipped::knowledge().iter().map(|it| format!("cert {}", it.id)).collect();
    waiting.push("help".to_owned());
    waiting.push("certs".to_owned());
    while let Some(call) = waiting.pop() {
        if !pressed.insert(call.clone()) {
            continue;
        }
        let reply = shipped::service().respond(&Call::parse(&call).unwrap());
        assert_eq!(reply.outcome, Outcome::Answered, "`{call}`");
        waiting.extend(reply.answer.actions.iter().filter_map(|it| match &it.target {
            certguide::answer::Target::Call(call) => Some(call.to_string()),
            certguide::answer::Target::Link(_) => None,
        }));
    }
    assert!(pressed.len() > 100, "{} buttons", pressed.len());
}

#[test]
fn no_answer_has_an_empty_part() {
    for id in shipped::knowledge().iter().map(|it| &it.id) {
        for ask in ["cert", "next-after", "prereqs", "path"] {
            for view in ["", " view:exam", " view:study", " view:sources"] {
                if ask != "cert" && !view.is_empty() {
                    continue;
                }
                let call = Call::parse(&format!("{ask} {id}{view}")).unwrap();
                let reply = shipped::service().respond(&call);
                let shown =
                    anstream::adapter::strip_str(&render::text(&reply.answer, 100)).to_string();
                let message = render::message(&reply.answer, reply.visibility);
                let message = serde_json::to_string(&message).unwrap();
                for odd in ["  ,", ", ,", "()", ": ;", ".;", "..", ": \n", "** **", "null", "; ;"] {
                    assert!(!shown.contains(odd), "`{call}` has `{odd}`:\n{shown}");
                    assert!(!message.contains(odd), "`{call}` has `{odd}`:\n{message}");
                }
                assert!(!reply.answer.footer.is_empty(), "`{call}` does not say as of when");
            }
        }
    }
}

#[test]
fn the_readme_lists_every_command_and_no_other() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let listed: Vec<&str> = readme
        .lines()
        .filter_map(|it| it.strip_prefix("| `/")?.split_once('`').map(|(name, _)| name))
        .collect();
    let commands: Vec<&str> = COMMANDS.iter().map(|it| it.name).collect();
    assert_eq!(listed, commands);
}
