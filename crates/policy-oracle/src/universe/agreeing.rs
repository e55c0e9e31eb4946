//! Parts of a request that say the same in AWS: a principal, its ARN and its account; the ARN of a source and its
//! account.

use policy::{Principal, Request};

use super::ranges::KeyRange;
use crate::request::Given;

const PRINCIPAL_ARN: &str = "aws:principalarn";
const PRINCIPAL_ACCOUNT: &str = "aws:principalaccount";
const SOURCE_ARN: &str = "aws:sourcearn";
const SOURCE_ACCOUNT: &str = "aws:sourceaccount";

/// Values that stand in one request together.
#[derive(Debug, Clone)]
pub(super) struct Together {
    pub principal: Option<Principal>,
    pub given: Vec<(String, Option<Given>)>,
}

/// Whether the key says the same as another part.
pub(super) fn is_bound(key: &str) -> bool {
    [PRINCIPAL_ARN, PRINCIPAL_ACCOUNT, SOURCE_ARN, SOURCE_ACCOUNT].contains(&key)
}

/// Each principal with what the keys among `keys` say about it.
pub(super) fn principals(principals: &[Principal], keys: &[KeyRange]) -> Vec<Together> {
    let has = |name: &str| keys.iter().any(|key| key.name == name);
    let one = |name: &str, value: Option<String>| has(name).then(|| (name.to_owned(), value.map(Given::One)));
    let with = |principal: &Principal| -> Vec<Together> {
        let account = account_of(principal);
        let whole = |arn: Option<String>| Together {
            principal: Some(principal.clone()),
            given: one(PRINCIPAL_ARN, arn).into_iter().chain(one(PRINCIPAL_ACCOUNT, account.clone())).collect(),
        };
        let arns = arns_of(principal);
        if arns.is_empty() { vec![whole(None)] } else { arns.into_iter().map(|arn| whole(Some(arn))).collect() }
    };
    principals.iter().flat_map(with).collect()
}

/// What the keys of a source among `keys` may say together.
pub(super) fn sources(keys: &[KeyRange]) -> Vec<Together> {
    let values = |name: &str| keys.iter().find(|key| key.name == name).map(|key| key.values.as_slice());
    let mut all = Vec::new();
    for arn in values(SOURCE_ARN).unwrap_or(&[None]) {
        for account in values(SOURCE_ACCOUNT).unwrap_or(&[None]) {
            if source_agrees(text(arn), text(account)) {
                let given = [(SOURCE_ARN, arn), (SOURCE_ACCOUNT, account)];
                let given = given.map(|(name, value)| (name.to_owned(), value.clone())).to_vec();
                all.push(Together { principal: None, given });
            }
        }
    }
    all
}

/// Whether the parts of a request agree. Where no document asks for the principal, it may be anybody.
pub(crate) fn agrees(request: &Request, asks_principal: bool) -> bool {
    let one = |key: &str| request.context.single(key);
    let (arn, account) = (one(PRINCIPAL_ARN), one(PRINCIPAL_ACCOUNT));
    let own = arns_of(&request.principal);
    // A session does not say under which path its role lies.
    let is_session = own.len() > 1;
    let known = |arn: &str| own.iter().any(|own| own == arn || (is_session && *own == without_path(arn)));
    let says =
        arn.is_none_or(known) && account.is_none_or(|own| account_of(&request.principal).as_deref() == Some(own));
    let pair = source_agrees(arn, account);
    pair && (says || !asks_principal) && source_agrees(one(SOURCE_ARN), one(SOURCE_ACCOUNT))
}

/// The ARN of a role as it is without a path; any other as it is.
fn without_path(arn: &str) -> String {
    match arn.split_once(":role/") {
        Some((home, path)) => format!("{home}:role/{}", path.rsplit('/').next().unwrap_or_default()),
        None => arn.to_owned(),
    }
}

fn source_agrees(arn: Option<&str>, account: Option<&str>) -> bool {
    let stated = arn.and_then(|arn| arn.split(':').nth(4)).filter(|stated| !stated.is_empty());
    stated.zip(account).is_none_or(|(stated, account)| stated == account)
}

fn text(given: &Option<Given>) -> Option<&str> {
    match given {
        Some(Given::One(text)) => Some(text),
        _ => None,
    }
}

/// What `aws:PrincipalArn` may say: the role of a session, under any path, else the principal itself.
fn arns_of(principal: &Principal) -> Vec<String> {
    let Principal::Aws(arn) = principal else { return Vec::new() };
    let parts: Vec<&str> = arn.split(':').collect();
    match parts.as_slice() {
        [scheme, partition, "sts", region, account, session] if session.starts_with("assumed-role/") => {
            let name = session.split('/').nth(1).unwrap_or_default();
            let role = |path: &str| format!("{scheme}:{partition}:iam:{region}:{account}:role/{path}{name}");
            vec![role(""), role("path/"), role("x/")]
        }
        _ => vec![arn.clone()],
    }
}

fn account_of(principal: &Principal) -> Option<String> {
    let Principal::Aws(arn) = principal else { return None };
    arn.split(':').nth(4).map(str::to_owned)
}
