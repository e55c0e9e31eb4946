//! Levels of an organisation: which service or resource control policies hold at the root, at a unit, at the account.

use std::sync::Arc;

use finding::{Notice, NoticeKind};
use policy::{Effect, PolicyDocument};
use source::{Limits, Origin};
use syntax::{Node, node};

use crate::embedded::notice;
use crate::file::read_policies;

/// What kind of policies stand at a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LevelKind {
    /// Service control policies: they bind the principals of an account.
    ServiceControl,
    /// Resource control policies: they bind the resources of an account.
    ResourceControl,
}

/// The policies of one level, from one file. AWS attaches `RCPFullAWSAccess` to every level and nobody can take it off, so
/// a level of resource control policies has it even when the file does not.
pub fn organisation_level(
    values: &[Node],
    kind: LevelKind,
    limits: &Limits,
) -> (Vec<Arc<PolicyDocument>>, Vec<Notice>) {
    let (mut policies, mut notices) = read_policies(values, limits);
    let grants = policies.iter().any(|policy| policy.allows().next().is_some());
    match kind {
        LevelKind::ResourceControl if !grants => policies.push(Arc::new(full_access())),
        LevelKind::ServiceControl if !grants => {
            let message = "no policy of this level allows anything, so nobody may do anything; AWS attaches \
                           `FullAWSAccess` to every level unless somebody took it off";
            notices.extend(values.first().map(|value| notice(value, NoticeKind::Ambiguous, message)));
        }
        _ => {}
    }
    (policies, notices)
}

fn full_access() -> PolicyDocument {
    let origin = Origin::Default("RCPFullAWSAccess");
    let statement = node!(&origin; { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" });
    let (document, _) = PolicyDocument::parse(&node!(&origin; { "Version": "2012-10-17", "Statement": [(statement)] }));
    debug_assert!(document.statements.iter().all(|statement| statement.is(Effect::Allow)));
    document
}
