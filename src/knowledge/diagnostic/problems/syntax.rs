//! What the TOML parser says, in words for someone who does not know TOML.

/// What the TOML parser says, in our words where we have some, and what to do.
pub(super) fn slip(said: &str) -> (String, String) {
    let (message, hint) = match said {
        it if it.starts_with("duplicate key") => (
            "this key stands twice in the same part of the file",
            "remove one of the two; where there are several exams or notes, each begins with its \
             own heading in double brackets, such as [[exam]]",
        ),
        it if it.starts_with("string values must be quoted") => (
            "text must stand in double quotes",
            "write it like `name = \"PCAP\"`; dates, numbers, true and false need no quotes",
        ),
        it if it.starts_with("unexpected key or value, expected newline") => (
            "the line goes on where its value is over",
            "remove the rest of the line, or put a comma between the items of a list",
        ),
        it => {
            let message = format!("the file cannot be read: {}", lower_first(it.trim()));
            return (message, OTHER_SLIP.to_owned());
        }
    };
    (message.to_owned(), hint.to_owned())
}

const OTHER_SLIP: &str = "each line is `key = value`, with text in double quotes and lists in \
                          square brackets: `name = \"PCAP\"`, `aliases = [\"a\", \"b\"]`";

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().into_iter().flat_map(char::to_lowercase).chain(characters).collect()
}
