//! Intersections of many patterns.

use crate::decide::search::effort::Effort;
use crate::decide::search::work::Work;
use crate::decide::values::shape::{Common, Shape};

/// Patterns that were found, and whether some are missing.
#[derive(Debug)]
pub(in crate::decide) struct Shapes {
    pub list: Vec<Shape>,
    pub incomplete: bool,
    effort: Effort,
}

impl Shapes {
    /// Every text.
    pub(in crate::decide) fn any(effort: Effort) -> Self {
        Self { list: vec![Shape::any()], incomplete: false, effort }
    }

    /// What matches one of these as well as one of `others`.
    pub(in crate::decide) fn narrow(&mut self, others: &[Shape], work: &Work) {
        if self.list.as_slice() == others {
            return;
        }
        // What is wanted is never left out for want of effort alone.
        let mut narrowed = Self { list: Vec::new(), incomplete: self.incomplete, effort: Effort::Most };
        for shape in &self.list {
            for other in others {
                narrowed.add(shape.meet(other, work));
            }
        }
        *self = Self { effort: self.effort, ..narrowed };
    }

    /// Adds what these have in common with one of `others`. One is enough: `others` stand for each other, as the
    /// patterns of one `NotResource` do.
    pub(in crate::decide) fn add_meeting(&mut self, others: &[Shape], work: &Work) {
        if self.effort == Effort::Chain {
            self.lengthen(others, work);
            return;
        }
        let known = self.list.len();
        for other in others {
            for at in 0..known {
                let Some(common) = self.list.get(at).map(|shape| shape.meet(other, work)) else { continue };
                if !self.add(common) {
                    return;
                }
            }
        }
    }

    /// Adds one pattern: what the last one has in common with the first of `others` that it meets at all.
    fn lengthen(&mut self, others: &[Shape], work: &Work) {
        let Some(last) = self.list.last() else { return };
        let met = others.iter().filter_map(|other| last.meet(other, work).shapes.into_iter().next()).next();
        self.list.extend(met);
    }

    /// Whether there was room for all.
    fn add(&mut self, common: Common) -> bool {
        self.incomplete |= common.incomplete;
        for shape in common.shapes {
            if self.list.contains(&shape) {
                continue;
            }
            if self.list.len() >= self.effort.patterns() {
                self.incomplete = true;
                return false;
            }
            self.list.push(shape);
        }
        true
    }
}
