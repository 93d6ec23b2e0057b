//! What was understood and why, for people.

use super::reading::Read;
use super::{Kind, Plan, Role, Understanding};

/// Kinds that are shown with how likely they are.
const KINDS_SHOWN: usize = 3;

impl Understanding {
    /// A line for each thing that was understood, in the order in which it was read: names and
    /// their roles, other words that count, kinds with their shares, and what follows.
    pub fn explained(&self) -> Vec<String> {
        let it = &self.reading;
        let mut lines = Vec::new();
        for named in &it.named {
            let read = match named.read {
                Read::Spelled => "a name of",
                Read::Misspelt => "a letter away from",
            };
            let role = match named.role {
                Role::Meant => "meant",
                Role::Held => "held",
                Role::Wanted => "wanted",
                Role::Excluded => "excluded",
            };
            lines.push(format!("name: `{}`, {read} {}: {role}", named.words, named.id));
        }
        let quoted = |words: &[String]| {
            words.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
        };
        let mut add = |label: &str, words: &[String]| {
            if !words.is_empty() {
                lines.push(format!("{label}: {}", quoted(words)));
            }
        };
        add("unclear name", &it.unclear);
        add("our name in another sense", &it.homonyms);
        add("not known here", &it.elsewhere);
        let placed: Vec<String> = it.groups.iter().map(|it| it.words.clone()).collect();
        add("level, track, issuer or subject", &placed);
        add("topic", &it.topics);
        let mut kinds: Vec<(Kind, f32)> = Kind::ALL.into_iter().zip(it.shares).collect();
        kinds.sort_by(|one, other| other.1.total_cmp(&one.1));
        let kinds = kinds.iter().take(KINDS_SHOWN).map(|(kind, share)| percent(*kind, *share));
        lines.push(format!("kind: {}", kinds.collect::<Vec<_>>().join(", ")));
        if it.clauses.len() > 1 {
            for clause in &it.clauses {
                let kind = percent(clause.kind, clause.share);
                lines.push(format!("clause: `{}`: {kind}", clause.words.trim()));
            }
        }
        lines.extend(plan(&self.plan));
        lines
    }
}

fn percent(kind: Kind, share: f32) -> String {
    format!("{kind} {:.0} %", share * 100.0)
}

fn plan(plan: &Plan) -> Vec<String> {
    match plan {
        Plan::Calls(calls) => calls.iter().map(|it| format!("so: /{it}")).collect(),
        Plan::WhichOne { call, .. } => vec![format!("so: ask which one, for /{call}")],
        Plan::NotOurs(why) => vec![format!("so: not ours, {why:?}")],
        Plan::NotKnown(what) => vec![format!("so: not known, {what:?}")],
    }
}
