//! What texts say: the words in quotes, which may name packages.

use std::collections::BTreeSet;

use source::{FileId, Files};

/// The longest word in quotes that may name a package.
const LONGEST: usize = 214;

/// The text of a file; empty if it cannot be read.
pub(super) fn text(files: &dyn Files, file: FileId) -> String {
    files.read(file).map(|bytes| syntax::decode(file, bytes).0).unwrap_or_default()
}

/// Adds the words that stand in quotes outside of whole lines of comment, and of paths the package that they begin with. Backticks are quotes in JavaScript, and in
/// Python the way in which documentation sets names.
pub(super) fn quoted(text: &str, is_python: bool, words: &mut BTreeSet<String>) {
    let quotes: &[char] = if is_python { &['"', '\''] } else { &['"', '\'', '`'] };
    let is_comment = |line: &&str| match is_python {
        true => line.trim_start().starts_with('#'),
        false => line.trim_start().starts_with("//"),
    };
    for line in text.lines().filter(|line| !is_comment(line)) {
        for quote in quotes {
            // Every second piece is in quotes; where a quote is none, the pieces between are words all the same.
            line.split(*quote).skip(1).for_each(|word| add(word, words));
        }
    }
}

/// Adds the words of a text without quotes, such as the value of an environment variable.
pub(super) fn unquoted(text: &str, words: &mut BTreeSet<String>) {
    text.split([' ', ',', '=', ';', ':', '\t', '\n']).for_each(|word| add(word, words));
}

fn add(word: &str, words: &mut BTreeSet<String>) {
    let is_name = |character: char| character.is_ascii_alphanumeric() || "@/._-".contains(character);
    if word.is_empty() || word.len() > LONGEST || !word.chars().all(is_name) {
        return;
    }
    let parts = if word.starts_with('@') { 2 } else { 1 };
    let end = word.match_indices('/').nth(parts - 1).map_or(word.len(), |(at, _)| at);
    words.extend(word.get(..end).map(str::to_owned));
    if let Some((first, _)) = word.split_once('.') {
        words.insert(first.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_quotes_name_packages() {
        let mut words = BTreeSet::new();
        quoted("app.set('view engine', \"ejs\"); load('@s/a/lib/x'); load(`plugin.sub`); bare", false, &mut words);
        for word in ["ejs", "@s/a", "plugin.sub", "plugin"] {
            assert!(words.contains(word), "{words:?}");
        }
        assert!(!words.contains("bare"), "{words:?}");
        let mut words = BTreeSet::new();
        quoted("  # unlike 'pandas'\nx = 'y'  # see `scipy`", true, &mut words);
        assert_eq!(words, BTreeSet::from(["y".to_owned()]));
        unquoted("--require dd-trace/init", &mut words);
        assert!(words.contains("dd-trace"), "{words:?}");
    }
}
