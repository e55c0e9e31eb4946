//! The rules over code that Maremma brings.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use finding::RuleId;
use pattern::load_files;
use source::{FileId, Files as _, Limits, MemoryFiles};

use super::CodeRules;
use crate::code::cache;

/// Of each rule its path below `rules/code` without ending, its text and its page; by path.
static PACK: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/pack.rs"));

impl CodeRules {
    /// The rules of `rules/code`. Their ids are their paths: `code/python/sql-injection`.
    pub fn pack() -> &'static Self {
        static READ: OnceLock<CodeRules> = OnceLock::new();
        READ.get_or_init(|| {
            let files = MemoryFiles::new(PACK.iter().map(|(name, text, _)| (format!("code/{name}.yaml"), *text)));
            let every: Vec<FileId> = (0..PACK.len() as u32).map(FileId).collect();
            // That there is nothing to say of them is tested.
            let (rules, notices) = load_files(&files, &every, &Limits::default());
            let ids = rules.iter().map(|rule| RuleId::new(files.path(rule.file).trim_end_matches(".yaml"))).collect();
            let texts: Vec<&[u8]> =
                PACK.iter().flat_map(|(name, text, _)| [name.as_bytes(), text.as_bytes()]).collect();
            Self { rules: Arc::new(rules), ids: Arc::new(ids), notices, digest: cache::digest(&texts) }
        })
    }

    /// The rules of the pack as reports describe them, by id.
    pub(crate) fn packed() -> Vec<finding::Rule> {
        let pack = Self::pack();
        let all = (0..pack.rules.len()).filter_map(|number| pack.described(number));
        all.map(|rule| finding::Rule { page: page(&rule.id).map_or(rule.page, Cow::Borrowed), ..rule }).collect()
    }
}

/// The page of a rule of the pack.
fn page(id: &str) -> Option<&'static str> {
    let (_, _, page) = PACK.iter().find(|(name, _, _)| id.strip_prefix("code/") == Some(name))?;
    Some(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pack_is_read_without_a_word() {
        let pack = CodeRules::pack();
        assert!(pack.notices.is_empty(), "{:?}", pack.notices);
        for (rule, id) in pack.rules.iter().zip(&*pack.ids) {
            assert_eq!(
                Some(rule.id.as_str()),
                id.as_str().rsplit('/').next(),
                "the rule of {id} is called as its file"
            );
        }
        assert_eq!(pack.rules.len(), PACK.len(), "one rule a file");
    }
}
