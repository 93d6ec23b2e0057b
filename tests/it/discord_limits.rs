//! Whatever the knowledge holds and whatever is asked, over either transport: what goes to Discord
//! keeps its limits and pings nobody.

use std::fmt::Write;
use std::sync::Arc;

use certguide::call::Call;
use certguide::commands::COMMANDS;
use certguide::discord::{self, Body};
use certguide::knowledge::diagnostic::Style;
use certguide::knowledge::source::SourceFile;
use certguide::knowledge::{Knowledge, load};
use certguide::service::Service;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::bot::SERVICE;
use crate::fake_discord::{Request, interactions, messages, posts_path, rest, rules};
use crate::shipped;

const GROUP: &str = "sources = [\"page\"]\nchecked_on = \"2026-09\"\nconfidence = \"low\"\n";
const PAGE: &str = "[source_urls]\npage = \"https://example.org/\"\n";

/// What somebody may write to do harm, or without meaning any.
const VISIBLE: &[&str] = &[
    "@everyone",
    "@here",
    "<@53908232506183680>",
    "<@&1>",
    "<#2>",
    "</cert:3>",
    "<t:0:R>",
    "[a](https://example.org)",
    "https://example.org/x",
    "discord.gg/x",
    "**",
    "__",
    "~~",
    "||",
    "`",
    "```",
    "# ",
    "- ",
    "1. ",
    "> ",
    "-# ",
    "\\",
    "😀",
    "é",
    "e\u{301}",
    "中文",
    "العربية",
    " ",
    "a",
    "word ",
    "PCAP",
    ":",
    ";",
    "\"",
    "'",
    "_",
];

/// What the loader does not take, but everybody can type.
const HIDDEN: &[&str] = &[
    "\u{202e}",
    "\u{200b}",
    "\u{2066}",
    "\u{feff}",
    "👩‍👩‍👧‍👦",
    "\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{1b}[31m",
];

/// A text of such pieces, of at most so many characters.
fn words(longest: usize, pieces: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    let pieces = prop::sample::select(pieces.to_vec());
    prop::collection::vec(pieces, 1..80).prop_map(move |pieces| {
        let mut text = "a".to_owned();
        for piece in pieces {
            if text.chars().count() + piece.chars().count() < longest {
                text.push_str(piece);
            }
        }
        text.push('z');
        text
    })
}

fn known(longest: usize) -> impl Strategy<Value = String> {
    words(longest, VISIBLE)
}

fn typed(longest: usize) -> impl Strategy<Value = String> {
    words(longest, &[VISIBLE, HIDDEN].concat())
}

/// A catalogue of a few certifications with texts up to the loader's bounds.
fn knowledge() -> impl Strategy<Value = Knowledge> {
    let names = (known(30), known(190), known(1000));
    let lists = (
        prop::collection::vec(known(200), 0..40),
        prop::collection::vec(known(200), 0..120),
        prop::collection::vec(known(100), 0..20),
    );
    let one = (names, lists, 0..3_usize);
    (known(30), prop::collection::vec(one, 1..8)).prop_map(|(issuer_name, certifications)| {
        let quoted = |text: &str| json!(text).to_string();
        let issuer = format!(
            "name = {}\nshort_name = {}\nurl = \"https://example.org/\"\n{GROUP}{PAGE}",
            quoted(&format!("{issuer_name} Institute")),
            quoted(&issuer_name),
        );
        let mut files = vec![SourceFile { path: "example/issuer.toml".to_owned(), text: issuer }];
        for (number, ((short, name, summary), (audience, topics, aliases), before)) in
            certifications.iter().enumerate()
        {
            let mut text = format!(
                "short_name = {}\nname = {}\nsummary = {}\naudience = {}\ntopics = {}\n\
                 aliases = {}\n{GROUP}{PAGE}[status]\nstate = \"active\"\nnote = {}\n{GROUP}",
                quoted(&format!("{number}{short}")),
                quoted(&format!("{number} {name}")),
                quoted(summary),
                json!(audience),
                json!(topics),
                json!(aliases),
                quoted(name),
            );
            if number > 0 && *before > 0 {
                let strength = ["", "required", "recommended"][*before];
                let other = number - 1;
                write!(
                    text,
                    "[requirements]\n{GROUP}[[requirements.rule]]\nstrength = \"{strength}\"\n\
                     all_of = [{{ certification = \"c{other}\" }}]\n"
                )
                .unwrap();
            }
            files.push(SourceFile { path: format!("example/certifications/c{number}.toml"), text });
        }
        let (knowledge, problems) = load(&files, shipped::today());
        let problems = problems.render(&files, Style::Plain);
        // Names that two have are reported; all of them are there nevertheless.
        assert_eq!(knowledge.iter().len(), certifications.len(), "{problems}");
        knowledge
    })
}

/// What the endpoint and the gateway make of an interaction; they are the same.
fn answered(service: &Arc<Service>, interaction: &Value) -> Body {
    let frame = json!({ "op": 0, "t": "INTERACTION_CREATE", "s": 1, "d": interaction });
    let over_http = discord::answer(service, &interaction.to_string()).expect("an answer");
    let over_gateway = discord::answer_frame(service, &frame.to_string()).expect("an answer");
    assert_eq!(over_http, over_gateway);
    over_http
}

fn keeps_the_rules(service: &Arc<Service>, interaction: &Value) -> Result<(), TestCaseError> {
    let body = answered(service, interaction);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (answer, files) = runtime.block_on(rest::parts(&body.content_type, &body.bytes));
    let answer = answer.expect("JSON");
    prop_assert!(body.bytes.len() < 1 << 20);
    if answer["type"] == 4 {
        prop_assert_eq!(&answer["data"]["allowed_mentions"], &json!({ "parse": [] }));
    }
    let request = Request {
        method: "POST".to_owned(),
        path: "/api/v10/interactions/1/a/callback".to_owned(),
        authorization: None,
        body: Some(answer),
        files,
    };
    let broken = rules::broken_by(&request);
    prop_assert!(broken.is_empty(), "{:#?}", broken);
    Ok(())
}

/// Words to the bot alone, and in a server: both get a reply that Discord takes.
fn replies_keep_the_rules(service: &Arc<Service>, words: &str) -> Result<(), TestCaseError> {
    for message in [messages::direct(words), messages::in_server(&format!("{words} <@7>"))] {
        let frame = json!({ "op": 0, "t": "MESSAGE_CREATE", "s": 1, "d": message });
        let body = discord::reply_to_frame(service, &frame.to_string(), 7).expect("a reply");
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (reply, files) = runtime.block_on(rest::parts(&body.content_type, &body.bytes));
        prop_assert!(files.is_empty() || message.get("guild_id").is_none());
        let request = Request {
            method: "POST".to_owned(),
            path: posts_path(&message),
            authorization: None,
            body: reply,
            files,
        };
        let broken = rules::broken_by(&request);
        prop_assert!(broken.is_empty(), "{:#?}", broken);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn m1_m2_m4_a3_no_card_breaks_a_limit_whatever_the_knowledge_holds(
        knowledge in knowledge(),
        typed in typed(300),
    ) {
        let ids: Vec<String> = knowledge.iter().map(|it| it.id.to_string()).collect();
        let service = Arc::new(Service::new(knowledge, shipped::today));
        for command in COMMANDS {
            for value in ids.iter().take(3).chain([&typed]) {
                let options: Vec<(&str, Value)> =
                    command.options.iter().map(|it| (it.name, json!(value))).collect();
                keeps_the_rules(&service, &interactions::command(command.name, &options))?;
                let first = options.get(..1).unwrap_or_default();
                keeps_the_rules(&service, &interactions::command(command.name, first))?;
            }
            for option in command.options {
                let typed: String = typed.chars().take(2).collect();
                for typed in [json!(""), json!(typed)] {
                    let typing = interactions::autocomplete(command.name, option.name, Some(typed));
                    keeps_the_rules(&service, &typing)?;
                }
            }
        }
        for id in &ids {
            for view in ["exam", "study", "sources"] {
                let call = Call::new("cert").with("certification", id).with("view", view);
                let press = interactions::press(&call.to_string(), interactions::Pressed::OnPublicMessage);
                keeps_the_rules(&service, &press)?;
                replies_keep_the_rules(&service, &format!("/{call}"))?;
            }
        }
    }

    #[test]
    fn a6_a7_c6_c7_whatever_is_typed_is_given_back_as_words(typed in typed(6000), long in "\\PC{3000,6000}") {
        for words in [typed, long] {
            replies_keep_the_rules(&SERVICE, &words)?;
            for command in COMMANDS {
                let options: Vec<(&str, Value)> =
                    command.options.iter().map(|it| (it.name, json!(words))).collect();
                keeps_the_rules(&SERVICE, &interactions::command(command.name, &options))?;
            }
        }
    }
}
