//! What is scanned and what is left out.

use crate::app::{App, CLEAN};

/// A template in which one line is found.
const FOUND: &str = "Resources:\n  Table:\n    Type: AWS::DynamoDB::Table # maremma: ignore[x]\n";

#[test]
fn generated_copies_give_way_to_their_source() {
    let copies = [(".aws-sam/build/template.yaml", "template.yaml"), ("node_modules/a/template.yaml", "package.json")];
    for (copy, source) in copies {
        let folder = copy.split('/').next().unwrap();
        let app = App::new(&[(copy, FOUND), (source, CLEAN)]);
        assert!(app.findings("").is_empty(), "{copy}");
        let notice = format!("{folder}: made from `{source}`, which is scanned instead");
        assert_eq!(app.notices("").into_iter().filter(|n| n.starts_with(folder)).collect::<Vec<_>>(), [notice]);
    }
}

#[test]
fn a_copy_without_its_source_is_scanned() {
    let app = App::new(&[(".aws-sam/build/template.yaml", FOUND), (".gitignore", ".aws-sam\n")]);
    assert_eq!(app.findings(""), ["scan/invalid-ignore .aws-sam/build/template.yaml:3"]);
}

#[test]
fn a_copy_whose_source_nobody_reads_yet_is_scanned() {
    for (copy, source) in [("cdk.out/Stack.template.yaml", "cdk.json"), (".serverless/template.yaml", "serverless.yml")]
    {
        let folder = copy.split('/').next().unwrap();
        let app = App::new(&[(copy, FOUND), (source, "{}"), (".gitignore", &format!("{folder}\n"))]);
        assert_eq!(app.findings(""), [format!("scan/invalid-ignore {copy}:3")]);
    }
}

#[test]
fn templates_are_never_left_out_in_silence() {
    let app = App::new(&[
        (".gitignore", "*.log\n/build/\nlegacy/template.yaml\n!kept.log\n"),
        ("template.yaml", CLEAN),
        ("a.log", ""),
        ("build/out/template.yaml", FOUND),
        ("legacy/template.yaml", FOUND),
        ("legacy/.gitignore", "!template.yaml\n"),
        ("old/template.yaml", FOUND),
        ("old/.gitignore", "template.yaml\n"),
    ]);
    assert_eq!(app.findings(""), ["scan/invalid-ignore legacy/template.yaml:3"]);
    let expected = [
        "-: 3 paths are left out because `.gitignore` names them",
        "build: holds `out/template.yaml`, but `.gitignore` leaves the folder out",
        "old/template.yaml: looks like a template, but `.gitignore` leaves it out",
    ];
    assert_eq!(app.notices(""), expected);
}

#[test]
fn one_template_can_be_scanned_alone() {
    let app = App::new(&[("a/one.yaml", FOUND), ("a/two.yaml", FOUND)]);
    assert_eq!(app.findings("a/one.yaml"), ["scan/invalid-ignore one.yaml:3"]);
    assert_eq!(app.findings("a").len(), 2);
}

#[test]
#[cfg(unix)]
fn links_are_not_followed_and_loops_end() {
    use std::os::unix::fs::symlink;

    let app = App::new(&[("app/template.yaml", CLEAN)]);
    symlink("..", app.path().join("app/loop")).unwrap();
    symlink("absent", app.path().join("dangling")).unwrap();
    let expected = ["app/loop: a symbolic link is not followed", "dangling: a symbolic link is not followed"];
    assert_eq!(app.notices(""), expected);
}

#[test]
#[cfg(unix)]
fn names_that_are_not_text_are_noted() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let app = App::new(&[("template.yaml", CLEAN)]);
    std::fs::write(app.path().join(OsStr::from_bytes(b"bad\xff.yaml")), CLEAN).unwrap();
    assert_eq!(app.notices(""), ["bad\u{fffd}.yaml: the name is not UTF-8"]);
    assert_eq!(app.run("scan --strict").code, 4);
}

#[test]
#[cfg(unix)]
fn unreadable_folders_are_noted() {
    use std::os::unix::fs::PermissionsExt as _;

    let app = App::new(&[("template.yaml", CLEAN), ("private/template.yaml", CLEAN)]);
    let private = app.path().join("private");
    let allow = |mode| std::fs::set_permissions(&private, std::fs::Permissions::from_mode(mode)).unwrap();
    allow(0o000);
    let refused = std::fs::read_dir(&private).is_err();
    let notices = app.notices("");
    allow(0o700);
    // The superuser may read everything.
    let expected: &[&str] = if refused { &["private: the folder cannot be listed: permission denied"] } else { &[] };
    assert_eq!(notices, expected);
}

#[test]
#[cfg(unix)]
fn pipes_and_sockets_are_not_read() {
    let app = App::new(&[("template.yaml", CLEAN)]);
    let _socket = std::os::unix::net::UnixListener::bind(app.path().join("socket.yaml")).unwrap();
    assert_eq!(app.notices(""), ["socket.yaml: neither a file nor a folder"]);
    let run = app.run("scan socket.yaml");
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
}
