//! What a server says and hides on top of the packs: its own layer, read from a house file.

mod file;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::diagnostic::Diagnostics;
use super::source::SourceFile;
use super::{Certification, CertificationId, Date, IssuerId, Knowledge};

pub use text::{alias_text, entry_text, hidden_text, note_text};

/// As long as the path of every house file is, wherever its text is kept.
pub const PATH: &str = "house.toml";

/// No server adds more things than this: each is read again whenever one changes.
pub const ADDITIONS_MAX: usize = 500;

/// No house file has more bytes: an entry has some three thousand.
pub const BYTES_MAX: usize = 256 * 1024;

/// A note is a line on a card, in UTF-16 units.
pub const NOTE_UNITS_MAX: usize = 300;

/// More of a server's notes would bury the card that they stand on.
pub const NOTES_MAX: usize = 5;

/// No key of an addition has more bytes.
const KEY_BYTES_MAX: usize = 200;

/// What kind of addition it is, in the order in which a house file has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AdditionKind {
    /// What else a certification is called; its key is the folded name.
    Alias,
    /// A line or a link on a certification; its key is the id and a hash of what it says.
    Note,
    /// A certification that nobody is led to; its key is the id.
    Hidden,
    /// A certification that no pack has; its key is the id.
    Certification,
}

/// One thing that a server adds, without what it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AdditionId {
    /// Of which kind.
    pub kind: AdditionKind,
    /// Tells it from others of its kind; 1 to 200 bytes.
    pub key: String,
}

/// A house file, as far as it is sound in itself. What it says may contradict the packs.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct House {
    /// Other names of certifications, in the order of the file.
    pub aliases: Vec<(String, CertificationId)>,
    /// Lines on cards, in the order of the file.
    pub notes: Vec<(CertificationId, HouseNote)>,
    /// Certifications that nobody is led to, in the order of the file.
    pub hidden: Vec<CertificationId>,
    /// Certifications of its own, ordered by id, each as the text of its tables: the same for
    /// entries that say the same, whatever the order of their keys and whatever comments they had.
    pub entries: Vec<(CertificationId, String)>,
}

/// A line that a server adds to the card of a certification. It has no source, and is nobody's
/// word but the server's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HouseNote {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub url: Option<String>,
}

/// What a server adds to the certifications of the packs.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(in crate::knowledge) struct Additions {
    pub(in crate::knowledge) aliases: BTreeMap<CertificationId, Vec<String>>,
    pub(in crate::knowledge) notes: BTreeMap<CertificationId, Vec<HouseNote>>,
    pub(in crate::knowledge) own: BTreeSet<CertificationId>,
}

impl House {
    /// What is sound of a house file, and all that is wrong with it in itself, as seen on `today`.
    /// Whether it contradicts the packs shows in [`super::load_with_house`].
    pub fn read(file: &SourceFile, today: Date) -> (Self, Diagnostics) {
        file::read(file, today)
    }

    /// How many things it adds.
    pub fn len(&self) -> usize {
        self.aliases.len() + self.notes.len() + self.hidden.len() + self.entries.len()
    }

    /// Whether it adds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Everything in it with its text, by kind, in the order of the file.
    pub fn additions(&self) -> impl Iterator<Item = (AdditionId, String)> {
        let aliases = self.aliases.iter().map(|(name, id)| (alias(name), alias_text(name, id)));
        let notes = self.notes.iter().map(|(id, it)| (note(id, it), note_text(id, it)));
        let hidden = self.hidden.iter().map(|id| (hidden(id), hidden_text(id)));
        let entries = self.entries.iter().map(|(id, text)| (entry(id), text.clone()));
        aliases.chain(notes).chain(hidden).chain(entries)
    }
}

impl Knowledge {
    /// What a server adds to the card of a certification, in the order of its file.
    pub fn house_notes(&self, id: &CertificationId) -> &[HouseNote] {
        self.house.notes.get(id).map_or(&[], Vec::as_slice)
    }

    /// Those aliases of a certification that a server adds, in the order of its file.
    pub fn house_aliases(&self, id: &CertificationId) -> &[String] {
        self.house.aliases.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether it is an entry of the server's own, that no pack has.
    pub fn is_of_house(&self, id: &CertificationId) -> bool {
        self.house.own.contains(id)
    }

    /// Whether there is such a certification, and nobody is to be led to it.
    pub fn is_hidden(&self, id: &CertificationId) -> bool {
        self.hidden.contains_key(id)
    }

    /// Hides every certification of which `is_hidden` holds: nobody is led there any more. It is
    /// still named where the requirements of another name it. An issuer of which nothing is left is
    /// hidden too.
    pub fn hide(&mut self, is_hidden: impl Fn(&Certification) -> bool) {
        let hidden = self.certifications.extract_if(.., |_, it| is_hidden(it));
        self.hidden.extend(hidden);
        let has_any = |id: &IssuerId, all: &BTreeMap<CertificationId, Certification>| {
            all.values().any(|it| it.issuer == *id)
        };
        let is_gone = |id: &IssuerId, _: &mut _| {
            has_any(id, &self.hidden) && !has_any(id, &self.certifications)
        };
        self.hidden_issuers.extend(self.issuers.extract_if(.., is_gone));
    }
}

impl IssuerId {
    /// Of what a server adds without naming an issuer. No pack has it.
    pub fn of_house() -> Self {
        Self("this-server".to_owned())
    }
}

impl AdditionKind {
    /// All, in the order of a house file.
    pub const ALL: [Self; 4] = [Self::Alias, Self::Note, Self::Hidden, Self::Certification];

    /// The name of its table in a house file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alias => "alias",
            Self::Note => "note",
            Self::Hidden => "hidden",
            Self::Certification => "certification",
        }
    }

    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}

/// Which addition an alias is: names that looking up may not tell apart are one.
pub fn alias(name: &str) -> AdditionId {
    let mut key = super::load::name_key(name);
    if key.len() > KEY_BYTES_MAX {
        let hash = hash(&[&key]);
        key.truncate(key.floor_char_boundary(KEY_BYTES_MAX - hash.len() - 1));
        key = format!("{key}:{hash}");
    }
    AdditionId { kind: AdditionKind::Alias, key }
}

/// Which addition a note is: the same text and address on the same certification is one.
pub fn note(id: &CertificationId, note: &HouseNote) -> AdditionId {
    let hash = hash(&[&note.text, note.url.as_deref().unwrap_or_default()]);
    AdditionId { kind: AdditionKind::Note, key: format!("{id}:{hash}") }
}

/// Which addition it is that a certification is hidden.
pub fn hidden(id: &CertificationId) -> AdditionId {
    AdditionId { kind: AdditionKind::Hidden, key: id.to_string() }
}

/// Which addition a certification of the server's own is.
pub fn entry(id: &CertificationId) -> AdditionId {
    AdditionId { kind: AdditionKind::Certification, key: id.to_string() }
}

/// 12 hexadecimal digits.
fn hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // No text can hold what ends it here.
        hash.update(part.as_bytes());
        hash.update([0xff]);
    }
    hash.finalize().iter().take(6).map(|it| format!("{it:02x}")).collect()
}
