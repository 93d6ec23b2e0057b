//! Answers that were made today.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::Made;
use crate::discord::interaction::{Ask, Place};
use crate::knowledge::Date;

/// So many are kept, those that were wanted last: some two dozen questions about each of twenty
/// certifications, and what is typed on the way to them.
const KEPT: NonZeroUsize = NonZeroUsize::new(512).expect("it is not zero");

/// A larger answer is not kept: all of them together take 4 MiB at most.
const BODY_BYTES: usize = 8 << 10;

/// A longer question is not asked twice.
const ASK_BYTES: usize = 256;

/// Answers by what was asked, and where.
#[derive(Debug)]
pub(super) struct Memo(Mutex<Today>);

#[derive(Debug)]
struct Today {
    day: Option<Date>,
    made: LruCache<(Ask, Place), Arc<Made>>,
}

impl Default for Memo {
    fn default() -> Self {
        Self(Mutex::new(Today { day: None, made: LruCache::new(KEPT) }))
    }
}

impl Memo {
    /// What was answered on this `day`. Never anything where the day is not known.
    pub(super) fn get(&self, asked: &(Ask, Place), day: Option<Date>) -> Option<Arc<Made>> {
        let mut today = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if today.day != day {
            today.made.clear();
            today.day = day;
        }
        day.and_then(|_| today.made.get(asked).cloned())
    }

    /// Keeps an answer of this `day`, unless it or what was asked is large.
    pub(super) fn keep(&self, asked: (Ask, Place), made: &Arc<Made>, day: Option<Date>) {
        let bytes = made.body.as_ref().map_or(0, |it| it.bytes.len());
        let mut today = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if day.is_some() && today.day == day && bytes <= BODY_BYTES && asked.0.length() <= ASK_BYTES
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

    fn asked(typed: &str) -> (Ask, Place) {
        let call = Call::new("cert").with("certification", typed);
        let asking = Asking { call, seen_by: Visibility::Everyone, upload: None, takes_form: true };
        (Ask::Reply(asking), PLACE)
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
        assert!(memo.get(&(asked("pcap").0, elsewhere), Some(monday)).is_none());
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
