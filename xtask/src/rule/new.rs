//! A new rule: two files from the template, which pass once their words are replaced.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};

use crate::house::House;
use crate::rules;

const RUST: &str = include_str!("template.rs.txt");
const PAGE: &str = include_str!("template.md.txt");

/// Writes the pair.
pub fn run(owner: &str, name: &str) -> Result<ExitCode> {
    let house = House::open()?;
    let owner = house.crates.iter().find(|member| member.name == owner);
    let owner = owner.with_context(|| "no such crate; rules live in `posture`, `iam` and `secrets`")?;
    let lists_rules = owner.listed("build-dependencies").contains(&"rule_pairs");
    ensure!(lists_rules, "crate `{}` has no rules: it does not build with `rule_pairs`", owner.name);
    let name = name.strip_prefix(&format!("{}/", owner.name)).unwrap_or(name);
    let module = name.replace('-', "_");
    let is_name = rule_pairs::find_pairs(&[format!("{module}.rs"), format!("{module}.md")]).faults.is_empty();
    ensure!(is_name && !name.contains('_'), "`{name}` is no rule name: lower-case words joined by `-`");

    let files = rules::files(owner, &module);
    ensure!(!files.rust.exists() && !files.page.exists(), "rule `{}` exists", files.id);
    for (path, template) in [(&files.rust, RUST), (&files.page, PAGE)] {
        fs::create_dir_all(path.parent().unwrap_or(path))?;
        fs::write(path, fill(template, &files.id, &module))
            .with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}", house.name(path));
    }
    println!("next: write the page's cases, then `cargo xtask rule check {}`", files.id);
    Ok(ExitCode::SUCCESS)
}

fn fill(template: &str, id: &str, module: &str) -> String {
    template.replace("{id}", id).replace("{module}", module)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_template_is_left_over() {
        let rust = fill(RUST, "posture/open-door", "open_door");
        assert!(
            rust.contains("Cow::Borrowed(\"posture/open-door\")") && rust.contains("include_str!(\"open_door.md\")")
        );
        assert!(!fill(PAGE, "posture/open-door", "open_door").contains("{id}"));
    }

    #[test]
    fn the_templates_page_has_the_shape_of_a_page() {
        let (_, faults) = e2e::parse_page(PAGE);
        assert_eq!(faults, Vec::<String>::new());
    }
}
