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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guild::AdditionKind;

    fn id(text: &str) -> CertificationId {
        CertificationId::parse(text).unwrap()
    }

    #[test]
    fn a_key_tells_additions_apart_and_is_short() {
        let alias = |name: &str| Addition::alias(name, &id("pcep")).key;
        assert_eq!(alias("Snake  Exam II"), alias("snake-exám 2"));
        assert_ne!(alias("snake exam"), alias("snake exams"));
        let long = |last: &str| alias(&("蛇".repeat(99) + last));
        assert_ne!(long("一"), long("二"));
        assert!(long("一").len() <= 200);
        let note = |text: &str, url| Addition::note(&id("pcep"), text, url).key;
        assert_eq!(note("x", None), note("x", None));
        assert_ne!(note("x", Some("https://a.example")), note("x", None));
        assert!(note("x", None).starts_with("pcep:"));
    }

    #[test]
    fn no_text_becomes_anything_else() {
        let name = "\"]\n[[hidden]]\ncertification = \"pcap\" # \\ ' \u{0}";
        let file = house_file(&[Addition::alias(name, &id("pcep"))]);
        let table: toml::Table = file.text.parse().unwrap();
        assert_eq!(table.len(), 1);
        assert_eq!(table["alias"][0]["name"].as_str(), Some(name));
    }

    #[test]
    fn an_entry_is_written_in_the_order_of_the_format_whatever_it_was_written_in() {
        let one = "status.state = \"active\"\nname = \"Ours\" # ours\n";
        let other = "name = 'Ours'\n[status]\nstate = \"active\"\n";
        let of = |text: &str| Addition::certification(&id("ours"), text).unwrap();
        assert_eq!(of(one), of(other));
        assert_eq!(of(one).kind, AdditionKind::Certification);
        let expected = "[certification.ours]\nname = \"Ours\"\n\
                        [certification.ours.status]\nstate = \"active\"\n";
        assert_eq!(of(one).toml, expected);
        assert_eq!(Addition::certification(&id("ours"), "name ="), None);
    }
}
