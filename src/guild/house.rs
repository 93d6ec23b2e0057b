//! A server's additions, made of words and of a house file, and the house file of them.

use super::Addition;
use crate::knowledge::house::{self, AdditionId, HouseNote, PATH};
use crate::knowledge::source::SourceFile;
use crate::knowledge::{CertificationId, House};

/// What a house file adds, in order of kind and key.
pub fn additions(house: &House) -> Vec<Addition> {
    let mut all: Vec<Addition> =
        house.additions().map(|(id, toml)| Addition::new(id, toml)).collect();
    all.sort();
    all
}

/// The house file of these additions, the same for any order: by kind and key, parted by blank
/// lines.
pub fn house_file(additions: &[Addition]) -> SourceFile {
    let mut sorted: Vec<&Addition> = additions.iter().collect();
    sorted.sort();
    let texts: Vec<&str> = sorted.iter().map(|it| it.toml.as_str()).collect();
    SourceFile { path: PATH.to_owned(), text: texts.join("\n") }
}

/// Nothing that these are made of is checked here: [`crate::knowledge::load_with_house`] says what
/// is wrong with the file that they make.
impl Addition {
    /// Another name of a certification.
    pub fn alias(name: &str, id: &CertificationId) -> Self {
        Self::new(house::alias(name), house::alias_text(name, id))
    }

    /// A line on the card of a certification, and where it leads.
    pub fn note(id: &CertificationId, text: &str, url: Option<&str>) -> Self {
        let note = HouseNote { text: text.to_owned(), url: url.map(str::to_owned) };
        Self::new(house::note(id, &note), house::note_text(id, &note))
    }

    /// Nobody is led to this certification.
    pub fn hidden(id: &CertificationId) -> Self {
        Self::new(house::hidden(id), house::hidden_text(id))
    }

    /// A certification of the server's own. `text` is what the file of a certification holds, with
    /// an `issuer` if it is to stand under one of the packs. `None` if it is not TOML.
    pub fn certification(id: &CertificationId, text: &str) -> Option<Self> {
        Some(Self::new(house::entry(id), house::entry_text(id, text)?))
    }

    /// Which one it is.
    pub fn id(&self) -> AdditionId {
        AdditionId { kind: self.kind, key: self.key.clone() }
    }

    fn new(id: AdditionId, toml: String) -> Self {
        Self { kind: id.kind, key: id.key, toml }
    }
}
