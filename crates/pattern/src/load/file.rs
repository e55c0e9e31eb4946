//! Whole rule files.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use finding::{Notice, NoticeKind, Place};
use source::{FileId, Files, Limits, ReadError, Span};
use syntax::{Dialect, Node, Value};

use super::reader::{Fault, Reader, kind_of, span_of, suggestion};
use super::rule;
use crate::{Language, Rule};

/// Whether a file of a folder of rules is a rule file, by its name: YAML, but no fixture of a rule for YAML.
pub fn is_rule_path(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
    stem.is_some_and(|stem| !stem.is_empty() && !stem.ends_with(".test") && !stem.ends_with(".fixed"))
}

/// Reads a rule file, YAML or JSON.
///
/// Rules are in the order of the file. One that is not valid is left out; its notice says where and what was expected.
pub fn load(file: FileId, text: &str, limits: &Limits) -> (Vec<Rule>, Vec<Notice>) {
    let mut rules = Vec::new();
    let mut notices = Vec::new();
    let mut documents = syntax::parse(file, "", text, Dialect::Plain, limits);
    if documents.iter().all(|document| document.root.is_none()) {
        documents.truncate(1);
    }
    for document in documents {
        notices.extend(document.notices);
        match document.root {
            Some(root) => read_root(file, root, &mut rules, &mut notices),
            None => notices.push(Notice::file(file, NoticeKind::Ambiguous, "the rule file is empty")),
        }
    }
    note_repeated(&rules, &mut notices);
    (rules, notices)
}

/// Reads several rule files; what they have in common, such as the languages that are not analysed, is one notice.
pub fn load_files(files: &dyn Files, ids: &[FileId], limits: &Limits) -> (Vec<Rule>, Vec<Notice>) {
    let mut rules = Vec::new();
    let mut notices = Vec::new();
    for &file in ids {
        let bytes = match files.read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                let kind = match error {
                    ReadError::TooLarge { .. } => NoticeKind::Limit,
                    ReadError::Unreadable(_) => NoticeKind::Unreadable,
                };
                notices.push(Notice::file(file, kind, format!("the rule file {error}")));
                continue;
            }
        };
        let (text, undecoded) = syntax::decode(file, bytes);
        let (more, found) = load(file, &text, limits);
        notices.extend(undecoded.into_iter().chain(found));
        rules.extend(more);
    }
    notices.extend(out_of_scope(&rules));
    (rules, notices)
}

/// One notice that counts the rules which name only languages that are not analysed; `None` if there is none.
pub fn out_of_scope(rules: &[Rule]) -> Option<Notice> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let outside = rules.iter().filter(|rule| !rule.languages.iter().any(|language| language.is_analysed()));
    for language in outside.flat_map(|rule| rule.languages.first().map(|language| Language::name(*language))) {
        *counts.entry(language).or_default() += 1;
    }
    let each: Vec<String> = counts.iter().map(|(language, count)| format!("{language} ({count})")).collect();
    let message = match (counts.values().sum(), counts.keys().next()) {
        (0_usize, _) | (_, None) => return None,
        (1, Some(language)) => format!("1 rule was not run: it is for {language}"),
        (all, _) => format!("{all} rules were not run: they are for {}", each.join(", ")),
    };
    Some(Notice { place: Place::Scan, kind: NoticeKind::Unsupported, message })
}

/// The rules of a document: below `rules`, or the document itself if it is a list.
fn read_root(file: FileId, mut root: Node, rules: &mut Vec<Rule>, notices: &mut Vec<Notice>) {
    let span = span_of(&root, file);
    let list = match &mut root.value {
        Value::List(_) => root,
        Value::Map(map) => match map.remove("rules") {
            Some(list) => list,
            None => {
                // Folders of rules hold other YAML too; only what looks like a mistake is one.
                let near = map.keys().map(|key| suggestion(key, ["rules"].into_iter())).find(|near| !near.is_empty());
                let kind = if near.is_some() { NoticeKind::Invalid } else { NoticeKind::Skipped };
                let message = format!("not a rule file: it has no `rules`{}", near.unwrap_or_default());
                notices.push(Notice::at(Span { end: span.start, ..span }, kind, message));
                return;
            }
        },
        _ => {
            notices.push(Notice::at(span, NoticeKind::Invalid, "not a rule file: it has no `rules`"));
            return;
        }
    };
    let at = span_of(&list, file);
    let Value::List(items) = list.value else {
        let message = format!("`rules` should be a list, not {}", kind_of(&list));
        notices.push(Notice::at(at, NoticeKind::Invalid, message));
        return;
    };
    for item in items {
        read_rule(file, item, rules, notices);
    }
}

fn read_rule(file: FileId, node: Node, rules: &mut Vec<Rule>, notices: &mut Vec<Notice>) {
    let id = match rule::id(&node, file) {
        Ok(id) => id,
        Err(fault) => return notices.push(off(fault, "a rule without an id")),
    };
    let name = format!("rule `{id}`");
    let mut reader = Reader { file, rule: Arc::clone(&id.text), notices: Vec::new() };
    let read = rule::rule(&mut reader, id, node);
    notices.append(&mut reader.notices);
    match read {
        Ok(rule) => rules.push(rule),
        Err(fault) => notices.push(off(fault, &name)),
    }
}

fn off(fault: Fault, name: &str) -> Notice {
    Notice::at(fault.at, fault.kind, format!("{name} is off: {}", fault.message))
}

/// Notes ids that stand more than once in one file, where not even the path tells them apart.
fn note_repeated(rules: &[Rule], notices: &mut Vec<Notice>) {
    let mut seen = HashSet::new();
    for rule in rules {
        if !seen.insert(rule.id.as_str()) {
            let message = format!("rule `{}`: another rule of this file has the same id; both are run", rule.id);
            notices.push(Notice::at(rule.id.span, NoticeKind::Ambiguous, message));
        }
    }
}
