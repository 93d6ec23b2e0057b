//! Knowledge that is replaced while it is answered from.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use certguide::call::Call;
use certguide::files;
use certguide::reload::{self, Live, Serving};
use certguide::service::Outcome;
use expect_test::{Expect, expect};

use crate::folder::{Folder, until};
use crate::shipped;

fn live(folder: &Folder) -> Arc<Live> {
    Arc::new(Live::new(Some(folder.path()), shipped::today))
}

/// Whether it can say something about a certification.
fn knows(live: &Live, name: &str) -> bool {
    let call = Call::new("cert").with("certification", name);
    live.current().service.respond(&call).outcome == Outcome::Answered
}

/// What the last look found, as an author sees it.
fn check(live: &Live, folder: &Folder, expected: &Expect) {
    let current = live.current();
    let (number, report) = (current.number, &current.report);
    let change = report.change.as_ref();
    let seen = format!(
        "{}revision {number}, {}; {}\n{}\n",
        report.diagnostics,
        report.serving.as_str(),
        change.map_or_else(|| "no change".to_owned(), |it| format!("{it} in {:?}", it.files)),
        report.summary,
    );
    expected.assert_eq(&folder.shown(&seen));
}

#[test]
fn what_changed_is_said_in_files_and_certifications() {
    let folder = Folder::new("changes");
    folder.certify("two", "Second");
    let live = live(&folder);
    check(
        &live,
        &folder,
        &expect![[r#"
        revision 1, current; no change
        <folder>: 2 certifications, 0 errors, 0 warnings
    "#]],
    );
    folder.certify("one", "Still the first");
    folder.certify("three", "Third");
    folder.certify("four", "Fourth");
    folder.remove(&Folder::file("two"));
    live.reload();
    check(
        &live,
        &folder,
        &expect![[r#"
        revision 2, current; +2 −1 ~1 in ["example/certifications/four.toml", "example/certifications/one.toml", "example/certifications/three.toml", "example/certifications/two.toml"]
        <folder>: 3 certifications, 0 errors, 0 warnings
    "#]],
    );
    let current = live.current();
    let change = current.report.change.as_ref().unwrap();
    let ids = |it: &[certguide::knowledge::CertificationId]| {
        it.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(ids(&change.added), ["four", "three"]);
    assert_eq!(ids(&change.removed), ["two"]);
    assert_eq!(ids(&change.changed), ["one"]);
    // A comment is a change of a file and of nothing that is known.
    let text = Folder::certification("one", "Still the first");
    folder.write(&Folder::file("one"), &format!("# A comment.\n{text}"));
    live.reload();
    check(
        &live,
        &folder,
        &expect![[r#"
        revision 3, current; +0 −0 ~0 in ["example/certifications/one.toml"]
        <folder>: 3 certifications, 0 errors, 0 warnings
    "#]],
    );
}

#[test]
fn with_errors_the_last_good_goes_on_answering() {
    let folder = Folder::new("errors");
    let live = live(&folder);
    folder.certify("two", "Second");
    folder.write(&Folder::file("one"), "nane = \"One\"\n");
    live.reload();
    check(
        &live,
        &folder,
        &expect![[r#"
        error[unknown-key]: this file has no key named `nane`
         --> example/certifications/one.toml:1:1
          |
        1 | nane = "One"
          | ^^^^
          |
          = hint: did you mean `name`?

        error[missing-key]: this file has no `name`
         --> example/certifications/one.toml:1:1
          |
        1 | nane = "One"
          | ^
          |
          = hint: add `name = "…"` above the first [heading]: full name as the issuer prints it today

        error[missing-key]: this file has no `summary`
         --> example/certifications/one.toml:1:1
          |
        1 | nane = "One"
          | ^
          |
          = hint: add `summary = "…"` above the first [heading]: what it is, in one or two sentences

        error[missing-key]: this file has no `sources`
         --> example/certifications/one.toml:1:1
          |
        1 | nane = "One"
          | ^
          |
          = hint: add `sources = ["page"]` above the first [heading]: where this is from: names of addresses in [source_urls], the best first

        error[missing-key]: this file has no `checked_on`
         --> example/certifications/one.toml:1:1
          |
        1 | nane = "One"
          | ^
          |
          = hint: add `checked_on = 2026-09-30` above the first [heading]: when somebody last looked: a day, or its month in quotes

        error[missing-key]: this file has no `confidence`
         --> example/certifications/one.toml:1:1
          |
        1 | nane = "One"
          | ^
          |
          = hint: add `confidence = "high"` above the first [heading]: how far to trust it; high is the issuer's own page or two independent sources that agree

        error[missing-key]: this file has no `source_urls`
         --> example/certifications/one.toml:1:1
          |
        1 | nane = "One"
          | ^
          |
          = hint: add a part [source_urls]: the addresses that facts of this file are from, each under a short name

        error[missing-key]: this file has no `status`
         --> example/certifications/one.toml:1:1
          |
        1 | nane = "One"
          | ^
          |
          = hint: add a part [status]: whether it can be taken

        revision 1, last good; no change
        <folder>: 1 certification, 8 errors, 0 warnings
    "#]],
    );
    assert!(knows(&live, "one") && !knows(&live, "two"));
    folder.certify("one", "First of all");
    live.reload();
    check(
        &live,
        &folder,
        &expect![[r#"
        revision 2, current; +1 −0 ~0 in ["example/certifications/two.toml"]
        <folder>: 2 certifications, 0 errors, 0 warnings
    "#]],
    );
    assert!(knows(&live, "one") && knows(&live, "two"));
}

#[test]
fn a_folder_that_is_gone_or_empty_is_an_error_and_no_change() {
    let folder = Folder::new("gone");
    let live = live(&folder);
    let elsewhere = folder.path().with_extension("elsewhere");
    let _ = fs::remove_dir_all(&elsewhere);
    fs::rename(folder.path(), &elsewhere).unwrap();
    live.reload();
    check(
        &live,
        &folder,
        &expect![[r#"
        error: there is no folder `<folder>`; hint: name the folder that holds `words.toml` and one folder for each issuer
        revision 1, last good; no change
        <folder>: 0 certifications, 1 error, 0 warnings
    "#]],
    );
    fs::create_dir(folder.path()).unwrap();
    live.reload();
    check(
        &live,
        &folder,
        &expect![[r#"
        error: there is no certification in <folder>; hint: name the folder that holds `words.toml` and one folder for each issuer
        revision 1, last good; no change
        <folder>: 0 certifications, 1 error, 0 warnings
    "#]],
    );
    assert!(knows(&live, "one"));
    fs::remove_dir(folder.path()).unwrap();
    fs::rename(&elsewhere, folder.path()).unwrap();
    live.reload();
    check(
        &live,
        &folder,
        &expect![[r#"
        revision 2, current; +0 −0 ~0 in []
        <folder>: 1 certification, 0 errors, 0 warnings
    "#]],
    );
}

#[test]
fn a_folder_that_is_broken_at_the_start_is_stood_in_for_until_it_is_mended() {
    let folder = Folder::new("broken");
    folder.write("example/issuer.toml", "name =\n");
    let live = live(&folder);
    assert_eq!(live.current().report.serving, Serving::BuiltIn);
    assert!(live.current().report.errors > 0);
    assert!(knows(&live, "pcap") && !knows(&live, "one"));
    folder.write("example/issuer.toml", "name = 1\n");
    live.reload();
    assert_eq!(live.current().report.serving, Serving::BuiltIn);
    folder.fill();
    live.reload();
    assert_eq!(live.current().report.serving, Serving::Current);
    assert!(!knows(&live, "pcap") && knows(&live, "one"));
    let report = &live.current().report;
    let all = shipped::knowledge().iter().len();
    assert_eq!(report.change.as_ref().unwrap().to_string(), format!("+1 −{all} ~0"));
}

#[test]
fn without_a_folder_it_is_the_copy_in_the_program() {
    let live = Arc::new(Live::new(None, shipped::today));
    let watching = reload::watch(&live).unwrap();
    live.reload();
    let current = live.current();
    assert_eq!((current.number, current.report.serving), (1, Serving::Current));
    assert_eq!(current.report.place, files::BUILT_IN);
    assert_eq!(current.report.errors, 0, "{}", current.report.diagnostics);
    assert!(knows(&live, "pcap"));
    drop(watching);
}

#[test]
fn what_is_saved_by_whatever_editor_is_answered_from() {
    let folder = Folder::new("editors");
    let live = live(&folder);
    let watching = reload::watch(&live).unwrap();
    folder.certify("two", "Written in place");
    until("written", || knows(&live, "two"));
    // Beside it first, then in its place.
    let beside = folder.path().join("example/certifications/.three.toml.swp");
    fs::write(&beside, Folder::certification("three", "Written beside")).unwrap();
    fs::rename(&beside, folder.path().join(Folder::file("three"))).unwrap();
    until("renamed", || knows(&live, "three"));
    // The old one kept under another name, as vim does.
    let file = folder.path().join(Folder::file("three"));
    fs::rename(&file, file.with_extension("toml~")).unwrap();
    fs::write(&file, Folder::certification("three", "Written anew")).unwrap();
    let said = |live: &Live| {
        let call = Call::new("cert").with("certification", "three");
        format!("{:?}", live.current().service.respond(&call).answer)
    };
    until("replaced", || said(&live).contains("Written anew"));
    // A new folder, which nobody watched before.
    fs::create_dir_all(folder.path().join("other/certifications")).unwrap();
    let issuer = fs::read_to_string(folder.path().join("example/issuer.toml")).unwrap();
    folder.write("other/issuer.toml", &issuer.replace("Example", "Other"));
    folder.write("other/certifications/four.toml", &Folder::certification("four", "Elsewhere"));
    until("a new folder", || knows(&live, "four"));
    folder.remove(&Folder::file("two"));
    until("removed", || !knows(&live, "two"));
    drop(watching);
}

#[test]
fn a_folder_that_is_moved_away_and_comes_back_is_watched_again() {
    let folder = Folder::new("moved");
    let live = live(&folder);
    let watching = reload::watch(&live).unwrap();
    let elsewhere = folder.path().with_extension("elsewhere");
    let _ = fs::remove_dir_all(&elsewhere);
    fs::rename(folder.path(), &elsewhere).unwrap();
    until("moved away", || live.current().report.errors > 0);
    assert!(knows(&live, "one"));
    fs::rename(&elsewhere, folder.path()).unwrap();
    until("back", || live.current().report.errors == 0);
    // Another in its place, at once.
    fs::rename(folder.path(), &elsewhere).unwrap();
    folder.fill();
    folder.certify("two", "Second");
    until("another", || knows(&live, "two"));
    folder.certify("three", "Third");
    until("saved in the other", || knows(&live, "three"));
    fs::remove_dir_all(&elsewhere).unwrap();
    drop(watching);
}

/// As Kubernetes brings a new `ConfigMap`, and some people a new release.
#[test]
#[cfg(unix)]
fn a_link_that_is_led_elsewhere_is_followed() {
    let (first, second) = (Folder::new("link-first"), Folder::new("link-second"));
    second.certify("two", "Second");
    let link = first.path().with_extension("link");
    let _ = fs::remove_file(&link);
    std::os::unix::fs::symlink(first.path(), &link).unwrap();
    let live = Arc::new(Live::new(Some(&link), shipped::today));
    let watching = reload::watch(&live).unwrap();
    let beside = link.with_extension("beside");
    let _ = fs::remove_file(&beside);
    std::os::unix::fs::symlink(second.path(), &beside).unwrap();
    fs::rename(&beside, &link).unwrap();
    until("led elsewhere", || knows(&live, "two"));
    second.certify("three", "Third");
    until("saved there", || knows(&live, "three"));
    fs::remove_file(&link).unwrap();
    drop(watching);
}

#[test]
fn a_folder_that_is_not_there_yet_is_taken_when_it_comes() {
    let folder = Folder::new("late");
    let elsewhere = folder.path().with_extension("elsewhere");
    let _ = fs::remove_dir_all(&elsewhere);
    fs::rename(folder.path(), &elsewhere).unwrap();
    let live = live(&folder);
    let watching = reload::watch(&live).unwrap();
    assert_eq!(live.current().report.serving, Serving::BuiltIn);
    fs::rename(&elsewhere, folder.path()).unwrap();
    until("there", || knows(&live, "one"));
    drop(watching);
}

#[test]
fn what_is_not_knowledge_is_not_looked_at() {
    let folder = Folder::new("idle");
    let live = live(&folder);
    let watching = reload::watch(&live).unwrap();
    let changes = live.subscribe();
    folder.write("README.md", "read me");
    folder.write(&Folder::file("one"), &Folder::certification("one", "First of all"));
    folder.write(".notes.toml", "x = 1\n");
    folder.certify("two", "Second");
    until("saved", || knows(&live, "two"));
    assert!(changes.has_changed().unwrap());
    assert_eq!(live.current().number, 2);
    drop(watching);
}

/// Whoever asks sees one version or the other, and nothing in between: more than 10,000 looks while
/// the files change a thousand times.
#[test]
fn nothing_is_answered_from_what_is_half_there() {
    let folder = Folder::new("whole");
    folder.certify("two", "version 0 of it");
    folder.certify("one", "version 0 of it");
    let live = live(&folder);
    let is_over = Arc::new(AtomicBool::new(false));
    let askers: Vec<_> = (0..2)
        .map(|_| {
            let (live, is_over) = (Arc::clone(&live), Arc::clone(&is_over));
            std::thread::spawn(move || {
                let mut seen = 0;
                while !is_over.load(Ordering::Relaxed) {
                    let current = live.current();
                    let knowledge = current.service.knowledge();
                    let mut summaries = knowledge.iter().map(|it| it.summary.clone());
                    let first = summaries.next().unwrap();
                    assert!(summaries.all(|it| it == first), "{first}");
                    seen += 1;
                }
                seen
            })
        })
        .collect();
    for version in 1..=1_000 {
        // One after the other: a look in between finds what does not belong together, but that is
        // what the folder holds then, so it is saved aside here.
        let summary = format!("version {version} of it");
        let aside = folder.path().with_extension("aside");
        let _ = fs::remove_dir_all(&aside);
        copy(folder.path(), &aside);
        for id in ["one", "two"] {
            fs::write(aside.join(Folder::file(id)), Folder::certification(id, &summary)).unwrap();
        }
        fs::remove_dir_all(folder.path()).unwrap();
        fs::rename(&aside, folder.path()).unwrap();
        live.reload();
        assert_eq!(live.current().report.errors, 0);
    }
    is_over.store(true, Ordering::Relaxed);
    let seen: u64 = askers.into_iter().map(|it| it.join().unwrap()).sum();
    assert!(seen > 10_000, "{seen}");
    assert_eq!(live.current().number, 1_001);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}
