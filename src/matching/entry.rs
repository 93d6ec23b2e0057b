//! What a search needs to know of a certification, taken out of the knowledge.

use crate::knowledge::{Certification, CertificationId, DeclaredState, Issuer, Knowledge};

/// A certification as the index sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Unique in an index.
    pub id: CertificationId,
    /// Every name it goes by, in any order.
    pub names: Vec<Name>,
    /// Names of whoever issues it; the first one stands for the issuer.
    pub issuer: Vec<String>,
    /// What all certifications of the issuer are about, e.g. `python`.
    pub subjects: Vec<String>,
    /// Words for its level, e.g. `Associate` and `intermediate`.
    pub level: Vec<String>,
    /// Words for its track, e.g. `Testing` and `qa`.
    pub track: Vec<String>,
    /// Its place where nothing else decides.
    pub standing: Standing,
}

/// One name of a certification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// What sort of name it is.
    pub kind: NameKind,
    /// As written.
    pub text: String,
}

/// What sort of name a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// E.g. `PCAP`.
    ShortName,
    /// E.g. `PCAP-31-03`; an `x` stands for any digit.
    ExamCode,
    /// In full, as the issuer prints it today.
    Name,
    /// As it was called before.
    FormerName,
    /// What else people type.
    Alias,
    /// What people on one server call it. It takes no name away from anybody, and is found in a
    /// sentence whatever words it is made of.
    Nickname,
    /// Shared with other certifications, so that it never answers alone.
    FamilyName,
}

/// What a newcomer should see first: what can be booked, then the lower level, then the track that
/// the issuer lists first.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// Whether it can be booked.
    pub availability: Availability,
    /// Rung of the issuer's ladder, 0 for the easiest; the last for one without a level.
    pub level: usize,
    /// Place of its track in the issuer's list; the last for one without a track.
    pub track: usize,
    /// Place in its track.
    pub step: u32,
}

/// Whether a certification can be booked, the best first.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Availability {
    /// Now.
    #[default]
    Bookable,
    /// Not yet.
    Announced,
    /// It may not exist.
    Unverified,
    /// No longer.
    Retired,
}

/// One entry for each certification in `knowledge`, hidden or not.
pub(super) fn entries(knowledge: &Knowledge) -> impl Iterator<Item = Entry> {
    knowledge.all().map(|certification| entry(knowledge, certification))
}

fn entry(knowledge: &Knowledge, certification: &Certification) -> Entry {
    let issuer = knowledge.issuer(&certification.issuer);
    let level = knowledge.level(certification);
    let track = knowledge.track(certification);
    Entry {
        id: certification.id.clone(),
        names: names(knowledge, certification),
        issuer: issuer.map(issuer_names).unwrap_or_default(),
        subjects: issuer.map(|it| it.subjects.clone()).unwrap_or_default(),
        level: level.map(|it| with_aliases(&it.name, &it.aliases)).unwrap_or_default(),
        track: track.map(|it| with_aliases(&it.name, &it.aliases)).unwrap_or_default(),
        standing: standing(issuer, certification),
    }
}

fn names(knowledge: &Knowledge, certification: &Certification) -> Vec<Name> {
    let mut names = Vec::new();
    let mut add = |kind, text: &str| names.push(Name { kind, text: text.to_owned() });
    // The id is what buttons and completion send back, so it names its certification too.
    add(NameKind::Alias, certification.id.as_str());
    add(NameKind::Name, &certification.name);
    if let Some(short_name) = &certification.short_name {
        add(NameKind::ShortName, short_name);
    }
    for version in certification.exam_versions() {
        add(NameKind::ExamCode, &version.code);
    }
    for name in &certification.former_names {
        add(NameKind::FormerName, name);
    }
    for name in &certification.aliases {
        let is_of_house = knowledge.house_aliases(&certification.id).contains(name);
        add(if is_of_house { NameKind::Nickname } else { NameKind::Alias }, name);
    }
    for name in &certification.family_names {
        add(NameKind::FamilyName, name);
    }
    names
}

fn issuer_names(issuer: &Issuer) -> Vec<String> {
    let mut names = vec![issuer.name.clone(), issuer.short_name.clone()];
    names.extend(issuer.aliases.iter().cloned());
    names
}

fn with_aliases(name: &str, aliases: &[String]) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(aliases.iter().cloned()).collect()
}

fn standing(issuer: Option<&Issuer>, certification: &Certification) -> Standing {
    let place = |ids: Vec<&String>, id: &Option<String>| {
        ids.iter().position(|it| Some(*it) == id.as_ref()).unwrap_or(ids.len())
    };
    let levels = issuer.map(|it| it.levels.iter().map(|it| &it.id).collect()).unwrap_or_default();
    let tracks = issuer.map(|it| it.tracks.iter().map(|it| &it.id).collect()).unwrap_or_default();
    Standing {
        availability: match certification.status.value.declared {
            DeclaredState::Active | DeclaredState::Beta => Availability::Bookable,
            DeclaredState::Planned => Availability::Announced,
            DeclaredState::Unverified => Availability::Unverified,
            DeclaredState::Retired => Availability::Retired,
        },
        level: place(levels, &certification.level),
        track: place(tracks, &certification.track),
        step: certification.step.unwrap_or(u32::MAX),
    }
}
