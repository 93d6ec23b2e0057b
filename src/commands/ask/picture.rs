//! Questions that want to see something.

use crate::call::Call;

/// Words for a picture, in lower case.
const PICTURES: &[&str] = &[
    "chart",
    "diagram",
    "drawing",
    "flowchart",
    "graphic",
    "image",
    "infographic",
    "picture",
    "roadmap",
    "roadmaps",
];

/// Whether a question asks for a picture.
pub(super) fn is_wanted(question: &str) -> bool {
    let words = question.split(|it: char| !it.is_alphanumeric()).map(str::to_lowercase);
    words.into_iter().any(|it| PICTURES.contains(&it.as_str()))
}

/// The calls with pictures in place of what says the same in words alone.
pub(super) fn drawn(calls: &[Call]) -> Vec<Call> {
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
    calls.iter().map(picture).collect()
}
