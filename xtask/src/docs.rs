//! Rule pages for docs/, made from the rules' own pages, and the table of contents that lists them.
//!
//! The book's other pages are written by hand; what is generated lies under docs/rules/ and in docs/SUMMARY.md.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::house::{House, files, read};
use crate::rules;

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
    let mut pages = Pages::new();
    let mut listed = Vec::new();
    for rule in rules::all(house)? {
        let page = read(&rule.page)?;
        listed.push((rule.id.clone(), title(&page).unwrap_or(&rule.id).to_owned()));
        pages.insert(format!("rules/{}.md", rule.id), page);
    }
    pages.insert("rules/index.md".to_owned(), index(&listed));
    pages.insert("SUMMARY.md".to_owned(), summary(&chapters(house)?, &listed));
    Ok(pages)
}

/// The book's pages written by hand, in the order of their file names, with their titles.
fn chapters(house: &House) -> Result<Vec<(String, String)>> {
    let docs = house.root.join("docs");
    let mut chapters = Vec::new();
    for path in files(&docs, "md")? {
        let name = below_docs(house, &path);
        if name != "SUMMARY.md" && !name.starts_with("rules/") {
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

fn index(rules: &[(String, String)]) -> String {
    let mut text =
        "# Rules\n\nEvery rule has one page: what it finds, why that matters, and how to mend it.\n\n".to_owned();
    text.push_str("| Rule | Finds |\n|---|---|\n");
    for (id, title) in rules {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "| [{id}]({id}.md) | {title} |");
    }
    text
}

fn summary(chapters: &[(String, String)], rules: &[(String, String)]) -> String {
    let mut text = "# Summary\n\n".to_owned();
    for (path, title) in chapters {
        let _ = writeln!(text, "- [{title}]({path})");
    }
    text.push_str("- [Rules](rules/index.md)\n");
    for (id, _) in rules {
        let _ = writeln!(text, "  - [{id}](rules/{id}.md)");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_lists_chapters_then_rules() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let text = summary(&[pair("a.md", "Start")], &[pair("posture/x", "X is open")]);
        assert_eq!(
            text,
            "# Summary\n\n- [Start](a.md)\n- [Rules](rules/index.md)\n  - [posture/x](rules/posture/x.md)\n"
        );
    }

    #[test]
    fn a_title_is_the_first_heading() {
        assert_eq!(title("text\n## no\n# Yes\n# Later"), Some("Yes"));
        assert_eq!(title(""), None);
    }
}
