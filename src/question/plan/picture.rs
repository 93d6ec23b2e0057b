//! Questions of people who want to see something.

use super::{Plan, Planner, UNCLEAR};
use crate::call::Call;
use crate::question::model::features::words;

/// What a roadmap is called by those who want to see it, in the languages that people ask in.
const PICTURES: &[&str] = &[
    "roadmap",
    "roadmaps",
    "picture",
    "image",
    "diagram",
    "drawing",
    "draw",
    "drawn",
    "graphic",
    "infographic",
    "flowchart",
    "imagen",
    "imagem",
    "dibuja",
    "dibujo",
    "diagrama",
    "desenha",
    "bild",
    "grafik",
    "zeichne",
    "obrazek",
    "narysuj",
    "schemat",
    "dessine",
    "dessin",
    "schema",
];

const TRACKS: &[&str] =
    &["track", "tracks", "areas", "specialisations", "specializations", "bereiche"];

impl Planner<'_> {
    /// The plan with a picture in place of what says the same in words alone, where one is wanted.
    /// `what tracks are there` is answered by their picture too: no list tells them apart as well.
    pub(super) fn pictured(&self, plan: Plan) -> Plan {
        let spoken = words(&self.reading.masked);
        let is_of = |list: &[&str]| spoken.iter().any(|it| list.contains(&it.as_str()));
        let is_list = plan == Plan::Calls(vec![Call::new("certs")]);
        let is_wanted = is_of(PICTURES) || is_list && is_of(TRACKS);
        if !is_wanted {
            return plan;
        }
        let names_nothing = self.values.is_empty() && self.reading.groups.is_empty();
        match plan {
            // `show me the roadmap` names nothing, and needs no name.
            Plan::Calls(_) | Plan::WhichOne { .. } if names_nothing => whole(),
            plan if plan == UNCLEAR && names_nothing => whole(),
            Plan::Calls(calls) => Plan::Calls(drawn(&calls)),
            plan => plan,
        }
    }
}

fn whole() -> Plan {
    Plan::Calls(vec![Call::new("roadmap")])
}

/// The calls with pictures in place of what says the same in words alone.
fn drawn(calls: &[Call]) -> Vec<Call> {
    let picture = |call: &Call| {
        let options: &[(&str, &str)] = match call.command.as_str() {
            "path" if call.argument("also").is_none() => &[("to", "to"), ("from", "from")],
            "prereqs" if call.argument("without").is_none() => &[("certification", "to")],
            "next-after" => &[("certification", "from")],
            "certs" if call.arguments.iter().all(|(name, _)| name == "track") => {
                &[("track", "track")]
            }
            _ => return call.clone(),
        };
        let mut picture = Call::new("roadmap");
        for (name, of_picture) in options {
            if let Some(value) = call.argument(name) {
                picture = picture.with(*of_picture, value);
            }
        }
        picture
    };
    let mut drawn: Vec<Call> = calls.iter().map(picture).collect();
    // The way into a track and the list of its steps are one picture.
    drawn.dedup_by_key(|it| it.command.clone());
    drawn
}
