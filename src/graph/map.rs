//! What leads where among some certifications, without saying anything twice.

use std::collections::{BTreeMap, BTreeSet};

use super::{Following, Link, Way, Why, before, following, leaves, strongest_first};
use crate::knowledge::{Certification, CertificationId, Date, Kind, Knowledge, Strength};

/// One certification that comes right before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge<'a> {
    /// What comes first.
    pub from: &'a Certification,
    /// What comes after it.
    pub to: &'a Certification,
    /// How it is tied to the other. The issuer's own next step, where no rule says more, is a usual
    /// path.
    pub link: Link,
}

/// The edges among `shown`, each pair once with its strongest link.
///
/// What a chain of others says at least as bindingly is left out, but for the members of a set that
/// a title is granted for: they count each. There is no way back to where one began.
pub fn map<'a>(
    knowledge: &'a Knowledge,
    shown: &[&'a Certification],
    today: Date,
) -> Vec<Edge<'a>> {
    let ids: BTreeSet<&CertificationId> = shown.iter().map(|it| &it.id).collect();
    let mut edges = Vec::new();
    for to in shown {
        for (id, link) in asked(to, today) {
            if let Some(from) = knowledge.get(id).filter(|_| ids.contains(id)) {
                edges.push(Edge { from, to, link });
            }
        }
    }
    for from in shown {
        let map = from.next.as_ref().map_or(&[][..], |it| &it.value.main);
        for to in map.iter().filter(|it| ids.contains(it)).filter_map(|it| knowledge.get(it)) {
            let is_known = edges.iter().any(|it| it.from.id == from.id && it.to.id == to.id);
            // A map may lead back to what a rule puts first; the rule counts.
            if !is_known && !reaches(&edges, &to.id, &from.id, &|_| true) {
                let link = Link { strength: Strength::UsualPath, way: Way::Only };
                edges.push(Edge { from, to, link });
            }
        }
    }
    let is_said = |edge: &Edge<'_>| {
        let others = |it: &Edge<'_>| {
            let is_binding = it.link.strength <= edge.link.strength && it.link.way <= edge.link.way;
            is_binding && (&it.from.id, &it.to.id) != (&edge.from.id, &edge.to.id)
        };
        edge.to.kind == Kind::Certification && reaches(&edges, &edge.from.id, &edge.to.id, &others)
    };
    edges.iter().filter(|it| !is_said(it)).copied().collect()
}

/// What the rules of `to` name that is not among `shown`, each with its strongest link, in order;
/// not what comes before another that they name.
pub fn beyond<'a>(
    knowledge: &'a Knowledge,
    to: &'a Certification,
    shown: &[&Certification],
    today: Date,
) -> Vec<(&'a Certification, Link)> {
    let named: Vec<(&Certification, Link)> = asked(to, today)
        .into_iter()
        .filter_map(|(id, link)| Some((knowledge.get(id)?, link)))
        .collect();
    let is_before = |one: &Certification, other: &Certification| {
        before(knowledge, other, today).iter().any(|it| it.certification.id == one.id)
    };
    // Members of a set count each.
    let is_set = to.kind == Kind::EarnedTitle;
    let is_new = |it: &Certification| {
        shown.iter().all(|shown| shown.id != it.id)
            && (is_set || !named.iter().any(|(other, _)| is_before(it, other)))
    };
    named.iter().filter(|(it, _)| is_new(it)).copied().collect()
}

/// What `held` leads to over any number of steps, at most so many, nearest first; not `held`.
/// Other ways to go, which build on nothing held, are not followed.
pub fn after<'a>(
    knowledge: &'a Knowledge,
    held: &'a Certification,
    most: usize,
    today: Date,
) -> Vec<&'a Certification> {
    let mut found = vec![held];
    let mut looked_at = 0;
    while looked_at < found.len() && found.len() <= most {
        let Following { main, others } = following(knowledge, found[looked_at], today);
        looked_at += 1;
        let next = main.into_iter().chain(others).filter(|it| it.why != Why::Alternative);
        for it in next.map(|it| it.certification) {
            if found.len() <= most && found.iter().all(|known| known.id != it.id) {
                found.push(it);
            }
        }
    }
    found.split_off(1)
}

/// Every certification that the rules of one name, with its strongest link, in order of naming.
fn asked(to: &Certification, today: Date) -> Vec<(&CertificationId, Link)> {
    let mut order = Vec::new();
    let mut links: BTreeMap<&CertificationId, Link> = BTreeMap::new();
    for rule in strongest_first(to, today) {
        for (id, way) in leaves(&rule.need) {
            // There is always a way around advice, so one that is named makes no difference.
            let is_advice = rule.strength != Strength::Required && way == Way::OrElse;
            let way = if is_advice { Way::Only } else { way };
            let link = Link { strength: rule.strength, way };
            match links.get_mut(id) {
                Some(known) => *known = link.min(*known),
                None => {
                    order.push(id);
                    links.insert(id, link);
                }
            }
        }
    }
    order.into_iter().filter_map(|id| Some((id, *links.get(id)?))).collect()
}

/// Whether a chain of the edges that are `usable` leads from one to another.
fn reaches(
    edges: &[Edge<'_>],
    from: &CertificationId,
    to: &CertificationId,
    usable: &dyn Fn(&Edge<'_>) -> bool,
) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        for edge in edges.iter().filter(|it| it.from.id == *id && usable(it)) {
            if edge.to.id == *to {
                return true;
            }
            if seen.insert(&edge.to.id) {
                open.push(&edge.to.id);
            }
        }
    }
    false
}
