//! Where Ruby finds a file. Source: the documentation of `Kernel#require` and `Kernel#require_relative`.

use source::{FileId, Files, join_path, parent_path};

use super::found::{Found, child};
use super::written::Target;

/// Libraries that come with Ruby; those that are gems of their own count as gems. Source: the list of the standard library of
/// Ruby 3.4 (2026-11-28).
const STANDARD: [&str; 48] = [
    "English",
    "benchmark",
    "bundler",
    "cgi",
    "coverage",
    "date",
    "delegate",
    "did_you_mean",
    "digest",
    "erb",
    "error_highlight",
    "etc",
    "expect",
    "fcntl",
    "fiddle",
    "fileutils",
    "find",
    "forwardable",
    "io",
    "ipaddr",
    "json",
    "logger",
    "monitor",
    "net",
    "objspace",
    "open-uri",
    "open3",
    "openssl",
    "optparse",
    "pathname",
    "pp",
    "prettyprint",
    "pstore",
    "psych",
    "pty",
    "random",
    "rbconfig",
    "readline",
    "ripper",
    "securerandom",
    "set",
    "shellwords",
    "singleton",
    "socket",
    "stringio",
    "strscan",
    "tempfile",
    "time",
];
/// The rest of them.
const MORE: [&str; 10] = ["timeout", "tmpdir", "tsort", "un", "uri", "weakref", "yaml", "zlib", "open", "resolv"];

/// What a name leads to.
pub(super) fn resolve(files: &dyn Files, from: FileId, target: &Target, roots: &[String]) -> Found {
    let Target::Module(name) = target else { return Found::Nowhere };
    let with = |path: String| files.find(&path).or_else(|| files.find(&format!("{path}.rb")));
    if name.starts_with('.') {
        let file = join_path(parent_path(files.path(from)), name).and_then(with);
        return file.map_or(Found::Nowhere, Found::file);
    }
    if let Some(file) = roots.iter().find_map(|root| with(child(root, name))) {
        return Found::file(file);
    }
    let first = name.split('/').next().unwrap_or(name);
    if STANDARD.contains(&first) || MORE.contains(&first) {
        return Found::Runtime;
    }
    let mut names = vec![name.replace('/', "-"), first.to_owned()];
    names.dedup();
    Found::Package(names)
}
