//! A stranger: somebody whom a policy does not name, with everything that is theirs.

use crate::document::PolicyDocument;
use crate::ip::IpRange;
use crate::request::Principal;

use super::issuer::Issuer;

/// Who asks from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// Somebody without credentials.
    Anonymous,
    /// A principal of an account that nobody named.
    Account,
    /// A service of the platform, on behalf of such an account.
    Service(String),
    /// The holder of a token that an identity provider gave to such a person.
    Holder(Issuer),
    /// A principal that the policy names.
    Named(Principal),
}

impl Who {
    /// Whether the request is signed with an account's credentials.
    pub fn has_credentials(&self) -> bool {
        matches!(self, Self::Account | Self::Named(_))
    }

    /// The service that asks.
    pub fn service(&self) -> Option<&str> {
        match self {
            Self::Service(name) => Some(name),
            _ => None,
        }
    }

    /// The principal of the request.
    pub fn principal(&self, stranger: &Stranger) -> Principal {
        match self {
            Self::Anonymous => Principal::Anonymous,
            Self::Account => Principal::Aws(format!("arn:aws:iam::{}:user/{}", stranger.account, stranger.name)),
            Self::Service(name) => Principal::Service(name.clone()),
            Self::Holder(issuer) => Principal::Federated(issuer.provider.clone()),
            Self::Named(principal) => principal.clone(),
        }
    }
}

/// What is a stranger's: the parts of requests that no named principal has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stranger {
    /// Their account's number.
    pub account: String,
    /// A name that only they use.
    pub name: String,
    /// Ranges that somebody is named by: strangers have other addresses.
    pub known_addresses: Vec<String>,
    /// The ways of delivery that a policy asks for; `None` for every way.
    pub protocols: Option<Vec<String>>,
    /// Whether a request without an address is impossible: it comes over the internet and nowhere else.
    pub needs_address: bool,
}

/// Numbers and names to choose from; a policy that speaks of all of them would have to be made for it.
const ACCOUNTS: [&str; 4] = ["999988887777", "888877776666", "777766665555", "666655554444"];
const NAMES: [&str; 4] = ["someone-elses", "a-strangers", "foreign-owned", "not-known-here"];

/// Ranges wider than /8 (IPv4) or /32 (IPv6) count as the whole world, as S3 counts them.
const WIDEST: (u8, u8) = (8, 32);

/// Blocks of private networks: nobody's address on the internet.
const PRIVATE: [&str; 4] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

impl Stranger {
    /// Somebody whom `document` does not name.
    pub fn to(document: &PolicyDocument) -> Self {
        let is_free = |text: &&&str| !mentions(document, text);
        let account = ACCOUNTS.iter().find(is_free).unwrap_or(&ACCOUNTS[0]);
        let name = NAMES.iter().find(is_free).unwrap_or(&NAMES[0]);
        Self {
            account: (*account).to_owned(),
            name: (*name).to_owned(),
            known_addresses: known_addresses(document),
            protocols: protocols(document),
            needs_address: is_served_on_the_internet_only(document),
        }
    }

    pub fn organization(&self) -> String {
        format!("o-{}", self.name.replace('-', ""))
    }

    pub fn organization_path(&self) -> String {
        let id = self.name.replace('-', "");
        format!("o-{id}/r-{id}/ou-{id}/")
    }

    /// Every ARN in their account.
    pub fn any_arn(&self) -> String {
        format!("arn:*:*:*:{}:*", self.account)
    }

    pub fn principal_arns(&self) -> Vec<String> {
        vec![format!("arn:*:iam::{}:*", self.account), format!("arn:*:sts::{}:*", self.account)]
    }

    pub fn user_ids(&self) -> Vec<String> {
        let id = self.name.replace('-', "").to_uppercase();
        vec![format!("AIDA{id}"), format!("AROA{id}:*"), self.account.clone()]
    }

    /// Every ARN in their account, and those without account whose name is theirs: a stranger may make a bucket of any
    /// name that is free.
    pub fn source_arns(&self) -> Vec<String> {
        let name = &self.name;
        vec![self.any_arn(), format!("arn:*:s3:::*{name}*"), format!("arn:*:apigateway:*::/*/{name}*")]
    }

    /// ARNs of theirs that no resource has: a bucket's has no account, and what follows its name chooses no bucket.
    pub fn impossible_arns(&self) -> Vec<String> {
        vec![format!("arn:*:s3:*:{}:*", self.account), format!("arn:*:s3:::*/*{}*", self.name)]
    }

    /// Where a topic would deliver to them. A path of theirs may look like another's mail address.
    pub fn deliveries(&self) -> Vec<String> {
        let name = &self.name;
        let kinds = [
            ("https", format!("https://{name}.example/*")),
            ("http", format!("http://{name}.example/*")),
            ("email", format!("*@{name}.example")),
            ("email-json", format!("*@{name}.example")),
            ("sqs", format!("arn:*:sqs:*:{}:*", self.account)),
            ("lambda", format!("arn:*:lambda:*:{}:*", self.account)),
            ("firehose", format!("arn:*:firehose:*:{}:*", self.account)),
        ];
        let is_asked = |kind: &str| self.protocols.as_ref().is_none_or(|asked| asked.iter().any(|one| one == kind));
        kinds.into_iter().filter(|(kind, _)| is_asked(kind)).map(|(_, place)| place).collect()
    }

    /// Every address.
    #[expect(clippy::unused_self, reason = "said beside what else is a stranger's")]
    pub fn world(&self) -> Vec<String> {
        vec!["0.0.0.0/0".to_owned(), "::/0".to_owned()]
    }
}

/// Whether a text stands anywhere in what a document compares.
fn mentions(document: &PolicyDocument, text: &str) -> bool {
    let folded = text.replace('-', "");
    document.statements.iter().any(|statement| {
        let principals = statement.principal.iter().flat_map(|element| &element.patterns).map(|one| &*one.value.text);
        let values = statement.conditions.iter().flat_map(|condition| &condition.values).map(|value| &*value.value);
        principals.chain(values).any(|found| found.contains(text) || found.replace('-', "").contains(&folded))
    })
}

/// The ways of delivery that an Allow asks for by name.
fn protocols(document: &PolicyDocument) -> Option<Vec<String>> {
    let mut conditions = document.allows().flat_map(|statement| &statement.conditions);
    let asked = conditions.find(|condition| {
        let is_positive = condition.meaning.is_some_and(|operator| !operator.negated && !operator.if_exists);
        is_positive && condition.key.value.eq_ignore_ascii_case("sns:Protocol")
    })?;
    Some(asked.values.iter().map(|value| value.value.to_ascii_lowercase()).collect())
}

/// The private blocks, and the ranges of a document that are not wide.
fn known_addresses(document: &PolicyDocument) -> Vec<String> {
    let conditions = document.statements.iter().flat_map(|statement| &statement.conditions);
    let values = conditions
        .filter(|condition| condition.key.value.eq_ignore_ascii_case("aws:SourceIp"))
        .flat_map(|condition| &condition.values)
        .map(|value| &*value.value);
    let narrow = values.filter(|text| IpRange::parse(text).is_some_and(|range| !is_wide(&range)));
    let mut known: Vec<String> = PRIVATE.iter().copied().chain(narrow).map(str::to_owned).collect();
    known.sort();
    known.dedup();
    known
}

/// Whether a range is so wide that it names nobody.
fn is_wide(range: &IpRange) -> bool {
    let (v4, v6) = WIDEST;
    !range.is_private() && range.prefix() < if range.is_v4() { v4 } else { v6 }
}

/// A gateway's requests come over the internet unless it is a private one; those of other services may come through a
/// VPC endpoint of the caller's, and then have no address.
fn is_served_on_the_internet_only(document: &PolicyDocument) -> bool {
    let actions = document.statements.iter().filter_map(|statement| statement.action.as_ref());
    let mut patterns = actions.flat_map(|element| &element.patterns).peekable();
    patterns.peek().is_some() && patterns.all(|pattern| pattern.value.service().eq_ignore_ascii_case("execute-api"))
}
