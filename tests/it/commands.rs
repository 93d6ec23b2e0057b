//! Laws that hold for every command, and every example as text and as a message.

use std::collections::BTreeSet;
use std::fmt::Write;

use certguide::answer::{Answer, Target};
use certguide::call::Call;
use certguide::commands::{self, Asker, Audience, COMMANDS, Command, OptionKind, PRIVATE, Surface};
use certguide::knowledge::CertificationId;
use certguide::render;
use certguide::service::Outcome;
use expect_test::{expect, expect_file};

use crate::server::{self, InMemory};
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
        let words = command.name.split(' ');
        assert!(
            (1..=3).contains(&words.clone().count()),
            "`{}`: Discord nests twice",
            command.name
        );
        for name in options.into_iter().chain(words) {
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
fn first_words_that_commands_share_have_a_summary_and_are_no_command() {
    let listed = || COMMANDS.iter().filter(|it| it.surface == Surface::Slash);
    for command in listed() {
        for (place, _) in command.name.match_indices(' ') {
            let (words, _) = command.name.split_at(place);
            assert!(commands::group_summary(words).is_some(), "`{words}` has no summary");
            assert!(listed().all(|it| it.name != words), "`{words}` could not be called");
        }
    }
    let mut seen = BTreeSet::new();
    for (words, summary) in commands::GROUPS {
        assert!(seen.insert(words), "`{words}` is listed twice");
        assert!((1..=100).contains(&summary.encode_utf16().count()), "{summary}");
        assert!(!summary.ends_with('.'), "{summary}");
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
fn what_stands_in_the_menu_of_a_message_takes_it_and_nothing_else() {
    let mut names = BTreeSet::new();
    for command in COMMANDS {
        let takes_messages = command.options.iter().any(|it| it.kind == OptionKind::Message);
        let Surface::Message(name) = command.surface else {
            assert!(!takes_messages, "`{}`: nobody types a message", command.name);
            continue;
        };
        assert!(names.insert(name), "`{name}` is listed twice");
        assert!((1..=32).contains(&name.chars().count()), "`{name}`: bad length");
        assert_eq!(name.trim(), name);
        let [option] = command.options else { panic!("`{name}` takes one thing") };
        assert!(takes_messages && option.is_required, "`{name}`: Discord gives it a message");
    }
    // "Registering a command" in interactions/application-commands.
    assert!(names.len() <= 15, "{names:?}");
}

/// Calls that the buttons of an answer make.
fn calls(answer: &Answer) -> impl Iterator<Item = &Call> {
    answer.actions.iter().filter_map(|it| match &it.target {
        Target::Call(call) => Some(call),
        Target::Link(_) => None,
    })
}

#[test]
fn no_button_carries_a_message() {
    let messages = [
        "",
        "x",
        "pcap",
        "PCPP",
        "pcep pcap",
        "PCEP, PCAP or PCPP",
        "no certification",
        "pcpp3",
        "PCAP-31-03 file:x message:y",
        "certified associate in python programming",
    ];
    for command in COMMANDS.iter().filter(|it| matches!(it.surface, Surface::Message(_))) {
        for message in messages {
            let named = Call::new(command.name).with(command.options[0].name, message);
            let typed = Call { text: message.to_owned(), ..Call::new(command.name) };
            let both = Call { text: "y".to_owned(), ..named.clone() };
            let misspelt = Call { command: format!("{}x", command.name), ..typed.clone() };
            for call in [named, typed, both, misspelt] {
                let reply = shipped::service().respond(&call);
                for button in calls(&reply.answer) {
                    assert_eq!(surface(button), Some(Surface::Slash), "{call}: {button}");
                    assert_eq!(button.text, "", "{call}: {button}");
                    let is_ours = |it: &str| {
                        COMMANDS.iter().any(|command| command.name == it)
                            || CertificationId::parse(it)
                                .is_some_and(|it| shipped::knowledge().get(&it).is_some())
                    };
                    let mut values = button.arguments.iter().filter(|it| it.0 != "view");
                    assert!(values.all(|it| is_ours(&it.1)), "{call}: {button}");
                }
            }
        }
    }
}

fn surface(call: &Call) -> Option<Surface> {
    commands::named(call).map(|(it, _): (&Command, _)| it.surface)
}

#[test]
fn a_message_is_read_to_its_end_and_never_given_back() {
    let message = format!("{} my secret: PCAP", "so much to say ".repeat(200));
    let reply = shipped::service().respond(&Call::new("explain").with("message", &message));
    assert_eq!(reply.answer.title, "PCAP: Certified Associate Python Programmer");
    for message in ["my secret", "my secret PCPP", "my secret PCEP and PCAP-31-03, PCPP"] {
        let reply = shipped::service().respond(&Call::new("explain").with("message", message));
        assert!(!format!("{reply:?}").contains("secret"), "{reply:?}");
    }
    let blank = shipped::service().respond(&Call::new("explain").with("message", " \n "));
    assert_eq!(blank.outcome, Outcome::NotKnown);
}

#[test]
fn every_example_is_answered_and_its_answer_is_on_file() {
    let mut text = String::new();
    let mut messages = String::new();
    for command in COMMANDS {
        assert!(!command.examples.is_empty(), "`{}` has no example", command.name);
        for example in command.examples {
            let call = Call::parse(example).unwrap();
            let named = commands::named(&call).map(|(it, _)| it.name);
            assert_eq!(named, Some(command.name), "`{example}` is not a call of it");
            // Each on a server of its own: some do things.
            let reply = match command.audience {
                Audience::Everyone => shipped::service().respond(&call),
                _ => InMemory::with_something_of_all().respond(&call),
            };
            server::check_form(&reply.answer);
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
    for command in COMMANDS {
        waiting.push(format!("help \"{}\"", command.name));
        if command.audience == Audience::Everyone {
            waiting.extend(command.examples.iter().map(|it| (*it).to_owned()));
        }
    }
    while let Some(call) = waiting.pop() {
        if !pressed.insert(call.clone()) {
            continue;
        }
        let reply = shipped::service().respond(&Call::parse(&call).unwrap());
        assert_eq!(reply.outcome, Outcome::Answered, "`{call}`");
        for button in calls(&reply.answer) {
            assert_eq!(surface(button), Some(Surface::Slash), "`{call}`: {button}");
            waiting.push(button.to_string());
        }
    }
    assert!(pressed.len() > 100, "{} buttons", pressed.len());
}

/// Each button is pressed where it was shown, on a server as it is then.
#[test]
fn every_button_for_moderators_is_a_call_that_is_answered() {
    let is_for_them =
        |it: &&&Command| matches!(it.audience, Audience::Moderators | Audience::Operators);
    let mut pressed = 0;
    for example in COMMANDS.iter().filter(is_for_them).flat_map(|it| it.examples) {
        let first = Call::parse(example).unwrap();
        let shown = InMemory::with_something_of_all().respond(&first);
        for button in calls(&shown.answer).filter(|it| it.command == "certguide") {
            let mut server = InMemory::with_something_of_all();
            server.respond(&first);
            let reply = server.respond(button);
            assert_eq!(reply.outcome, Outcome::Answered, "`{example}`, then `{button}`");
            server::check_form(&reply.answer);
            pressed += 1;
        }
    }
    assert!(pressed > 30, "{pressed} buttons");
}

#[test]
fn nobody_else_can_use_what_is_for_moderators() {
    let mut tried = 0;
    for command in COMMANDS {
        let refused: &[Asker] = match command.audience {
            Audience::Moderators => &[server::member(), server::alone(), Asker::default()],
            Audience::Operators => {
                &[server::member(), server::moderator(), server::alone(), Asker::default()]
            }
            Audience::Everyone | Audience::Members => continue,
        };
        for (asker, example) in
            refused.iter().flat_map(|asker| command.examples.iter().map(move |it| (asker, it)))
        {
            let mut server = InMemory::with_something_of_all();
            server.asker = *asker;
            let reply = server.respond(&Call::parse(example).unwrap());
            assert_eq!(reply.outcome, Outcome::Declined, "`{example}`");
            assert!(reply.effects.is_empty(), "`{example}`");
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried}");
}

#[test]
fn what_a_server_has_added_is_offered_while_one_types() {
    let server = InMemory::with_something_of_all();
    let mut shown = String::new();
    for (command, option, typed) in [
        ("certguide alias remove", "name", "SNAKE"),
        ("certguide note remove", "note", "group"),
        ("certguide show", "certification", ""),
        ("certguide entry remove", "certification", "badge"),
        ("certguide entry remove", "certification", "pcap"),
        ("certguide hide", "certification", "pcpp2"),
        ("help", "command", "certguide al"),
    ] {
        let offered = server.suggestions(command, option, typed).join("; ");
        writeln!(shown, "{command} {option}:{typed} -> {offered}").unwrap();
    }
    expect![[r#"
        certguide alias remove name:SNAKE -> snake exam → PCEP (snakeexam)
        certguide note remove note:group -> PCEP: Study group (pcep:6c764dc95cd9)
        certguide show certification: -> PCAT (pcat)
        certguide entry remove certification:badge -> ACME Badge (acme-badge)
        certguide entry remove certification:pcap -> 
        certguide hide certification:pcpp2 -> planned: PCPP2 — Certified Professional Python Programmer Level 2 (Python Institute) (pcpp2)
        help command:certguide al -> certguide alias add (certguide alias add); certguide alias remove (certguide alias remove)
    "#]].assert_eq(&shown);
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
fn the_readme_and_the_page_for_moderators_list_every_command_and_no_other() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let (_, listed) = readme.split_once("## What it answers").unwrap();
    let (listed, _) = listed.split_once("\n## ").unwrap();
    let listed = names(listed);
    let of = |is_for: fn(Audience) -> bool| -> Vec<&str> {
        let shown = COMMANDS.iter().filter(|it| it.surface != Surface::Button);
        shown.filter(|it| is_for(it.audience)).map(|it| it.name).collect()
    };
    let is_for_moderators = |it| matches!(it, Audience::Moderators | Audience::Operators);
    assert_eq!(listed, of(|it| !matches!(it, Audience::Moderators | Audience::Operators)));
    let page = std::fs::read_to_string("docs/moderators.md").unwrap();
    assert_eq!(names(&page), of(is_for_moderators));
}

/// What the first column of a page's tables names after a slash.
fn names(page: &str) -> Vec<&str> {
    page.lines()
        .filter_map(|it| it.strip_prefix("| `/")?.split_once('`').map(|(name, _)| name))
        .collect()
}
