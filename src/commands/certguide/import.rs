//! `/certguide import`: a file of additions, taken whole or not at all.

use super::naming::{counted_kind, line};
use super::{counted, done, layer, naming, rejected};
use crate::answer::{Action, Answer, Block, Line};
use crate::commands::{
    Audience, Command, CommandOption, Done, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::{self, Addition, AdditionKind, Change};
use crate::knowledge::diagnostic::Style;
use crate::knowledge::house::{self, House};
use crate::knowledge::source::SourceFile;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide import",
    surface: Surface::Slash,
    summary: "Take over a file of names, notes and certifications, as export makes it",
    options: &[
        CommandOption {
            name: "file",
            summary: "The file, such as house.toml",
            kind: OptionKind::File,
            is_required: true,
        },
        CommandOption {
            name: "replace",
            summary: "true: put it in place of everything that is there; else it is added",
            kind: OptionKind::Choice(&["true", "false"]),
            is_required: false,
        },
    ],
    examples: &[
        "certguide import file:\"alias = [{ name = 'snake exam', certification = 'pcep' }]\"",
    ],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

/// More lines of a list are for `/certguide additions`.
const MOST_LISTED: usize = 10;

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let text = request.argument("file")?;
    let file = SourceFile { path: house::PATH.to_owned(), text: text.to_owned() };
    let (house, diagnostics) = House::read(&file, request.today);
    if diagnostics.has_errors() {
        return Err(Refusal::Faulty {
            title: format!("The file has {}", counted(diagnostics.errors(), "error")),
            problems: diagnostics.render(&[file], Style::Plain),
        });
    }
    let new = guild::additions(&house);
    if new.is_empty() {
        let text = Line::text("It has no alias, note, hidden certification or entry in it.");
        return Err(rejected(
            "The file adds nothing",
            [
                text,
                Line::text(
                    "Nothing is changed. /certguide export shows what such a file looks like.",
                ),
            ],
        ));
    }
    let words = [("true", true), ("false", false)].map(|(word, it)| (it, vec![word]));
    let is_whole = request.one_of("replace", words.into_iter())?.unwrap_or(false);
    let difference = Difference::between(&request.context.server.additions, new, is_whole);
    layer::bounded(&difference.after)?;
    let answer = told(request, &difference);
    let guild = super::guild(request);
    let changes = if is_whole {
        vec![Change::Replace { guild, additions: difference.after }]
    } else {
        let changed = difference.added.into_iter().chain(difference.replaced);
        changed.map(|addition| Change::Add { guild, addition }).collect()
    };
    Ok(done(answer, changes))
}

/// What an import changes.
struct Difference {
    added: Vec<Addition>,
    /// As they are from now on.
    replaced: Vec<Addition>,
    removed: Vec<Addition>,
    unchanged: usize,
    /// All that the server has then.
    after: Vec<Addition>,
}

impl Difference {
    fn between(old: &[Addition], new: Vec<Addition>, is_whole: bool) -> Self {
        let is_same = |a: &Addition, b: &Addition| (a.kind, &a.key) == (b.kind, &b.key);
        let rest = old.iter().filter(|it| !new.iter().any(|new| is_same(it, new))).cloned();
        let (removed, kept) =
            if is_whole { (rest.collect(), Vec::new()) } else { (Vec::new(), rest.collect()) };
        let (mut added, mut replaced, mut unchanged) = (Vec::new(), Vec::new(), 0);
        for it in &new {
            match old.iter().find(|old| is_same(old, it)) {
                None => added.push(it.clone()),
                Some(old) if old.toml == it.toml => unchanged += 1,
                Some(_) => replaced.push(it.clone()),
            }
        }
        let mut after: Vec<Addition> = kept.into_iter().chain(new).collect();
        after.sort();
        Self { added, replaced, removed, unchanged, after }
    }
}

fn told(request: &Request<'_>, difference: &Difference) -> Answer {
    let parts = [
        ("added", &difference.added),
        ("changed", &difference.replaced),
        ("removed", &difference.removed),
    ];
    let mut words: Vec<String> = Vec::new();
    for (verb, additions) in parts.iter().filter(|(_, it)| !it.is_empty()) {
        let each = AdditionKind::ALL.into_iter().filter_map(|kind| {
            let count = additions.iter().filter(|it| it.kind == kind).count();
            (count > 0).then(|| counted_kind(count, kind))
        });
        let each = crate::wording::joined(&each.collect::<Vec<_>>(), "and");
        words.push(format!("{verb}: {each}"));
    }
    let sum = match (words.is_empty(), difference.unchanged) {
        (true, _) => "Everything in it is there already".to_owned(),
        (false, 0) => words.join("; "),
        (false, count) => format!("{}; {count} there already", words.join("; ")),
    };
    let mut body = vec![Block::text(format!("{}.", crate::wording::capitalised(&sum)))];
    body.extend(conflicts(request, difference));
    let listed = difference.added.iter().chain(&difference.replaced);
    let all = listed.map(|it| line(&naming::said(request.knowledge, it), it.kind));
    let items: Vec<Line> = all.take(MOST_LISTED).collect();
    if !items.is_empty() {
        let heading = match difference.added.len() + difference.replaced.len() {
            count if count > MOST_LISTED => format!("The first {MOST_LISTED}"),
            _ => "New here".to_owned(),
        };
        body.push(Block::List { heading, items });
    }
    Answer {
        title: "The file is taken over".to_owned(),
        body,
        actions: vec![Action::call("All additions", super::additions::COMMAND.call())],
        ..Answer::default()
    }
}

/// What of it the packs contradict: it is kept, and does not apply.
fn conflicts(request: &Request<'_>, difference: &Difference) -> Option<Block> {
    let layer = layer::Layer::of(request, difference.after.clone());
    let mut items = Vec::new();
    for (addition, problems) in layer.problems().filter(|(_, it)| !it.is_empty()) {
        let mut words = line(&naming::said(request.knowledge, addition), addition.kind);
        for problem in problems.into_iter().map(layer::words) {
            words = words.then(". ");
            words.0.extend(problem.0);
        }
        items.push(words);
    }
    let heading = match items.len() {
        0 => return None,
        1 => "This one is kept, but needs a look".to_owned(),
        more if more > MOST_LISTED => {
            format!("{more} are kept, but need a look; the first {MOST_LISTED}")
        }
        _ => "These are kept, but need a look".to_owned(),
    };
    items.truncate(MOST_LISTED);
    Some(Block::List { heading, items })
}
