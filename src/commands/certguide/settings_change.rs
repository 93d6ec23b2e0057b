//! The form that changes the settings of a server.

use super::settings::{
    self, ANSWERS, EXCEPTIONS, FEATURES, MOST_PACKS, PACKS, PRIVATE, PUBLIC, REPORTS,
};
use crate::answer::{Answer, Choice, Entry, Field, Form, Line, Visibility};
use crate::commands::{Audience, Command, Done, Refusal, Request, Run, Surface};
use crate::guild::{Feature, Settings};

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide settings change",
    surface: Surface::Button,
    summary: "A form with the settings of this server",
    options: &[],
    examples: &["certguide settings change"],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

#[expect(clippy::unnecessary_wraps, reason = "every command may refuse")]
fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let settings = &request.context.server.settings;
    let mut fields = vec![answers(settings), exceptions(settings), features(settings)];
    fields.extend(packs(request, settings));
    fields.push(Field {
        option: REPORTS,
        label: "Where suggestions of members go".to_owned(),
        hint: "A channel for moderators; without one, whoever runs this bot gets them".to_owned(),
        is_required: false,
        entry: Entry::Channel { chosen: settings.report_channel },
    });
    let form = Form { title: "Settings of this server".to_owned(), call: settings::call(), fields };
    let text = Line::text("Give what is to change, such as ")
        .quoted(format!("/{} answers:private", settings::call()))
        .then(". What you leave out stays as it is.");
    let answer = Answer {
        form: Some(Box::new(form)),
        ..super::said("Change the settings of this server", [text])
    };
    Ok(answer.into())
}

fn choice(value: &str, label: &str, detail: &str, is_chosen: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        detail: detail.to_owned(),
        is_chosen,
    }
}

fn answers(settings: &Settings) -> Field {
    let is_public = settings.answers == Visibility::Everyone;
    let choices = vec![
        choice(PUBLIC, "Everyone in the channel", "", is_public),
        choice(PRIVATE, "Only whoever asked", "", !is_public),
    ];
    Field {
        option: ANSWERS,
        label: "Who sees an answer".to_owned(),
        hint: "Where the person who asks does not say".to_owned(),
        is_required: true,
        entry: Entry::Choice { choices, most: 1 },
    }
}

fn exceptions(settings: &Settings) -> Field {
    let exceptions = settings::exceptions(settings);
    let commands = settings::commands();
    let choices: Vec<Choice> = commands
        .map(|it| {
            choice(it.name, &format!("/{}", it.name), it.summary, exceptions.contains(&it.name))
        })
        .collect();
    several(EXCEPTIONS, "Commands where it is the other way round", "", choices)
}

fn features(settings: &Settings) -> Field {
    let feature = |it: Feature| choice(it.as_str(), it.summary(), "", settings.has(it));
    let choices = Feature::ALL.into_iter().map(feature).collect();
    several(FEATURES, "What is on", "What is not chosen is off", choices)
}

/// `None` where there is no pack to choose.
fn packs(request: &Request<'_>, settings: &Settings) -> Option<Field> {
    let packs = settings::packs(request);
    let pack = |id| {
        let name = settings::pack_name(request, id);
        let label: String = name.chars().take(100).collect();
        choice(id.as_str(), &label, "", !settings.packs_off.contains(id))
    };
    let choices: Vec<Choice> = packs.iter().take(MOST_PACKS).map(pack).collect();
    if choices.is_empty() {
        return None;
    }
    let hint = match packs.len().saturating_sub(MOST_PACKS) {
        0 => "Certifications of others are not shown on this server".to_owned(),
        more => format!("{more} more are not in this list and stay as they are"),
    };
    Some(several(PACKS, "Whose certifications are shown", &hint, choices))
}

fn several(option: &'static str, label: &str, hint: &str, choices: Vec<Choice>) -> Field {
    let most = choices.len();
    Field {
        option,
        label: label.to_owned(),
        hint: hint.to_owned(),
        is_required: false,
        entry: Entry::Choice { choices, most },
    }
}
