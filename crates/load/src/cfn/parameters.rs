//! Parameter values given from outside: the command line, `samconfig.toml`, parameter files beside the template.

use std::sync::Arc;

use finding::{Notice, NoticeKind};
use source::{FileId, Files, Limits, Origin, Span, join_path, parent_path};
use syntax::{Dialect, Map, Node};

use super::prepare::read;
use super::symbols::Given;
use crate::Options;

/// The values given to the parameters of a template. The command line wins; each environment of `samconfig.toml` counts
/// as one deployment.
pub(crate) fn given(
    files: &dyn Files,
    template: FileId,
    written: &Map,
    options: &Options,
    notices: &mut Vec<Notice>,
) -> Given {
    let declared = |name: &str| written.get("Parameters").is_some_and(|all| all.get(name).is_some());
    let mut given = Given::new();
    for (name, value) in from_samconfig(files, template, &options.limits, notices) {
        if declared(&name) {
            given.entry(name).or_default().push(value);
        }
    }
    for (name, value) in &options.parameters {
        if declared(name) {
            let origin = Origin::Default("given on the command line");
            given.insert(Arc::from(name.as_str()), vec![Node::from_text(value.as_str(), origin)]);
        }
    }
    given
}

fn from_samconfig(
    files: &dyn Files,
    template: FileId,
    limits: &Limits,
    notices: &mut Vec<Notice>,
) -> Vec<(Arc<str>, Node)> {
    let folder = parent_path(files.path(template));
    let beside = |name: &str| files.find(&join_path(folder, name)?);
    if let Some(file) = beside("samconfig.toml") {
        let Some(text) = read(files, file, notices) else { return Vec::new() };
        match text.parse::<toml::Table>() {
            Ok(table) => return from_toml(&table, file, &text),
            Err(error) => {
                let place = error.span().map_or(Span::new(file, 0, 0), |span| Span::new(file, span.start, span.end));
                notices.push(Notice::at(place, NoticeKind::Malformed, error.message().to_owned()));
            }
        }
    } else if let Some(file) = beside("samconfig.yaml").or_else(|| beside("samconfig.yml")) {
        let Some(text) = read(files, file, notices) else { return Vec::new() };
        let document = syntax::parse_one(file, files.path(file), &text, Dialect::Plain, limits);
        notices.extend(document.notices);
        return document.root.map(|root| from_yaml(&root)).unwrap_or_default();
    }
    Vec::new()
}

fn from_toml(table: &toml::Table, file: FileId, text: &str) -> Vec<(Arc<str>, Node)> {
    let mut found = Vec::new();
    for environment in table.values().filter_map(toml::Value::as_table) {
        for command in environment.values().filter_map(toml::Value::as_table) {
            let overrides = command.get("parameters").and_then(|parameters| parameters.get("parameter_overrides"));
            let texts: Vec<&str> = match overrides {
                Some(toml::Value::String(text)) => vec![text],
                Some(toml::Value::Array(items)) => items.iter().filter_map(toml::Value::as_str).collect(),
                _ => Vec::new(),
            };
            for (name, value) in texts.into_iter().flat_map(pairs) {
                let start = text.find(&name).unwrap_or(0);
                let origin = Origin::Written(Span::new(file, start, start + name.len()));
                found.push((Arc::from(name), Node::from_text(value, origin)));
            }
        }
    }
    found
}

fn from_yaml(root: &Node) -> Vec<(Arc<str>, Node)> {
    let mut found = Vec::new();
    for environment in root.as_map().into_iter().flat_map(Map::values) {
        for command in environment.as_map().into_iter().flat_map(Map::values) {
            let Some(overrides) = command.at(&["parameters", "parameter_overrides"]) else { continue };
            let items = overrides.as_list().unwrap_or(std::slice::from_ref(overrides));
            for (name, value) in items.iter().filter_map(Node::as_str).flat_map(pairs) {
                found.push((Arc::from(name), Node::from_text(value, overrides.origin.clone())));
            }
        }
    }
    found
}

/// `Key=Value` pairs separated by blanks, values optionally in quotes; also `ParameterKey=K,ParameterValue=V`.
fn pairs(text: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for word in words(text) {
        if let Some(rest) = word.strip_prefix("ParameterKey=") {
            if let Some((name, value)) = rest.split_once(",ParameterValue=") {
                pairs.push((name.to_owned(), value.to_owned()));
            }
        } else if let Some((name, value)) = word.split_once('=') {
            pairs.push((name.to_owned(), value.to_owned()));
        }
    }
    pairs
}

/// Words separated by blanks; quotes keep blanks together and are removed.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    for character in text.chars() {
        match quote {
            Some(open) if character == open => quote = None,
            None if character == '"' || character == '\'' => quote = Some(character),
            None if character.is_whitespace() => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => word.push(character),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_come_in_two_notations() {
        let expected = vec![("Stage".to_owned(), "prod eu".to_owned()), ("N".to_owned(), "1".to_owned())];
        assert_eq!(pairs("Stage=\"prod eu\" N=1"), expected);
        assert_eq!(pairs("ParameterKey=Stage,ParameterValue='prod eu' ParameterKey=N,ParameterValue=1"), expected);
    }
}
