//! What bundlers and authors write into a bundle of what is in it: the paths of modules as comments or keys, and legal comments.

use std::collections::BTreeMap;

use super::lexer::{Kind, Token};
use super::paths::{Owner, is_name, is_path, is_version, owner};

/// What is written in a bundle.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Where modules begin, in order: the package of each; `None` for one of the application itself.
    pub modules: Vec<(usize, Option<Owner>)>,
    /// Packages whose licences stand at the end, each with the place.
    pub licensed: BTreeMap<String, usize>,
    /// Versions of what legal comments name; the names may be those of anything.
    pub said: BTreeMap<String, (String, usize)>,
    /// Texts that are versions.
    pub versions: Vec<String>,
    /// The comment that says where the source map is, without its marks.
    pub map: Option<String>,
}

/// Versions that are kept.
const MOST_VERSIONS: usize = 500;
/// Modules that are kept.
const MOST_MODULES: usize = 200_000;
/// The line before the licences that esbuild puts at the end.
const LICENCES: &str = "Bundled license information:";

impl Labels {
    /// Takes in a token of a text.
    pub(super) fn see(&mut self, text: &str, token: &Token<'_>) {
        match token.kind {
            Kind::Comment => {
                let comment = String::from_utf8_lossy(token.text);
                self.comment(&comment, token.at);
            }
            Kind::Text => self.text(text, token),
            Kind::Regex | Kind::Property | Kind::Word => {}
        }
    }

    fn module(&mut self, at: usize, path: &str) {
        if self.modules.len() < MOST_MODULES {
            self.modules.push((at, owner(path)));
        }
    }

    fn text(&mut self, text: &str, token: &Token<'_>) {
        if token.text.len() < 32
            && self.versions.len() < MOST_VERSIONS
            && token.text.first().is_some_and(u8::is_ascii_digit)
        {
            let version = std::str::from_utf8(token.text).ok().filter(|own| is_version(own));
            self.versions.extend(version.map(str::to_owned));
        }
        if is_key(text, token) {
            let path =
                std::str::from_utf8(token.text).ok().filter(|path| path.contains("node_modules/") && is_path(path));
            path.into_iter().for_each(|path| self.module(token.at, path));
        } else if let Some(path) = evaluated(token.text) {
            self.module(token.at, &path);
        }
    }

    fn comment(&mut self, comment: &str, at: usize) {
        if let Some(line) = comment.strip_prefix("//") {
            let line = line.trim();
            if let Some(map) =
                line.strip_prefix("# sourceMappingURL=").or_else(|| line.strip_prefix("@ sourceMappingURL="))
            {
                self.map = Some(map.to_owned());
                return;
            }
            let path = line.strip_prefix("CONCATENATED MODULE: ").unwrap_or(line);
            if is_path(path.strip_prefix("(disabled):").unwrap_or(path)) {
                self.module(at, path);
            }
            return;
        }
        // The frame that webpack draws around the path of a module.
        if let Some((_, rest)) = comment.split_once("!*** ")
            && let Some((path, _)) = rest.split_once(" ***!")
        {
            return self.module(at, path);
        }
        match comment.split_once(LICENCES) {
            Some((_, licences)) => self.licences(licences, at),
            None if comment.starts_with("/*!") || comment.contains("@license") || comment.contains("@preserve") => {
                self.legal(comment, at);
            }
            None => {}
        }
    }

    /// Lines `package/path.js:` before the texts of licences.
    fn licences(&mut self, licences: &str, at: usize) {
        let lines = licences.lines().filter(|line| !line.starts_with(' '));
        for path in lines.filter_map(|line| line.trim_end().strip_suffix(':')) {
            let named = crate::shipped::installed_package(path).filter(|(name, below)| is_name(name) && is_path(below));
            if let Some((name, _)) = named {
                self.licensed.entry(name.to_owned()).or_insert(at);
            }
        }
    }

    /// `name v1.2.3` or `name@1.2.3` in a legal comment.
    fn legal(&mut self, comment: &str, at: usize) {
        let words: Vec<&str> = comment
            .split([' ', '\n', '\t', '*', '!', '/', ',', '|', '(', ')'])
            .filter(|word| !word.is_empty())
            .take(40)
            .collect();
        for pair in words.windows(2) {
            let [name, version] = pair else { continue };
            let name = name.trim_end_matches(['-', ':']).to_lowercase();
            let version = version.trim_start_matches(['v', 'V']).trim_end_matches('.');
            if is_name(&name) && is_version(version) {
                self.said.entry(name).or_insert_with(|| (version.to_owned(), at));
            }
        }
    }
}

/// Whether a string is a key: of an object, or the name of a function in one.
fn is_key(text: &str, token: &Token<'_>) -> bool {
    let Some(rest) = text.as_bytes().get(token.at..) else { return false };
    let Some((quote @ (b'"' | b'\''), rest)) = rest.split_first() else { return false };
    let Some(rest) = rest.strip_prefix(token.text).and_then(|rest| rest.strip_prefix(&[*quote])) else { return false };
    let next = rest.iter().take(100).find(|byte| !byte.is_ascii_whitespace());
    matches!(next, Some(b':' | b'('))
}

/// The path of a module whose code is a string that is evaluated, as webpack builds for development.
fn evaluated(text: &[u8]) -> Option<String> {
    let mark = b"\n//# sourceURL=webpack";
    // It stands at the end.
    let tail = text.get(text.len().saturating_sub(1100)..)?;
    let at = tail.windows(mark.len()).rposition(|own| own == mark)?;
    let url = String::from_utf8_lossy(tail.get(at + mark.len()..)?).into_owned();
    let path = url.split(['?', '\n']).next()?.split_once("://")?.1;
    is_path(path).then(|| path.to_owned())
}
