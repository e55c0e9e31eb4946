//! The marks in fixtures that say what a rule must find on the next line.

use std::sync::Arc;

/// What a mark says of the line after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expectation {
    /// `ruleid`: the rule finds something there.
    Finding,
    /// `ok`: it finds nothing there.
    NoFinding,
    /// `todoruleid`: it should find something there, and is known not to.
    TodoFinding,
    /// `todook`: it should find nothing there, and is known to.
    TodoNoFinding,
}

/// Which engine a mark is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnnotationEngine {
    /// Any.
    Any,
    /// One that looks across functions or files: `proruleid`, `deepruleid` and their like.
    Pro,
}

/// One mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Its line, from 1.
    pub line: u32,
    /// The line it speaks of, from 1: the next one that is not a mark itself.
    pub target: u32,
    /// What it says.
    pub expectation: Expectation,
    /// For which engine.
    pub engine: AnnotationEngine,
    /// Of which rules, by their ids as written, at least one.
    pub rules: Vec<Arc<str>>,
}

/// What may begin a comment that holds a mark, in any language.
const OPENINGS: [&str; 9] = ["<!--", "//", "/*", "(*", "{*", "--", "#", ";", "%"];

/// What may end it on the same line.
const CLOSINGS: [&str; 6] = ["--%>", "-->", "*/}", "*/", "*)", "*}"];

const KINDS: [(&str, Expectation); 4] = [
    ("todoruleid", Expectation::TodoFinding),
    ("todook", Expectation::TodoNoFinding),
    ("ruleid", Expectation::Finding),
    ("ok", Expectation::NoFinding),
];

/// All marks of a fixture, in order.
///
/// Marks may be stacked: each speaks of the first line below that is no mark. `deepok` and `prook` are marks for the other engine.
/// A mark may hold another one, as in `ruleid: deepok: x`; then the outer one counts.
pub fn annotations(text: &str) -> Vec<Annotation> {
    let mut all: Vec<Annotation> = Vec::new();
    // How many of the last marks still wait for the line they speak of.
    let mut waiting = 0;
    for (number, line) in (1..).zip(text.lines()) {
        match mark(line) {
            Some((expectation, engine, rules)) => {
                all.push(Annotation { line: number, target: number, expectation, engine, rules });
                waiting += 1;
            }
            None => {
                all.iter_mut().rev().take(waiting).for_each(|annotation| annotation.target = number);
                waiting = 0;
            }
        }
    }
    let after = u32::try_from(text.lines().count()).unwrap_or(u32::MAX).saturating_add(1);
    all.iter_mut().rev().take(waiting).for_each(|annotation| annotation.target = after);
    all
}

/// The mark on a line: the first place where a comment begins and a mark follows.
fn mark(line: &str) -> Option<(Expectation, AnnotationEngine, Vec<Arc<str>>)> {
    let starts = line.char_indices().filter(|(_, c)| matches!(c, '<' | '/' | '(' | '{' | '-' | '#' | ';' | '%'));
    starts.filter_map(|(at, _)| line.get(at..)).find_map(|rest| {
        let opening = OPENINGS.iter().find(|opening| rest.starts_with(**opening))?;
        let body = rest.get(opening.len()..)?.trim_start_matches(['*', '/', '#', '-', ';', '%']).trim_start();
        let (engine, expectation, mut ids) = kind(body)?;
        while let Some((_, _, inner)) = kind(ids.trim_start()) {
            ids = inner;
        }
        let rules = rule_ids(ids);
        (!rules.is_empty()).then_some((expectation, engine, rules))
    })
}

/// `ruleid:` and its like, with what comes after it.
fn kind(body: &str) -> Option<(AnnotationEngine, Expectation, &str)> {
    let plain = body.strip_prefix("pro").or_else(|| body.strip_prefix("deep"));
    let engine = if plain.is_some() { AnnotationEngine::Pro } else { AnnotationEngine::Any };
    let body = plain.unwrap_or(body);
    let (expectation, rest) = KINDS.iter().find_map(|(name, kind)| Some((*kind, body.strip_prefix(name)?)))?;
    Some((engine, expectation, rest.trim_start().strip_prefix(':')?))
}

/// Ids between commas; words after an id are a remark.
fn rule_ids(text: &str) -> Vec<Arc<str>> {
    let end = CLOSINGS.iter().filter_map(|closing| text.find(closing)).min().unwrap_or(text.len());
    let ids = text.get(..end).unwrap_or(text).split(',').filter_map(|part| part.split_whitespace().next());
    ids.map(Arc::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, u32, Expectation, AnnotationEngine, String)> {
        let all = annotations(text).into_iter();
        all.map(|mark| (mark.line, mark.target, mark.expectation, mark.engine, mark.rules.join(" "))).collect()
    }

    #[test]
    fn marks_are_read_in_comments_of_any_language() {
        for line in [
            "# ruleid: a-b, c.d",
            "    //ruleid:a-b,c.d",
            "code(); // ruleid : a-b , c.d",
            "<!-- ruleid: a-b, c.d -->",
            "(* ruleid: a-b, c.d *)",
            "{/* ruleid: a-b, c.d */}",
            "/* ruleid: a-b, c.d*/",
            "-- ruleid: a-b, c.d and a remark",
            "/// ruleid: a-b, c.d",
            "## ruleid: a-b, c.d",
        ] {
            let found = read(&format!("{line}\nx"));
            assert_eq!(found, [(1, 2, Expectation::Finding, AnnotationEngine::Any, "a-b c.d".to_owned())], "{line}");
        }
    }

    #[test]
    fn each_kind_has_its_meaning() {
        let kinds =
            |text: &str| -> Vec<_> { read(text).into_iter().map(|(_, _, kind, engine, _)| (kind, engine)).collect() };
        assert_eq!(
            kinds(
                "# ok: a\n# todoruleid: a\n# todook: a\n# proruleid: a\n# deepok: a\n# ruleid: deepok: a\n# tooruleid: a"
            ),
            [
                (Expectation::NoFinding, AnnotationEngine::Any),
                (Expectation::TodoFinding, AnnotationEngine::Any),
                (Expectation::TodoNoFinding, AnnotationEngine::Any),
                (Expectation::Finding, AnnotationEngine::Pro),
                (Expectation::NoFinding, AnnotationEngine::Pro),
                (Expectation::Finding, AnnotationEngine::Any),
            ]
        );
    }

    #[test]
    fn stacked_marks_speak_of_the_same_line() {
        let found = read("# ruleid: a\n# ok: b\nx\n# ok: c\n");
        let places: Vec<_> = found.iter().map(|(line, target, ..)| (*line, *target)).collect();
        assert_eq!(places, [(1, 3), (2, 3), (4, 5)]);
    }

    #[test]
    fn what_is_no_mark_is_none() {
        assert_eq!(read("ruleid: a\n# not ruleid: a\n# ruleid\n# ruleid:\nx = '# okay: a'\n"), []);
    }
}
