//! One call from start to finish: the only place where a panic is caught and time is taken.

#![expect(clippy::disallowed_methods, reason = "the service tells the core which day it is")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::answer::{Answer, Block, Visibility};
use crate::call::Call;
use crate::commands::{
    self, Context, Done, Effect, PRIVATE, Refusal, RefusalKind, Request, Run, Suggestion,
};
use crate::guild::Feature;
use crate::knowledge::{Date, Knowledge};
use crate::matching::Index;
use crate::question;

/// Answers calls from any door.
#[derive(Debug)]
pub struct Service {
    knowledge: Knowledge,
    index: Index,
    today: fn() -> Date,
    /// Panics so far: the number that an apology quotes and the log repeats.
    faults: AtomicU64,
}

/// What a door should show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What kind of reply it is.
    pub outcome: Outcome,
    /// What to say.
    pub answer: Answer,
    /// Who should see it.
    pub visibility: Visibility,
    /// Whether it shows something that we do not hold and might: moderators may want to add it.
    pub is_gap: bool,
    /// What has to be done for it to be true, in order; mostly nothing.
    pub effects: Vec<Effect>,
}

/// What kind of reply it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// What was asked is answered.
    Answered,
    /// It may mean several things; the reply asks which.
    AskedBack,
    /// It is no question that we take, as it stands.
    Declined,
    /// We do not know it.
    NotKnown,
    /// A fault of ours; the reply apologises.
    Failed,
}

/// Today's date in UTC: days differ by place, and a server's members are everywhere.
pub fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

impl Service {
    /// A service over `knowledge`; `today` is asked at each call.
    pub fn new(knowledge: Knowledge, today: fn() -> Date) -> Self {
        let index = Index::new(&knowledge);
        Self { knowledge, index, today, faults: AtomicU64::new(0) }
    }

    /// What it knows.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The day that is answered for; `None` after a fault.
    pub fn day(&self) -> Option<Date> {
        catch_unwind(|| (self.today)()).ok()
    }

    /// Whether it does its work: finds a certification that it knows, and can answer about it. For
    /// whoever supervises the process; not counted as a call.
    pub fn works(&self) -> bool {
        let look_up = || {
            let Some(known) = self.knowledge.iter().next() else { return false };
            let call = Call::new("cert").with("certification", known.id.to_string());
            self.reply(&Context::default(), &call).outcome == Outcome::Answered
        };
        catch_unwind(AssertUnwindSafe(look_up)).unwrap_or(false)
    }

    /// The names that it answers to.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What a line of text asks: a call if it begins with a slash, else a plain question, which
    /// the name of a certification is too.
    pub fn read(text: &str) -> Result<Call, Refusal> {
        let text = text.trim();
        if text.starts_with('/') || text.is_empty() {
            return Call::parse(text).map_err(Refusal::NotACall);
        }
        Ok(Call::new("ask").with("question", text))
    }

    /// What a line of text is understood to ask, and why, a line each. Empty for a call.
    pub fn explain(&self, text: &str) -> Vec<String> {
        let Ok(call) = Self::read(text) else { return Vec::new() };
        let understand = |text: &str| {
            question::understand(&self.knowledge, &self.index, (self.today)(), text).explained()
        };
        call.argument("question").map(understand).unwrap_or_default()
    }

    /// Answers one call by nobody in particular, as at a terminal.
    pub fn respond(&self, call: &Call) -> Reply {
        self.respond_in(&Context::default(), call)
    }

    /// Answers one call in its context. Always replies, also to a call of an unknown command; a
    /// panic becomes an apology and a log line.
    pub fn respond_in(&self, context: &Context, call: &Call) -> Reply {
        self.guarded(known_name(call), || self.reply(context, call))
    }

    /// Says why a line could not be read as a call.
    pub fn refuse(&self, refusal: &Refusal) -> Reply {
        self.guarded(UNKNOWN, || self.refused(refusal, &Call::default()))
    }

    /// At most 25 ways to go on from what was `typed` into `option` of `command`, best first.
    /// Empty for a command or an option that does not exist; `None` after a panic.
    pub fn suggest(&self, command: &str, option: &str, typed: &str) -> Option<Vec<Suggestion>> {
        self.suggest_in(&Context::default(), command, option, typed)
    }

    /// The same in a context.
    pub fn suggest_in(
        &self,
        context: &Context,
        command: &str,
        option: &str,
        typed: &str,
    ) -> Option<Vec<Suggestion>> {
        let start = Instant::now();
        let suggest = || {
            let today = (self.today)();
            let (knowledge, index) = (&self.knowledge, &self.index);
            commands::suggestions(knowledge, index, context, today, command, option, typed)
        };
        let suggested = catch_unwind(AssertUnwindSafe(suggest));
        let command = commands::find(command).map_or(UNKNOWN, |it| it.name);
        let Ok(suggestions) = suggested else {
            tracing::error!(command, "autocomplete panicked");
            return None;
        };
        tracing::debug!(
            command,
            decision = "suggested",
            suggestions = suggestions.len(),
            duration_us = micros(start),
            "suggested",
        );
        Some(suggestions)
    }

    fn reply(&self, context: &Context, call: &Call) -> Reply {
        let (command, bound) = match commands::bind(&self.knowledge, call) {
            Ok(bound) => bound,
            Err(refusal) => return self.refused(&refusal, call),
        };
        let request = Request {
            knowledge: &self.knowledge,
            index: &self.index,
            call: &bound,
            today: (self.today)(),
            context,
        };
        let settings = &context.server.settings;
        let Done { mut answer, effects } = match commands::run(command, &request) {
            Ok(done) => done,
            Err(refusal) => return self.refused(&refusal, &bound),
        };
        if !settings.has(Feature::Pictures) {
            answer.picture = None;
        }
        // A wish for privacy that is misspelt is still one.
        let visibility = match call.argument(PRIVATE) {
            _ if answer.is_personal || matches!(command.run, Run::Does(_)) => Visibility::OnlyAsker,
            None => settings.visibility(command.name),
            Some("false" | "no" | "0") => Visibility::Everyone,
            Some(_) => Visibility::OnlyAsker,
        };
        Reply { outcome: Outcome::Answered, answer, visibility, is_gap: false, effects }
    }

    /// Only to the person who asked: what it repeats is what they typed, which nobody else has to
    /// read, and which the people who look after the place would have to answer for.
    fn refused(&self, refusal: &Refusal, call: &Call) -> Reply {
        let outcome = match refusal.kind() {
            RefusalKind::AskedBack => Outcome::AskedBack,
            RefusalKind::Declined => Outcome::Declined,
            RefusalKind::NotKnown => Outcome::NotKnown,
        };
        let answer = refusal.answer(&self.knowledge, call);
        Reply { is_gap: refusal.is_gap(), ..Reply::private(outcome, answer) }
    }

    /// One log line a call, and no panic beyond this point.
    fn guarded(&self, command: &'static str, reply: impl FnOnce() -> Reply) -> Reply {
        let start = Instant::now();
        let reply = catch_unwind(AssertUnwindSafe(reply)).unwrap_or_else(|_| {
            let number = self.faults.fetch_add(1, Ordering::Relaxed) + 1;
            tracing::error!(command, fault = number, "a command panicked");
            apology(number)
        });
        let decision = reply.outcome.as_str();
        tracing::debug!(command, decision, duration_us = micros(start), "answered");
        reply
    }
}

impl Reply {
    /// One that only the asker sees, and that asks for nothing to be done.
    pub fn private(outcome: Outcome, answer: Answer) -> Self {
        let visibility = Visibility::OnlyAsker;
        Self { outcome, answer, visibility, is_gap: false, effects: Vec::new() }
    }
}

impl Outcome {
    /// As logs name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::AskedBack => "asked_back",
            Self::Declined => "declined",
            Self::NotKnown => "not_known",
            Self::Failed => "failed",
        }
    }
}

fn apology(number: u64) -> Reply {
    let text = format!(
        "That was a fault of mine, not of yours. If it happens again, tell whoever runs this bot: \
         fault {number}."
    );
    let answer = Answer {
        title: "Sorry, I could not answer that".to_owned(),
        body: vec![Block::text(text)],
        ..Answer::default()
    };
    Reply::private(Outcome::Failed, answer)
}

/// What stands in logs and figures for what is no command: it was typed by a person.
const UNKNOWN: &str = "unknown";

/// Name of the command that is called, for logs and figures, or `unknown`.
pub fn known_name(call: &Call) -> &'static str {
    commands::named(call).map_or(UNKNOWN, |(it, _)| it.name)
}

fn micros(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX)
}
