//! `/my add`: keeps what somebody holds or wants.

use super::{FIFTH, FOURTH, MOST_KEPT, NAMES, SECOND, THIRD, list_button, next_button, way_button};
use crate::answer::{Action, Answer, Block, Line};
use crate::commands::{
    Audience, Command, CommandOption, Done, Effect, Need, OptionKind, Refusal, Request, Run,
    Surface,
};
use crate::guild::{Aim, Change, Feature, Holding};
use crate::knowledge::Certification;
use crate::knowledge::quantity::day_in_words;
use crate::wording;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "my add",
    surface: Surface::Slash,
    summary: "Keep what you hold or want, for /next-after, /path and /roadmap to start from",
    options: &[
        CommandOption {
            name: "certification",
            summary: "Which certification, or several: pcep and pcap",
            kind: OptionKind::Certification,
            is_required: true,
        },
        CommandOption {
            name: "as",
            summary: "Whether you hold it, which is meant if you do not say, or want it",
            kind: OptionKind::Choice(AIMS),
            is_required: false,
        },
        SECOND,
        THIRD,
        FOURTH,
        FIFTH,
    ],
    examples: &["my add pcep", "my add pcep and pcap", "my add pcpp1 as:wanted"],
    audience: Audience::Members,
    needs: &[Need::Holdings],
    run: Run::Does(run),
};

/// What `as` takes.
const AIMS: &[&str] = &["held", "wanted"];

/// What becomes of one that was named.
enum Kept<'a> {
    /// It was not kept before.
    Newly,
    /// It stood under the other one.
    Moved,
    /// It was kept as that already.
    Already(&'a Holding),
}

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let person = super::person(request, &COMMAND)?;
    if !request.context.offers(Feature::My) {
        return Err(Refusal::Off(Feature::My));
    }
    let aim = request.one_of("as", AIMS.iter().map(|it| (*it, vec![*it])))?;
    let aim = aim.and_then(Aim::parse).unwrap_or(Aim::Held);
    let mut named: Vec<(&Certification, Kept<'_>)> = Vec::new();
    for option in NAMES {
        if let Some(it) = request.optional_certification(option)?
            && named.iter().all(|(known, _)| known.id != it.id)
        {
            named.push((it, kept(request, it, aim)));
        }
    }
    let new = named.iter().filter(|(_, it)| matches!(it, Kept::Newly)).count();
    let before = request.context.holdings.len();
    if new > 0 && before + new > MOST_KEPT {
        return Err(too_many(before));
    }
    let changed = named.iter().filter(|(_, it)| !matches!(it, Kept::Already(_)));
    let hold = |(it, _): &(&Certification, Kept<'_>)| {
        let holding = Holding { certification: it.id.clone(), aim, since: request.today };
        Effect::Keep(Change::Hold { person, holding })
    };
    let effects: Vec<Effect> = changed.map(hold).collect();
    Ok(Done { answer: answer(&named, aim), effects })
}

fn kept<'a>(request: &Request<'a>, it: &Certification, aim: Aim) -> Kept<'a> {
    match request.context.holdings.iter().find(|known| known.certification == it.id) {
        None => Kept::Newly,
        Some(known) if known.aim == aim => Kept::Already(known),
        Some(_) => Kept::Moved,
    }
}

fn answer(named: &[(&Certification, Kept<'_>)], aim: Aim) -> Answer {
    let verb = match aim {
        Aim::Held => "hold",
        Aim::Wanted => "want",
    };
    let is_same = |it: &Kept<'_>| matches!(it, Kept::Already(_));
    let labels = |all: &mut dyn Iterator<Item = &(&Certification, Kept<'_>)>| {
        wording::joined(&all.map(|(it, _)| it.label()).collect::<Vec<_>>(), "and")
    };
    let title = if named.iter().all(|(_, it)| is_same(it)) {
        format!("You {verb} {} already", labels(&mut named.iter()))
    } else {
        format!("You {verb} {}", labels(&mut named.iter().filter(|(_, it)| !is_same(it))))
    };
    let mut body: Vec<Block> = Vec::new();
    for (it, kept) in named {
        let words = match (kept, aim) {
            (Kept::Newly, _) => continue,
            (Kept::Moved, Aim::Held) => ": you wanted it; now I keep it as held.".to_owned(),
            (Kept::Moved, Aim::Wanted) => ": you held it; now I keep it as wanted.".to_owned(),
            (Kept::Already(known), _) => {
                format!(": I keep it as {} since {}.", aim.as_str(), day_in_words(known.since))
            }
        };
        body.push(Block::Text(Line::default().strong(it.label()).then(words)));
    }
    body.push(Block::text(
        "/next-after, /path and /roadmap start from what I keep for you. Only you see it, and \
         /my forget deletes it.",
    ));
    let mut actions: Vec<Action> = match aim {
        Aim::Held => vec![next_button()],
        Aim::Wanted => named.iter().map(|(it, _)| way_button(it)).collect(),
    };
    actions.push(list_button());
    Answer { title, body, actions, is_personal: true, ..Answer::default() }
}

fn too_many(before: usize) -> Refusal {
    let text = format!(
        "I keep at most {MOST_KEPT} for each person, and keep {before} for you. Take some out with \
         /my remove first."
    );
    Refusal::Rejected { title: "That is more than I keep".to_owned(), why: vec![Line::text(text)] }
}
