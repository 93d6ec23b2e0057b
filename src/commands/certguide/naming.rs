//! What an addition is called where people see it, and which one they mean.

use toml::{Table, Value};

use super::{counted, rejected};
use crate::answer::Line;
use crate::commands::suggestion::{MOST, VALUE_CHARACTERS};
use crate::commands::{Context, Refusal, Request, Suggestion};
use crate::guild::{Addition, AdditionKind};
use crate::knowledge::{CertificationId, Knowledge};

/// What an addition says, as far as it is shown.
#[derive(Debug)]
pub(super) struct Said {
    /// The certification that it is about, as it is called.
    pub(super) certification: String,
    /// The other name, the note, or the name of an entry; empty for what is hidden.
    pub(super) text: String,
    /// Where a note leads.
    pub(super) url: Option<String>,
}

/// What an addition says.
pub(super) fn said(knowledge: &Knowledge, addition: &Addition) -> Said {
    let table: Table = addition.toml.parse().unwrap_or_default();
    let table = table.get(addition.kind.as_str());
    let table = match addition.kind {
        AdditionKind::Certification => table.and_then(|it| it.get(addition.key.as_str())),
        _ => table.and_then(|it| it.get(0)),
    };
    let text = |key: &str| table.and_then(|it| it.get(key)).and_then(Value::as_str);
    let label = |id: &str| {
        let known = CertificationId::parse(id).and_then(|it| knowledge.get(&it));
        known.map_or(id, |it| it.label()).to_owned()
    };
    let owned = |key: &str| text(key).unwrap_or_default().to_owned();
    let about = text("certification").map(label).unwrap_or_default();
    match addition.kind {
        AdditionKind::Alias => Said { certification: about, text: owned("name"), url: None },
        AdditionKind::Note => {
            Said { certification: about, text: owned("text"), url: text("url").map(str::to_owned) }
        }
        AdditionKind::Hidden => Said { certification: about, text: String::new(), url: None },
        AdditionKind::Certification => {
            let short = text("short_name").or_else(|| text("name"));
            let certification = short.unwrap_or(&addition.key).to_owned();
            Said { certification, text: owned("name"), url: None }
        }
    }
}

/// Of which kind something is, in words: for one of them.
pub(super) fn noun(kind: AdditionKind) -> &'static str {
    match kind {
        AdditionKind::Alias => "other name",
        AdditionKind::Note => "note",
        AdditionKind::Hidden => "hidden certification",
        AdditionKind::Certification => "certification of its own",
    }
}

/// `3 other names`.
pub(super) fn counted_kind(count: usize, kind: AdditionKind) -> String {
    match (kind, count) {
        (AdditionKind::Certification, 2..) => format!("{count} certifications of its own"),
        _ => counted(count, noun(kind)),
    }
}

/// What it says, as a line of a list.
pub(super) fn line(said: &Said, kind: AdditionKind) -> Line {
    let about = Line::default();
    match kind {
        AdditionKind::Alias => about.quoted(&said.text).then(" means ").strong(&said.certification),
        AdditionKind::Note => {
            let about = about.strong(&said.certification).then(": ").then(&said.text);
            match &said.url {
                Some(url) => about.then(" ").link("link", url),
                None => about,
            }
        }
        AdditionKind::Hidden => about.strong(&said.certification).then(" is hidden"),
        AdditionKind::Certification => {
            let about = about.strong(&said.certification);
            let name = (said.text != said.certification).then(|| format!(", {}", said.text));
            about.then(name.unwrap_or_default()).then(" is a certification of this server's own")
        }
    }
}

/// The same as plain words for a list to choose from.
fn choice(said: &Said, kind: AdditionKind) -> String {
    match kind {
        AdditionKind::Alias => format!("{} → {}", said.text, said.certification),
        AdditionKind::Note => format!("{}: {}", said.certification, said.text),
        AdditionKind::Hidden => said.certification.clone(),
        AdditionKind::Certification if said.text == said.certification => said.text.clone(),
        AdditionKind::Certification => format!("{} — {}", said.certification, said.text),
    }
}

/// At most 25 additions of this kind whose words hold what was typed.
pub(in crate::commands) fn suggestions(
    knowledge: &Knowledge,
    context: &Context,
    kind: AdditionKind,
    typed: &str,
) -> Vec<Suggestion> {
    let typed = typed.trim().to_lowercase();
    let of_kind = context.server.additions.iter().filter(|it| it.kind == kind);
    let all = of_kind.filter_map(|it| {
        let label = choice(&said(knowledge, it), kind);
        let holds = label.to_lowercase().contains(&typed) || it.key.contains(&typed);
        let fits = it.key.encode_utf16().count() <= VALUE_CHARACTERS;
        (holds && fits).then(|| Suggestion { label, value: it.key.clone() })
    });
    all.take(MOST).collect()
}

/// The addition of this kind that an option names: by its key, by what it says, or by some of that
/// where nothing else has it.
pub(super) fn meant<'a>(
    request: &Request<'a>,
    kind: AdditionKind,
    option: &'static str,
) -> Result<&'a Addition, Refusal> {
    let given = request.argument(option)?;
    let additions = &request.context.server.additions;
    let all: Vec<&Addition> = additions.iter().filter(|it| it.kind == kind).collect();
    if let Some(found) = all.iter().find(|it| it.key == given) {
        return Ok(found);
    }
    let typed = given.to_lowercase();
    let words = |it: &Addition| {
        let said = said(request.knowledge, it);
        [said.text, said.certification, it.key.clone()].map(|it| it.to_lowercase())
    };
    let whole: Vec<_> = all.iter().filter(|it| words(it).contains(&typed)).collect();
    let part: Vec<_> =
        all.iter().filter(|it| words(it).iter().any(|it| it.contains(&typed))).collect();
    for found in [whole, part] {
        if let [only] = found.as_slice() {
            return Ok(only);
        }
    }
    let text = Line::text(format!("This server has no {} ", noun(kind))).quoted(given).then(".");
    let there = match all.len() {
        0 => "It has none at all.".to_owned(),
        count => format!(
            "It has {}: choose from the list while you type, or see /certguide additions.",
            counted_kind(count, kind)
        ),
    };
    Err(rejected("I did not find that", [text, Line::text(there)]))
}
