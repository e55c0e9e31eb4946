//! Who can reach each entry, and what resource policies grant to whom. Computed once by the crate `exposure`, read by everyone.

use finding::Step;
use policy::PublicGrant;

use crate::{Entry, EntryId, FunctionId, Guard, PolicyTarget, Project, ResourcePolicy, Target};

/// What a caller needs to reach an entry, the most open last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Only the platform, or callers inside a private network or bound by a policy.
    Private,
    /// Callers with credentials that were checked.
    Authenticated,
    /// It was not decided.
    Unknown,
    /// Callers with a key that identifies no one.
    KeyOnly,
    /// Anyone.
    Public,
}

impl Reach {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Authenticated => "authenticated",
            Self::Unknown => "unknown",
            Self::KeyOnly => "key-only",
            Self::Public => "public",
        }
    }

    /// Whether a caller without an identity gets in.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Public | Self::KeyOnly)
    }
}

/// One answer and the reasons for it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReachedHow {
    /// When it holds.
    pub guard: Guard,
    /// The answer.
    pub reach: Reach,
    /// Why, in the order it was decided.
    pub because: Vec<Step>,
    /// The entry whose callers deliver to this one, when that is what opens it.
    pub through: Option<EntryId>,
}

/// Who reaches one entry; the guards of the answers exclude each other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EntryExposure {
    /// The answers.
    pub answers: Vec<ReachedHow>,
}

/// Who reaches what, by [`EntryId`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exposure {
    /// One for each entry of the project, in its order.
    pub entries: Vec<EntryExposure>,
    /// What each resource policy of the project, in its order, grants to whom.
    pub grants: Vec<Vec<PublicGrant>>,
}

impl EntryExposure {
    /// The most open answer.
    pub fn worst(&self) -> Option<&ReachedHow> {
        self.answers.iter().rev().max_by_key(|answer| answer.reach)
    }
}

impl Exposure {
    /// The exposure of an entry.
    pub fn of(&self, entry: EntryId) -> Option<&EntryExposure> {
        self.entries.get(entry.index())
    }

    /// The most open answer for an entry; [`Reach::Unknown`] when there is none.
    pub fn reach(&self, entry: EntryId) -> Reach {
        self.of(entry).and_then(EntryExposure::worst).map_or(Reach::Unknown, |answer| answer.reach)
    }

    /// Every grant of a resource policy, with its policy. A barrier in front of the thing is not looked at.
    pub fn grants<'a>(&'a self, project: &'a Project) -> impl Iterator<Item = (&'a ResourcePolicy, &'a PublicGrant)> {
        let policies = project.resource_policies.iter().zip(&self.grants);
        policies.flat_map(|(policy, grants)| grants.iter().map(move |grant| (policy, grant)))
    }

    /// The grants on one thing.
    pub fn grants_on<'a>(
        &'a self,
        project: &'a Project,
        target: PolicyTarget,
    ) -> impl Iterator<Item = (&'a ResourcePolicy, &'a PublicGrant)> {
        self.grants(project).filter(move |(policy, _)| policy.on == target)
    }

    /// The most open way into a function under a guard that does not contradict `guard`.
    pub fn worst_of<'a>(
        &'a self,
        project: &'a Project,
        function: FunctionId,
        guard: &Guard,
    ) -> Option<(EntryId, &'a Entry, &'a ReachedHow)> {
        let into = project.entry_ids().filter(|(_, entry)| entry.target == Target::Function(function));
        let answers = into.flat_map(|(id, entry)| {
            let answers = self.of(id).map_or(&[][..], |exposure| &exposure.answers);
            answers.iter().map(move |answer| (id, entry, answer))
        });
        // The first of equally open ones wins: `max_by_key` would take the last.
        let possible = answers.filter(|(_, _, answer)| answer.guard.and(guard).is_some());
        possible.reduce(|best, next| if next.2.reach > best.2.reach { next } else { best })
    }
}
