//! Texts and lists that rows share, each stored once.

use std::collections::HashMap;
use std::error::Error;

/// Every text of the table in one.
#[derive(Default)]
pub struct Pool {
    pub text: String,
    places: HashMap<String, u32>,
}

impl Pool {
    /// Where `text` stands: its start in the upper 21 bits, its length in the lower 11.
    pub fn place(&mut self, text: &str) -> Result<u32, Box<dyn Error>> {
        if let Some(place) = self.places.get(text) {
            return Ok(*place);
        }
        let (start, length) = (u32::try_from(self.text.len())?, u32::try_from(text.len())?);
        if start >= 1 << 21 || length >= 1 << 11 {
            return Err(format!("`{text}` has no room in the pool").into());
        }
        let place = start << 11 | length;
        self.text.push_str(text);
        self.places.insert(text.to_owned(), place);
        Ok(place)
    }
}

/// Every list of numbers in one.
#[derive(Default)]
pub struct Lists {
    items: Vec<u16>,
    /// Where each list begins; it ends where the next begins.
    starts: Vec<u32>,
    names: HashMap<Vec<u16>, u16>,
}

impl Lists {
    /// The name of the list with these items.
    pub fn name(&mut self, list: Vec<u16>) -> Result<u16, Box<dyn Error>> {
        if let Some(name) = self.names.get(&list) {
            return Ok(*name);
        }
        let name = u16::try_from(self.starts.len())?;
        self.starts.push(u32::try_from(self.items.len())?);
        self.items.extend(&list);
        self.names.insert(list, name);
        Ok(name)
    }

    /// The items of all lists.
    pub fn items(&self) -> Vec<u8> {
        self.items.iter().flat_map(|item| item.to_le_bytes()).collect()
    }

    /// The starts of all lists, and the end of the last.
    pub fn starts(&self) -> Result<Vec<u8>, Box<dyn Error>> {
        let end = u32::try_from(self.items.len())?;
        Ok(self.starts.iter().chain([&end]).flat_map(|start| start.to_le_bytes()).collect())
    }
}
