//! A perfect hash: every name has a slot of its own, and one look finds it.

use std::error::Error;

use crate::hash::{group, hash, slot};

/// Names that share a shift, on average.
const GROUP: usize = 4;
/// No name lies there.
pub const EMPTY: u16 = u16::MAX;

/// The shift of each group, and in each slot the number of its name.
pub struct Placed {
    pub shifts: Vec<u16>,
    pub slots: Vec<u16>,
}

/// Places `names`; the number of a name is its place among them.
pub fn place(names: &[String]) -> Result<Placed, Box<dyn Error>> {
    let mut shifts = vec![0; names.len() / GROUP + 1];
    // One slot in fifty stays empty, which makes the last groups easy to place.
    let mut slots = vec![EMPTY; names.len() + names.len() / 50 + 1];
    let mut groups = vec![Vec::new(); shifts.len()];
    for (number, name) in names.iter().enumerate() {
        let hash = hash(name);
        let members = groups.get_mut(group(hash, shifts.len())).ok_or("no such group")?;
        members.push((hash, u16::try_from(number)?));
    }
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|number| std::cmp::Reverse(groups.get(*number).map(Vec::len)));
    for number in order {
        let members = groups.get(number).ok_or("no such group")?;
        let shift = (0..u16::MAX).find(|shift| fits(members, *shift, &slots)).ok_or("a group fits nowhere")?;
        for (hash, name) in members {
            let free = slot(*hash, shift, slots.len());
            *slots.get_mut(free).ok_or("no such slot")? = *name;
        }
        *shifts.get_mut(number).ok_or("no such group")? = shift;
    }
    Ok(Placed { shifts, slots })
}

fn fits(members: &[(u64, u16)], shift: u16, slots: &[u16]) -> bool {
    let places: Vec<usize> = members.iter().map(|(hash, _)| slot(*hash, shift, slots.len())).collect();
    let is_free = |place: &usize| slots.get(*place) == Some(&EMPTY);
    let is_twice = |(at, place): (usize, &usize)| places.iter().skip(at + 1).any(|other| other == place);
    places.iter().all(is_free) && !places.iter().enumerate().any(is_twice)
}
