//! The words that a key may hold, each with what it means.

use crate::knowledge::{
    AppliesTo, Confidence, Covers, DeclaredState, ExamRole, FactGroup, HeldState, Kind, NoteTopic,
    RenewalMethod, Strength, VersionState,
};

/// Words of the format, and the value that each stands for.
#[derive(Debug)]
pub(in crate::knowledge) struct Choice<T: 'static> {
    names: &'static [&'static str],
    values: &'static [T],
}

impl<T: Copy> Choice<T> {
    /// As many words as values: the compiler holds them together.
    const fn new<const N: usize>(
        names: &'static [&'static str; N],
        values: &'static [T; N],
    ) -> Self {
        Self { names, values }
    }

    /// The words.
    pub(in crate::knowledge) const fn names(&self) -> &'static [&'static str] {
        self.names
    }

    /// What a word stands for.
    pub(in crate::knowledge) fn value(&self, name: &str) -> Option<T> {
        let place = self.names.iter().position(|it| *it == name)?;
        self.values.get(place).copied()
    }
}

pub(in crate::knowledge) const CONFIDENCE: Choice<Confidence> = Choice::new(
    &["high", "medium", "low"],
    &[Confidence::High, Confidence::Medium, Confidence::Low],
);

pub(in crate::knowledge) const KIND: Choice<Kind> =
    Choice::new(&["certification", "earned_title"], &[Kind::Certification, Kind::EarnedTitle]);

pub(in crate::knowledge) const DECLARED: Choice<DeclaredState> = Choice::new(
    &["planned", "beta", "active", "retired", "unverified"],
    &[
        DeclaredState::Planned,
        DeclaredState::Beta,
        DeclaredState::Active,
        DeclaredState::Retired,
        DeclaredState::Unverified,
    ],
);

pub(in crate::knowledge) const STRENGTH: Choice<Strength> = Choice::new(
    &["required", "recommended", "usual_path"],
    &[Strength::Required, Strength::Recommended, Strength::UsualPath],
);

pub(in crate::knowledge) const APPLIES_TO: Choice<AppliesTo> =
    Choice::new(&["exam", "credential"], &[AppliesTo::Exam, AppliesTo::Credential]);

pub(in crate::knowledge) const HELD: Choice<HeldState> = Choice::new(
    &["passed", "active", "active_together"],
    &[HeldState::Passed, HeldState::Active, HeldState::ActiveTogether],
);

pub(in crate::knowledge) const ROLE: Choice<ExamRole> = Choice::new(
    &["sole", "part", "core", "concentration", "lab"],
    &[ExamRole::Sole, ExamRole::Part, ExamRole::Core, ExamRole::Concentration, ExamRole::Lab],
);

pub(in crate::knowledge) const VERSION_STATE: Choice<VersionState> = Choice::new(
    &["announced", "beta", "current", "retired"],
    &[VersionState::Announced, VersionState::Beta, VersionState::Current, VersionState::Retired],
);

pub(in crate::knowledge) const COVERS: Choice<Covers> = Choice::new(
    &[
        "exam",
        "exam_and_retake",
        "exam_and_practice",
        "exam_retake_and_practice",
        "practice",
        "renewal",
        "yearly_fee",
    ],
    &[
        Covers::Exam,
        Covers::ExamAndRetake,
        Covers::ExamAndPractice,
        Covers::ExamRetakeAndPractice,
        Covers::Practice,
        Covers::Renewal,
        Covers::YearlyFee,
    ],
);

pub(in crate::knowledge) const RENEWAL_METHOD: Choice<RenewalMethod> = Choice::new(
    &["same_exam", "other_certification", "assessment", "credits", "course"],
    &[
        RenewalMethod::SameExam,
        RenewalMethod::OtherCertification,
        RenewalMethod::Assessment,
        RenewalMethod::Credits,
        RenewalMethod::Course,
    ],
);

pub(in crate::knowledge) const NOTE_TOPIC: Choice<NoteTopic> = Choice::new(
    &[
        "voucher",
        "discount",
        "booking",
        "delivery",
        "exam_day",
        "results",
        "retake",
        "badge",
        "verification",
        "course",
        "credit",
        "name",
        "other",
    ],
    &[
        NoteTopic::Voucher,
        NoteTopic::Discount,
        NoteTopic::Booking,
        NoteTopic::Delivery,
        NoteTopic::ExamDay,
        NoteTopic::Results,
        NoteTopic::Retake,
        NoteTopic::Badge,
        NoteTopic::Verification,
        NoteTopic::Course,
        NoteTopic::Credit,
        NoteTopic::Name,
        NoteTopic::Other,
    ],
);

pub(in crate::knowledge) const FACT_GROUP: Choice<FactGroup> = Choice::new(
    &[
        "about",
        "status",
        "requirements",
        "exam",
        "prices",
        "validity",
        "retake",
        "syllabus",
        "next",
        "links",
    ],
    &[
        FactGroup::About,
        FactGroup::Status,
        FactGroup::Requirements,
        FactGroup::Exam,
        FactGroup::Prices,
        FactGroup::Validity,
        FactGroup::Retake,
        FactGroup::Syllabus,
        FactGroup::Next,
        FactGroup::Links,
    ],
);
