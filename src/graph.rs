//! How certifications connect: what comes before one, what follows it, and what is left to take
//! on the way to a goal.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::{
    Certification, CertificationId, Date, Kind, Knowledge, Need, Requirement, Strength,
};

/// A certification that comes before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before<'a> {
    /// Which one.
    pub certification: &'a Certification,
    /// How binding it is: along a chain, its weakest link; over several chains, the strongest.
    pub strength: Strength,
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
    /// It asks for the other one first, this bindingly.
    Asks(Strength),
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

/// Everything that comes before `goal`, each after what comes before it itself; not `goal`.
///
/// Alternatives of a choice are all named.
pub fn before<'a>(
    knowledge: &'a Knowledge,
    goal: &'a Certification,
    today: Date,
) -> Vec<Before<'a>> {
    let mut strengths = BTreeMap::new();
    strengthen(knowledge, goal, None, today, &mut strengths);
    let mut ordered = Vec::new();
    let mut seen = BTreeSet::new();
    walk(knowledge, goal, today, &all_named, &mut seen, &mut ordered);
    ordered
        .into_iter()
        .filter_map(|certification| {
            let strength = *strengths.get(&certification.id)?;
            Some(Before { certification, strength })
        })
        .collect()
}

/// What a person who holds `held` has left to take to reach `goal`, which comes last, in an order
/// that can be followed. Empty if `goal` is held.
///
/// Holding a certification counts as having done what comes before it. Of a choice, what is held
/// is taken, else the first that the issuer names.
pub fn path<'a>(
    knowledge: &'a Knowledge,
    held: &BTreeSet<CertificationId>,
    goal: &'a Certification,
    today: Date,
) -> Vec<&'a Certification> {
    let mut done = held.clone();
    for certification in held.iter().filter_map(|it| knowledge.get(it)) {
        done.extend(
            before(knowledge, certification, today).iter().map(|it| it.certification.id.clone()),
        );
    }
    if done.contains(&goal.id) {
        return Vec::new();
    }
    let choose = |need: &'a Need| chosen(need, &done);
    let mut seen: BTreeSet<&CertificationId> = done.iter().collect();
    let mut ordered = Vec::new();
    walk(knowledge, goal, today, &choose, &mut seen, &mut ordered);
    ordered.push(goal);
    ordered
}

/// What follows `certification`.
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
        let known = ids.iter().filter_map(|it| knowledge.get(it));
        known.map(|certification| After { certification, why }).collect()
    };
    let mut main = map.map_or_else(Vec::new, |it| on_map(&it.main, Why::NextStep));
    if map.is_none() {
        let is_next = |it: &&After<'_>| {
            it.certification.track.is_some() && it.certification.track == certification.track
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
    let rule = rules(candidate, today)
        .filter(|it| it.need.certifications().contains(&id))
        .min_by_key(|it| it.strength)?;
    match candidate.kind {
        Kind::EarnedTitle => Some(Why::CountsTowards),
        Kind::Certification => Some(Why::Asks(rule.strength)),
    }
}

/// Notes for everything before `goal` the strongest of its chains. `so_far` is the weakest link on
/// the way to `goal`, `None` at the start.
fn strengthen<'a>(
    knowledge: &'a Knowledge,
    goal: &'a Certification,
    so_far: Option<Strength>,
    today: Date,
    strengths: &mut BTreeMap<&'a CertificationId, Strength>,
) {
    for rule in rules(goal, today) {
        // `Strength` is ordered strongest first, so the weaker of two is the greater.
        let link = so_far.map_or(rule.strength, |it| it.max(rule.strength));
        for id in rule.need.certifications() {
            if strengths.get(id).is_some_and(|known| *known <= link) {
                continue;
            }
            strengths.insert(id, link);
            if let Some(certification) = knowledge.get(id) {
                strengthen(knowledge, certification, Some(link), today, strengths);
            }
        }
    }
}

/// Adds what comes before `goal` to `ordered`, deepest first, skipping what is `seen`.
fn walk<'a, 'b>(
    knowledge: &'a Knowledge,
    goal: &'a Certification,
    today: Date,
    choose: &dyn Fn(&'a Need) -> Vec<&'a CertificationId>,
    seen: &mut BTreeSet<&'b CertificationId>,
    ordered: &mut Vec<&'a Certification>,
) where
    'a: 'b,
{
    let mut rules: Vec<_> = rules(goal, today).collect();
    rules.sort_by_key(|it| it.strength);
    for id in rules.into_iter().flat_map(|it| choose(&it.need)) {
        let Some(certification) = knowledge.get(id) else {
            continue;
        };
        if seen.insert(id) {
            walk(knowledge, certification, today, choose, seen, ordered);
            ordered.push(certification);
        }
    }
}

fn all_named(need: &Need) -> Vec<&CertificationId> {
    need.certifications()
}

/// The certifications to take for `need`: nothing where it is met by what is `done`, or may be met
/// without any certification that is named first.
fn chosen<'a>(need: &'a Need, done: &BTreeSet<CertificationId>) -> Vec<&'a CertificationId> {
    let pick = |needs: &'a [Need], count: usize| {
        // Stable: what is done comes first, the rest keeps the issuer's order.
        let mut sorted: Vec<&Need> = needs.iter().collect();
        sorted.sort_by_key(|it| !is_met(it, done));
        sorted.into_iter().take(count).flat_map(|it| chosen(it, done)).collect()
    };
    match need {
        Need::AllOf(needs) => pick(needs, needs.len()),
        Need::AnyOf(needs) => pick(needs, 1),
        Need::NOf(count, needs) => pick(needs, usize::try_from(*count).unwrap_or(usize::MAX)),
        Need::Certification(id, _) => vec![id],
        Need::Exam(_) | Need::Experience { .. } | Need::Membership(_) => Vec::new(),
    }
}

/// Whether what is `done` is enough. Experience and membership are never known to be there.
fn is_met(need: &Need, done: &BTreeSet<CertificationId>) -> bool {
    let met = |needs: &[Need]| needs.iter().filter(|it| is_met(it, done)).count();
    match need {
        Need::AllOf(needs) => met(needs) == needs.len(),
        Need::AnyOf(needs) => met(needs) > 0,
        Need::NOf(count, needs) => met(needs) >= usize::try_from(*count).unwrap_or(usize::MAX),
        Need::Certification(id, _) => done.contains(id),
        Need::Exam(_) | Need::Experience { .. } | Need::Membership(_) => false,
    }
}
