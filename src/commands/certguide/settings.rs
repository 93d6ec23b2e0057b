//! `/certguide settings`: what holds on a server, and what is to hold.

use std::collections::BTreeSet;

use super::{done, guild, rejected};
use crate::answer::{Action, Answer, Block, Line, Visibility};
use crate::call::Call;
use crate::commands::values::{self, Named, Names, named};
use crate::commands::{
    Audience, COMMANDS, Command, CommandOption, Done, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::{Change, Feature, Settings};
use crate::knowledge::IssuerId;
use crate::wording::joined;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide settings",
    surface: Surface::Slash,
    summary: "What holds on this server, and a form to change it",
    options: &[
        CommandOption {
            name: ANSWERS,
            summary: "Who sees answers: everyone in the channel, or only whoever asked",
            kind: OptionKind::Choice(&[PUBLIC, PRIVATE]),
            is_required: false,
        },
        CommandOption {
            name: EXCEPTIONS,
            summary: "Commands whose answers are seen the other way, such as: roadmap, compare",
            kind: OptionKind::Several,
            is_required: false,
        },
        CommandOption {
            name: FEATURES,
            summary: "What is on, such as: pictures, my, unanswered; all others are off",
            kind: OptionKind::Several,
            is_required: false,
        },
        CommandOption {
            name: PACKS,
            summary: "Issuers whose certifications are shown; those of others are not",
            kind: OptionKind::Several,
            is_required: false,
        },
        CommandOption {
            name: REPORTS,
            summary: "The channel that members' suggestions go to",
            kind: OptionKind::Channel,
            is_required: false,
        },
    ],
    examples: &[
        "certguide settings",
        "certguide settings answers:private exceptions:\"roadmap, compare\"",
        "certguide settings features:\"pictures, my, suggestions\"",
    ],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

pub(super) const ANSWERS: &str = "answers";
pub(super) const EXCEPTIONS: &str = "exceptions";
pub(super) const FEATURES: &str = "features";
pub(super) const PACKS: &str = "packs";
pub(super) const REPORTS: &str = "reports";
pub(super) const PUBLIC: &str = "public";
pub(super) const PRIVATE: &str = "private";

/// Packs beyond these are not in the form, and keep what they are.
pub(super) const MOST_PACKS: usize = 25;

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let before = &request.context.server.settings;
    let after = asked(request, before)?;
    let (was, is) = (lines(request, before), lines(request, &after));
    let changed = is.iter().filter(|it| !was.contains(it)).cloned();
    let mut changed: Vec<Line> = changed.map(|(label, line)| labelled(&label, line)).collect();
    changed.extend(no_exceptions_now(before, &after));
    let is_asked = !request.call.arguments.is_empty();
    let mut body = Vec::new();
    if !changed.is_empty() {
        body.push(Block::List { heading: "Changed".to_owned(), items: changed });
    } else if is_asked {
        body.push(Block::text("Nothing changed: it was like that before."));
    }
    let is_off = |it: &IssuerId| after.packs_off.contains(it);
    if packs(request).iter().all(is_off) {
        body.push(Block::text(NO_PACK));
    }
    body.extend(is.into_iter().fold(Vec::new(), fact));
    let rows = after.changes_from(before);
    let title = if rows.is_empty() { "Settings of this server" } else { "Settings are changed" };
    let answer = Answer {
        title: title.to_owned(),
        body,
        actions: vec![Action::call("Change", super::settings_change::COMMAND.call())],
        ..Answer::default()
    };
    let change = Change::Set { guild: guild(request), rows: rows.clone() };
    Ok(done(answer, (!rows.is_empty()).then_some(change)))
}

/// Said where every pack is off.
const NO_PACK: &str = "No pack is shown, so on this server I know what it has added itself, and \
    nothing else.";

/// A line by itself; of features and packs it says what it is about.
fn labelled(label: &str, line: Line) -> Line {
    let mut all = match label {
        ANSWERS_LABEL => Line::text(format!("{label}: ")),
        SUGGESTIONS_LABEL => Line::text(format!("{label} ")),
        _ => Line::default(),
    };
    all.0.extend(line.0);
    all
}

const ANSWERS_LABEL: &str = "Answers";
const SUGGESTIONS_LABEL: &str = "Suggestions";

/// Says which commands were exceptions and are none any more.
fn no_exceptions_now(before: &Settings, after: &Settings) -> Option<Line> {
    let now = exceptions(after);
    let gone = exceptions(before).into_iter().filter(|it| !now.contains(it));
    let gone: Vec<String> = gone.map(|it| format!("/{it}")).collect();
    let text = format!("{ANSWERS_LABEL}: those of {} as all others", joined(&gone, "and"));
    (!gone.is_empty()).then(|| Line::text(text))
}

/// Lines of one label stand together.
fn fact(mut body: Vec<Block>, (label, line): (String, Line)) -> Vec<Block> {
    match body.last_mut() {
        Some(Block::Fact { label: last, lines }) if *last == label => lines.push(line),
        _ => body.push(Block::Fact { label, lines: vec![line] }),
    }
    body
}

/// What is set, a line each under its label.
fn lines(request: &Request<'_>, settings: &Settings) -> Vec<(String, Line)> {
    let mut lines = Vec::new();
    let mut add = |label: &str, line: Line| lines.push((label.to_owned(), line));
    add(ANSWERS_LABEL, Line::text(format!("seen by {}", seen_by(settings.answers))));
    for command in exceptions(settings) {
        let by = seen_by(other_than(settings.answers));
        add(ANSWERS_LABEL, Line::text(format!("those of /{command} by {by}")));
    }
    for feature in Feature::ALL {
        let state = if settings.has(feature) { "on" } else { "off" };
        add("Features", Line::default().strong(state).then(format!(": {}", feature.summary())));
    }
    for issuer in packs(request) {
        let is_off = settings.packs_off.contains(&issuer);
        let state = if is_off { "not shown" } else { "shown" };
        let name = pack_name(request, &issuer);
        add("Packs", Line::default().strong(state).then(format!(": {name}")));
    }
    add(
        SUGGESTIONS_LABEL,
        match settings.report_channel {
            Some(id) => Line::text("go to ").channel(id),
            None => Line::text("go to whoever runs this bot, since no channel is chosen"),
        },
    );
    lines
}

fn seen_by(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Everyone => "everyone in the channel",
        Visibility::OnlyAsker => "whoever asked, and nobody else",
    }
}

pub(super) fn other_than(visibility: Visibility) -> Visibility {
    match visibility {
        Visibility::Everyone => Visibility::OnlyAsker,
        Visibility::OnlyAsker => Visibility::Everyone,
    }
}

/// The commands that this can be set for: the others are always answered to the asker alone.
pub(super) fn commands() -> impl Iterator<Item = &'static Command> {
    let is_set =
        |it: &&&Command| it.audience == Audience::Everyone && !matches!(it.run, Run::Does(_));
    COMMANDS.iter().filter(is_set).copied()
}

/// The commands whose answers are seen the other way, in the order of help.
pub(super) fn exceptions(settings: &Settings) -> Vec<&'static str> {
    let is_other = |it: &&str| settings.visibility(it) != settings.answers;
    commands().map(|it| it.name).filter(is_other).collect()
}

/// All packs, by id, shown or not.
pub(super) fn packs(request: &Request<'_>) -> BTreeSet<IssuerId> {
    let shown = request.knowledge.issuers().map(|it| it.id.clone());
    let off = request.context.server.settings.packs_off.iter().cloned();
    let all = shown.chain(off.filter(|it| request.knowledge.issuer(it).is_some()));
    let files = request.context.server.packs.iter();
    let named = files.filter_map(|it| IssuerId::parse(it.path.strip_suffix("/issuer.toml")?));
    all.filter(|it| *it != IssuerId::of_house()).chain(named).collect()
}

pub(super) fn pack_name(request: &Request<'_>, id: &IssuerId) -> String {
    request.knowledge.issuer(id).map_or_else(|| id.to_string(), |it| it.name.clone())
}

/// What the options ask for. What none of them names stays as it was.
fn asked(request: &Request<'_>, before: &Settings) -> Result<Settings, Refusal> {
    let mut after = before.clone();
    let words = [(Visibility::Everyone, vec![PUBLIC]), (Visibility::OnlyAsker, vec![PRIVATE])];
    if let Some(answers) = request.one_of(ANSWERS, words.into_iter())? {
        after.answers = answers;
    }
    let several = |option| request.call.argument(option);
    if let Some(given) = several(EXCEPTIONS) {
        let known = commands().map(|it| (it.name, vec![it.name])).collect();
        let chosen = chosen("command", given, known)?;
        let other = other_than(after.answers);
        after.by_command = chosen.into_iter().map(|it| (it.to_owned(), other)).collect();
    }
    if let Some(given) = several(FEATURES) {
        let known = Feature::ALL.into_iter().map(|it| (it, vec![it.as_str()])).collect();
        after.features = chosen("feature", given, known)?.into_iter().collect();
    }
    if let Some(given) = several(PACKS) {
        set_packs(request, given, &mut after)?;
    }
    if let Some(given) = several(REPORTS) {
        after.report_channel = channel(given)?;
    }
    Ok(after)
}

fn set_packs(request: &Request<'_>, given: &str, after: &mut Settings) -> Result<(), Refusal> {
    let packs = packs(request);
    let known = packs.iter().map(|id| {
        let names = request.knowledge.issuer(id).map(values::issuer).unwrap_or_default();
        (id.clone(), std::iter::once(id.as_str()).chain(names).collect())
    });
    let shown = chosen("pack", given, known.collect())?;
    after.packs_off.extend(packs.iter().take(MOST_PACKS).cloned());
    after.packs_off.retain(|it| !shown.contains(it));
    Ok(())
}

/// A channel's id, bare or as Discord writes a channel in a message; `None` for no words.
fn channel(given: &str) -> Result<Option<u64>, Refusal> {
    if given.is_empty() {
        return Ok(None);
    }
    let id = given.strip_prefix("<#").and_then(|it| it.strip_suffix('>')).unwrap_or(given);
    match id.parse::<u64>() {
        Ok(id) if id > 0 => Ok(Some(id)),
        _ => Err(rejected(
            NOTHING_CHANGED,
            [Line::text("No channel is called ")
                .quoted(given)
                .then(". Choose one from the list that Discord offers, or in the form.")],
        )),
    }
}

const NOTHING_CHANGED: &str = "Nothing is changed";

/// Which of the `known` values a list with commas names.
fn chosen<T>(noun: &str, given: &str, known: Vec<(T, Names<'_>)>) -> Result<Vec<T>, Refusal> {
    let (values, names): (Vec<T>, Vec<Names<'_>>) = known.into_iter().unzip();
    let mut meant: Vec<&str> = Vec::new();
    for it in given.split(',').map(str::trim).filter(|it| !it.is_empty()) {
        match named(it.trim_start_matches('/'), &names) {
            Named::Wholly(all) => meant.extend(all),
            Named::ByBeginning(one) => meant.push(one),
            Named::Maybe(_) | Named::No => {
                let known = values::shown(names.iter());
                let known = joined(&known, "and");
                let text = Line::text(format!("I know no {noun} called ")).quoted(it);
                return Err(rejected(NOTHING_CHANGED, [text.then(format!(". I know {known}."))]));
            }
        }
    }
    let is_meant = |names: &Names<'_>| names.first().is_some_and(|it| meant.contains(it));
    let all = values.into_iter().zip(&names).filter(|(_, it)| is_meant(it));
    Ok(all.map(|(value, _)| value).collect())
}

/// A call of this command, which a form completes.
pub(super) fn call() -> Call {
    COMMAND.call()
}
