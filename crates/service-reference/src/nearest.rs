//! The name that was probably meant.

use strsim::osa_distance;

use crate::action::Action;
use crate::condition_key::{ConditionKey, condition_keys};
use crate::service::{Service, service, services};

/// Longer names than any that exist are not compared.
const LONGEST: usize = 128;

/// The action that was probably meant by `name`, a name with its service; `None` when none is near.
pub fn nearest_action(name: &str) -> Option<Action> {
    let (prefix, name) = name.split_once(':').filter(|(_, name)| !name.is_empty())?;
    let meant = service(prefix).or_else(|| nearest_service(prefix));
    let near = meant.and_then(|service| nearest(name, service.actions(), Action::name));
    near.or_else(|| begun(name, meant?)).or_else(|| elsewhere(name))
}

/// The shortest name of an action that `name` begins, as `Invoke` begins `InvokeFunction`.
fn begun(name: &str, service: Service) -> Option<Action> {
    let is_begun =
        |action: &Action| action.name().get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    service.actions().filter(is_begun).min_by_key(|action| action.name().len())
}

/// The name may be right and the service wrong, as in `lambda:PassRole`, when one service alone has such an action.
fn elsewhere(name: &str) -> Option<Action> {
    let mut named = services().filter_map(|service| service.action(name));
    named.next().filter(|_| named.next().is_none())
}

/// The service that was probably meant by `prefix`; `None` when none is near.
pub fn nearest_service(prefix: &str) -> Option<Service> {
    nearest(prefix, services(), Service::prefix)
}

/// The condition key that was probably meant by `name`; `None` when none is near.
pub fn nearest_condition_key(name: &str) -> Option<ConditionKey> {
    nearest(name, crate::global_keys().chain(condition_keys()), |key| key.name)
}

/// Of those at most a third of the name away, the first of the nearest.
fn nearest<T: Copy>(name: &str, all: impl Iterator<Item = T>, name_of: impl Fn(T) -> &'static str) -> Option<T> {
    if name.len() > LONGEST {
        return None;
    }
    let within = (name.len() / 3).max(1);
    let lower = name.to_ascii_lowercase();
    let is_near = |candidate: &T| name_of(*candidate).len().abs_diff(name.len()) <= within;
    let ranked = all.filter(is_near).map(|candidate| (distance(&lower, name_of(candidate)), candidate));
    ranked
        .filter(|(distance, _)| *distance <= within)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn distance(lower: &str, candidate: &str) -> usize {
    osa_distance(lower, &candidate.to_ascii_lowercase())
}
