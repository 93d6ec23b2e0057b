//! Answers that were made today.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::Made;
use crate::commands::Asker;
use crate::desk::View;
use crate::discord::interaction::{Ask, Place};
use crate::knowledge::Date;

/// So many are kept, those that were wanted last: some two dozen questions about each of twenty
/// certifications, and what is typed on the way to them.
const KEPT: NonZeroUsize = NonZeroUsize::new(512).expect("it is not zero");

/// A larger answer is not kept: all of them together take 4 MiB at most.
const BODY_BYTES: usize = 8 << 10;

/// A longer question is not asked twice.
const ASK_BYTES: usize = 256;

/// What was asked, and all that the answer depends on but the day.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Question {
    /// What it was answered from, see [`crate::desk::View::number`].
    pub(super) view: u64,
    pub(super) ask: Ask,
    /// Whether whoever asked may manage the server.
    pub(super) may_manage: bool,
    /// Whether we know who asked.
    pub(super) is_known: bool,
    pub(super) place: Place,
}

impl Question {
    pub(super) fn new(view: &View, ask: Ask, asker: &Asker, place: Place) -> Self {
        let (may_manage, is_known) = (asker.may_manage, asker.person.is_some());
        Self { view: view.number, ask, may_manage, is_known, place }
    }
}

/// Answers by what was asked, and where.
#[derive(Debug)]
pub(super) struct Memo(Mutex<Today>);

#[derive(Debug)]
struct Today {
    day: Option<Date>,
    made: LruCache<Question, Arc<Made>>,
}

impl Default for Memo {
    fn default() -> Self {
        Self(Mutex::new(Today { day: None, made: LruCache::new(KEPT) }))
    }
}

impl Memo {
    /// What was answered on this `day`. Never anything where the day is not known.
    pub(super) fn get(&self, asked: &Question, day: Option<Date>) -> Option<Arc<Made>> {
        let mut today = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if today.day != day {
            today.made.clear();
            today.day = day;
        }
        day.and_then(|_| today.made.get(asked).cloned())
    }

    /// Keeps an answer of this `day`, unless it or what was asked is large.
    pub(super) fn keep(&self, asked: Question, made: &Arc<Made>, day: Option<Date>) {
        let bytes = made.body.as_ref().map_or(0, |it| it.bytes.len());
        let mut today = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if day.is_some()
            && today.day == day
            && bytes <= BODY_BYTES
            && asked.ask.length() <= ASK_BYTES
        {
            today.made.put(asked, Arc::clone(made));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Visibility;
    use crate::call::Call;
    use crate::discord::callback::Callback;
    use crate::discord::interaction::Asking;

    const PLACE: Place = Place { shows_embeds: true, takes_files: true };

    fn asked(typed: &str) -> Question {
        let call = Call::new("cert").with("certification", typed);
        let seen_by = Visibility::Everyone;
        let asking = Asking { call, seen_by, upload: None, takes_form: true };
        let ask = Ask::Reply(asking);
        Question { view: 1, ask, may_manage: false, is_known: true, place: PLACE }
    }

    fn made() -> Arc<Made> {
        Arc::new(Made::new(Some(&Callback::pong()), "cert", "answered"))
    }

    #[test]
    fn an_answer_is_good_for_its_day_its_question_and_its_place() {
        let memo = Memo::default();
        let (monday, tuesday) = (Date::constant(2026, 11, 23), Date::constant(2026, 11, 24));
        assert!(memo.get(&asked("pcap"), Some(monday)).is_none());
        memo.keep(asked("pcap"), &made(), Some(monday));
        assert!(memo.get(&asked("pcap"), Some(monday)).is_some());
        assert!(memo.get(&asked("pcep"), Some(monday)).is_none());
        let elsewhere = Place { takes_files: false, ..PLACE };
        let there = Question { place: elsewhere, ..asked("pcap") };
        assert!(memo.get(&there, Some(monday)).is_none());
        let from_another_view = Question { view: 2, ..asked("pcap") };
        assert!(memo.get(&from_another_view, Some(monday)).is_none());
        assert!(memo.get(&asked("pcap"), Some(tuesday)).is_none());
        // Made before midnight, kept after it.
        memo.keep(asked("pcap"), &made(), Some(monday));
        assert!(memo.get(&asked("pcap"), Some(tuesday)).is_none());
        memo.keep(asked("pcap"), &made(), None);
        assert!(memo.get(&asked("pcap"), None).is_none());
    }

    #[test]
    fn memory_is_bounded_whatever_is_asked() {
        let memo = Memo::default();
        let day = Some(Date::constant(2026, 11, 23));
        memo.get(&asked(""), day);
        for number in 0..10_000 {
            memo.keep(asked(&number.to_string()), &made(), day);
        }
        memo.keep(asked(&"a".repeat(300)), &made(), day);
        assert!(memo.get(&asked(&"a".repeat(300)), day).is_none());
        assert_eq!(memo.0.lock().unwrap().made.len(), KEPT.get());
    }
}
