//! The command line that does the same, to be copied.

/// A command of the program, its words quoted for a shell where they need it.
pub(crate) fn command(words: impl IntoIterator<Item = String>) -> String {
    let words = words.into_iter().map(|word| if is_plain(&word) { word } else { quoted(&word) });
    std::iter::once("quietzone".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

/// Whether every shell takes a word as it is.
fn is_plain(word: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '=' | ',' | '+' | '@');
    !word.is_empty() && word.chars().all(is_plain)
}

/// A word in quotes: of the shells of Unix, or of Windows.
fn quoted(word: &str) -> String {
    if cfg!(windows) {
        return format!("\"{}\"", word.replace('"', "\\\""));
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(not(windows))]
    fn words_are_quoted_where_a_shell_would_part_them() {
        let words = ["render", "a b.toml", "--where", "Серия=A'1", "{serial}.png", ""];
        let told = command(words.map(str::to_owned));
        assert_eq!(told, r"quietzone render 'a b.toml' --where 'Серия=A'\''1' '{serial}.png' ''");
    }
}
