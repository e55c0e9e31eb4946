//! The options of a rule.

use std::sync::Arc;

use finding::NoticeKind;
use syntax::Node;

use super::reader::{Fault, Fields, Read, Reader, suggestion, text_of};
use crate::rule::{GenericComments, GenericEngine, Options};

/// The options that are more than on or off, and those that limit time, which is bounded by other means here.
const OTHERS: [&str; 16] = [
    "taint_match_on",
    "taint_focus_on",
    "taint_interfile_depth",
    "generic_engine",
    "generic_braces",
    "generic_extra_braces",
    "generic_extra_word_characters",
    "generic_ellipsis_max_span",
    "generic_comment_style",
    "cpp_parsing_pref",
    "max_match_per_file",
    "taint_fixpoint_timeout",
    "timeout",
    "dynamic_timeout",
    "dynamic_timeout_unit_kb",
    "dynamic_timeout_max_multiplier",
];

/// Reads options; an unknown one is noted.
pub(super) fn options(reader: &mut Reader, node: &Node) -> Read<Options> {
    let fields = Fields::of(node, reader.file, "`options`")?;
    let mut options = Options::default();
    for key in fields.map.keys() {
        if let Some(switch) = options.switch_mut(key) {
            *switch = fields.flag(key, *switch)?;
        } else if OTHERS.contains(&&**key) {
            other(&mut options, key, &fields)?;
        } else {
            let near = suggestion(key, Options::SWITCHES.iter().copied().chain(OTHERS));
            reader.note(fields.key_span(key), NoticeKind::Ambiguous, &format!("the option `{key}` is not known{near}"));
        }
    }
    Ok(options)
}

fn other(options: &mut Options, key: &str, fields: &Fields<'_>) -> Read<()> {
    let word = || fields.required_text(key);
    let wrong = |expected: &str| fields.fault(key, format!("`{key}` should be {expected}"));
    match key {
        "taint_match_on" | "taint_focus_on" => {
            options.taint_focus_on_source = match word()?.as_str() {
                "source" => true,
                "sink" => false,
                _ => return Err(wrong("`source` or `sink`")),
            };
        }
        "generic_engine" => {
            options.generic_engine = match word()?.as_str() {
                "spacegrep" => GenericEngine::Spacegrep,
                "aliengrep" => GenericEngine::Aliengrep,
                _ => return Err(wrong("`spacegrep` or `aliengrep`")),
            };
        }
        "generic_comment_style" => {
            options.generic_comment_style = match word()?.as_str() {
                "c" => Some(GenericComments::C),
                "cpp" => Some(GenericComments::Cpp),
                "shell" => Some(GenericComments::Shell),
                _ => return Err(wrong("`c`, `cpp` or `shell`")),
            };
        }
        "generic_braces" => options.generic_braces = Some(braces(fields, key)?),
        "generic_extra_braces" => options.generic_extra_braces = braces(fields, key)?,
        "generic_extra_word_characters" => {
            options.generic_extra_word_characters = fields.texts(key)?.into_iter().map(|text| text.text).collect();
        }
        "generic_ellipsis_max_span" => {
            options.generic_ellipsis_max_span = fields.count(key)?.unwrap_or(options.generic_ellipsis_max_span);
        }
        "max_match_per_file" => options.max_match_per_file = fields.count(key)?,
        _ => {}
    }
    Ok(())
}

fn braces(fields: &Fields<'_>, key: &str) -> Read<Vec<(Arc<str>, Arc<str>)>> {
    let pair = |node: &Node| -> Read<(Arc<str>, Arc<str>)> {
        match node.as_list() {
            Some([open, close]) => {
                let at = fields.key_span(key);
                Ok((text_of(open, at, key)?.text, text_of(close, at, key)?.text))
            }
            _ => Err(Fault::new(node.span().unwrap_or(fields.span), format!("`{key}` should hold pairs of brackets"))),
        }
    };
    fields.list(key)?.unwrap_or_default().iter().map(pair).collect()
}
