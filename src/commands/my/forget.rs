//! `/my forget`: deletes all that is kept of somebody. Works also where a server has turned `/my`
//! off.

use super::{add, known, list_button, named_shortly};
use crate::answer::{Action, Answer, Block};
use crate::call::Call;
use crate::commands::{
    Audience, Command, CommandOption, Done, Effect, Need, OptionKind, Refusal, Request, Run,
    Surface,
};
use crate::guild::{Aim, Change};

pub(in crate::commands) static COMMAND: Command = Command {
    name: "my forget",
    surface: Surface::Slash,
    summary: "Delete everything that I keep for you, at once",
    options: &[CommandOption {
        name: "sure",
        summary: "Whether to delete without asking again",
        kind: OptionKind::Choice(&["true", "false"]),
        is_required: false,
    }],
    examples: &["my forget", "my forget sure:true"],
    audience: Audience::Members,
    needs: &[Need::Holdings],
    run: Run::Does(run),
};

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let person = super::person(request, &COMMAND)?;
    let sure =
        request.one_of("sure", [(true, vec!["true"]), (false, vec!["false"])].into_iter())?;
    let what = what(request);
    if sure != Some(true) {
        return Ok(if what.is_empty() { nothing() } else { asked(what) }.into());
    }
    // Also where nothing was found: whatever came in meanwhile goes too.
    let effects = vec![Effect::Keep(Change::Forget { person })];
    let answer = if what.is_empty() { nothing() } else { deleted(what) };
    Ok(Done { answer, effects })
}

/// What is kept, by whether it is held or wanted.
fn what(request: &Request<'_>) -> Vec<Block> {
    let kept = &request.context.holdings;
    let mut what = Vec::new();
    for (label, aim) in [("Held", Aim::Held), ("Wanted", Aim::Wanted)] {
        let all = kept.iter().filter(|it| it.aim == aim).count();
        let known: Vec<_> = known(request, aim).into_iter().map(|(it, _)| it).collect();
        let mut parts = Vec::new();
        if !known.is_empty() {
            parts.push(named_shortly(&known));
        }
        match all - known.len() {
            0 => {}
            1 => parts.push("one that I do not know any more".to_owned()),
            more => parts.push(format!("{more} that I do not know any more")),
        }
        if !parts.is_empty() {
            what.push(Block::fact(label, parts.join("; ")));
        }
    }
    what
}

fn asked(mut what: Vec<Block>) -> Answer {
    what.push(Block::text("If you delete it, nobody can bring it back."));
    let call = COMMAND.call().with("sure", "true");
    Answer {
        title: "Delete everything that I keep for you?".to_owned(),
        body: what,
        actions: vec![Action::call("Delete all of it", call), list_button()],
        is_personal: true,
        ..Answer::default()
    }
}

fn deleted(mut what: Vec<Block>) -> Answer {
    what.push(Block::text("Nothing of it is left."));
    answer("Everything that I kept for you is deleted", what)
}

fn nothing() -> Answer {
    answer("I keep nothing about you", vec![Block::text("There is nothing to delete.")])
}

fn answer(title: &str, body: Vec<Block>) -> Answer {
    let help = Call::new("help").with("command", add::COMMAND.name);
    Answer {
        title: title.to_owned(),
        body,
        actions: vec![Action::call("How /my add works", help)],
        is_personal: true,
        ..Answer::default()
    }
}
