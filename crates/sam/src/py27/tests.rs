//! What CPython 2.7 prints, taken from its documented algorithm and from runs of it.

use source::Origin;

use super::{Dict, Doc, Key, str_of};

const HERE: Origin = Origin::Default("test");

fn keys(dict: &Dict) -> Vec<String> {
    dict.keys().into_iter().map(|key| key.text.to_string()).collect()
}

fn dict(names: &[&str]) -> Dict {
    names.iter().fold(Dict::new(&HERE), |dict, name| dict.with(*name, true))
}

#[test]
fn keys_follow_the_slots_and_copies_insert_anew() {
    let document = dict(&[
        "swagger",
        "info",
        "paths",
        "securityDefinitions",
        "definitions",
        "x-amazon-apigateway-policy",
        "openapi",
        "components",
    ]);
    let expected = "info paths securityDefinitions x-amazon-apigateway-policy components definitions openapi swagger";
    assert_eq!(keys(&document).join(" "), expected);

    let paths = dict(&["/one", "/two", "/three", "/four/{x}", "/five"]);
    assert_eq!(keys(&paths), ["/one", "/four/{x}", "/three", "/five", "/two"]);
    assert_eq!(keys(&paths.deep_copy()), ["/two", "/one", "/five", "/three", "/four/{x}"]);
    assert_eq!(keys(&paths.shallow_copy()), ["/two", "/one", "/five", "/three", "/four/{x}"]);
}

#[test]
fn a_deleted_key_leaves_its_mark() {
    let any = "x-amazon-apigateway-any-method";
    let mut methods = dict(&["get", "post", "put", "delete", "options", any, "head"]);
    assert_eq!(keys(&methods), ["head", "get", any, "put", "post", "options", "delete"]);
    assert_eq!(keys(&methods.shallow_copy()), ["head", "get", "put", "post", any, "options", "delete"]);
    methods.remove("post");
    let methods = methods.with("patch", true);
    assert_eq!(keys(&methods), ["head", "get", "patch", any, "put", "options", "delete"]);
    assert_eq!(keys(&methods.shallow_copy()), ["head", "delete", "get", "put", any, "options", "patch"]);
}

#[test]
fn text_is_python_s() {
    let number = |value: f64| Doc::from_transform(&syntax::Node::new(syntax::Value::Float(value), HERE));
    let items = vec![
        Doc::unicode("it's", &HERE),
        Doc::text("it's", &HERE),
        Doc::text("é", &HERE),
        Doc::unicode("é\n\\", &HERE),
        number(1.5),
        number(1e16),
        number(1e-5),
        Doc::from_transform(&syntax::Node::from_bool(true, HERE)),
        Doc::null(&HERE),
        Doc::from_transform(&syntax::Node::from_int(1_i128 << 63, HERE)),
        Doc::unicode("a\"'b", &HERE),
        Doc::Dict(Dict::plain(&HERE).with("z", false)),
    ];
    let document = Doc::Dict(Dict::new(&HERE).with(Key::unicode("a"), items));
    assert_eq!(
        str_of(&document),
        r#"{u'a': [u"it's", "it's", 'é', u'\xe9\n\\', 1.5, 1e+16, 1e-05, True, None, 9223372036854775808L, u'a"\'b', {'z': False}]}"#
    );
    assert_eq!(str_of(&Doc::unicode("as it is", &HERE)), "as it is");
}
