//! Calls of what vulnerabilities lie in.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test may fail")]

use model::Project;
use scan::code::{Called, Wanted, called};
use source::{FileId, Files as _, Limits, MemoryFiles};

/// What is found in files when a vulnerability with these names is wanted: the place's text, what is called, and the text of
/// the source.
fn found(
    files: &[(&str, &str)],
    package: &str,
    names: &[&str],
    symbols: &[&str],
) -> Vec<(String, String, Option<String>)> {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let (names, symbols) = (owned(names), owned(symbols));
    let wanted = [Wanted { package, names: &names, symbols: &symbols }];
    let files = MemoryFiles::new(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    let code: Vec<FileId> = (0..files.paths().len() as u32).map(FileId).collect();
    let (calls, notices) = called(&files, &Project::default(), &wanted, &code, &Limits::default());
    assert!(notices.is_empty(), "{notices:?}");
    let text = |at: source::Span| {
        let text = String::from_utf8(files.read(at.file).unwrap()).unwrap();
        text[at.start as usize..at.end as usize].to_owned()
    };
    let told = |call: Called| {
        assert_eq!((call.package.as_str(), call.advisories), (package, vec![names[0].clone()]));
        (text(call.at), call.callable, call.source.map(text))
    };
    calls.into_iter().map(told).collect()
}

const HANDLER: &str = "const { unserialize } = require('node-serialize');\n\
    exports.handler = async (event) => unserialize(event.body);\n";
const HELPER: &str = "const serialize = require('node-serialize');\n\
    module.exports = (text) => serialize.unserialize(text);\n";
const SERIALIZE: &str = "pkg:npm/node-serialize";

#[test]
fn a_call_is_told_with_what_arrives_there() {
    let files = [("handler.js", HANDLER), ("helper.js", HELPER)];
    let rule = || "node-serialize-unserialize".to_owned();
    assert_eq!(
        found(&files, SERIALIZE, &["CVE-2017-5941", "GHSA-q4v7-4rhw-9hqm"], &[]),
        [
            ("event.body".to_owned(), rule(), Some("event".to_owned())),
            // A file without a handler has calls too; what arrives there is not known.
            ("text".to_owned(), rule(), None),
        ]
    );
}

#[test]
fn only_what_is_wanted_is_told() {
    let files = [("handler.js", HANDLER)];
    assert_eq!(found(&files, SERIALIZE, &["CVE-2000-0001"], &[]), []);
    assert_eq!(found(&files, "pkg:npm/lodash", &["CVE-2017-5941"], &[]), []);
    assert_eq!(found(&[("handler.js", &HANDLER.replace("node-", "other-"))], SERIALIZE, &["CVE-2017-5941"], &[]), []);
}

#[test]
fn names_of_nuget_are_compared_without_case() {
    let code = "using Newtonsoft.Json;\npublic class App {\n    public object Handle(Request input, ILambdaContext context) {\n        \
                return JsonConvert.DeserializeObject(input.Body);\n    }\n}\n";
    let found = found(&[("App.cs", code)], "pkg:nuget/newtonsoft.json", &["CVE-2024-21907"], &[]);
    assert_eq!(found, [("input.Body".to_owned(), "Newtonsoft.Json-read".to_owned(), Some("input".to_owned()))]);
}

#[test]
fn functions_that_advisories_of_go_name_are_told_by_their_imports() {
    let code = |imports: &str| {
        format!(
            "package app\n\nimport (\n{imports}\n)\n\nfunc run(text string) {{\n\tlanguage.Parse(text)\n\tl.Parse(text)\n}}\n"
        )
    };
    let calls = |imports: &str| {
        let symbols = ["golang.org/x/text/language.Parse", "golang.org/x/text/language.Tag.Compose"];
        let found = found(&[("app.go", &code(imports))], "pkg:golang/golang.org/x/text", &["CVE-2000-0002"], &symbols);
        found
            .into_iter()
            .map(|(at, callable, source)| {
                assert_eq!((callable.as_str(), source), ("golang.org/x/text/language.Parse", None));
                at
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(calls("\t\"golang.org/x/text/language\""), ["language.Parse(text)"]);
    assert_eq!(calls("\tl \"golang.org/x/text/language\""), ["l.Parse(text)"]);
    assert_eq!(calls("\t\"example.org/language\"\n\t_ \"golang.org/x/text/language\""), Vec::<String>::new());
}
