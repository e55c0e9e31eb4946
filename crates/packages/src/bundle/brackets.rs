//! The brackets that are open at a place of a program.

/// What a bracket is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// Statements, or the body of a class.
    Block,
    /// The keys of an object.
    Object,
    /// A hole of a template.
    Hole,
    /// Round ones behind `if`, `for`, `while` and `with`.
    Condition,
    /// Other round ones.
    Round,
    /// Square ones.
    Square,
}

/// What stands right before an opening bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Opener<'t> {
    /// The name there, if it may be that of a method.
    pub name: Option<&'t [u8]>,
    /// The byte at which it begins.
    pub at: usize,
}

/// More brackets than any program has open; hostile ones beyond are not remembered.
const DEEPEST: usize = 10_000;

/// Open brackets, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Brackets<'t> {
    open: Vec<(Bracket, Opener<'t>)>,
    last: Opener<'t>,
}

impl<'t> Brackets<'t> {
    /// Opens one.
    pub(super) fn open(&mut self, bracket: Bracket, opener: Opener<'t>) {
        if self.open.len() < DEEPEST {
            self.open.push((bracket, opener));
        }
    }

    /// Closes the innermost one; `None` where none is open.
    pub(super) fn close(&mut self, byte: u8) -> Option<Bracket> {
        let (bracket, opener) = self.open.last().copied()?;
        let fits = match bracket {
            Bracket::Block | Bracket::Object | Bracket::Hole => byte == b'}',
            Bracket::Condition | Bracket::Round => byte == b')',
            Bracket::Square => byte == b']',
        };
        // One that does not fit belongs to broken text; a hole stays open until its own brace.
        if fits || bracket != Bracket::Hole {
            self.open.pop();
            self.last = opener;
        }
        fits.then_some(bracket)
    }

    /// The innermost open one.
    pub(super) fn top(&self) -> Option<Bracket> {
        self.open.last().map(|(bracket, _)| *bracket)
    }

    /// What stood before the one that was closed last.
    pub(super) fn last_opener(&self) -> Opener<'t> {
        self.last
    }
}
