//! The ways to reach a goal: each says which statements must match and which must not.

use std::ops::ControlFlow;

use crate::decide::question::Goal;
use crate::decide::search::bits::Bits;

/// How many ways are looked at.
const MAX_CUBES: usize = 200_000;

/// One way.
#[derive(Debug, Clone, Default)]
pub(in crate::decide) struct Cube {
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

/// What is done with the ways.
pub(in crate::decide) trait Visitor {
    /// Whether these statements may match together; asked for each new one.
    fn fits(&mut self, cube: &Cube) -> bool;
    /// Looks at a complete way; it may end the search.
    fn visit(&mut self, cube: &Cube) -> ControlFlow<()>;
}

/// Goes over the ways to reach a goal.
pub(in crate::decide) struct Cubes<'v> {
    visitor: &'v mut dyn Visitor,
    left: usize,
}

impl<'v> Cubes<'v> {
    pub(in crate::decide) fn new(visitor: &'v mut dyn Visitor) -> Self {
        Self { visitor, left: MAX_CUBES }
    }

    /// Visits the ways to reach `goal` until a visit ends the search; tells whether they were too many.
    pub(in crate::decide) fn each(&mut self, goal: &Goal) -> bool {
        let end = self.go(Some(&Rest { goal, next: None }), &Cube::default());
        end.is_break() && self.left == 0
    }

    fn go(&mut self, rest: Option<&Rest<'_>>, cube: &Cube) -> ControlFlow<()> {
        let Some(rest) = rest else { return self.visitor.visit(cube) };
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
            if self.visitor.fits(&with) {
                self.go(next, &with)?;
            }
        }
        ControlFlow::Continue(())
    }
}
