//! A roadmap as PNG.

use ::png::{ColorType, Compression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::Theme;
use super::svg::Letters;
use crate::answer::Roadmap;

/// No picture has more pixels: 8 million take 32 MB while they are drawn.
const PIXELS: u64 = 8_000_000;

/// The picture of a roadmap as PNG, laid out at most `width` wide and drawn `scale` times as large;
/// smaller where that would be too many pixels. `None` where it cannot be drawn.
pub fn png(roadmap: &Roadmap, theme: Theme, width: u32, scale: u32) -> Option<Vec<u8>> {
    let text = super::drawn(roadmap, theme, width, Letters::Outlines);
    let tree = Tree::from_str(&text, &Options::default()).ok()?;
    let size = tree.size().to_int_size();
    let pixels = u64::from(size.width()) * u64::from(size.height());
    let scale = (1..=scale.max(1)).rev().find(|it| {
        let it = u64::from(*it);
        pixels * it * it <= PIXELS
    })?;
    let mut picture = Pixmap::new(size.width() * scale, size.height() * scale)?;
    // A whole number, exact in any type.
    #[expect(clippy::cast_precision_loss, reason = "the scale is a small whole number")]
    let transform = Transform::from_scale(scale as f32, scale as f32);
    resvg::render(&tree, transform, &mut picture.as_mut());
    encoded(&picture).ok()
}

/// Large plain areas, nothing to see through: without filters it is smaller than with them, and made
/// in less time.
fn encoded(picture: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let opaque: Vec<u8> =
        picture.pixels().iter().flat_map(|it| [it.red(), it.green(), it.blue()]).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&opaque)?;
    writer.finish()?;
    Ok(bytes)
}
