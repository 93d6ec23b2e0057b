//! `certguide match`: what each text would be taken to mean, for people and for programs.

use serde::Serialize;

use super::Format;
use crate::matching::{Decision, Index};

/// A decision as programs read it, one object a line.
#[derive(Debug, Serialize)]
struct Line<'a> {
    query: &'a str,
    decision: &'static str,
    /// Only where it is sure.
    id: Option<&'a str>,
    /// Best first.
    candidates: Vec<Candidate<'a>>,
}

#[derive(Debug, Serialize)]
struct Candidate<'a> {
    id: &'a str,
    because: String,
}

/// The line for one query, without its end.
pub(super) fn line(index: &Index, query: &str, format: Format) -> String {
    let decision = index.decide(query);
    match format {
        Format::Text => text(query, &decision),
        Format::Json => json(query, &decision),
    }
}

fn text(query: &str, decision: &Decision) -> String {
    let found: Vec<String> =
        decision.matches().iter().map(|it| format!("{} ({})", it.id, it.because)).collect();
    let found = if found.is_empty() { "nothing near".to_owned() } else { found.join(", ") };
    format!("{query}: {}, {found}", word(decision))
}

fn json(query: &str, decision: &Decision) -> String {
    let line = Line {
        query,
        decision: word(decision),
        id: match decision {
            Decision::Sure(found) => Some(found.id.as_str()),
            Decision::Unsure(_) | Decision::Unknown(_) => None,
        },
        candidates: decision
            .matches()
            .iter()
            .map(|it| Candidate { id: it.id.as_str(), because: it.because.to_string() })
            .collect(),
    };
    // Texts only, so there is nothing that could fail to be written.
    serde_json::to_string(&line).unwrap_or_default()
}

fn word(decision: &Decision) -> &'static str {
    match decision {
        Decision::Sure(_) => "sure",
        Decision::Unsure(_) => "unsure",
        Decision::Unknown(_) => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::Format;
    use super::line;
    use crate::knowledge::Words;
    use crate::matching::{Entry, Index, Name, NameKind, Standing};

    fn printed(format: Format) -> String {
        let entry = |id: &str| Entry {
            id: crate::knowledge::CertificationId::parse(id).unwrap(),
            names: vec![Name { kind: NameKind::ShortName, text: id.to_uppercase() }],
            issuer: vec!["Python Institute".to_owned()],
            subjects: vec!["python".to_owned()],
            level: Vec::new(),
            track: Vec::new(),
            standing: Standing::default(),
        };
        let index = Index::from_entries([entry("pcpp1"), entry("pcpp2")], &Words::default());
        let queries = ["pcpp2", "pcpp3", "PMP \"exam\""];
        queries.iter().map(|it| line(&index, it, format)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn each_text_gets_one_line_that_programs_can_read() {
        expect![[r#"
            {"query":"pcpp2","decision":"sure","id":"pcpp2","candidates":[{"id":"pcpp2","because":"exact code"}]}
            {"query":"pcpp3","decision":"unsure","id":null,"candidates":[{"id":"pcpp1","because":"same letters, other number"},{"id":"pcpp2","because":"same letters, other number"}]}
            {"query":"PMP \"exam\"","decision":"unknown","id":null,"candidates":[]}"#]].assert_eq(&printed(Format::Json));
    }

    #[test]
    fn each_text_gets_one_line_that_people_can_read() {
        expect![[r#"
            pcpp2: sure, pcpp2 (exact code)
            pcpp3: unsure, pcpp1 (same letters, other number), pcpp2 (same letters, other number)
            PMP "exam": unknown, nothing near"#]]
        .assert_eq(&printed(Format::Text));
    }
}
