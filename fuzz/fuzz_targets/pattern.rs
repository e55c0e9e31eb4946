//! Any bytes as a pattern of some language, matched over code of that language.
#![no_main]

use std::cell::Cell;
use std::sync::Arc;

use pattern::Code;
use pattern::rule::Options;
use source::FileId;
use tree::{Language, PatternError, Symbols};

const CODE: &str = "import a\nclass B { f(x) { if (x) { g(x, 'y'); } return x.y[0] + 1; } }\nh = f(1)\n";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let language = Language::ALL[usize::from(*choice) % Language::ALL.len()];
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    let mut symbols = Symbols::new();
    let pattern = match tree::pattern(&text, language, &mut symbols) {
        Ok(pattern) => pattern,
        Err(PatternError::Invalid { at, .. }) => return assert!(at <= text.len()),
        Err(PatternError::Empty) => return,
    };
    assert_eq!(pattern.roots.len(), pattern.names.len());
    let symbols = Arc::new(symbols);
    let (tree, _) = tree::parse(FileId(1), CODE, language, &symbols, &checks::limits());
    let names = tree::names(&tree);
    let code = Code { text: CODE, tree: &tree, names: &names };
    for symbolic_propagation in [false, true] {
        let options = Options { symbolic_propagation, ..Options::default() };
        for one in pattern::matches(&pattern, &symbols, code, &options, &Cell::new(20_000)) {
            assert!(CODE.get(one.range.start as usize..one.range.end as usize).is_some(), "{:?}", one.range);
        }
    }
});
