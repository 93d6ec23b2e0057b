//! How certifications build on one another, as a picture says it; not how the picture looks.

/// Certifications in lanes and columns, and the arrows between them.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub struct Roadmap {
    /// What it is a picture of, on one line.
    pub title: String,
    /// Names of the lanes, such as tracks, first to last. Empty where a lane has none.
    pub lanes: Vec<String>,
    /// Names of the columns, such as levels, first to last. Empty where a column has none.
    pub columns: Vec<String>,
    /// What is in it, lane by lane, each lane from its first column to its last.
    pub stops: Vec<Stop>,
    /// What leads where. No two between the same stops, and no way back to where one began.
    pub arrows: Vec<Arrow>,
    /// What was asked for and is not in it, as a sentence; empty where it is whole.
    pub left_out: String,
    /// All of it in words, for whoever does not see it.
    pub words: String,
}

/// One certification.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub struct Stop {
    /// What calls take for it.
    pub id: String,
    /// What it is called where room is short; its name, if there is no shorter one.
    pub code: String,
    /// In full.
    pub name: String,
    /// Which lane, from 0.
    pub lane: usize,
    /// Which column, from 0.
    pub column: usize,
    /// Whether it can be taken.
    pub state: StopState,
    /// Whether it is granted for others, without an exam of its own.
    pub is_earned: bool,
    /// What it is to whoever asked.
    pub standing: Standing,
    /// What else comes before it and is not in the picture, as a phrase; mostly empty.
    pub note: String,
}

/// Whether a certification can be taken.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StopState {
    /// It can.
    #[default]
    Bookable,
    /// On trial, or in few places.
    OnTrial,
    /// Not yet.
    Planned,
    /// No more.
    Retired,
    /// Nobody knows for sure that it exists.
    Unverified,
}

/// What a certification is to whoever asked.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// One of them.
    #[default]
    Plain,
    /// They have it: "you are here".
    Held,
    /// They want it in the end.
    Goal,
}

/// What comes before something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Arrow {
    /// Place of what comes first among the stops.
    pub from: usize,
    /// Place of what comes after it.
    pub to: usize,
    /// How binding that is.
    pub strength: ArrowStrength,
    /// Whether another way leads there as well.
    pub is_one_of_several: bool,
}

/// How binding an arrow is, most binding first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArrowStrength {
    /// There is no way without it.
    Required,
    /// The issuer says so.
    Recommended,
    /// The next step, which nothing asks for.
    Usual,
}

impl StopState {
    /// A word for it; `None` for what can simply be booked.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Bookable => None,
            Self::OnTrial => Some("on trial"),
            Self::Planned => Some("planned"),
            Self::Retired => Some("retired"),
            Self::Unverified => Some("unverified"),
        }
    }
}

impl Stop {
    /// `you are here`, `goal`, `earned title`, `planned`: what of it holds.
    pub fn marks(&self) -> Vec<&'static str> {
        let standing = match self.standing {
            Standing::Plain => None,
            Standing::Held => Some("you are here"),
            Standing::Goal => Some("goal"),
        };
        let earned = self.is_earned.then_some("earned title");
        [standing, earned, self.state.word()].into_iter().flatten().collect()
    }
}

/// What comes before a certification: its code, how binding that is, and whether another way leads
/// there as well.
pub type Named<'a> = (&'a str, ArrowStrength, bool);

impl Roadmap {
    /// What there is to say of a stop besides its name, a phrase each.
    pub fn said(&self, place: usize) -> Vec<String> {
        let Some(stop) = self.stops.get(place) else { return Vec::new() };
        let mut parts: Vec<String> = stop.marks().into_iter().map(str::to_owned).collect();
        parts.extend(self.before(place, |_| true));
        parts.extend(Some(stop.note.clone()).filter(|it| !it.is_empty()));
        parts
    }

    /// What of the arrows to a stop is told, as a phrase for each strength: `requires CKA`.
    pub fn before(&self, place: usize, is_told: impl Fn(&Arrow) -> bool) -> Vec<String> {
        let arrows = self.arrows.iter().filter(|it| it.to == place && is_told(it));
        let named = arrows.filter_map(|it| {
            let from = self.stops.get(it.from)?;
            Some((from.code.as_str(), it.strength, it.is_one_of_several))
        });
        phrases(&named.collect::<Vec<_>>())
    }
}

/// What comes before one certification, a phrase for each strength.
pub fn phrases(named: &[Named<'_>]) -> Vec<String> {
    let kinds = [
        (ArrowStrength::Required, "requires"),
        (ArrowStrength::Recommended, "recommended after"),
        (ArrowStrength::Usual, "usually after"),
    ];
    let mut phrases = Vec::new();
    for (strength, verb) in kinds {
        let of = |several: bool| -> Vec<&str> {
            let these = named.iter().filter(|it| it.1 == strength && it.2 == several);
            these.map(|it| it.0).collect()
        };
        if let Some(all) = listed(&of(false)) {
            phrases.push(format!("{verb} {all}"));
        }
        match of(true).as_slice() {
            [] => {}
            [only] => phrases.push(format!("{verb} {only} or something else")),
            some => {
                let all = listed(some).unwrap_or_default();
                phrases.push(format!("{verb} at least one of {all}"));
            }
        }
    }
    phrases
}

/// `a`, `a and b`, `a, b and c`; `None` of nothing.
fn listed(names: &[&str]) -> Option<String> {
    let (last, rest) = names.split_last()?;
    Some(if rest.is_empty() {
        (*last).to_owned()
    } else {
        format!("{} and {last}", rest.join(", "))
    })
}
