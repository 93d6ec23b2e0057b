//! Roadmaps as files.

#![expect(clippy::disallowed_methods, reason = "it writes the file that it was asked for")]

use std::path::Path;

use anyhow::{Context, bail};

use crate::call::Call;
use crate::commands;
use crate::render;
use crate::render::roadmap::{self, Theme};
use crate::service::Service;

/// Pixels of a PNG for each pixel of the layout: screens have more than one, and so has paper.
const SCALE: u32 = 2;

/// What a picture is to look like.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// In which colours.
    pub theme: Theme,
    /// At most so many pixels wide. `None`: what suits a chat.
    pub width: Option<u32>,
}

/// Draws what a call of `/roadmap` answers into a file, as SVG or PNG by its ending, and says what
/// is in it.
pub fn draw(service: &Service, call: &Call, look: Look, path: &Path) -> anyhow::Result<String> {
    let ending = path.extension().and_then(|it| it.to_str()).map(str::to_lowercase);
    let is_png = match ending.as_deref() {
        Some("png") => true,
        Some("svg") => false,
        _ => bail!(
            "cannot tell what to draw into `{}`: expected a name that ends in `.svg` or `.png`",
            path.display()
        ),
    };
    let reply = service.respond(call);
    let Some(picture) = &reply.answer.picture else {
        let words = anstream::adapter::strip_str(&render::text(&reply.answer, 80)).to_string();
        bail!("there is nothing to draw: {}", words.trim_end());
    };
    let width = look.width.unwrap_or_else(|| roadmap::chat_width(picture));
    let bytes = if is_png {
        let png = roadmap::png(picture, look.theme, width, SCALE);
        png.context("the picture cannot be drawn by a fault of ours")?
    } else {
        roadmap::svg(picture, look.theme, width).into_bytes()
    };
    let write = || std::fs::write(path, bytes);
    write().with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(render::plain_words(&picture.words))
}

/// How to make the picture of a call of `/roadmap`; `None` of any other call.
pub(super) fn how_to_draw(service: &Service, call: &str) -> Option<String> {
    let call = Call::parse(call).ok()?;
    let (command, bound) = commands::bind(service.knowledge(), &call).ok()?;
    if command.name != "roadmap" {
        return None;
    }
    let given = bound.arguments.iter().filter(|(name, _)| name != commands::PRIVATE);
    let options = given.map(|(name, value)| format!("--{name} {}", quoted(value)));
    let words = ["certguide roadmap".to_owned()].into_iter().chain(options);
    let call = words.collect::<Vec<_>>().join(" ");
    Some(format!("As a picture: {call} -o roadmap.png (or .svg)"))
}

/// As a shell takes it for one word.
fn quoted(value: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    if !value.is_empty() && value.chars().all(is_plain) {
        return value.to_owned();
    }
    format!("'{}'", value.replace('\'', "'\\''"))
}
