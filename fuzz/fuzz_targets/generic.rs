//! Any bytes as a pattern for the text of any file and as that text: places lie inside the text, and both readings end.
#![no_main]

use std::cell::Cell;

use pattern::TextPattern;
use pattern::rule::{GenericComments, GenericEngine, Language, Options};
use source::FileId;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    let (pattern, text) = text.split_once('\u{1a}').unwrap_or((&text, &text));
    let is = |bit: u8| choice & (1 << bit) != 0;
    let options = Options {
        generic_engine: if is(0) { GenericEngine::Aliengrep } else { GenericEngine::Spacegrep },
        generic_multiline: is(1),
        generic_caseless: is(2),
        generic_comment_style: is(3).then_some(GenericComments::Cpp),
        generic_extra_braces: if is(4) { vec![("<".into(), ">".into()), ("'".into(), "'".into())] } else { Vec::new() },
        generic_extra_word_characters: if is(5) { vec!["-".into()] } else { Vec::new() },
        generic_ellipsis_max_span: if is(6) { 10 } else { 0 },
        ..Options::default()
    };
    let Ok(pattern) = TextPattern::read(pattern, Language::Generic, &options) else { return };
    let steps = Cell::new(20_000);
    let mut last = None;
    for range in pattern.find(text, &steps) {
        assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?}");
        assert!(last.is_none_or(|last| last < range.start), "{range:?} comes after {last:?}");
        last = Some(range.start);
    }
});
