//! Plain questions: labelled rows, what is not ours, false claims, and laws of every answer.

mod judge;
mod laws;

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use certguide::call::Call;
use certguide::question::Kind;
use certguide::question::model;
use certguide::render;
use certguide::service::{Outcome, Reply};
use serde_json::{Value, json};

use self::judge::{Row, Verdict, judge, shown};
use crate::shipped;

const DATA: &str = "tests/data/questions";

/// The call that every door makes of a plain question.
fn ask(text: &str) -> Reply {
    shipped::service().respond(&Call::new("ask").with("question", text))
}

/// The message that Discord would be sent.
fn message(reply: &Reply) -> Value {
    serde_json::to_value(render::message(&reply.answer, reply.visibility)).unwrap()
}

/// What people asked, and what was to come of it.
fn rows(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|it| Row::read(&serde_json::from_str(it).unwrap())).collect()
}

fn own_rows(name: &str) -> Vec<Row> {
    rows(&Path::new(DATA).join(format!("{name}.jsonl")))
}

/// The lines of a file of [`DATA`], without comments.
fn lines(name: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(DATA).join(name)).unwrap();
    let lines = text.lines().filter(|it| !it.is_empty() && !it.starts_with('#'));
    lines.map(str::to_owned).collect()
}

#[derive(Debug, Default)]
struct Score {
    rows: usize,
    right: usize,
    wrong: usize,
    /// All that is not right, a line each.
    misses: Vec<String>,
}

fn score(rows: &[Row]) -> Score {
    let mut score = Score { rows: rows.len(), ..Score::default() };
    for row in rows {
        let reply = ask(&row.text);
        let verdict = judge(row, reply.outcome, &shown(&message(&reply)));
        match verdict {
            Verdict::Right => {
                score.right += 1;
                continue;
            }
            Verdict::Wrong => score.wrong += 1,
            _ => {}
        }
        let (outcome, title) = (reply.outcome.as_str(), &reply.answer.title);
        score.misses.push(format!("{verdict:?} | {row} | {outcome} | {title}"));
    }
    score
}

/// Not fewer right and not more wrong than `ratchet.json` says once were. `UPDATE_EXPECT=1` makes it
/// stricter where the program is better, and never laxer.
fn check(name: &str, score: &Score) {
    static RATCHET: Mutex<()> = Mutex::new(());
    let _alone = RATCHET.lock().unwrap();
    let path = Path::new(DATA).join("ratchet.json");
    let mut ratchet: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let held = |what: &str| usize::try_from(ratchet[name][what].as_u64().unwrap()).unwrap();
    let (least, most) = (held("right"), held("wrong"));
    eprintln!("{name}: {} of {} right, {} wrong", score.right, score.rows, score.wrong);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        ratchet[name] = json!({ "right": score.right.max(least), "wrong": score.wrong.min(most) });
        fs::write(&path, format!("{ratchet:#}\n")).unwrap();
    }
    let is_kept = score.right >= least && score.wrong <= most;
    assert!(
        is_kept,
        "{name}: {} right, {} wrong; ratchet.json says {least} and {most}, and is never made laxer",
        score.right, score.wrong
    );
}

#[test]
fn questions_that_the_program_was_tuned_with_are_answered() {
    let score = score(&own_rows("train"));
    for miss in &score.misses {
        eprintln!("{miss}");
    }
    check("train", &score);
}

/// Only their number is told: rows that somebody has seen are rows that somebody tunes for.
#[test]
fn questions_that_were_set_aside_are_answered() {
    check("held", &score(&own_rows("held")));
}

/// Rows of other people, of which likewise nothing but the number is told.
#[test]
fn questions_from_outside_are_answered() {
    let path = Path::new("../shared/eval/questions.jsonl");
    if !path.exists() {
        shipped::skipped("questions from outside are not asked", path);
        return;
    }
    let Score { rows, right, wrong, .. } = score(&rows(path));
    eprintln!("from outside: {right} of {rows} right, {wrong} wrong");
    assert!(right * 100 >= rows * 92 && wrong * 100 <= rows, "{right} of {rows}, {wrong} wrong");
}

#[test]
fn what_is_not_ours_is_never_answered() {
    let all = lines("not_ours.txt");
    assert!(all.len() >= 160, "{}", all.len());
    let mut answered = Vec::new();
    for text in all {
        let reply = ask(&text);
        assert_ne!(reply.outcome, Outcome::Failed, "{text}");
        if reply.outcome == Outcome::Answered {
            answered.push(format!("{text}: {}", reply.answer.title));
        }
    }
    assert!(answered.is_empty(), "{answered:#?}");
}

#[test]
fn a_false_claim_is_answered_by_the_fact_or_not_at_all() {
    let mut offences = Vec::new();
    let all = lines("claims.txt");
    assert!(all.len() >= 15, "{}", all.len());
    for line in all {
        let [claim, truth, falsehood] = line.split('|').map(str::trim).collect::<Vec<_>>()[..]
        else {
            panic!("{line}")
        };
        let reply = ask(claim);
        let read = shown(&message(&reply)).all;
        let holds = |words: &str| judge::names(&read, words);
        if holds(falsehood) {
            offences.push(format!("{claim}: says {falsehood}"));
        }
        if reply.outcome == Outcome::Answered && !holds(truth) {
            offences.push(format!("{claim}: does not say {truth}"));
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
}

/// That training gives these weights is checked by `tests/train`.
#[test]
fn every_kind_has_sentences_and_weights() {
    let weights = fs::metadata("src/question/model/weights.bin").unwrap();
    assert_eq!(weights.len(), model::BYTES as u64);
    for kind in Kind::ALL {
        let text = fs::read_to_string(format!("src/question/sentences/{kind}.txt")).unwrap();
        let sentences = text.lines().filter(|it| !it.trim().is_empty()).count();
        assert!(sentences >= 50, "{kind}: {sentences}");
    }
    let files = fs::read_dir("src/question/sentences").unwrap().count();
    assert_eq!(files, Kind::ALL.len(), "a file of sentences is of no kind");
}
