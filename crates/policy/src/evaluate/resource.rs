//! Whether the resource element of a statement means the resource of a question.

use super::PolicyKind;
use super::inquiry::{Inquiry, Resources};
use crate::context::Context;
use crate::document::{Effect, Statement};
use crate::glob::Glob;
use crate::resource_pattern::ResourcePattern;

/// How far a pattern of a policy means what is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    /// None of the resources asked about.
    None,
    /// Some of the resources asked about.
    Part,
    /// All of them.
    Whole,
    /// A pattern that a policy of this kind may not have.
    Refused,
}

impl Share {
    pub(super) fn is_whole(self) -> bool {
        self == Self::Whole
    }

    pub(super) fn is_some(self) -> bool {
        matches!(self, Self::Part | Self::Whole)
    }
}

/// How far a pattern of a policy means the resources of the pattern `asked`, in some request; `None` for a pattern that
/// a policy of this kind may not have.
pub(super) fn names(pattern: &ResourcePattern, kind: PolicyKind, asked: &str) -> Option<Share> {
    let whole = match short(pattern.text(), kind) {
        Short::Complete => None,
        Short::Refused => return None,
        Short::Means(whole) => Some(whole),
    };
    let asking = Asked { resource: asked, resources: Resources::Some, kind };
    Some(asking.share_of_pattern(pattern, [Some(pattern.widest()), whole.as_ref()].into_iter().flatten()))
}

/// Whether the resource element means what is asked about.
pub(super) fn selects(statement: &Statement, kind: PolicyKind, inquiry: &Inquiry<'_>) -> bool {
    let asked = Asked { resource: &inquiry.request.resource, resources: inquiry.resources, kind };
    asked.is_selected(statement, &inquiry.request.context)
}

/// Whether the resource element means this resource.
pub(crate) fn selects_resource(statement: &Statement, kind: PolicyKind, resource: &str, context: &Context) -> bool {
    Asked { resource, resources: Resources::One, kind }.is_selected(statement, context)
}

/// The resource asked about, of a policy of this kind.
struct Asked<'a> {
    resource: &'a str,
    resources: Resources,
    kind: PolicyKind,
}

impl Asked<'_> {
    fn is_selected(&self, statement: &Statement, context: &Context) -> bool {
        let Some(element) = &statement.resource else {
            // Only a policy that hangs on its resource may leave it out.
            return self.kind == PolicyKind::Resource;
        };
        let mut shares = element.patterns.iter().map(|pattern| self.share(&pattern.value, context));
        match (element.negated, statement.is(Effect::Deny)) {
            (false, false) => shares.any(Share::is_some),
            (false, true) => shares.any(Share::is_whole),
            // A pattern that is refused makes the statement select nothing.
            (true, false) => shares.all(|share| matches!(share, Share::None | Share::Part)),
            (true, true) => shares.all(|share| share == Share::None),
        }
    }

    fn share(&self, pattern: &ResourcePattern, context: &Context) -> Share {
        // "The resource that includes a policy variable with no value will not match any resource" ("Policy variables
        // with no value" in the IAM user guide).
        let Some(resolved) = pattern.resolve(context) else { return Share::None };
        let whole = match short(pattern.text(), self.kind) {
            Short::Complete => None,
            Short::Refused => return Share::Refused,
            Short::Means(whole) => Some(whole),
        };
        let patterns = [Some(&*resolved), whole.as_ref()];
        let mut patterns = patterns.into_iter().flatten();
        match self.resources {
            Resources::One if patterns.any(|pattern| pattern.matches(self.resource)) => Share::Whole,
            Resources::One => Share::None,
            Resources::Some => self.share_of_pattern(pattern, patterns),
        }
    }

    /// Segment by segment is more exact, where the pattern means the same in every request.
    fn share_of_pattern<'g>(&self, pattern: &ResourcePattern, mut globs: impl Iterator<Item = &'g Glob>) -> Share {
        let asked = ResourcePattern::without_variables(self.resource);
        let asked_glob = asked.widest();
        let by_segments = (!pattern.has_variable() && pattern.has_segments()).then(|| pattern.intersects(&asked));
        let mut found = Share::None;
        for glob in globs.by_ref() {
            if glob.covers(asked_glob) {
                return Share::Whole;
            }
            if by_segments.unwrap_or_else(|| glob.intersects(asked_glob)) {
                found = Share::Part;
            }
        }
        found
    }
}

/// What an ARN with fewer than six parts means.
enum Short {
    /// It has all six, or is no ARN.
    Complete,
    /// The missing parts may be anything.
    Means(Glob),
    /// Policies of this kind may not have it.
    Refused,
}

/// The pattern that an ARN with fewer than six parts means, where a policy of this kind may have it.
pub(crate) fn shortened(text: &str, kind: PolicyKind) -> Option<Glob> {
    match short(text, kind) {
        Short::Means(whole) => Some(whole),
        Short::Complete | Short::Refused => None,
    }
}

fn short(text: &str, kind: PolicyKind) -> Short {
    let parts = text.split(':').count();
    if !text.starts_with("arn:") || parts >= 6 {
        return Short::Complete;
    }
    match kind {
        PolicyKind::ServiceControl if text.ends_with('*') => {}
        PolicyKind::ServiceControl | PolicyKind::ResourceControl => return Short::Refused,
        PolicyKind::Identity | PolicyKind::Boundary | PolicyKind::Session => {}
        PolicyKind::Resource | PolicyKind::Endpoint if text.contains('*') => {}
        PolicyKind::Resource | PolicyKind::Endpoint => return Short::Complete,
    }
    Short::Means(Glob::new(&format!("{text}{}", ":*".repeat(6 - parts))))
}
