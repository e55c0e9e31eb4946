//! Intersections of many patterns.

use super::shape::Shape;
use super::work::Work;

/// How many patterns are kept.
const MAX_SHAPES: usize = 2_000;

/// Patterns that were found, and whether some are missing.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    pub list: Vec<Shape>,
    pub incomplete: bool,
}

impl Shapes {
    /// Every text.
    pub(super) fn any() -> Self {
        Self { list: vec![Shape::any()], incomplete: false }
    }

    /// What matches one of these as well as one of `others`.
    pub(super) fn narrow(&mut self, others: &[Shape], work: &Work) {
        if self.list.as_slice() == others {
            return;
        }
        let mut narrowed = Self { list: Vec::new(), incomplete: self.incomplete };
        for shape in &self.list {
            for other in others {
                narrowed.add(shape.meet(other, work));
            }
        }
        *self = narrowed;
    }

    /// Adds what these have in common with one of `others`. One is enough: `others` stand for each other, as the
    /// patterns of one `NotResource` do.
    pub(super) fn add_meeting(&mut self, others: &[Shape], work: &Work) {
        let known = self.list.len();
        for other in others {
            for at in 0..known {
                let Some(common) = self.list.get(at).map(|shape| shape.meet(other, work)) else { continue };
                self.add(common);
            }
        }
    }

    fn add(&mut self, common: super::shape::Common) {
        self.incomplete |= common.incomplete;
        for shape in common.shapes {
            if self.list.contains(&shape) {
                continue;
            }
            if self.list.len() >= MAX_SHAPES {
                self.incomplete = true;
                return;
            }
            self.list.push(shape);
        }
    }
}
