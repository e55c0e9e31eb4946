//! Lists the rules of this crate.

fn main() {
    rule_pairs::generate();
}
