//! What files say of a package's licence. Names that mean one licence of the SPDX list without doubt become its id; all others
//! stay as they were written, and nobody guesses.

use syntax::Node;

use crate::nodes::{items, some_text};

/// More bytes than this are a licence's text and not its name.
const LONGEST: usize = 200;

/// Names and addresses in lower case that mean one licence, without `the` before and a scheme before an address.
const NAMES: [(&str, &str); 40] = [
    ("apache 2.0", "Apache-2.0"),
    ("apache 2", "Apache-2.0"),
    ("apache license 2.0", "Apache-2.0"),
    ("apache license, 2.0", "Apache-2.0"),
    ("apache license version 2.0", "Apache-2.0"),
    ("apache license, version 2.0", "Apache-2.0"),
    ("apache software license, version 2.0", "Apache-2.0"),
    ("apache software license 2.0", "Apache-2.0"),
    ("www.apache.org/licenses/license-2.0", "Apache-2.0"),
    ("www.apache.org/licenses/license-2.0.txt", "Apache-2.0"),
    ("www.apache.org/licenses/license-2.0.html", "Apache-2.0"),
    ("mit license", "MIT"),
    ("expat license", "MIT"),
    ("opensource.org/licenses/mit", "MIT"),
    ("opensource.org/licenses/mit-license.php", "MIT"),
    ("mit no attribution license (mit-0)", "MIT-0"),
    ("isc license", "ISC"),
    ("isc license (iscl)", "ISC"),
    ("bsd 3-clause license", "BSD-3-Clause"),
    ("bsd 3-clause", "BSD-3-Clause"),
    ("3-clause bsd license", "BSD-3-Clause"),
    ("bsd 2-clause license", "BSD-2-Clause"),
    ("bsd 2-clause", "BSD-2-Clause"),
    ("2-clause bsd license", "BSD-2-Clause"),
    ("mozilla public license, version 2.0", "MPL-2.0"),
    ("mozilla public license 2.0 (mpl 2.0)", "MPL-2.0"),
    ("mpl 2.0", "MPL-2.0"),
    ("eclipse public license - v 1.0", "EPL-1.0"),
    ("eclipse public license 2.0 (epl-2.0)", "EPL-2.0"),
    ("eclipse public license - v 2.0", "EPL-2.0"),
    ("eclipse public license v2.0", "EPL-2.0"),
    ("boost software license 1.0 (bsl-1.0)", "BSL-1.0"),
    ("unlicense (unlicense)", "Unlicense"),
    ("gnu general public license v2 (gplv2)", "GPL-2.0-only"),
    ("gnu general public license v2 or later (gplv2+)", "GPL-2.0-or-later"),
    ("gnu general public license v3 (gplv3)", "GPL-3.0-only"),
    ("gnu general public license v3 or later (gplv3+)", "GPL-3.0-or-later"),
    ("gnu lesser general public license v3 (lgplv3)", "LGPL-3.0-only"),
    ("gnu lesser general public license v3 or later (lgplv3+)", "LGPL-3.0-or-later"),
    ("gnu affero general public license v3", "AGPL-3.0-only"),
];

/// The first line of what is written as the name of a licence, by its id where that is sure; none for a whole text.
pub(crate) fn named(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST || text.contains('\n') {
        return None;
    }
    Some(known(text).map_or_else(|| text.to_owned(), str::to_owned))
}

/// The id of a name or address that means one licence.
fn known(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let bare = ["the ", "https://", "http://"].iter().find_map(|prefix| lower.strip_prefix(prefix)).unwrap_or(&lower);
    NAMES.iter().find(|(name, _)| *name == bare).map(|(_, id)| *id)
}

/// What npm has: `license` with an expression, or the forms of old, an object with `type` and a list of such objects.
pub(crate) fn of_npm(node: &Node) -> Option<String> {
    let one = |node: &Node| node.text().map(|text| text.to_string()).or_else(|| some_text(node, "type"));
    let single = node.get("license").and_then(one);
    // Whoever takes such a package may choose.
    let listed = || choice(items(node, "licenses").iter().filter_map(one));
    single.as_deref().and_then(named).or_else(listed)
}

/// What Composer has: one licence, or a list of which one may be chosen.
pub(crate) fn of_composer(node: &Node) -> Option<String> {
    let single = || some_text(node, "license").as_deref().and_then(named);
    let listed = items(node, "license").iter().filter_map(Node::text).map(|text| text.to_string());
    choice(listed).or_else(single)
}

/// A choice of licences as one expression.
pub(crate) fn choice(licences: impl Iterator<Item = String>) -> Option<String> {
    let all: Vec<String> = licences.filter_map(|text| named(&text)).collect();
    let enclosed = |text: &String| match all.len() > 1 && text.contains(' ') {
        true => format!("({text})"),
        false => text.clone(),
    };
    let joined = all.iter().map(enclosed).collect::<Vec<_>>().join(" OR ");
    Some(joined).filter(|text| !text.is_empty())
}

/// What the metadata of a distribution of Python says: its expression, or its one classifier where that is sure, or its
/// `License` where that is a name, or its classifiers as they are.
#[derive(Debug, Default)]
pub(crate) struct Metadata<'t> {
    /// `License-Expression`.
    pub expression: &'t str,
    /// `License`, which may hold anything.
    pub words: &'t str,
    /// What follows the last `::` of the classifiers of licences.
    pub classifiers: Vec<&'t str>,
}

impl<'t> Metadata<'t> {
    /// Takes a header, if it is about the licence; `key` in lower case.
    pub(crate) fn take(&mut self, key: &str, value: &'t str) {
        match key {
            "license-expression" => self.expression = value,
            "license" if self.words.is_empty() && value != "UNKNOWN" => self.words = value,
            "classifier" => {
                let licence = value.strip_prefix("License :: ").and_then(|rest| rest.rsplit(" :: ").next());
                self.classifiers.extend(licence.filter(|name| *name != "OSI Approved"));
            }
            _ => {}
        }
    }

    /// The licence.
    pub(crate) fn licence(&self) -> Option<String> {
        let sure = match self.classifiers.as_slice() {
            [one] => known(one).map(str::to_owned),
            _ => None,
        };
        let said = || Some(self.classifiers.join("; ")).filter(|text| !text.is_empty());
        named(self.expression).or(sure).or_else(|| named(self.words)).or_else(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_sure_becomes_an_id() {
        let cases = [
            ("MIT", Some("MIT")),
            (" The MIT License ", Some("MIT")),
            ("https://www.apache.org/licenses/LICENSE-2.0.txt", Some("Apache-2.0")),
            ("BSD License", Some("BSD License")),
            ("GPL", Some("GPL")),
            ("", None),
            ("Copyright (c) us\nAll rights reserved", None),
        ];
        for (text, expected) in cases {
            assert_eq!(named(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn headers_of_python_have_an_order() {
        let licence = |headers: &[(&str, &'static str)]| {
            let mut said = Metadata::default();
            headers.iter().for_each(|(key, value)| said.take(key, value));
            said.licence()
        };
        let classifier = ("classifier", "License :: OSI Approved :: MIT License");
        assert_eq!(licence(&[("license", "see file"), classifier]).as_deref(), Some("MIT"));
        assert_eq!(licence(&[("license-expression", "MIT OR ISC"), classifier]).as_deref(), Some("MIT OR ISC"));
        let unsure = ("classifier", "License :: OSI Approved :: BSD License");
        assert_eq!(licence(&[unsure, ("license", "BSD-3-Clause")]).as_deref(), Some("BSD-3-Clause"));
        assert_eq!(licence(&[unsure, classifier]).as_deref(), Some("BSD License; MIT License"));
        assert_eq!(licence(&[("license", "UNKNOWN"), ("classifier", "License :: OSI Approved")]), None);
    }
}
