//! Any bytes as the decisions of a drawing: the question that is drawn is asked, and the answer judged by brute force.
#![no_main]

use policy_oracle::{Bytes, Verdict, draw, judge};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let case = draw(&mut Bytes(bytes));
    if let Verdict::Wrong(wrong) = judge(&case) {
        panic!("{}: {:?}\n{:#}", wrong.fault, wrong.request, case.to_json());
    }
});
