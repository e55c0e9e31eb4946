//! A new rule over code: a rule in Semgrep's syntax, its fixture and its page, which pass once their words are replaced and the cases are there.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};

use crate::house::House;

const RULE: &str = include_str!("template.yaml.txt");
const PAGE: &str = include_str!("template.code.md.txt");

/// Words of the templates that must be replaced.
pub const PLACEHOLDERS: &[&str] = &[
    "What reaches what, and what to do instead.",
    "The bad thing, in a few words",
    "What the rule finds, in one or two sentences.",
    "What an attacker gains by it.",
    "What looks like it and is right.",
    "What to do, and what it costs.",
];

/// How a language writes a call and a comment.
struct Words {
    folder: &'static str,
    /// What rules call it.
    languages: &'static str,
    ending: &'static str,
    comment: &'static str,
    /// What stands around a statement, `{}`.
    around: &'static str,
    /// What ends it.
    end: &'static str,
}

const LANGUAGES: &[Words] = &[
    Words { folder: "python", languages: "python", ending: "py", comment: "#", around: "{}", end: "" },
    Words {
        folder: "javascript",
        languages: "javascript, typescript",
        ending: "js",
        comment: "//",
        around: "{}",
        end: ";",
    },
    Words {
        folder: "java",
        languages: "java",
        ending: "java",
        comment: "//",
        around: "class App {\n  void run() {\n{}  }\n}\n",
        end: ";",
    },
    Words {
        folder: "go",
        languages: "go",
        ending: "go",
        comment: "//",
        around: "package app\n\nfunc run() {\n{}}\n",
        end: "",
    },
    Words {
        folder: "csharp",
        languages: "csharp",
        ending: "cs",
        comment: "//",
        around: "class App {\n  void Run() {\n{}  }\n}\n",
        end: ";",
    },
    Words { folder: "ruby", languages: "ruby", ending: "rb", comment: "#", around: "{}", end: "" },
    Words { folder: "php", languages: "php", ending: "php", comment: "//", around: "<?php\n{}", end: ";" },
];

/// Writes the three files of `LANGUAGE/NAME`.
pub fn run(path: &str) -> Result<ExitCode> {
    let house = House::open()?;
    let (folder, name) =
        path.split_once('/').with_context(|| "say `code LANGUAGE/NAME`, such as `code python/open-door`")?;
    let known = || LANGUAGES.iter().map(|words| words.folder).collect::<Vec<_>>().join(", ");
    let words = LANGUAGES.iter().find(|words| words.folder == folder);
    let words = words.with_context(|| format!("no language `{folder}`; there are {}", known()))?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    ensure!(is_name, "`{name}` is no rule name: lower-case words joined by `-`");
    let stem = house.root.join("rules/code").join(folder).join(name);
    let files = [("yaml", rule(words, name)), (words.ending, fixture(words, name)), ("md", page(words))];
    for (ending, text) in files {
        let file = stem.with_extension(ending);
        ensure!(!file.exists(), "`{}` exists", house.name(&file));
        fs::create_dir_all(file.parent().unwrap_or(&file))?;
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
        println!("{}", house.name(&file));
    }
    println!("next: write the rule and its fixture, then `cargo run -- rules test rules/code/{folder}`");
    println!("and the page, then `cargo xtask rule check code/{path}`");
    Ok(ExitCode::SUCCESS)
}

fn rule(words: &Words, name: &str) -> String {
    RULE.replace("{name}", name).replace("{languages}", words.languages)
}

fn fixture(words: &Words, name: &str) -> String {
    let case = |mark: &str, call: String| format!("{} {mark}: {name}\n{call}{}\n", words.comment, words.end);
    let wrong = (1..=4).map(|number| case("ruleid", format!("sink(source(), {number})")));
    let right = (1..=4).map(|number| case("ok", format!("sink({number})")));
    words.around.replace("{}", &wrong.chain(right).collect::<String>())
}

fn page(words: &Words) -> String {
    let file = |mark: &str, call: &str| words.around.replace("{}", &format!("{call}{}{mark}\n", words.end));
    let mark = format!(" {} finding:", words.comment);
    PAGE.replace("{fence}", &format!("{} app.{}", words.folder, words.ending))
        .replace("{bad}\n", &file(&mark, "sink(source())"))
        .replace("{good}\n", &file("", "sink(1)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_a_page_and_a_fixture_in_every_language() {
        for words in LANGUAGES {
            let (_, faults) = e2e::parse_page(&page(words));
            assert_eq!(faults, Vec::<String>::new(), "{}", words.folder);
            let files = [("a.yaml".to_owned(), rule(words, "a")), (format!("a.{}", words.ending), fixture(words, "a"))];
            let tested = scan::code::test_rules(&source::MemoryFiles::new(files), &source::Limits::default());
            assert!(tested.notices.is_empty() && tested.unread.is_empty(), "{tested:?}");
            assert!(tested.tests.len() == 1 && tested.tests.iter().all(scan::code::RuleTest::passes), "{tested:?}");
        }
    }
}
