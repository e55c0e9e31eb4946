//! Statement ids.

use std::collections::HashMap;

use crate::check::checks;
use crate::found::Found;
use crate::options::PolicyType;
use crate::view::Policy;

checks! {
    EMPTY_SID_VALUE: Suggestion, "the statement id is empty", "Write an id or leave `Sid` out.";
    UNSUPPORTED_SID: Error, "the statement id has characters that IAM refuses", "IAM takes letters and digits only in `Sid`.";
    UNIQUE_SIDS_REQUIRED: Error, "two statements have the same id", "In this type of policy every `Sid` must be its own.";
    UNIQUE_SIDS_RECOMMENDED: Warning, "two statements have the same id", "Give each statement its own `Sid`, so that logs and people can tell them apart.";
}

pub(crate) fn check(policy: &Policy<'_>, found: &mut Found) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let is_resource = policy.options.kind.is_resource();
    for view in &policy.statements {
        let Some(sid) = &view.parsed.sid else { continue };
        found.statement = Some(view.index);
        if sid.value.is_empty() {
            found.add(&EMPTY_SID_VALUE, &sid.origin, "`Sid` is empty");
            continue;
        }
        // Services with resource policies of their own take more characters.
        if !is_resource && !policy::has_hole(&sid.value) && !sid.value.chars().all(|c| c.is_ascii_alphanumeric()) {
            let kept: String = sid.value.chars().filter(char::is_ascii_alphanumeric).collect();
            let message = format!("`{}` has characters other than letters and digits", sid.value);
            found.suggest(&UNSUPPORTED_SID, &sid.origin, message, kept);
        }
        if let Some(first) = seen.insert(&sid.value, view.index) {
            let check = if required(&policy.options.kind) { &UNIQUE_SIDS_REQUIRED } else { &UNIQUE_SIDS_RECOMMENDED };
            let message = format!("statement {} already has the id `{}`", first + 1, sid.value);
            found.add(check, &sid.origin, message);
        }
    }
    found.statement = None;
}

const fn required(kind: &PolicyType) -> bool {
    !kind.is_resource()
}
