//! The ways to reach a goal: each says which statements must match and which must not.

use std::ops::ControlFlow;

use super::bits::Bits;
use super::question::Goal;

/// How many ways are looked at.
const MAX_CUBES: usize = 200_000;

/// One way.
#[derive(Debug, Clone, Default)]
pub(super) struct Cube {
    /// These match.
    pub matched: Vec<usize>,
    /// These do not.
    pub unmatched: Bits,
}

/// What is still to be reached.
struct Rest<'g> {
    goal: &'g Goal,
    next: Option<&'g Rest<'g>>,
}

/// Goes over the ways to reach a goal.
pub(super) struct Cubes<'v> {
    /// Whether statements can match together; asked for each new one.
    pub fits: &'v mut dyn FnMut(&Cube) -> bool,
    /// What to do with a complete way; it may end the search.
    pub visit: &'v mut dyn FnMut(&Cube) -> ControlFlow<()>,
    pub left: usize,
}

impl<'v> Cubes<'v> {
    pub(super) fn new(
        fits: &'v mut dyn FnMut(&Cube) -> bool,
        visit: &'v mut dyn FnMut(&Cube) -> ControlFlow<()>,
    ) -> Self {
        Self { fits, visit, left: MAX_CUBES }
    }

    /// Visits every way to reach `goal`. Ends early when a visit says so or when `left` has run out.
    pub(super) fn each(&mut self, goal: &Goal) -> ControlFlow<()> {
        self.go(Some(&Rest { goal, next: None }), &Cube::default())
    }

    fn go(&mut self, rest: Option<&Rest<'_>>, cube: &Cube) -> ControlFlow<()> {
        let Some(rest) = rest else { return (self.visit)(cube) };
        match rest.goal {
            Goal::None(numbers) => {
                if cube.matched.iter().any(|number| numbers.has(*number)) {
                    return ControlFlow::Continue(());
                }
                let unmatched = cube.unmatched.or(numbers);
                self.go(rest.next, &Cube { matched: cube.matched.clone(), unmatched })
            }
            Goal::Some(numbers) => self.choose(numbers, rest.next, cube),
            Goal::All(goals) => self.all(goals, rest.next, cube),
            Goal::Any(goals) => {
                for goal in goals {
                    self.go(Some(&Rest { goal, next: rest.next }), cube)?;
                }
                ControlFlow::Continue(())
            }
        }
    }

    fn all(&mut self, goals: &[Goal], next: Option<&Rest<'_>>, cube: &Cube) -> ControlFlow<()> {
        match goals.split_first() {
            None => self.go(next, cube),
            Some((goal, [])) => self.go(Some(&Rest { goal, next }), cube),
            Some((goal, others)) => {
                let others = Goal::All(others.to_vec());
                self.go(Some(&Rest { goal, next: Some(&Rest { goal: &others, next }) }), cube)
            }
        }
    }

    fn choose(&mut self, numbers: &[usize], next: Option<&Rest<'_>>, cube: &Cube) -> ControlFlow<()> {
        if numbers.iter().any(|number| cube.matched.contains(number)) {
            return self.go(next, cube);
        }
        for number in numbers.iter().filter(|number| !cube.unmatched.has(**number)) {
            if self.left == 0 {
                return ControlFlow::Break(());
            }
            self.left -= 1;
            let mut with = cube.clone();
            with.matched.push(*number);
            if (self.fits)(&with) {
                self.go(next, &with)?;
            }
        }
        ControlFlow::Continue(())
    }
}
