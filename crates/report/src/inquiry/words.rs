//! Words that several answers share.

use ::inquiry::can::Example;
use ::inquiry::words;
use policy::decide::Cap;

/// A request in words.
pub(super) fn example(example: &Example) -> String {
    let with: Vec<String> = example.context.iter().map(|(key, value)| words::key_value(key, value)).collect();
    let with = if with.is_empty() { String::new() } else { format!(" with {}", words::joined(with, "and")) };
    format!("`{}` on `{}`{with}", example.action, example.resource)
}

/// A cap, as the end of "its limit of".
pub(super) const fn cap_name(cap: Cap) -> &'static str {
    match cap {
        Cap::Cubes => "combinations of statements",
        Cap::Values => "values of one key",
        Cap::Steps => "steps",
        Cap::Variables => "variables that overlap each other",
        Cap::MixedTypes => "keys compared in two ways at once",
    }
}
