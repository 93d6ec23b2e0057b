//! Reading a knowledge folder from disk.

use std::fs;
use std::path::PathBuf;

use certguide::files;
use expect_test::{Expect, expect};

/// A folder of its own, with `<folder>` for its name in messages.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("files-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("pi/certifications")).unwrap();
        Self(path)
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(path), content).unwrap();
    }

    fn check_error(&self, expected: &Expect) {
        let error = files::read(&self.0).unwrap_err().to_string();
        expected.assert_eq(&error.replace(&self.0.display().to_string(), "<folder>"));
    }
}

#[test]
fn the_toml_files_are_read_by_path_and_nothing_else() {
    let folder = Folder::new("sorted");
    for path in [
        "words.toml",
        "pi/issuer.toml",
        "pi/certifications/b.toml",
        "pi/certifications/a.toml",
        "pi/certifications/.hidden.toml",
        "pi/certifications/a.toml~",
        "pi/certifications/#a.toml#",
        "README.md",
    ] {
        folder.write(path, "x = 1\n");
    }
    let paths: Vec<String> =
        files::read(&folder.0).unwrap().into_iter().map(|it| it.path).collect();
    assert_eq!(
        paths,
        ["pi/certifications/a.toml", "pi/certifications/b.toml", "pi/issuer.toml", "words.toml"]
    );
}

#[test]
fn a_missing_folder_says_what_to_do() {
    let mut folder = Folder::new("missing");
    folder.0.push("nowhere");
    folder.check_error(&expect!["there is no folder `<folder>`; hint: name the folder that holds `words.toml` and one folder for each issuer"]);
}

#[test]
fn a_file_that_is_not_text_says_what_to_do() {
    let folder = Folder::new("not-utf8");
    folder.write("words.toml", [0xff, 0xfe, 0x00]);
    folder.check_error(&expect!["`<folder>/words.toml` is not UTF-8; hint: save it anew with the encoding UTF-8, under a name in UTF-8"]);
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = Folder::new("large");
    folder.write("words.toml", "#".repeat(1024 * 1024 + 1));
    folder.check_error(&expect!["`<folder>/words.toml` has 1048577 bytes, and a knowledge file has at most 1048576; hint: move it out of the knowledge folder"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_where_we_were_is_harmless_and_a_broken_one_is_shown() {
    let folder = Folder::new("links");
    folder.write("words.toml", "");
    std::os::unix::fs::symlink(&folder.0, folder.0.join("again")).unwrap();
    assert_eq!(files::read(&folder.0).unwrap().len(), 1);
    std::os::unix::fs::symlink("nowhere", folder.0.join("broken.toml")).unwrap();
    folder.check_error(&expect!["cannot read `<folder>/broken.toml`: No such file or directory (os error 2); hint: it may be a link that leads nowhere: remove it"]);
}
