//! Parts of a request that say the same: a principal, its ARN and its account; the ARN of a source and its account.

use std::collections::BTreeSet;

use crate::arn::Arn;
use crate::context::ContextValue;
use crate::decide::answer::Cap;
use crate::decide::search::case::Case;
use crate::decide::search::choice::{Choice, Part};
use crate::decide::values::keys;
use crate::decide::values::principals;
use crate::decide::values::shape::{Letter, Shape};
use crate::glob::{Glob, Token};
use crate::request::Principal;

/// How many combinations are looked at.
const MAX_COMBINATIONS: usize = 50_000;

/// Keys that say the same.
#[derive(Debug, Clone, Copy)]
pub(in crate::decide) struct Group {
    arn: &'static str,
    account: &'static str,
    /// Whether they speak of the principal, and so are always both there or both absent.
    is_principal: bool,
}

/// The groups there are.
pub(in crate::decide) const GROUPS: [Group; 2] = [
    Group { arn: "aws:principalarn", account: "aws:principalaccount", is_principal: true },
    Group { arn: "aws:sourcearn", account: "aws:sourceaccount", is_principal: false },
];

/// What a case has of a group.
pub(in crate::decide) struct Members {
    group: Group,
    arn: Option<usize>,
    account: Option<usize>,
    asks_principal: bool,
}

impl Members {
    /// The members of a group that the case asks about; `None` when there are not two. Where a key says something of
    /// the principal, the principal is one of them.
    pub(in crate::decide) fn of(case: &Case<'_, '_>, group: Group, keys: &[usize]) -> Option<Self> {
        let find = |name: &str| keys.iter().copied().find(|key| case.key_name(*key) == name);
        let (arn, account) = (find(group.arn), find(group.account));
        let is_named =
            if group.is_principal { arn.is_some() || account.is_some() } else { arn.is_some() && account.is_some() };
        is_named.then_some(Self { group, arn, account, asks_principal: group.is_principal })
    }

    pub(in crate::decide) fn keys(&self) -> impl Iterator<Item = usize> {
        self.arn.into_iter().chain(self.account)
    }

    pub(in crate::decide) fn has_principal(&self) -> bool {
        self.asks_principal
    }

    /// The choices for all members together.
    pub(in crate::decide) fn choices(&self, case: &Case<'_, '_>) -> (Vec<Choice>, Option<Cap>) {
        let named = if self.asks_principal { principals::choices(case, &[]) } else { Vec::new() };
        let named: Vec<&str> = named.iter().filter_map(|choice| principal_arn(&choice.part)).collect();
        let mut in_accounts: Vec<Shape> = named.iter().filter_map(|arn| account(arn)).map(Shape::literal).collect();
        let mut cap = None;
        let arns = self.arn.iter().flat_map(|key| keys::shapes(case, *key));
        in_accounts.extend(arns.flat_map(|shape| accounts_in(case, &shape, &mut cap)));
        let (accounts, met) = choices_of(case, self.account, &in_accounts);
        cap = cap.or(met);
        let words = accounts.iter().filter_map(|choice| single(choice_key(choice.as_ref())));
        let words: BTreeSet<&str> = words.chain(named.iter().filter_map(|arn| account(arn))).collect();
        let mut also: Vec<Shape> = named.iter().flat_map(|arn| arns_of(arn)).collect();
        also.extend(words.iter().flat_map(|account| of_account(account, self.group.is_principal)));
        let (arns, met) = choices_of(case, self.arn, &also);
        cap = cap.or(met);
        let principals = if self.asks_principal { self.principals(case, &arns, &words) } else { vec![None] };
        let (joined, is_whole) = self.join(&principals, &arns, &accounts);
        (joined, cap.or((!is_whole).then_some(Cap::Values)))
    }

    /// Those who have one of the ARNs, or somebody of each account.
    fn principals(
        &self,
        case: &Case<'_, '_>,
        arns: &[Option<Choice>],
        accounts: &BTreeSet<&str>,
    ) -> Vec<Option<Choice>> {
        let known = arns.iter().filter_map(|choice| single(choice_key(choice.as_ref()))).map(str::to_owned);
        let fresh = case.letters.common();
        let others = accounts.iter().map(|account| format!("arn:aws:iam::{account}:user/{fresh}"));
        let also: Vec<String> = known.chain(others).collect();
        principals::choices(case, &also).into_iter().map(Some).collect()
    }

    fn join(
        &self,
        principals: &[Option<Choice>],
        arns: &[Option<Choice>],
        accounts: &[Option<Choice>],
    ) -> (Vec<Choice>, bool) {
        let mut joined = Vec::new();
        let mut left = MAX_COMBINATIONS;
        for principal in principals {
            for arn in arns {
                for account in accounts {
                    let Some(rest) = left.checked_sub(1) else { return (joined, false) };
                    left = rest;
                    let parts: Vec<&Choice> = [principal, arn, account].into_iter().flatten().collect();
                    if self.agree(principal.as_ref(), arn.as_ref(), account.as_ref()) {
                        let kills = parts
                            .iter()
                            .fold(Default::default(), |all: crate::decide::search::bits::Bits, one| all.or(&one.kills));
                        let part = Part::Together(parts.iter().map(|one| one.part.clone()).collect());
                        joined.push(Choice { part, kills });
                    }
                }
            }
        }
        (joined, true)
    }

    fn agree(&self, principal: Option<&Choice>, arn: Option<&Choice>, account: Option<&Choice>) -> bool {
        let arn_value = arn.map(|choice| single(choice_key(Some(choice))));
        let account_value = account.map(|choice| single(choice_key(Some(choice))));
        if let (Some(arn), Some(own)) = (arn_value, account_value) {
            let is_paired = !self.group.is_principal || arn.is_some() == own.is_some();
            let differs = arn.and_then(self::account).zip(own).is_some_and(|(theirs, own)| theirs != own);
            if !is_paired || differs {
                return false;
            }
        }
        let Some(Part::Principal(principal)) = principal.map(|choice| &choice.part) else { return true };
        match principal {
            Principal::Aws(own) => {
                arn_value.is_none_or(|arn| arn.is_some_and(|arn| is_arn_of(arn, own)))
                    && account_value.is_none_or(|account| account.is_some() && account == self::account(own))
            }
            _ => arn_value.is_none_or(|arn| arn.is_none()) && account_value.is_none_or(|account| account.is_none()),
        }
    }
}

/// Patterns that matter for a key because of what is asked of its partners.
pub(in crate::decide) fn also(case: &Case<'_, '_>, key: usize, cap: &mut Option<Cap>) -> Vec<Shape> {
    let name = case.key_name(key);
    let Some(group) = GROUPS.iter().find(|group| case.space.correlated && (group.account == name)) else {
        return Vec::new();
    };
    let partner = case.keys().into_iter().filter(|other| case.key_name(*other) == group.arn);
    partner.flat_map(|partner| keys::shapes(case, partner)).flat_map(|shape| accounts_in(case, &shape, cap)).collect()
}

fn choices_of(case: &Case<'_, '_>, key: Option<usize>, also: &[Shape]) -> (Vec<Option<Choice>>, Option<Cap>) {
    let Some(key) = key else { return (vec![None], None) };
    let (choices, cap) = keys::choices(case, key, also);
    (choices.into_iter().map(Some).collect(), cap)
}

fn choice_key(choice: Option<&Choice>) -> Option<&ContextValue> {
    match &choice?.part {
        Part::Key(_, value) => value.as_ref(),
        Part::Action(_) | Part::Resource(_) | Part::Principal(_) | Part::Together(_) => None,
    }
}

fn single(value: Option<&ContextValue>) -> Option<&str> {
    value?.as_single()
}

fn principal_arn(part: &Part) -> Option<&str> {
    match part {
        Part::Principal(Principal::Aws(arn)) => Some(arn),
        _ => None,
    }
}

/// The account in an ARN.
fn account(arn: &str) -> Option<&str> {
    Arn::parse(arn).map(|arn| arn.account).filter(|account| !account.is_empty())
}

/// Patterns for the accounts of the ARNs that a pattern matches.
fn accounts_in(case: &Case<'_, '_>, pattern: &Shape, cap: &mut Option<Cap>) -> Vec<Shape> {
    let any = ["arn", "*", "*", "*", "*", "*"].map(Glob::new);
    let arns = pattern.meet(&Shape::arn(&any), case.work);
    let account = |shape: &Shape| {
        let mut parts = shape.cells.split(|cell| cell.letter == Letter::Is(':'));
        Some(Shape::from_letters(parts.nth(4)?.iter().map(|cell| cell.letter)))
    };
    *cap = cap.or(arns.incomplete.then_some(Cap::Values));
    let mut accounts: Vec<Shape> = arns.shapes.iter().filter_map(account).collect();
    accounts.retain(|account| !matches!(&*account.cells, [only] if only.letter.is_run()));
    accounts.dedup();
    accounts
}

/// Patterns for the ARNs of an account.
fn of_account(account: &str, is_principal: bool) -> Vec<Shape> {
    let shape = |[partition, service, region]: [&str; 3]| {
        let glob = Glob::new;
        Shape::arn(&[glob("arn"), glob(partition), glob(service), glob(region), Glob::literal(account), glob("*")])
    };
    if is_principal { vec![shape(["aws", "iam", ""]), shape(["*", "*", ""])] } else { vec![shape(["*", "*", "*"])] }
}

/// What `aws:PrincipalArn` may say for a principal.
fn arns_of(principal: &str) -> Vec<Shape> {
    let mut shapes = vec![Shape::literal(principal)];
    if let Some((arn, name)) = session_of(principal) {
        let role = format!("arn:{}:iam::{}:role/", arn.partition, arn.account);
        shapes.push(Shape::literal(&format!("{role}{name}")));
        let tokens = role.chars().map(Token::Literal).chain([Token::Any]);
        shapes.push(Shape::from_tokens(tokens.chain(format!("/{name}").chars().map(Token::Literal))));
    }
    shapes
}

/// A role's session: its ARN and the name of the role.
fn session_of(principal: &str) -> Option<(Arn<'_>, &str)> {
    let arn = Arn::parse(principal).filter(|own| own.service == "sts")?;
    Some((arn, arn.resource.strip_prefix("assumed-role/")?.split('/').next()?))
}

/// Whether `arn` is what `aws:PrincipalArn` says for the principal: the role of a session, else the principal itself.
fn is_arn_of(arn: &str, principal: &str) -> bool {
    let Some((session, name)) = session_of(principal) else { return arn == principal };
    let role = Arn::parse(arn).filter(|arn| arn.service == "iam" && arn.account == session.account);
    let is_role = |path: &str| path.rsplit('/').next() == Some(name) && !path.contains(':');
    role.and_then(|role| role.resource.strip_prefix("role/")).is_some_and(is_role)
}
