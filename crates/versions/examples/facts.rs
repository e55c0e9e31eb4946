//! Checks files of order facts: `facts FILE…`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a chore of the developer")]
use versions::{Scheme, Version};

fn main() {
    for path in std::env::args().skip(1) {
        let stem = path.rsplit('/').next().unwrap().split('-').next().unwrap().to_owned();
        let scheme = match stem.as_str() {
            "alpine" => Scheme::Apk,
            "debian" => Scheme::Deb,
            "packagist" => Scheme::Composer,
            "redhat" => Scheme::Rpm,
            "rubygems" => Scheme::Gem,
            "semver" => Scheme::Npm,
            name => match Scheme::from_name(name) {
                Some(scheme) => scheme,
                None => continue,
            },
        };
        let (mut passed, mut failed) = (0, 0);
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let words: Vec<_> = line.split(' ').collect();
            if line.is_empty() || line.starts_with("# ") || line.starts_with("// ") {
                continue;
            }
            let (a, b) = (Version::parse(scheme, words[0]), Version::parse(scheme, words[2]));
            let sign = match a.cmp(&b) {
                std::cmp::Ordering::Less => "<",
                std::cmp::Ordering::Equal => "=",
                std::cmp::Ordering::Greater => ">",
            };
            if sign == words[1] {
                passed += 1;
            } else {
                failed += 1;
                println!("  {line}: {sign}");
            }
        }
        println!("{passed} passed, {failed} failed: {path}");
    }
}
