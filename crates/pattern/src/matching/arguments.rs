//! Arguments of calls: by place in order, by name in any order.

use tree::{Kind, NodeId};

use super::{Matcher, Then};
use crate::environment::Environment;

impl Matcher<'_> {
    /// The arguments of a pattern against those of a call.
    pub(super) fn arguments(&self, ps: &[NodeId], ts: &[NodeId], environment: &mut Environment, then: Then<'_>) {
        let named = ps.iter().position(|p| self.pattern.kind(*p) == Kind::Keyword);
        let Some(place) = named else { return self.list(ps, ts, environment, then) };
        let Some(p) = ps.get(place).copied() else { return };
        let ps: Vec<_> = ps.iter().copied().filter(|other| *other != p).collect();
        for t in ts.iter().copied().filter(|t| self.code.tree.kind(*t) == Kind::Keyword) {
            let others: Vec<_> = ts.iter().copied().filter(|other| *other != t).collect();
            self.pairwise(p, t, environment, &mut |environment| self.arguments(&ps, &others, environment, then));
        }
    }
}
