//! Records that tell of the same vulnerability.

use std::collections::HashMap;

/// What has an id and other names.
pub trait Named {
    /// The id, and all other names of the same thing.
    fn names(&self) -> impl Iterator<Item = &str>;
}

/// The advisories in groups, one for each vulnerability: those that share an id or alias, directly or through others. Groups
/// and what is in them keep the order of the list.
pub fn groups<T: Named>(advisories: &[T]) -> Vec<Vec<&T>> {
    let mut leaders: Vec<usize> = (0..advisories.len()).collect();
    let mut named: HashMap<&str, usize> = HashMap::new();
    for (place, advisory) in advisories.iter().enumerate() {
        for name in advisory.names() {
            let other = *named.entry(name).or_insert(place);
            let (one, two) = (leader(&leaders, place), leader(&leaders, other));
            if let Some(led) = leaders.get_mut(one.max(two)) {
                *led = one.min(two);
            }
        }
    }
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut groups: Vec<Vec<&T>> = Vec::new();
    for (place, advisory) in advisories.iter().enumerate() {
        let group = *places.entry(leader(&leaders, place)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(group) {
            group.push(advisory);
        }
    }
    groups
}

/// The first of the group that a place is in. A leader always comes before those it leads.
fn leader(leaders: &[usize], mut place: usize) -> usize {
    while let Some(next) = leaders.get(place).filter(|next| **next < place) {
        place = *next;
    }
    place
}
