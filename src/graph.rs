//! How certifications connect: what comes before one, what follows it, and what is left to take
//! on the way to a goal.

mod map;
mod path;

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::{
    Certification, CertificationId, Date, Kind, Knowledge, Need, Requirement, Strength,
};

pub use map::{Edge, after, beyond, map};
pub use path::{Step, behind, path, settled};

/// How one certification is tied to one that comes after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// How binding it is: along a chain, its weakest link; over several chains, the strongest.
    pub strength: Strength,
    /// Whether there is a way around it, anywhere along the chain.
    pub way: Way,
}

/// Whether a rule can be met without a certification that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// It cannot.
    Only,
    /// It can, with something that is no certification, such as experience.
    OrElse,
    /// It can, with another certification.
    OneOfSeveral,
}

/// A certification that comes before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before<'a> {
    /// Which one.
    pub certification: &'a Certification,
    /// How it is tied to the other.
    pub link: Link,
}

/// A certification that follows another, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After<'a> {
    /// Which one.
    pub certification: &'a Certification,
    /// Why it follows.
    pub why: Why,
}

/// Why a certification follows another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is the next step of the same track.
    NextStep,
    /// Its rules name the other one, this bindingly.
    Asks(Link),
    /// It is granted for a set that the other one belongs to.
    CountsTowards,
    /// The issuer's map shows it as another way to go.
    Alternative,
}

/// What follows a certification.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Following<'a> {
    /// The next steps of the same track.
    pub main: Vec<After<'a>>,
    /// What else opens up. Nothing of `main` again.
    pub others: Vec<After<'a>>,
}

/// The rules of `certification` that hold on `today`, in the issuer's order.
pub fn rules(certification: &Certification, today: Date) -> impl Iterator<Item = &Requirement> {
    let requirements = certification.requirements.as_ref();
    requirements.into_iter().flat_map(|it| &it.value.rules).filter(move |it| it.is_in_force(today))
}

/// Every certification that `need` names, in order, with repetitions, and whether there is a way
/// around it.
pub fn leaves(need: &Need) -> Vec<(&CertificationId, Way)> {
    let (needs, count) = match need {
        Need::Certification(id, _) => return vec![(id, Way::Only)],
        Need::Exam(_) | Need::Experience { .. } | Need::Membership(_) => return Vec::new(),
        Need::AllOf(needs) => (needs, needs.len()),
        Need::AnyOf(needs) => (needs, 1),
        Need::NOf(count, needs) => (needs, usize::try_from(*count).unwrap_or(usize::MAX)),
    };
    let way = way_of(needs, count);
    needs.iter().flat_map(leaves).map(|(id, inner)| (id, inner.max(way))).collect()
}

/// The way around one of `needs`, of which `count` are asked for.
fn way_of(needs: &[Need], count: usize) -> Way {
    if count >= needs.len() {
        return Way::Only;
    }
    let with_certifications = needs.iter().filter(|it| !it.certifications().is_empty()).count();
    if with_certifications > count { Way::OneOfSeveral } else { Way::OrElse }
}

/// Everything that comes before `goal`, each after what comes before it itself; not `goal`.
///
/// Alternatives of a choice are all named.
pub fn before<'a>(
    knowledge: &'a Knowledge,
    goal: &'a Certification,
    today: Date,
) -> Vec<Before<'a>> {
    chain(goal, &|it| {
        let linked = |rule: &'a Requirement| {
            let strength = rule.strength;
            leaves(&rule.need).into_iter().filter_map(move |(id, way)| {
                let certification = knowledge.get(id)?;
                Some(Before { certification, link: Link { strength, way } })
            })
        };
        strongest_first(it, today).into_iter().flat_map(linked).collect()
    })
}

/// What follows `certification`, as far as it is shown.
///
/// The issuer's map comes first; then whatever asks for it or counts it, strongest reason first,
/// ties in order of id, but for what also asks for a next step. Without a map, the next step is
/// what asks for it in the same track.
pub fn following<'a>(
    knowledge: &'a Knowledge,
    certification: &Certification,
    today: Date,
) -> Following<'a> {
    let map = certification.next.as_ref().map(|it| &it.value);
    let mut askers: Vec<After<'a>> = knowledge
        .iter()
        .filter_map(|it| {
            Some(After { certification: it, why: reason(it, &certification.id, today)? })
        })
        .collect();
    askers.sort_by_key(|it| it.why);

    let on_map = |ids: &[CertificationId], why: Why| -> Vec<After<'a>> {
        let known = ids.iter().filter_map(|it| knowledge.shown(it));
        known.map(|certification| After { certification, why }).collect()
    };
    let mut main = map.map_or_else(Vec::new, |it| on_map(&it.main, Why::NextStep));
    if map.is_none() {
        let is_next = |it: &&After<'_>| {
            // Tracks of two issuers may share an id.
            it.certification.track.is_some()
                && it.certification.track == certification.track
                && it.certification.issuer == certification.issuer
        };
        main = askers.iter().filter(is_next).copied().collect();
    }
    let alternatives = map.map_or_else(Vec::new, |it| on_map(&it.alternatives, Why::Alternative));
    let mut others: Vec<After<'a>> = Vec::new();
    for after in askers.into_iter().chain(alternatives) {
        let is_new = |list: &[After<'_>]| {
            list.iter().all(|it| it.certification.id != after.certification.id)
        };
        // What also asks for a next step comes after that one, not now.
        let is_later = rules(after.certification, today)
            .flat_map(|it| it.need.certifications())
            .any(|id| main.iter().any(|it| it.certification.id == *id));
        if is_new(&main) && is_new(&others) && !is_later {
            others.push(after);
        }
    }
    Following { main, others }
}

/// Why `candidate` follows `id` by its own rules, strongest first, if it does.
fn reason(candidate: &Certification, id: &CertificationId, today: Date) -> Option<Why> {
    let links = rules(candidate, today).flat_map(|rule| {
        let named = leaves(&rule.need).into_iter().filter(|(leaf, _)| *leaf == id);
        named.map(|(_, way)| Link { strength: rule.strength, way })
    });
    let link = links.min()?;
    Some(match candidate.kind {
        Kind::EarnedTitle => Why::CountsTowards,
        Kind::Certification => Why::Asks(link),
    })
}

fn strongest_first(certification: &Certification, today: Date) -> Vec<&Requirement> {
    let mut rules: Vec<_> = rules(certification, today).collect();
    rules.sort_by_key(|it| it.strength);
    rules
}

/// What comes right before a certification.
type Edges<'e, 'a> = dyn Fn(&'a Certification) -> Vec<Before<'a>> + 'e;

/// Everything that `edges` lead to from `goal`, deepest first, each with its strongest link.
fn chain<'a>(goal: &'a Certification, edges: &Edges<'_, 'a>) -> Vec<Before<'a>> {
    let mut links = BTreeMap::new();
    tie(goal, None, edges, &mut links);
    let mut ordered = Vec::new();
    walk(goal, edges, &mut BTreeSet::new(), &mut ordered);
    let strongest = |it: &'a Certification| {
        let link = *links.get(&it.id)?.first()?;
        Some(Before { certification: it, link })
    };
    ordered.into_iter().filter_map(strongest).collect()
}

/// Notes every link to `goal` of everything before it. `so_far` is the link from `certification`
/// to `goal`, `None` where they are the same.
fn tie<'a>(
    certification: &'a Certification,
    so_far: Option<Link>,
    edges: &Edges<'_, 'a>,
    links: &mut BTreeMap<&'a CertificationId, BTreeSet<Link>>,
) {
    for edge in edges(certification) {
        // Both orders put the most binding first, so the weaker of two is the greater.
        let link = so_far.map_or(edge.link, |it| Link {
            strength: it.strength.max(edge.link.strength),
            way: it.way.max(edge.link.way),
        });
        if links.entry(&edge.certification.id).or_default().insert(link) {
            tie(edge.certification, Some(link), edges, links);
        }
    }
}

/// Adds what comes before `certification` to `ordered`, deepest first, skipping what is `seen`.
fn walk<'a>(
    certification: &'a Certification,
    edges: &Edges<'_, 'a>,
    seen: &mut BTreeSet<&'a CertificationId>,
    ordered: &mut Vec<&'a Certification>,
) {
    for edge in edges(certification) {
        if seen.insert(&edge.certification.id) {
            walk(edge.certification, edges, seen, ordered);
            ordered.push(edge.certification);
        }
    }
}
