//! One rule.

use finding::NoticeKind;
use source::Span;
use syntax::Node;

use super::condition::language_of;
use super::reader::{Fault, Fields, Read, Reader, Scope, choice, span_of, suggestion};
use super::{classic, join, metadata, options, taint, v2};
use crate::Text;
use crate::rule::{
    Anchor, FixRegex, Formula, GenericEngine, Glob, Language, Metadata, Mode, Options, Paths, Rule, Severity, Version,
};

const MODES: [&str; 4] = ["search", "taint", "join", "extract"];

/// The keys of rules.
const KEYS: [&str; 31] = [
    "id",
    "message",
    "languages",
    "severity",
    "mode",
    "metadata",
    "options",
    "paths",
    "pattern",
    "patterns",
    "pattern-either",
    "pattern-regex",
    "match",
    "taint",
    "pattern-sources",
    "pattern-sinks",
    "pattern-sanitizers",
    "pattern-propagators",
    "fix",
    "fix-regex",
    "min-version",
    "max-version",
    "version",
    "join",
    "extract",
    "dest-language",
    "dest-rules",
    "transform",
    "reduce",
    "validators",
    "r2c-internal-project-depends-on",
];

/// The id of a rule, which its notices name.
pub(super) fn id(node: &Node, file: source::FileId) -> Read<Text> {
    let fields = Fields::of(node, file, "a rule")?;
    let id = fields.required_text("id")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    if id.as_str().is_empty() || !id.as_str().chars().all(plain) {
        return Err(Fault::new(id.span, "`id` should be letters, digits, `.`, `_` and `-`"));
    }
    Ok(id)
}

/// Reads a rule, whose metadata is taken out of `node`.
pub(super) fn rule(reader: &mut Reader, id: Text, mut node: Node) -> Read<Rule> {
    let metadata = take_metadata(reader, &mut node)?;
    let fields = Fields::of(&node, reader.file, "a rule")?;
    let (min_version, max_version) = versions(&fields)?;
    let mut options = match fields.get("options") {
        Some(node) => options::options(reader, node)?,
        None => Options::default(),
    };
    let mode_word = mode_word(&fields)?;
    let languages = languages(reader, &fields, mode_word, &mut options)?;
    let scope = Scope { regex: languages.as_slice() == [Language::Regex], in_metavariable: false };
    let mode = mode(reader, &fields, mode_word, scope)?;
    let (message, severity) = match &mode {
        Mode::Extract(_) => (Text::new("", fields.span), Severity::Info),
        _ => (fields.required_text("message")?, severity(&fields)?),
    };
    reader.note_unknown(&fields, &KEYS);
    if fields.map.contains("validators") {
        let message = "`validators` ask a service whether a secret is valid; they are not run";
        reader.note(fields.key_span("validators"), NoticeKind::Unsupported, message);
    }
    Ok(Rule {
        id,
        file: reader.file,
        span: fields.span,
        languages,
        severity,
        message,
        mode,
        metadata,
        paths: paths(reader, &fields)?,
        options,
        fix: fields.text("fix")?.map(trimmed),
        fix_regex: fix_regex(reader, &fields)?,
        min_version,
        max_version,
    })
}

fn take_metadata(reader: &Reader, node: &mut Node) -> Read<Metadata> {
    match node.as_map_mut().and_then(|map| map.get_mut("metadata")) {
        Some(inner) => {
            let origin = inner.origin.clone();
            metadata::metadata(reader, std::mem::replace(inner, Node::null(origin)))
        }
        None => Ok(Metadata::default()),
    }
}

fn versions(fields: &Fields<'_>) -> Read<(Option<Version>, Option<Version>)> {
    let version = |key: &str| -> Read<Option<(Version, Text)>> {
        let Some(text) = fields.text(key)? else { return Ok(None) };
        let read = Version::parse(text.as_str());
        let version =
            read.ok_or_else(|| Fault::new(text.span, format!("`{key}` should be like `1.90.0`, not `{text}`")))?;
        Ok(Some((version, text)))
    };
    let (lowest, highest) = (version("min-version")?, version("max-version")?);
    let misses = |at: &Text, what: &str| {
        let message = format!("it is for Semgrep {what} {at}, and what is read here is {}", Version::SEMGREP);
        Err(Fault { at: at.span, kind: NoticeKind::Skipped, message })
    };
    if let Some((version, text)) = &lowest
        && *version > Version::SEMGREP
    {
        return misses(text, "from");
    }
    if let Some((version, text)) = &highest
        && *version < Version::SEMGREP
    {
        return misses(text, "up to");
    }
    Ok((lowest.map(|(version, _)| version), highest.map(|(version, _)| version)))
}

/// The mode: as written, or `taint` where that key stands, or `search`.
fn mode_word(fields: &Fields<'_>) -> Read<&'static str> {
    let Some(text) = fields.text("mode")? else {
        return Ok(if fields.map.contains("taint") { "taint" } else { "search" });
    };
    MODES.into_iter().find(|mode| *mode == text.as_str()).ok_or_else(|| {
        let near = suggestion(text.as_str(), MODES.into_iter());
        Fault::new(text.span, format!("`mode` should be {}, not `{text}`{near}", choice(&MODES)))
    })
}

fn languages(reader: &Reader, fields: &Fields<'_>, mode: &str, options: &mut Options) -> Read<Vec<Language>> {
    if mode == "join" && !fields.map.contains("languages") {
        return Ok(vec![Language::Generic]);
    }
    let Some(items) = fields.list("languages")? else { return Err(fields.missing("languages")) };
    let mut languages = Vec::new();
    for item in items {
        let text = super::reader::text_of(item, span_of(item, reader.file), "languages")?;
        if text.as_str() == "aliengrep" {
            options.generic_engine = GenericEngine::Aliengrep;
        }
        let language = language_of(&text)?;
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    let alone = languages.iter().find(|language| matches!(language, Language::Regex | Language::Generic));
    match alone {
        _ if languages.is_empty() => Err(fields.fault("languages", "`languages` should name at least one language")),
        Some(language) if languages.len() > 1 => {
            Err(fields.fault("languages", format!("`{language}` may only stand alone in `languages`")))
        }
        _ => Ok(languages),
    }
}

fn mode(reader: &mut Reader, fields: &Fields<'_>, mode: &str, scope: Scope) -> Read<Mode> {
    match mode {
        "taint" => match fields.get("taint") {
            Some(node) => taint::newer(reader, node, scope).map(Mode::Taint),
            None => taint::classic(reader, fields, scope).map(Mode::Taint),
        },
        "join" => {
            let node = fields.get("join").ok_or_else(|| fields.missing("join"))?;
            let read = join::join(reader, node).map(Mode::Join);
            not_run(reader, fields.key_span("join"), "`join`");
            read
        }
        "extract" => {
            let read = join::extract(reader, fields, scope).map(Mode::Extract);
            not_run(reader, fields.span, "`extract`");
            read
        }
        _ => search(reader, fields, scope),
    }
}

fn not_run(reader: &mut Reader, at: Span, mode: &str) {
    reader.note(at, NoticeKind::Unsupported, &format!("rules of the mode {mode} are not run"));
}

fn search(reader: &mut Reader, fields: &Fields<'_>, scope: Scope) -> Read<Mode> {
    if let Some(node) = fields.get("match") {
        let formula: Formula = v2::formula(reader, node, scope)?.positive("alone")?;
        return Ok(Mode::Search(formula));
    }
    let depends = fields.get("r2c-internal-project-depends-on");
    if let Some(node) = depends
        && !classic::ROOTS.iter().any(|key| fields.map.contains(key))
    {
        let read = join::dependencies(reader, node).map(Mode::Dependencies);
        not_run(reader, fields.key_span("r2c-internal-project-depends-on"), "of dependencies");
        return read;
    }
    if fields.map.contains("pattern-sources") && fields.map.contains("pattern-sinks") {
        return Err(fields.fault("pattern-sources", "a rule with `pattern-sources` needs `mode: taint`"));
    }
    classic::root(reader, fields, scope).map(Mode::Search)
}

fn severity(fields: &Fields<'_>) -> Read<Severity> {
    let text = fields.required_text("severity")?;
    text.as_str().parse().map_err(|()| {
        let names: Vec<&str> = Severity::ALL.iter().map(|(name, _)| *name).collect();
        let near = suggestion(text.as_str(), names.iter().copied());
        Fault::new(text.span, format!("`severity` should be {}, not `{text}`{near}", choice(&names)))
    })
}

fn paths(reader: &Reader, fields: &Fields<'_>) -> Read<Paths> {
    let Some(node) = fields.get("paths") else { return Ok(Paths::default()) };
    let fields = Fields::of(node, reader.file, "`paths`")?;
    fields.only(&["include", "exclude"])?;
    let globs = |key: &str| -> Read<Vec<Glob>> {
        let glob = |text: Text| {
            let span = text.span;
            Glob::new(text).map_err(|error| Fault::new(span, format!("not a valid glob: {error}")))
        };
        fields.texts(key)?.into_iter().map(glob).collect()
    };
    Ok(Paths { include: globs("include")?, exclude: globs("exclude")? })
}

fn fix_regex(reader: &Reader, fields: &Fields<'_>) -> Read<Option<FixRegex>> {
    let Some(node) = fields.get("fix-regex") else { return Ok(None) };
    let fields = Fields::of(node, reader.file, "`fix-regex`")?;
    fields.only(&["regex", "replacement", "count"])?;
    let regex = reader.regex(fields.required_text("regex")?, Anchor::Anywhere)?;
    let count = fields.count("count")?.and_then(|count| usize::try_from(count).ok());
    Ok(Some(FixRegex { regex, replacement: fields.required_text("replacement")?, count }))
}

fn trimmed(text: Text) -> Text {
    let short = text.as_str().trim();
    if short.len() == text.as_str().len() { text } else { Text::new(short, text.span) }
}
