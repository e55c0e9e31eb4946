//! What one look-up costs, over all names so that no cache holds them by chance.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use service_reference::{
    action, actions, actions_matching, condition_key, managed_policies, managed_policy, nearest_action,
};

fn main() {
    divan::main();
}

/// Every action in a scattered order, cased in the three ways that people write.
fn names() -> Vec<String> {
    let all: Vec<String> = actions().map(|action| action.to_string()).collect();
    let scattered = (0..all.len()).filter_map(|place| all.get(place * 7_919 % all.len()));
    let cased = scattered.enumerate().map(|(place, name)| match place % 3 {
        0 => name.clone(),
        1 => name.to_ascii_lowercase(),
        _ => name.to_ascii_uppercase(),
    });
    cased.collect()
}

#[divan::bench]
fn every_action(bencher: Bencher) {
    let names = names();
    bencher
        .counter(ItemsCount::new(names.len()))
        .bench(|| names.iter().filter(|name| action(black_box(name)).is_some()).count());
}

#[divan::bench]
fn an_unknown_action() -> bool {
    action(black_box("dynamodb:GetItems")).is_some()
}

#[divan::bench(args = ["aws:SourceIp", "aws:PrincipalTag/team", "s3:prefix", "ec2:ResourceTag/team", "nothing:known"])]
fn key(name: &str) -> bool {
    condition_key(black_box(name)).is_some()
}

#[divan::bench(args = ["s3:Get*", "*:*Object*", "*"])]
fn pattern(pattern: &str) -> usize {
    actions_matching(black_box(pattern)).count()
}

#[divan::bench(args = ["s3:GetObjekt", "dynamo:GetItem"])]
fn nearest(name: &str) -> bool {
    nearest_action(black_box(name)).is_some()
}

#[divan::bench]
fn a_policy_by_name() -> bool {
    managed_policy(black_box("AWSLambdaSQSQueueExecutionRole")).is_some()
}

#[divan::bench]
fn all_documents() -> usize {
    managed_policies().map(|policy| policy.document().len()).sum()
}
