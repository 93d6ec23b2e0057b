//! What is left of a word without its ending: two words with the same rest are one topic.
//!
//! English rules, milder than Porter's: a `tester` is no `test`, since one is a job and the other
//! an exam. Plurals of Spanish, Portuguese, German and French besides, as far as they do English
//! no harm: nobody knows of a single word which language it is. Nothing here is a word that is
//! shown; a rest that no language knows (`automat`) does as well.

/// Words whose ending makes another topic of them, which keep it: `security operations` are no
/// `operators`, to process files is no `process`, and what is based on data is no data base.
const WHOLE: &[&str] = &["operator", "processing", "based"];

/// Vowels, in words without accents.
const VOWELS: &[char] = &['a', 'e', 'i', 'o', 'u', 'y'];

/// What is left of a lowercase word without accents.
pub(super) fn stem(word: &str) -> String {
    let is_plain = word.bytes().all(|it| it.is_ascii_lowercase());
    if !is_plain || word.len() < 4 {
        return word.to_owned();
    }
    let word = singular(word);
    if WHOLE.contains(&word.as_str()) {
        return word;
    }
    let word = american(&word);
    without_ending(&word)
}

/// A word as it stands in a list of words: in the singular, as Americans spell it, and with no
/// letter doubled, since many forget to (`debuging`).
pub(super) fn form(word: &str) -> String {
    let word = if word.len() < 4 { word.to_owned() } else { singular(word) };
    let word = match word.strip_suffix("ise") {
        Some(rest) if rest.len() > 2 => format!("{rest}ize"),
        _ => american(&word).replace("isation", "ization").replace("ising", "izing"),
    };
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Each: the ending, what takes its place, and how long a word must be to have it.
const ENDINGS: &[(&str, &str, usize)] = &[
    ("ies", "y", 5),
    ("oes", "ao", 6),
    ("sses", "ss", 5),
    ("shes", "sh", 5),
    ("ches", "ch", 5),
    ("xes", "x", 5),
    ("eaux", "eau", 6),
    // No plurals: `class`, `status`, `analysis`.
    ("ss", "ss", 0),
    ("us", "us", 0),
    ("is", "is", 5),
    ("s", "", 4),
];

fn singular(word: &str) -> String {
    let length = word.len();
    let ending = ENDINGS.iter().find(|(it, _, least)| length >= *least && word.ends_with(it));
    match ending {
        Some((ending, instead, _)) => {
            format!("{}{instead}", word.strip_suffix(ending).unwrap_or(word))
        }
        None => word.to_owned(),
    }
}

/// `behavior` for `behaviour`.
fn american(word: &str) -> String {
    match word.strip_suffix("our") {
        Some(rest) if rest.len() > 2 => format!("{rest}or"),
        _ => word.to_owned(),
    }
}

/// Longest first; all that make the same word of what stands before them.
const FAMILIES: &[(&[&str], &str)] = &[
    (&["isation", "ization", "ising", "izing", "ised", "ized", "iser", "izer", "ise", "ize"], "iz"),
    (&["ation", "ating", "ated", "ator", "ate"], "at"),
    (&["ysis", "ysing", "yzing", "ysed", "yzed", "yse", "yze"], "ys"),
];

fn without_ending(word: &str) -> String {
    for (endings, instead) in FAMILIES {
        let rest = endings.iter().find_map(|it| word.strip_suffix(it));
        if let Some(rest) = rest.filter(|it| it.len() >= 3 || *instead == "ys") {
            return format!("{rest}{instead}");
        }
    }
    let rest = ["ing", "ed"].iter().find_map(|it| word.strip_suffix(it));
    let rest = rest.filter(|it| it.len() >= 3 && it.contains(VOWELS) && !it.ends_with('e'));
    // `coding` is `code`, which keeps its last letter: a `pipe` is no `pip`.
    if let Some(rest) = rest.filter(|it| it.len() == 3) {
        return format!("{rest}e");
    }
    // German plurals (`Funktionen`); English words that end so are short.
    let rest = rest.or_else(|| word.strip_suffix("en").filter(|it| it.len() >= 5));
    let rest = rest.unwrap_or(word);
    let rest = rest.strip_suffix('e').filter(|it| it.len() >= 4).unwrap_or(rest);
    single_end(rest).to_owned()
}

/// Without the second of two equal letters at the end: `debug` of `debugging`. `call` and `fill`
/// keep theirs.
fn single_end(word: &str) -> &str {
    let mut letters = word.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before => {
            let is_kept = matches!(last, 'l' | 's' | 'z' | 'f') && word.len() < 5;
            word.strip_suffix(last).filter(|it| !is_kept && it.len() >= 3).unwrap_or(word)
        }
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[track_caller]
    fn are_one(words: &[&str]) {
        let stems: Vec<String> = words.iter().map(|it| stem(it)).collect();
        assert!(stems.windows(2).all(|it| it[0] == it[1]), "{words:?} {stems:?}");
    }

    #[track_caller]
    fn differ(words: &[&str]) {
        let stems: std::collections::BTreeSet<String> = words.iter().map(|it| stem(it)).collect();
        assert_eq!(stems.len(), words.len(), "{words:?} {stems:?}");
    }

    #[test]
    fn english_endings_make_no_difference() {
        are_one(&["closure", "closures"]);
        are_one(&["generate", "generator", "generators", "generating", "generation", "generated"]);
        are_one(&["refactor", "refactors", "refactoring", "refactored"]);
        are_one(&["automate", "automates", "automated", "automating", "automation"]);
        are_one(&["visualise", "visualize", "visualising", "visualisation", "visualizations"]);
        are_one(&["optimise", "optimising", "optimization", "optimizer"]);
        are_one(&["test", "tests", "testing", "tested"]);
        are_one(&["model", "models", "modeling", "modelling", "modelled"]);
        are_one(&["debug", "debugs", "debugging"]);
        are_one(&["map", "maps", "mapping"]);
        are_one(&["code", "codes", "coding", "coded"]);
        are_one(&["class", "classes"]);
        are_one(&["dictionary", "dictionaries"]);
        are_one(&["library", "libraries"]);
        are_one(&["analyse", "analyze", "analyses", "analysis", "analysing"]);
        are_one(&["behaviour", "behavior"]);
        are_one(&["type", "types", "typing", "typed"]);
        are_one(&["network", "networks", "networking"]);
        are_one(&["validate", "validation", "validator"]);
    }

    #[test]
    fn another_word_stays_another_word() {
        differ(&["test", "tester", "text"]);
        differ(&["string", "str", "ring"]);
        differ(&["unit", "unity"]);
        differ(&["operator", "operation"]);
        differ(&["process", "processing"]);
        differ(&["base", "based"]);
        differ(&["program", "programmer"]);
        differ(&["close", "closure"]);
        differ(&["analyst", "analysis"]);
        differ(&["pip", "pipe"]);
        differ(&["general", "generator"]);
        differ(&["class", "classic"]);
        differ(&["pandas", "pandoc"]);
    }

    #[test]
    fn plurals_of_other_languages_make_no_difference() {
        are_one(&["funcion", "funciones"]);
        are_one(&["excepcion", "excepciones"]);
        are_one(&["base", "bases"]);
        are_one(&["funcao", "funcoes"]);
        are_one(&["prueba", "pruebas"]);
        are_one(&["datenbank", "datenbanken"]);
        are_one(&["schleife", "schleifen"]);
        are_one(&["klasse", "klassen"]);
        are_one(&["netzwerk", "netzwerke"]);
        are_one(&["reseau", "reseaux"]);
    }
}
