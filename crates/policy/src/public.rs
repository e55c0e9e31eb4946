//! Who from outside may do what by a resource policy: everyone, other accounts, services on anybody's behalf, holders of
//! tokens. Every answer is proved by the decision procedure and carries a request that shows it.
//!
//! An outsider is somebody without credentials, a principal of an account that nobody named, a service that such an
//! account makes call, or the holder of a token that anyone can get. What they can say of themselves stands in [`keys`].
//! Where nobody of them passes, the smallest sets of conditions that a caller must be named by are told instead.

mod issuer;
mod keys;
mod question;
mod sample;
mod search;
mod stranger;
mod words;

use source::Origin;

use crate::decide::Cap;
use crate::document::{Effect, Element, PolicyDocument, Statement};
use crate::narrowing::Narrowing;
use crate::principal_pattern::{OWN_ACCOUNT, PrincipalKind, PrincipalPattern};
use crate::request::{Principal, Request};

use issuer::Issuer;
pub use issuer::is_shared_issuer;
use question::Question;
use search::{Passes, passes};
use stranger::Who;

/// One grant of a resource policy to somebody outside, or to whom its conditions name.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicGrant {
    /// The actions as written, without those that a Deny takes away.
    pub actions: Vec<String>,
    /// Whether `actions` are those that are *not* granted.
    pub actions_negated: bool,
    /// Who may do it.
    pub principal: PrincipalReach,
    /// What the conditions, and the denies beside them, narrow it to; sorted, each once.
    pub narrowing: Vec<Narrowing>,
    /// A request of theirs that passes; `None` when it was not decided whether there is one.
    pub witness: Option<Box<Request>>,
    /// Index of the statement in the document.
    pub index: usize,
    /// Where the statement is.
    pub statement: Origin,
    /// Where the principal entry is.
    pub principal_origin: Origin,
}

/// Who may come by a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalReach {
    /// Everyone, without credentials where the service takes such requests.
    Anyone,
    /// Everyone who satisfies conditions that strangers cannot.
    AnyoneIf(Vec<Narrowing>),
    /// Another account, or a principal of it; the account's number, or the principal as written when it has none.
    Account(String),
    /// A service of the platform.
    Service {
        /// Its name, such as `s3.amazonaws.com`; `*` for every service.
        name: String,
        /// Whether a condition says on whose behalf it may call; without one, anybody's resource may make it call.
        pinned: bool,
    },
    /// Holders of an identity provider's tokens.
    Federated {
        /// The provider's ARN or name.
        provider: String,
        /// Whether a condition tells them from everyone else who can get a token there.
        pinned: bool,
    },
    /// The account that the template is deployed to.
    Internal,
    /// It was not decided who may: this cap was reached.
    Undecided(Cap),
}

/// Services that take requests without credentials.
const WITHOUT_CREDENTIALS: [&str; 8] =
    ["s3", "sqs", "sns", "execute-api", "es", "mediastore", "vpc-lattice-svcs", "elasticfilesystem"];

/// The grants of a resource policy, statement by statement and principal by principal. What its denies take away wholly
/// is left out.
pub fn public_access(document: &PolicyDocument) -> Vec<PublicGrant> {
    let mut grants = Vec::new();
    for (index, statement) in document.statements.iter().enumerate() {
        let Some(principal) = statement.principal.as_ref().filter(|_| can_allow(statement)) else { continue };
        let question = Question::new(document, statement);
        for (reach, narrowing, witness, origin) in reaches(&question, principal) {
            grants.push(PublicGrant {
                actions: actions(&question, witness.as_deref()),
                actions_negated: statement.action.as_ref().is_some_and(|element| element.negated),
                principal: reach,
                narrowing,
                witness,
                index,
                statement: statement.origin.clone(),
                principal_origin: origin,
            });
        }
    }
    grants
}

fn can_allow(statement: &Statement) -> bool {
    statement.is(Effect::Allow) && statement.conditions.iter().all(|condition| condition.meaning.is_some())
}

type Reached = (PrincipalReach, Vec<Narrowing>, Option<Box<Request>>, Origin);

/// Who is meant, each once.
fn reaches(question: &Question, element: &Element<PrincipalPattern>) -> Vec<Reached> {
    if element.negated {
        // Allow with NotPrincipal grants to everyone else, strangers included.
        return everyone(question, &element.origin);
    }
    let mut found: Vec<Reached> = Vec::new();
    for entry in &element.patterns {
        let reached = match () {
            () if entry.value.is_everyone() => everyone(question, &entry.origin),
            () => named(question, &entry.value, &entry.origin).into_iter().collect(),
        };
        for one in reached {
            if !found.iter().any(|known| known.0 == one.0) {
                found.push(one);
            }
        }
    }
    found
}

/// What a grant to everyone means for strangers without and with credentials, and for services.
fn everyone(question: &Question, origin: &Origin) -> Vec<Reached> {
    let told = |reach, narrowing, witness| vec![(reach, narrowing, witness, origin.clone())];
    if takes_no_credentials(question)
        && let Passes::All(request) = passes(question, &Who::Anonymous)
    {
        return told(PrincipalReach::Anyone, Vec::new(), Some(request));
    }
    let ways = match passes(question, &Who::Account) {
        Passes::All(request) => return told(PrincipalReach::Anyone, Vec::new(), Some(request)),
        Passes::Undecided(cap) => return told(PrincipalReach::Undecided(cap), Vec::new(), None),
        Passes::Some(ways) => ways,
        Passes::None => Vec::new(),
    };
    // Only a policy that speaks of them lets services in where it keeps strangers out.
    let any_service = Who::Service("service.amazonaws.com".to_owned());
    if question.kinds().contains(&Narrowing::ViaService)
        && let Passes::All(request) = passes(question, &any_service)
    {
        let service = PrincipalReach::Service { name: "*".to_owned(), pinned: false };
        return told(service, Vec::new(), Some(request));
    }
    let ways = ways
        .into_iter()
        .map(|(kinds, request)| (PrincipalReach::AnyoneIf(kinds.clone()), kinds, Some(request), origin.clone()));
    ways.collect()
}

fn takes_no_credentials(question: &Question) -> bool {
    let Some(element) = question.allow().and_then(|allow| allow.action.as_ref()) else { return false };
    let takes = |service: &str| {
        service.contains('*') || WITHOUT_CREDENTIALS.iter().any(|known| known.eq_ignore_ascii_case(service))
    };
    element.negated || element.patterns.iter().any(|pattern| pattern.value.is_any() || takes(pattern.value.service()))
}

/// What a grant to one named principal means.
fn named(question: &Question, entry: &PrincipalPattern, origin: &Origin) -> Option<Reached> {
    let text = entry.text.to_string();
    let (who, reach): (Who, fn(String, bool) -> PrincipalReach) = match entry.kind {
        PrincipalKind::Service => (Who::Service(text.clone()), |name, pinned| PrincipalReach::Service { name, pinned }),
        PrincipalKind::Federated => {
            (Who::Holder(Issuer::new(&text)), |provider, pinned| PrincipalReach::Federated { provider, pinned })
        }
        PrincipalKind::Unknown | PrincipalKind::Everyone => return None,
        PrincipalKind::Aws | PrincipalKind::CanonicalUser => return of_account(question, entry, origin),
    };
    let (reach, narrowing, witness) = match passes(question, &who) {
        Passes::None => return None,
        Passes::All(request) => (reach(text, false), Vec::new(), Some(request)),
        Passes::Some(ways) => {
            let (kinds, request) = ways.into_iter().next()?;
            (reach(text, true), kinds, Some(request))
        }
        Passes::Undecided(cap) => (PrincipalReach::Undecided(cap), Vec::new(), None),
    };
    Some((reach, narrowing, witness, origin.clone()))
}

/// A principal of an account: it is who it is, whatever else the conditions ask of it.
fn of_account(question: &Question, entry: &PrincipalPattern, origin: &Origin) -> Option<Reached> {
    let text = entry.text.to_string();
    let reach = match entry.account() {
        Some(OWN_ACCOUNT) => PrincipalReach::Internal,
        Some(account) => PrincipalReach::Account(account.to_owned()),
        None => PrincipalReach::Account(text.clone()),
    };
    let principal = match (entry.kind, entry.is_whole_account()) {
        (PrincipalKind::CanonicalUser, _) => Principal::CanonicalUser(text),
        (_, true) => Principal::Aws(format!("arn:aws:iam::{}:root", entry.account().unwrap_or_default())),
        (_, false) => Principal::Aws(text),
    };
    match passes(question, &Who::Named(principal)) {
        Passes::All(request) => Some((reach, Vec::new(), Some(request), origin.clone())),
        Passes::Undecided(cap) => Some((PrincipalReach::Undecided(cap), Vec::new(), None, origin.clone())),
        Passes::Some(_) | Passes::None => None,
    }
}

/// How many actions of a statement are looked at one by one.
const MOST_ACTIONS: usize = 24;

/// The actions that the witness could do, of those written.
fn actions(question: &Question, witness: Option<&Request>) -> Vec<String> {
    let Some(action) = question.allow().and_then(|allow| allow.action.as_ref()) else { return Vec::new() };
    let written: Vec<String> = action.patterns.iter().map(|pattern| pattern.value.text().to_owned()).collect();
    let alike = action.negated || !question.has_denies() || written.len() > MOST_ACTIONS;
    let Some(witness) = witness.filter(|_| !alike) else { return written };
    let opened = written.iter().enumerate().filter(|(index, _)| question.about_action(*index).lets(witness));
    let opened: Vec<String> = opened.map(|(_, text)| text.clone()).collect();
    if opened.is_empty() { written } else { opened }
}
