//! Questions that were not answered, as a file for whoever writes knowledge.

use std::collections::BTreeMap;
use std::fmt::Write;

use toml::Value;

use super::Unanswered;

/// All of these, most often asked first, then by text. What several servers have in common stands
/// once, with the sum of its counts; of which server and key it is then says nothing.
pub fn questions_summed(questions: &[Unanswered]) -> Vec<Unanswered> {
    let mut by_text: BTreeMap<&str, Unanswered> = BTreeMap::new();
    for it in questions {
        match by_text.get_mut(it.text.as_str()) {
            None => {
                by_text.insert(&it.text, it.clone());
            }
            Some(sum) => {
                sum.count += it.count;
                sum.first = sum.first.min(it.first);
                sum.last = sum.last.max(it.last);
                // Of two ends the worse: it was not known at least once.
                sum.end = sum.end.min(it.end);
            }
        }
    }
    let mut all: Vec<Unanswered> = by_text.into_values().collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    all
}

/// The same as TOML, a `[[question]]` each.
pub fn questions_toml(questions: &[Unanswered]) -> String {
    let mut out = String::new();
    for it in questions_summed(questions) {
        let Unanswered { text, count, first, last, end, .. } = it;
        let (text, end) = (Value::from(text), end.as_str());
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = write!(
            out,
            "{gap}[[question]]\ntext = {text}\ncount = {count}\nfirst = {first}\nlast = {last}\nend = \
             \"{end}\"\n"
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::guild::{End, GuildId};
    use crate::knowledge::Date;

    fn asked(guild: u64, text: &str, count: u64, day: i8, end: End) -> Unanswered {
        let date = Date::constant(2026, 11, day);
        let key = "0123456789ab".to_owned();
        let text = text.to_owned();
        Unanswered { guild: GuildId(guild), key, text, end, count, first: date, last: date }
    }

    #[test]
    fn what_servers_have_in_common_stands_once() {
        let text = questions_toml(&[
            asked(1, "is the \"snake\" exam hard?", 3, 4, End::AskedBack),
            asked(1, "pcxp\n[[question]]", 4, 5, End::NotKnown),
            asked(2, "is the \"snake\" exam hard?", 2, 9, End::NotKnown),
        ]);
        expect![[r#"
            [[question]]
            text = 'is the "snake" exam hard?'
            count = 5
            first = 2026-11-04
            last = 2026-11-09
            end = "not_known"

            [[question]]
            text = """
            pcxp
            [[question]]"""
            count = 4
            first = 2026-11-05
            last = 2026-11-05
            end = "not_known"
        "#]]
        .assert_eq(&text);
        let table: toml::Table = text.parse().unwrap();
        assert_eq!(table["question"].as_array().map(Vec::len), Some(2));
        assert_eq!(questions_toml(&[]), "");
    }
}
