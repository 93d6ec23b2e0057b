//! The beginning of an entry for a question that was not answered.

use std::fmt::Write;

use toml::Value;

use super::unanswered::{QUESTION, back, question};
use super::{entry_add, said};
use crate::answer::{Action, Block, Line, TextFile};
use crate::commands::{Audience, Command, Done, Need, Refusal, Request, Run, Surface};
use crate::guild::Unanswered;
use crate::knowledge::Date;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide unanswered stub",
    surface: Surface::Button,
    summary: "The beginning of an entry for a question that I could not answer",
    options: &[QUESTION],
    examples: &["certguide unanswered stub question:0123456789ab"],
    audience: Audience::Moderators,
    needs: &[Need::Unanswered],
    run: Run::Does(run),
};

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let question = question(request)?;
    let stub = stub(question, request.today);
    let text = "Fill in what stands between empty quotation marks, and send the file with \
                /certguide import: then this server knows it. For everybody, send what stands below \
                the first line to those who keep the packs, as a file of its own.";
    let forget =
        super::unanswered_forget::COMMAND.call().with(QUESTION.name, question.key.as_str());
    let mut answer = said(
        "An entry to fill in",
        [Line::text("For ").quoted(&question.text).then("."), Line::text(text)],
    );
    answer.body.push(Block::Code(stub.trim_end().to_owned()));
    answer.file =
        Some(Box::new(TextFile { name: "entry.toml", media_type: "application/toml", text: stub }));
    answer.actions = vec![
        Action::call("Fill it in here instead", entry_add::COMMAND.call()),
        Action::call("Take the question off the list", forget),
        back(),
    ];
    Ok(answer.into())
}

/// An entry of a house file with everything that it must have, and nothing in it but the words that
/// people asked for it by.
fn stub(question: &Unanswered, today: Date) -> String {
    let id = match entry_add::id_of(&question.text) {
        id if id.is_empty() => "our-exam".to_owned(),
        id => id,
    };
    let asked = Value::from(question.text.chars().take(100).collect::<String>());
    let seen = format!("sources = [\"page\"]\nchecked_on = {today}\nconfidence = \"low\"\n");
    let mut out = format!("[certification.{id}]\n");
    let _ = write!(
        out,
        "name = \"\"        # its full name, as its issuer writes it\n\
         short_name = \"\"  # what it is called for short; without one, take the line out\n\
         aliases = [{asked}]\n\
         summary = \"\"     # what it is, in a sentence or two\n\
         {seen}\n\
         [certification.{id}.source_urls]\n\
         page = \"\"        # the address of the page that says so: https://…\n\n\
         [certification.{id}.status]\n\
         state = \"active\" # or planned, beta, retired, unverified\n\
         {seen}"
    );
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::guild::{End, GuildId};

    #[test]
    fn a_stub_is_toml_whatever_was_asked() {
        let day = Date::constant(2026, 11, 23);
        let asked = |text: &str| Unanswered {
            guild: GuildId(1),
            key: "0123456789ab".to_owned(),
            text: text.to_owned(),
            end: End::NotKnown,
            count: 3,
            first: day,
            last: day,
        };
        for text in ["", "\"]", "'''", "ü \\ \u{202e}", "a ] # b = \"c\"", &"x".repeat(200)] {
            let stub = stub(&asked(text), day);
            let table: toml::Table = stub.parse().unwrap();
            assert_eq!(table.len(), 1, "{stub}");
        }
        expect![[r#""#]].assert_eq(&stub(&asked("is the snake exam hard?"), day));
    }
}
