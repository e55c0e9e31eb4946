//! setuptools: `setup.cfg`.

use finding::{Notice, NoticeKind};
use source::Span;

use super::pep508;
use crate::text::{Line, lines};
use crate::{Input, Inventory, Requirement};

/// One option of a section, with the lines of its value.
#[derive(Default)]
struct Setting<'t> {
    section: &'t str,
    key: &'t str,
    /// Whether the value begins in the line of the key.
    beside_key: bool,
    values: Vec<(String, Span)>,
}

/// Reads the configuration of setuptools. What only building needs is left out.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let mut found = Inventory::default();
    let mut setting = Setting::default();
    for line in lines(input.file, input.text) {
        let said = line.text.trim();
        if said.is_empty() || said.starts_with(['#', ';']) {
            continue;
        }
        if line.text.starts_with(char::is_whitespace) && !setting.key.is_empty() {
            match setting.values.last_mut() {
                Some((value, span)) if value.ends_with('\\') => {
                    value.pop();
                    value.push_str(said);
                    *span = span.to(line.span);
                }
                _ => setting.values.push((said.to_owned(), line.span)),
            }
            continue;
        }
        let section = setting.section;
        finish(&setting, &mut found);
        setting = match said.strip_prefix('[').and_then(|head| head.split_once(']')) {
            Some((section, _)) => Setting { section: section.trim(), ..Setting::default() },
            None => begin(section, &line),
        };
    }
    finish(&setting, &mut found);
    found
}

/// The option that a line `key = value` begins.
fn begin<'t>(section: &'t str, line: &Line<'t>) -> Setting<'t> {
    let (key, value) = line.text.split_once(['=', ':']).unwrap_or((line.text, ""));
    let (key, value) = (key.trim(), value.trim());
    let beside_key = !value.is_empty();
    Setting {
        section,
        key,
        beside_key,
        values: beside_key.then(|| (value.to_owned(), line.span)).into_iter().collect(),
    }
}

fn finish(setting: &Setting<'_>, found: &mut Inventory) {
    let group = match (setting.section, setting.key) {
        ("options", "install_requires" | "install-requires") => None,
        ("options", "tests_require" | "tests-require") => Some("test"),
        ("options.extras_require", extra) => Some(extra),
        _ => return,
    };
    // One line is a list in itself; of several, each is one requirement, whose `;` begins its condition.
    let alone = setting.beside_key && setting.values.len() == 1;
    for (value, span) in &setting.values {
        if let Some(list) = value.strip_prefix("file:") {
            let message = format!("the list `{}` is read as a file of its own, if at all", list.trim());
            found.notices.push(Notice::at(*span, NoticeKind::Unresolved, message));
            continue;
        }
        let parts = value.split(if alone { ';' } else { '\n' }).map(str::trim).filter(|part| !part.is_empty());
        for part in parts {
            match pep508::parse(part, *span) {
                Some(requirement) => {
                    let groups = group.map(str::to_owned).into_iter().collect();
                    found.requirements.push(Requirement { groups, ..requirement });
                }
                None => found.malformed(*span, format!("`{part}` is no requirement")),
            }
        }
    }
}
