//! Any bytes as each kind of lockfile and manifest, held against the advisories that lie in the program.
#![no_main]

use std::collections::BTreeSet;

use deps::{Form, Index, Listing, judge};
use finding::Place;
use packages::{Format, Input, read};
use source::{FileId, Span};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let format = Format::ALL[usize::from(*choice) % Format::ALL.len()];
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    let inventory = read(format, Input { file: FileId(0), text: &text, limits: &checks::limits() });
    let is_inside = |span: Span| text.get(span.start as usize..span.end as usize).is_some();
    assert!(inventory.packages.iter().all(|own| is_inside(own.span)));
    assert!(inventory.requirements.iter().all(|own| is_inside(own.span)));
    for notice in &inventory.notices {
        if let Place::Span(span) = &notice.place {
            assert!(span.end as usize <= text.len(), "{notice:?}");
        }
    }
    let listing = Listing::new(FileId(0), Form::List, inventory, Vec::new());
    let index = Index::embedded().expect("it is whole");
    let judgement = judge(&[listing], &index).expect("it is whole");
    let mut found = Vec::new();
    deps::RULES.iter().for_each(|rule| (rule.check)(&judgement, &mut found));
});
