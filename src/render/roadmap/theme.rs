//! Colours of roadmaps: two themes, chosen so that words have at least 4.5 times, and lines at least
//! three times the contrast of what is behind them, and so that hues differ in lightness too. What
//! a colour says is said by a shape or a word as well.

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark on white.
    Light,
    /// Light on dark.
    Dark,
}

/// A colour: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u32);

/// The colours of a theme.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    /// Behind everything.
    pub(super) ground: Colour,
    /// Behind a lane.
    pub(super) band: Colour,
    /// Inside a box.
    pub(super) fill: Colour,
    /// Inside the box of what somebody holds.
    pub(super) held_fill: Colour,
    /// Inside the box of what somebody wants.
    pub(super) goal_fill: Colour,
    /// Around a box.
    pub(super) border: Colour,
    /// Around what somebody holds.
    pub(super) held: Colour,
    /// Around what somebody wants.
    pub(super) goal: Colour,
    /// Words.
    pub(super) ink: Colour,
    /// Words that matter less.
    pub(super) faint: Colour,
    /// Arrows of what is required.
    pub(super) required: Colour,
    /// Arrows of what is recommended.
    pub(super) recommended: Colour,
    /// Arrows of what is usual.
    pub(super) usual: Colour,
}

// Blue, orange and green of Okabe and Ito's palette, lightened or darkened for contrast.
const LIGHT: Palette = Palette {
    ground: Colour(0xff_ff_ff),
    band: Colour(0xf1_f3_f7),
    fill: Colour(0xff_ff_ff),
    held_fill: Colour(0xe2_f5_ee),
    goal_fill: Colour(0xff_f1_dc),
    border: Colour(0x5b_66_75),
    held: Colour(0x00_7a_58),
    goal: Colour(0xb4_5c_00),
    ink: Colour(0x16_1b_22),
    faint: Colour(0x4a_53_60),
    required: Colour(0x16_1b_22),
    recommended: Colour(0x00_65_a8),
    usual: Colour(0x6a_70_7c),
};

const DARK: Palette = Palette {
    ground: Colour(0x1b_1d_22),
    band: Colour(0x25_28_2f),
    fill: Colour(0x31_36_40),
    held_fill: Colour(0x14_40_35),
    goal_fill: Colour(0x4a_33_12),
    border: Colour(0x93_9d_ad),
    held: Colour(0x2c_c8_9b),
    goal: Colour(0xf0_a8_30),
    ink: Colour(0xf4_f6_f9),
    faint: Colour(0xc3_ca_d5),
    required: Colour(0xf4_f6_f9),
    recommended: Colour(0x6b_c0_f5),
    usual: Colour(0x9a_a3_b2),
};

impl Theme {
    pub(super) fn palette(self) -> Palette {
        match self {
            Self::Light => LIGHT,
            Self::Dark => DARK,
        }
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:06x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, Palette, Theme};

    /// Relative luminance, as WCAG 2 has it.
    fn luminance(colour: Colour) -> f64 {
        let channel = |shift: u32| {
            let value = f64::from((colour.0 >> shift) & 0xff) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    fn contrast(one: Colour, other: Colour) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn words_and_lines_stand_out_from_whatever_is_behind_them() {
        for theme in [Theme::Light, Theme::Dark] {
            let it: Palette = theme.palette();
            let insides = [it.fill, it.held_fill, it.goal_fill];
            let grounds = [it.ground, it.band];
            for ground in insides.into_iter().chain(grounds) {
                assert!(contrast(it.ink, ground) >= 7.0, "{theme:?}: words on {ground}");
                assert!(contrast(it.faint, ground) >= 4.5, "{theme:?}: faint words on {ground}");
            }
            for ground in grounds {
                for line in [it.border, it.held, it.goal, it.required, it.recommended, it.usual] {
                    assert!(contrast(line, ground) >= 3.0, "{theme:?}: {line} on {ground}");
                }
            }
        }
    }
}
