//! A store in this process's memory, gone with it: for trying things out, and for tests.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::{Store, StoreError, bounds};
use crate::guild::{
    Addition, AdditionKind, Change, GuildId, GuildRecord, Holding, PersonId, Unanswered,
};
use crate::knowledge::{CertificationId, Date};

/// A store that keeps nothing beyond the end of the process, and never fails.
#[derive(Debug, Default)]
pub struct Memory(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    settings: BTreeMap<(GuildId, String), String>,
    additions: BTreeMap<(GuildId, AdditionKind, String), String>,
    holdings: BTreeMap<(PersonId, CertificationId), Holding>,
    questions: BTreeMap<(GuildId, String), Question>,
}

#[derive(Debug)]
struct Question {
    question: Unanswered,
    is_ignored: bool,
}

impl Memory {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Nothing that changes it can panic halfway.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Store for Memory {
    async fn guild(&self, guild: GuildId) -> Result<GuildRecord, StoreError> {
        let kept = self.kept();
        let settings = kept.settings.range((guild, String::new())..);
        let first = (guild, AdditionKind::Alias, String::new());
        let additions = kept.additions.range(first..);
        Ok(GuildRecord {
            settings: settings
                .take_while(|((of, _), _)| *of == guild)
                .map(|((_, key), value)| (key.clone(), value.clone()))
                .collect(),
            additions: additions
                .take_while(|((of, ..), _)| *of == guild)
                .map(|((_, kind, key), toml)| Addition {
                    kind: *kind,
                    key: key.clone(),
                    toml: toml.clone(),
                })
                .collect(),
        })
    }

    async fn holdings(&self, person: PersonId) -> Result<Vec<Holding>, StoreError> {
        let kept = self.kept();
        let of_person = kept.holdings.iter().filter(|((of, _), _)| *of == person);
        Ok(of_person.map(|(_, holding)| holding.clone()).collect())
    }

    async fn unanswered(
        &self,
        guild: Option<GuildId>,
        limit: u32,
    ) -> Result<Vec<Unanswered>, StoreError> {
        let kept = self.kept();
        let listed = kept.listed().filter(|it| guild.is_none_or(|guild| it.guild == guild));
        let mut questions: Vec<Unanswered> = listed.cloned().collect();
        questions.sort_by(|a, b| {
            let order = b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text));
            order.then_with(|| (a.guild, &a.key).cmp(&(b.guild, &b.key)))
        });
        questions.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(questions)
    }

    async fn question(&self, guild: GuildId, key: &str) -> Result<Option<Unanswered>, StoreError> {
        let kept = self.kept();
        Ok(kept.questions.get(&(guild, key.to_owned())).map(|it| it.question.clone()))
    }

    async fn unanswered_since(&self, guild: GuildId, day: Date) -> Result<u64, StoreError> {
        let kept = self.kept();
        let since = kept.listed().filter(|it| it.guild == guild && it.last >= day);
        Ok(u64::try_from(since.count()).unwrap_or(u64::MAX))
    }

    async fn apply(&self, changes: &[Change]) -> Result<(), StoreError> {
        bounds::check(changes)?;
        let mut kept = self.kept();
        for change in changes {
            kept.make(change.clone());
        }
        Ok(())
    }

    async fn purge(&self, day: Date) -> Result<u64, StoreError> {
        let mut kept = self.kept();
        let before = kept.questions.len();
        kept.questions.retain(|_, it| it.question.last >= day);
        Ok(u64::try_from(before - kept.questions.len()).unwrap_or(u64::MAX))
    }

    async fn close(&self) {}
}

impl Kept {
    /// The questions that are not ignored.
    fn listed(&self) -> impl Iterator<Item = &Unanswered> {
        self.questions.values().filter(|it| !it.is_ignored).map(|it| &it.question)
    }

    fn make(&mut self, change: Change) {
        match change {
            Change::Set { guild, rows } => {
                for (key, value) in rows {
                    match value {
                        Some(value) => self.settings.insert((guild, key), value),
                        None => self.settings.remove(&(guild, key)),
                    };
                }
            }
            Change::Add { guild, addition } => self.add(guild, addition),
            Change::Remove { guild, kind, key } => {
                self.additions.remove(&(guild, kind, key));
            }
            Change::Replace { guild, additions } => {
                self.additions.retain(|(of, ..), _| *of != guild);
                for addition in additions {
                    self.add(guild, addition);
                }
            }
            Change::Hold { person, holding } => {
                self.holdings.insert((person, holding.certification.clone()), holding);
            }
            Change::Drop { person, certification } => {
                self.holdings.remove(&(person, certification));
            }
            Change::Forget { person } => self.holdings.retain(|(of, _), _| *of != person),
            Change::Count { question } => self.count(question),
            Change::Settle { guild, key } => {
                self.questions.remove(&(guild, key));
            }
            Change::Ignore { guild, key } => {
                if let Some(it) = self.questions.get_mut(&(guild, key)) {
                    it.is_ignored = true;
                    it.question.count = 0;
                }
            }
        }
    }

    fn add(&mut self, guild: GuildId, addition: Addition) {
        self.additions.insert((guild, addition.kind, addition.key), addition.toml);
    }

    fn count(&mut self, mut asked: Unanswered) {
        asked.count = asked.count.min(bounds::COUNT_MAX);
        match self.questions.entry((asked.guild, asked.key.clone())) {
            Entry::Vacant(place) => {
                place.insert(Question { question: asked, is_ignored: false });
            }
            Entry::Occupied(mut place) => {
                let Question { question, is_ignored } = place.get_mut();
                question.count = if *is_ignored { 0 } else { question.count + asked.count };
                if asked.last >= question.last {
                    question.end = asked.end;
                }
                question.first = question.first.min(asked.first);
                question.last = question.last.max(asked.last);
            }
        }
    }
}
