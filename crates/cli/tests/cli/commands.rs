//! The small commands.

use crate::app::App;

#[test]
fn rules_are_listed_and_explained() {
    let app = App::new(&[]);
    let rules = app.run("rules");
    assert_eq!(rules.code, 0);
    let ids: Vec<&str> = rules.out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(ids.contains(&"scan/unused-ignore") && ids.is_sorted(), "{ids:?}");
    for id in ids {
        let page = app.run(&format!("explain {id}"));
        assert!(page.code == 0 && page.out.starts_with("# ") && page.out.contains("## Fix"), "{id}: {page:?}");
    }
}

#[test]
fn the_last_part_of_an_id_is_enough() {
    let app = App::new(&[]);
    assert_eq!(app.run("explain unused-ignore").out, app.run("explain scan/unused-ignore").out);
}

#[test]
fn an_unknown_rule_gets_the_nearest_one() {
    let run = App::new(&[]).run("explain scan/unused-ignor");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean `scan/unused-ignore`?"), "{run:?}");
}

#[test]
fn completions_are_written_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = App::new(&[]).run(&format!("completions {shell}"));
        assert!(run.code == 0 && run.out.contains("maremma"), "{shell}");
    }
}
