//! Rule pages for docs/, made from the rules' own pages, and the table of contents that lists them.
//!
//! The book's other pages are written by hand; what is generated lies under docs/rules/, in docs/SUMMARY.md and in
//! docs/iam-checks.md.

mod iam_checks;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use finding::{FixLevel, Rule};

use crate::house::{House, files, read};

/// Pages by path below docs/.
type Pages = BTreeMap<String, String>;

/// Writes the pages and removes those of rules that are gone.
pub fn run() -> Result<ExitCode> {
    let house = House::open()?;
    let pages = generate(&house)?;
    for path in stale(&house)? {
        match pages.get(&below_docs(&house, &path)) {
            Some(text) => write(&path, text)?,
            None => fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?,
        }
        println!("{}", house.name(&path));
    }
    Ok(ExitCode::SUCCESS)
}

/// Generated files that are missing, differ from what would be generated now, or belong to no rule.
pub fn stale(house: &House) -> Result<Vec<PathBuf>> {
    let pages = generate(house)?;
    let docs = house.root.join("docs");
    let differs = |(name, text): &(&String, &String)| fs::read_to_string(docs.join(name)).ok().as_ref() != Some(*text);
    let mut stale: Vec<PathBuf> = pages.iter().filter(differs).map(|(name, _)| docs.join(name)).collect();
    let on_disk = files(&docs.join("rules"), "md")?;
    stale.extend(on_disk.into_iter().filter(|path| !pages.contains_key(&below_docs(house, path))));
    Ok(stale)
}

fn below_docs(house: &House, path: &Path) -> String {
    house.name(path).trim_start_matches("docs/").to_owned()
}

fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn generate(house: &House) -> Result<Pages> {
    let rules = scan::rules();
    let mut pages: Pages = rules.iter().map(|rule| (format!("rules/{}.md", rule.id), page(rule))).collect();
    pages.insert("rules/index.md".to_owned(), index(&rules));
    pages.insert(iam_checks::PATH.to_owned(), iam_checks::page());
    pages.insert("SUMMARY.md".to_owned(), summary(&chapters(house)?, &rules));
    Ok(pages)
}

/// A rule's page with its metadata under the title.
fn page(rule: &Rule) -> String {
    let (heading, text) = rule.page.split_once('\n').unwrap_or((&rule.page, ""));
    format!("{heading}\n\n{}\n{}\n", metadata(rule), text.trim())
}

fn metadata(rule: &Rule) -> String {
    let cwe: Vec<String> = rule.cwe.iter().map(|number| format!("CWE-{number}")).collect();
    let owned = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let fix = match rule.fix {
        FixLevel::None => "by hand",
        FixLevel::Suggested => "suggested",
        FixLevel::Safe => "safe",
    };
    let rows = [
        ("Id", vec![format!("`{}`", rule.id)]),
        ("Severity", vec![format!("up to {}", rule.highest)]),
        ("Confidence", vec![rule.confidence.to_string()]),
        ("CWE", cwe),
        ("OWASP", owned(&rule.owasp)),
        ("ATT&CK", owned(rule.attack)),
        ("Compliance", owned(rule.compliance)),
        ("Fix", vec![fix.to_owned()]),
    ];
    let mut table = "| | |\n|---|---|\n".to_owned();
    for (name, values) in rows.iter().filter(|(_, values)| !values.is_empty()) {
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| {name} | {} |", values.join(", "));
    }
    table
}

/// The book's pages written by hand, in the order of their file names, with their titles.
fn chapters(house: &House) -> Result<Vec<(String, String)>> {
    let docs = house.root.join("docs");
    let mut chapters = Vec::new();
    for path in files(&docs, "md")? {
        let name = below_docs(house, &path);
        if name != "SUMMARY.md" && name != iam_checks::PATH && !name.starts_with("rules/") {
            let text = read(&path)?;
            chapters.push((name.clone(), title(&text).unwrap_or(&name).to_owned()));
        }
    }
    Ok(chapters)
}

/// A page's first heading.
fn title(page: &str) -> Option<&str> {
    page.lines().find_map(|line| line.strip_prefix("# ")).map(str::trim)
}

fn index(rules: &[Rule]) -> String {
    let mut text =
        "# Rules\n\nEvery rule has one page: what it finds, why that matters, and how to mend it.\n\n".to_owned();
    text.push_str("| Rule | Finds | Severity |\n|---|---|---|\n");
    for rule in rules {
        let _ = writeln!(text, "| [{id}]({id}.md) | {} | up to {} |", rule.title, rule.highest, id = rule.id);
    }
    text
}

fn summary(chapters: &[(String, String)], rules: &[Rule]) -> String {
    let mut text = "# Summary\n\n".to_owned();
    for (path, title) in chapters {
        let _ = writeln!(text, "- [{title}]({path})");
    }
    let _ = writeln!(text, "- [{}]({})", iam_checks::TITLE, iam_checks::PATH);
    text.push_str("- [Rules](rules/index.md)\n");
    for rule in rules {
        let _ = writeln!(text, "  - [{id}](rules/{id}.md)", id = rule.id);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use finding::{Confidence, LooksAt, Severity};

    use super::*;

    const RULE: Rule = Rule {
        id: Cow::Borrowed("posture/x"),
        title: Cow::Borrowed("X is open"),
        highest: Severity::High,
        confidence: Confidence::Medium,
        cwe: Cow::Borrowed(&[306, 862]),
        owasp: Cow::Borrowed(&[]),
        attack: &["T1190"],
        compliance: &[],
        looks_at: LooksAt::Entries,
        fix: FixLevel::None,
        page: Cow::Borrowed("# X\n\n## What\nIt is.\n"),
    };

    #[test]
    fn the_summary_lists_chapters_then_rules() {
        let text = summary(&[("a.md".to_owned(), "Start".to_owned())], &[RULE]);
        assert_eq!(
            text,
            "# Summary\n\n- [Start](a.md)\n- [Checks of IAM policies](iam-checks.md)\n- [Rules](rules/index.md)\n  - [posture/x](rules/posture/x.md)\n"
        );
    }

    #[test]
    fn a_page_says_what_its_rule_is() {
        let text = page(&RULE);
        let rows = "| Id | `posture/x` |\n| Severity | up to high |\n| Confidence | medium |\n| CWE | CWE-306, CWE-862 |\n\
            | ATT&CK | T1190 |\n| Fix | by hand |\n";
        assert_eq!(text, format!("# X\n\n| | |\n|---|---|\n{rows}\n## What\nIt is.\n"));
    }

    #[test]
    fn a_title_is_the_first_heading() {
        assert_eq!(title("text\n## no\n# Yes\n# Later"), Some("Yes"));
        assert_eq!(title(""), None);
    }
}
