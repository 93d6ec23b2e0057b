//! What is worth saying beside the groups of facts: policies, vouchers, badges and the like, of a
//! certification or of all that an issuer has.

/// Something worth saying that no other group of facts holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub about: NoteTopic,
    /// Words and short phrases by which people ask for just this note, in lower case and any
    /// language, e.g. `passport`. The words of a phrase need not stand together: `voucher expire`
    /// is for `does my voucher ever expire` too. No phrase leads to two notes of one file. Empty: it
    /// is found by `about` alone.
    pub asked_as: Vec<String>,
    /// One or two sentences.
    pub text: String,
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteTopic {
    /// Buying an exam: where vouchers are sold, how long they are valid.
    Voucher,
    /// Reductions of the price.
    Discount,
    /// Registering for an exam: dates, how early, by which way.
    Booking,
    /// The way in which exams are sat: platforms, at home or at a centre, who watches.
    Delivery,
    /// What is checked and allowed on the day: papers, the room, breaks.
    ExamDay,
    /// The score, the pass mark as a rule, and what is reported afterwards.
    Results,
    /// Sitting an exam again.
    Retake,
    /// Digital badges.
    Badge,
    /// How others check that somebody holds a certificate.
    Verification,
    /// Courses and what comes with them.
    Course,
    /// Credit at schools.
    Credit,
    /// Names that mislead, other meanings of a short name, and how codes are made.
    Name,
    /// Anything else, such as who stands behind it.
    Other,
}
