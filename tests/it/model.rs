//! What the model must be able to say, each said by a small pack of true facts in
//! `tests/data/knowledge`.

use std::path::Path;
use std::sync::OnceLock;

use certguide::files;
use certguide::knowledge::diagnostic::Style;
use certguide::knowledge::{
    Certification, CertificationId, CheckedOn, Confidence, Covers, Date, ExamRole, FactGroup,
    HeldState, Kind, Knowledge, Lasts, Months, Need, RenewalMethod, Requirement, State, Strength,
    load,
};

use crate::shipped;

fn get(id: &str) -> &'static Certification {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    let knowledge = KNOWLEDGE.get_or_init(|| {
        let files = files::read(Path::new("tests/data/knowledge")).unwrap();
        let (knowledge, diagnostics) = load(&files, shipped::today());
        assert_eq!(diagnostics.render(&files, Style::Plain), "");
        knowledge
    });
    knowledge.get(&self::id(id)).unwrap()
}

fn id(text: &str) -> CertificationId {
    CertificationId::parse(text).unwrap()
}

fn rules(id: &str) -> &'static [Requirement] {
    &get(id).requirements.as_ref().unwrap().value.rules
}

fn held(text: &str, state: HeldState) -> Need {
    Need::Certification(id(text), state)
}

#[test]
fn one_of_two_is_needed_each_in_its_own_state() {
    let [rule] = rules("devops-engineer-expert") else { panic!("one rule") };
    assert_eq!(rule.strength, Strength::Required);
    assert_eq!(
        rule.need,
        Need::AnyOf(vec![
            held("azure-administrator", HeldState::Passed),
            held("azure-developer", HeldState::Active),
        ])
    );
}

#[test]
fn a_core_exam_and_one_of_five_are_needed() {
    let exam = |code: &str| Need::Exam(code.to_owned());
    let choice = ["300-410", "300-415", "300-420", "300-440", "300-445"].map(exam);
    let [rule] = rules("ccnp-enterprise") else { panic!("one rule") };
    assert_eq!(rule.need, Need::AllOf(vec![exam("350-401"), Need::NOf(1, choice.to_vec())]));
    let roles: Vec<ExamRole> =
        get("ccnp-enterprise").exams.iter().map(|it| it.value.role).collect();
    assert_eq!(roles.first(), Some(&ExamRole::Core));
    assert_eq!(roles.iter().filter(|it| **it == ExamRole::Concentration).count(), 5);
}

#[test]
fn one_exam_counts_for_two_certifications() {
    for (one, other) in [
        ("ccnp-enterprise", "ccie-enterprise-infrastructure"),
        ("ccie-enterprise-infrastructure", "ccnp-enterprise"),
    ] {
        let core = &get(one).exams.first().unwrap().value;
        assert_eq!(core.versions.first().unwrap().code, "350-401");
        assert_eq!(core.shared_with, [id(other)]);
    }
}

#[test]
fn a_usual_path_is_not_a_requirement() {
    let [rule] = rules("ccie-enterprise-infrastructure") else { panic!("one rule") };
    assert_eq!(rule.strength, Strength::UsualPath);
}

#[test]
fn an_earned_title_asks_for_all_active_together_and_has_no_exam() {
    let title = get("kubestronaut");
    assert_eq!(title.kind, Kind::EarnedTitle);
    assert!(title.exams.is_empty());
    let members = ["cka", "ckad", "cks", "kcna", "kcsa"];
    let [rule] = rules("kubestronaut") else { panic!("one rule") };
    assert_eq!(
        rule.need,
        Need::AllOf(members.map(|it| held(it, HeldState::ActiveTogether)).to_vec())
    );
    assert_eq!(title.validity.as_ref().unwrap().value.lasts, Lasts::UntilFirstMemberExpires);
}

#[test]
fn a_rule_holds_for_a_time_and_another_before_it() {
    let in_force = |day: Date| -> Vec<Need> {
        rules("cks").iter().filter(|it| it.is_in_force(day)).map(|it| it.need.clone()).collect()
    };
    assert_eq!(in_force(Date::constant(2024, 10, 14)), [held("cka", HeldState::Active)]);
    assert_eq!(in_force(Date::constant(2024, 10, 15)), [held("cka", HeldState::Passed)]);
}

#[test]
fn renewal_says_by_what_in_which_window_and_for_how_long() {
    let renewals: Vec<_> =
        get("aws-solutions-architect-associate").renewals.iter().map(|it| &it.value).collect();
    let [again, higher, course] = renewals.as_slice() else { panic!("three ways") };
    assert_eq!(again.by, RenewalMethod::SameExam);
    assert_eq!(higher.by, RenewalMethod::OtherCertification);
    assert_eq!(higher.certifications, [id("aws-solutions-architect-professional")]);
    assert_eq!(higher.extends, Some(Months(36)));
    assert_eq!(course.window, Some(Months(3)));
    assert_eq!(course.extends, Some(Months(12)));
}

#[test]
fn a_retired_one_has_a_last_day_and_a_successor() {
    let status = &get("azure-developer").status.value;
    let last = Date::constant(2026, 7, 31);
    assert_eq!(status.on(shipped::today()), State::Retired(Some(last)));
    assert_eq!(status.replaced_by, [id("azure-ai-cloud-developer")]);
}

#[test]
fn for_life_for_months_and_not_told_are_three_things() {
    let lasts = |id: &str| get(id).validity.as_ref().map(|it| it.value.lasts.clone());
    assert_eq!(lasts("cle"), Some(Lasts::Lifetime));
    assert_eq!(lasts("cka"), Some(Lasts::For(Months(24))));
    assert_eq!(lasts("ccie-enterprise-infrastructure"), None);
}

#[test]
fn prices_say_what_they_cover_where_and_when() {
    let prices = &get("devops-engineer-expert").prices.as_ref().unwrap();
    let [price] = prices.value.list.as_slice() else { panic!("one price") };
    assert_eq!(price.amount.to_string(), "USD 165");
    assert_eq!(price.covers, Covers::Exam);
    assert_eq!(price.region.as_deref(), Some("US"));
    assert_eq!(price.seen_on, CheckedOn::month(2026, 9));
    assert_eq!(prices.provenance.confidence, Confidence::Medium);
    let covers: Vec<Covers> =
        get("cle").prices.as_ref().unwrap().value.list.iter().map(|it| it.covers).collect();
    assert_eq!(covers, [Covers::Exam, Covers::ExamAndRetake]);
}

#[test]
fn a_group_of_facts_carries_addresses_a_date_and_confidence() {
    let provenance = &get("cks").requirements.as_ref().unwrap().provenance;
    let page = "https://training.linuxfoundation.org/certification/certified-kubernetes-security-specialist-cks/";
    assert_eq!(provenance.sources, [page]);
    assert_eq!(provenance.checked_on, CheckedOn::day(Date::constant(2026, 10, 2)));
    assert_eq!(provenance.confidence, Confidence::High);
}

#[test]
fn a_conflict_between_sources_is_kept() {
    let ccie = get("ccie-enterprise-infrastructure");
    let conflict = ccie.conflicts_about(FactGroup::Prices).next().unwrap();
    assert_eq!(conflict.claims.len(), 2);
    assert_eq!(conflict.in_short, "the lab fee is told at 1600 and 2050");
    let devops = get("devops-engineer-expert");
    let conflict = devops.conflicts_about(FactGroup::Requirements).next().unwrap();
    assert_eq!(conflict.believed, "one of them");
    assert_eq!(conflict.provenance.sources.len(), 2);
    assert_eq!(conflict.in_short, "");
}

#[test]
fn short_names_one_slip_apart_stay_apart() {
    for (short, id) in [("CKA", "cka"), ("KCA", "kca"), ("CKS", "cks"), ("CKAD", "ckad")] {
        assert_eq!(get(id).short_name.as_deref(), Some(short));
    }
    for id in ["pcap", "pcat", "pcad", "pced", "pcep", "pcet", "pces"] {
        assert!(shipped::knowledge().get(&self::id(id)).is_some(), "{id}");
    }
}
