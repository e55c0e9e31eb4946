//! From findings to mended files, proved by another scan.
//!
//! [`mend`] makes the fixes of findings and scans what comes of them. A fix after which its finding is still there is taken
//! back. What overlaps is made one after the other, each on what the last scan found.

mod edits;
mod overlay;

use std::collections::{BTreeMap, BTreeSet};

use finding::{Edit, Finding, Fix, RuleId};
use source::{FileId, Files};

pub use edits::{all, apply};
pub use overlay::Overlay;

/// Rounds of fixes that overlap each other, or of findings that only show after others are gone.
const MOST_ROUNDS: usize = 10;

/// What came of the fixes.
#[derive(Debug, Default)]
pub struct Mended {
    /// The files that changed, by id: what they were, and what they are now.
    pub files: BTreeMap<FileId, Change>,
    /// The fixes that were made, in the order of making.
    pub made: Vec<Made>,
    /// The findings whose fix was not kept, and why; places are those of the first scan that found them.
    pub left: Vec<(Finding, Left)>,
}

/// A file before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The bytes that were there.
    pub before: Vec<u8>,
    /// The bytes that are to be there.
    pub after: Vec<u8>,
}

/// A fix that was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The finding, at its place in the files as they were in its round.
    pub finding: Finding,
    /// The line it stood on then, from 1.
    pub line: usize,
    /// The fix.
    pub fix: Fix,
}

/// Why a fix was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// The finding was still there after it.
    StillFound,
    /// It cannot be made: the file is not UTF-8 text, or the edits lie outside of it.
    NotApplicable,
    /// There were too many rounds.
    Rounds,
}

impl Left {
    /// The reason in words.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::StillFound => "after its fix it would still be found",
            Self::NotApplicable => "its fix cannot be made in this file",
            Self::Rounds => "there were too many rounds of fixes",
        }
    }
}

/// A rule and a file: whether a fix has helped is told by how often the one finds something in the other.
type Key = (RuleId, FileId);

/// Makes the fix that `wanted` chooses for a finding, if it chooses one, for all findings of `scan`, and scans again, until
/// there is nothing left to make.
pub fn mend<'f>(
    files: &'f dyn Files,
    wanted: &dyn for<'x> Fn(&'x Finding) -> Option<&'x Fix>,
    scan: &mut dyn FnMut(&dyn Files) -> Vec<Finding>,
) -> Mended {
    let mut overlay = Overlay::new(files);
    let mut findings = scan(&overlay);
    let mut mended = Mended::default();
    let mut useless: BTreeMap<Key, Left> = BTreeMap::new();
    for round in 0.. {
        let open: Vec<(&Finding, &Fix)> = findings.iter().filter_map(|one| Some((one, wanted(one)?))).collect();
        let (idle, open): (Vec<_>, Vec<_>) = open.into_iter().partition(|(one, _)| useless.contains_key(&key(one)));
        if open.is_empty() || round == MOST_ROUNDS {
            let why = |one: &Finding| useless.get(&key(one)).copied().unwrap_or(Left::Rounds);
            mended.left.extend(idle.into_iter().chain(open).map(|(one, _)| (one.clone(), why(one))));
            break;
        }
        let Round { next, made, refused } = make(&overlay, &open);
        useless.extend(refused.into_iter().map(|key| (key, Left::NotApplicable)));
        if made.is_empty() {
            continue;
        }
        let after = scan(&next);
        let failed = unchanged(&made, &findings, &after);
        if failed.is_empty() {
            mended.made.extend(made);
            (overlay, findings) = (next, after);
        } else {
            useless.extend(failed.into_iter().map(|key| (key, Left::StillFound)));
        }
    }
    mended.files = overlay.changes();
    mended
}

fn key(finding: &Finding) -> Key {
    (finding.rule.clone(), finding.location.span.file)
}

/// The rules and files where as much is found after the fixes as before.
fn unchanged(made: &[Made], before: &[Finding], after: &[Finding]) -> BTreeSet<Key> {
    let count = |findings: &[Finding], wanted: &Key| findings.iter().filter(|one| key(one) == *wanted).count();
    let keys: BTreeSet<Key> = made.iter().map(|made| key(&made.finding)).collect();
    keys.into_iter().filter(|key| count(after, key) >= count(before, key)).collect()
}

/// One round of fixes.
struct Round<'f> {
    next: Overlay<'f>,
    made: Vec<Made>,
    /// Where fixes could not be made.
    refused: BTreeSet<Key>,
}

/// Makes as many fixes as do not overlap, the first in the text first.
fn make<'f>(overlay: &Overlay<'f>, open: &[(&Finding, &Fix)]) -> Round<'f> {
    let mut round = Round { next: overlay.clone(), made: Vec::new(), refused: BTreeSet::new() };
    let mut chosen: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for (finding, fix) in open {
        let fits = |edit: &Edit| chosen.get(&edit.span.file).is_none_or(|own| edits::fits(edit, own));
        if fix.edits.iter().all(fits) {
            fix.edits.iter().for_each(|edit| chosen.entry(edit.span.file).or_default().push(edit.clone()));
            let line = overlay.line(finding.location.span);
            round.made.push(Made { finding: (*finding).clone(), line, fix: (*fix).clone() });
        }
    }
    let mut broken = BTreeSet::new();
    for (file, own) in chosen {
        match overlay.text(file).and_then(|text| apply(&text, &own)) {
            Some(text) => round.next.set(file, text.into_bytes()),
            None => _ = broken.insert(file),
        }
    }
    // Fixes that touch a file where edits fail are all refused; the round is made again without them.
    let touches = |made: &Made| made.fix.edits.iter().any(|edit| broken.contains(&edit.span.file));
    round.refused = round.made.iter().filter(|made| touches(made)).map(|made| key(&made.finding)).collect();
    if !round.refused.is_empty() {
        round.made.clear();
    }
    round
}
