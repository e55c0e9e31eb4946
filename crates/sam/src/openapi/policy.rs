//! The resource policy of a REST API, from white and black lists.

use source::Origin;

use super::rest::{POLICY, RestDocument};
use super::{ANY_METHOD, paths, sub, wildcard_path};
use crate::error::Cause;
use crate::py27::{Dict, Doc, Key};

const STATEMENT: &str = "Statement";

/// Who a list of VPCs and endpoints lets in or keeps out.
#[derive(Debug)]
struct Endpoints<'p> {
    /// Texts that start with `vpc-` or `vpce-`.
    plain: Option<&'p Doc>,
    vpcs: Option<&'p Doc>,
    endpoints: Option<&'p Doc>,
}

impl RestDocument {
    /// Adds what a resource policy says about the methods of a path.
    ///
    /// # Errors
    /// When a list has not the shape it should have.
    pub(crate) fn add_resource_policy(&mut self, policy: &Dict, path: &Key, stage: &Doc) -> Result<(), Cause> {
        let cause = &policy.origin.derived("ResourcePolicy");
        let resources = self.invocations(path, stage, cause)?;
        for (list, effect) in [("AwsAccountWhitelist", "Allow"), ("AwsAccountBlacklist", "Deny")] {
            if let Some(accounts) = policy.get_truthy(list) {
                self.add_accounts(accounts, effect, &resources)?;
            }
        }
        for (list, operator) in [("IpRangeWhitelist", "NotIpAddress"), ("IpRangeBlacklist", "IpAddress")] {
            if let Some(ranges) = policy.get_truthy(list) {
                let origin = ranges.origin().derived("ResourcePolicy");
                let ranges =
                    if ranges.as_list().is_some() { ranges.clone() } else { Doc::list(vec![ranges.clone()], &origin) };
                let condition = Dict::plain(&origin).with(operator, Dict::plain(&origin).with("aws:SourceIp", ranges));
                self.add_gate(condition, &resources, &origin);
            }
        }
        for (kind, operator) in [("Blacklist", "StringEquals"), ("Whitelist", "StringNotEquals")] {
            let plain = policy.get(&format!("SourceVpc{kind}"));
            check_texts(plain, kind)?;
            let lists = Endpoints {
                plain,
                vpcs: policy.get(&format!("IntrinsicVpc{kind}")),
                endpoints: policy.get(&format!("IntrinsicVpce{kind}")),
            };
            if let Some(condition) = lists.condition(cause) {
                let origin = condition.origin.clone();
                self.add_gate(Dict::plain(&origin).with(operator, condition), &resources, &origin);
            }
        }
        self.root.insert(POLICY, Doc::Dict(self.policy.clone()));
        Ok(())
    }

    /// Adds statements as they are written.
    pub(crate) fn add_custom_statements(&mut self, statements: &Doc) {
        self.set_version(statements.origin());
        match self.policy.get(STATEMENT).filter(|held| !held.is_null()) {
            None => self.policy.insert(STATEMENT, statements.clone()),
            Some(_) => {
                let new = statements.as_list().map_or_else(|| vec![statements.clone()], <[Doc]>::to_vec);
                self.append(new, statements.origin(), true);
            }
        }
        self.root.insert(POLICY, Doc::Dict(self.policy.clone()));
    }

    fn add_accounts(&mut self, accounts: &Doc, effect: &str, resources: &Doc) -> Result<(), Cause> {
        let origin = accounts.origin().derived("ResourcePolicy");
        let accounts = match accounts {
            Doc::List { .. } => accounts.clone(),
            Doc::Dict(_) => Doc::list(vec![accounts.clone()], &origin),
            Doc::Leaf { .. } => {
                let message = format!("Type of '{accounts}' must be a list or dictionary");
                return Err(Cause::document(message).at(accounts.origin()));
            }
        };
        self.set_version(&origin);
        let mut principal = Dict::new(&origin);
        principal.update(&Dict::plain(&origin).with("AWS", accounts));
        let statement = statement(effect, resources, Doc::Dict(principal), &origin);
        if self.policy.get(STATEMENT).is_none_or(Doc::is_null) {
            self.policy.insert(STATEMENT, Doc::Dict(statement));
        } else {
            self.append(vec![Doc::Dict(statement)], &origin, false);
        }
        Ok(())
    }

    /// Lets everybody in, and denies those that meet the condition.
    fn add_gate(&mut self, condition: Dict, resources: &Doc, origin: &Origin) {
        self.set_version(origin);
        let everybody = || Doc::text("*", origin);
        let allow = statement("Allow", resources, everybody(), origin);
        let deny = statement("Deny", resources, everybody(), origin).with("Condition", condition);
        self.append(vec![Doc::Dict(allow), Doc::Dict(deny)], origin, true);
    }

    fn set_version(&mut self, origin: &Origin) {
        self.policy.insert("Version", Doc::text("2012-10-17", origin));
    }

    fn append(&mut self, new: Vec<Doc>, origin: &Origin, distinct: bool) {
        let held = self.policy.get(STATEMENT).filter(|held| !held.is_null());
        let mut statements = match held {
            Some(Doc::List { items, .. }) => items.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        for statement in new {
            if !distinct || !statements.contains(&statement) {
                statements.push(statement);
            }
        }
        self.policy.insert(STATEMENT, Doc::list(statements, origin));
    }

    /// What stands for calling each method of the path.
    fn invocations(&self, path: &Key, stage: &Doc, cause: &Origin) -> Result<Doc, Cause> {
        let mut uris = Vec::new();
        let target = wildcard_path(&path.text, true);
        for item in paths::path_items(self.path_dict()?, &path.text)? {
            for key in item.keys() {
                let any = key.text.eq_ignore_ascii_case(ANY_METHOD) || key.text.eq_ignore_ascii_case("any");
                let method = if any { "*".to_owned() } else { key.text.to_uppercase() };
                let unicode = path.unicode || (key.unicode && !any);
                let uri = Doc::text_like(format!("execute-api:/${{__Stage__}}/{method}{target}"), unicode, cause);
                uris.push(sub(uri, Some(Dict::plain(cause).with("__Stage__", stage)), cause));
            }
        }
        Ok(Doc::list(uris, cause))
    }
}

fn statement(effect: &str, resources: &Doc, principal: Doc, origin: &Origin) -> Dict {
    Dict::new(origin)
        .with("Effect", effect)
        .with("Action", "execute-api:Invoke")
        .with("Resource", resources)
        .with("Principal", principal)
}

fn check_texts(list: Option<&Doc>, kind: &str) -> Result<(), Cause> {
    match list.and_then(Doc::as_list).and_then(|items| items.iter().find(|item| item.as_str().is_none())) {
        Some(odd) => {
            let message = format!(
                "SourceVpc{kind} must be a list of strings. Use IntrinsicVpc{kind} instead for values that use \
                 Intrinsic Functions"
            );
            Err(Cause::document(message).at(odd.origin()))
        }
        None => Ok(()),
    }
}

impl Endpoints<'_> {
    /// The condition's keys, if any of the lists has a member.
    fn condition(&self, cause: &Origin) -> Option<Dict> {
        let starting = |prefix: &str| -> Vec<Doc> {
            let items = self.plain.and_then(Doc::as_list).unwrap_or_default();
            items.iter().filter(|item| item.as_str().is_some_and(|text| text.starts_with(prefix))).cloned().collect()
        };
        let parts = [
            ("aws:SourceVpc", Some(starting("vpc-")).filter(|found| !found.is_empty())),
            ("aws:SourceVpce", Some(starting("vpce-")).filter(|found| !found.is_empty())),
            ("aws:SourceVpc", members(self.vpcs)),
            ("aws:SourceVpce", members(self.endpoints)),
        ];
        let lists = [self.plain, self.vpcs, self.endpoints];
        let origin = lists.into_iter().flatten().next().map_or_else(|| cause.clone(), |list| list.origin().clone());
        let mut condition = Dict::new(&origin.derived("ResourcePolicy"));
        for (key, found) in parts {
            if let Some(found) = found {
                let held = condition.get_or_insert_with(key, || Doc::list(Vec::new(), &origin));
                held.and_then(Doc::as_list_mut)?.extend(found);
            }
        }
        let any = condition.iter().any(|(_, list)| list.is_truthy());
        any.then_some(condition)
    }
}

fn members(list: Option<&Doc>) -> Option<Vec<Doc>> {
    match list? {
        Doc::List { items, .. } => Some(items.clone()),
        Doc::Dict(dict) => Some(dict.keys().iter().map(|key| Doc::text(key.text.clone(), &dict.origin)).collect()),
        Doc::Leaf { .. } => None,
    }
}
