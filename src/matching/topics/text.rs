//! Text as words that can be compared, and where each stands.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of `text`, each as it is compared and with its place in bytes.
pub(super) fn placed_words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain(std::iter::once((text.len(), ' ')));
    for (place, character) in ends {
        let parts_words = is_sign(character) && !is_combining_mark(character);
        match (start, parts_words) {
            (None, false) => start = Some(place),
            (Some(first), true) => {
                let typed = text.get(first..place).unwrap_or_default();
                found.extend(words(typed).into_iter().map(|it| (first..place, it)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Lower case, without accents, split at everything but letters, digits, `+` and `#`.
pub(super) fn words(text: &str) -> Vec<String> {
    text.nfkd()
        .filter(|it| !is_combining_mark(*it))
        .flat_map(char::to_lowercase)
        // The one letter of Polish that Unicode does not take apart.
        .map(|it| if it == 'ł' { 'l' } else { it })
        .collect::<String>()
        .split(is_sign)
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

fn is_sign(character: char) -> bool {
    !character.is_alphanumeric() && character != '+' && character != '#'
}
