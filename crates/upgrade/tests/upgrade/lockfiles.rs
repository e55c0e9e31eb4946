//! Lockfiles that list packages side by side.

use crate::world::World;

#[test]
fn a_gem_moves_with_what_it_needs() {
    let lock = "GEM\n  remote: https://rubygems.org/\n  specs:\n    inner (1.0.0)\n      tiny (~> 1.0)\n    outer (3.0.0)\n      inner (~> 1.0)\n    tiny (1.0.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  outer (~> 3.0)\n";
    let schema = "inner\n  1.0.0\n    tiny@~> 1.0\n  1.0.1\n    tiny@>= 1.0, < 3\n  2.0.0";
    let world = World::new("RubyGems", schema, &["inner 1.0.1"]);
    let outcome = world.plan(&[("Gemfile.lock", lock)]);
    let expected = lock.replace("inner (1.0.0)\n      tiny (~> 1.0)", "inner (1.0.1)\n      tiny (>= 1.0, < 3)");
    assert_eq!(outcome.files["Gemfile.lock"], expected);
    let world = World::new("RubyGems", schema, &["inner 2.0.0"]);
    let outcome = world.plan(&[("Gemfile.lock", lock)]);
    assert_eq!(outcome.left(), ["inner 1.0.0: outer 3.0.0 asks for `~> 1.0`"]);
}

#[test]
fn a_module_moves_and_its_tool_is_to_be_run() {
    let list = "module m\n\ngo 1.22\n\nrequire (\n\texample.org/a v1.0.0 // indirect\n\texample.org/b v0.9.0\n)\n";
    let world = World::new("Go", "x\n  1.0.0", &["example.org/a 1.0.3"]);
    let outcome = world.plan_offline(&[("go.mod", list)]);
    assert_eq!(outcome.files["go.mod"], list.replace("a v1.0.0", "a v1.0.3"));
    assert_eq!(outcome.plan.command, "go mod tidy");
}

#[test]
fn a_block_of_yarn_is_written_anew() {
    let lock = "# yarn lockfile v1\n\n\ninner@^1.0.0:\n  version \"1.0.0\"\n  resolved \"https://r.example/inner-1.0.0.tgz#aa\"\n  integrity sha512-old\n\nouter@^1.0.0:\n  version \"1.0.0\"\n  resolved \"https://r.example/outer-1.0.0.tgz#bb\"\n  integrity sha512-outer\n  dependencies:\n    inner \"^1.0.0\"\n";
    let schema =
        "inner\n  1.0.0\n  1.0.1\n    url: https://r.example/inner-1.0.1.tgz\n    sum: sha512-new\nouter\n  1.0.0";
    let world = World::new("npm", schema, &["inner 1.0.1"]);
    let manifest = "{\"dependencies\": {\"outer\": \"^1.0.0\"}}";
    let outcome = world.plan(&[("package.json", manifest), ("yarn.lock", lock)]);
    let expected = lock
        .replace("inner@^1.0.0:\n  version \"1.0.0\"", "inner@^1.0.0:\n  version \"1.0.1\"")
        .replace("inner-1.0.0.tgz#aa", "inner-1.0.1.tgz")
        .replace("sha512-old", "sha512-new");
    assert_eq!(outcome.files["yarn.lock"], expected);
}

#[test]
fn a_lockfile_that_only_its_tool_writes_is_said() {
    let lock = "version = 1\n\n[[package]]\nname = \"inner\"\nversion = \"1.0.0\"\nsource = { registry = \"https://pypi.org/simple\" }\n";
    let world = World::new("PyPI", "inner\n  1.0.0\n  1.0.1", &["inner 1.0.1"]);
    let outcome = world.plan(&[("uv.lock", lock)]);
    let why = "inner 1.0.0: only its own tool writes this lockfile: run `uv lock --upgrade-package inner==1.0.1`";
    assert_eq!(outcome.left(), [why]);
}
