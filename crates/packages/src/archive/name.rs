//! Names of files in archives, and which of them are safe.

/// The longest path that Linux takes, in bytes.
const PATH_BYTES: usize = 4096;
/// More folders than any tool nests.
const PATH_PARTS: usize = 128;

/// The path that a name means, with `/` between its parts and at the end of a folder.
///
/// # Errors
/// Why no tool should unpack a file of this name.
pub(crate) fn judged(name: &str) -> Result<String, &'static str> {
    if name.contains('\0') {
        return Err("its name holds a NUL character");
    }
    if name.len() > PATH_BYTES || name.matches(['/', '\\']).count() >= PATH_PARTS {
        return Err("its name is too long");
    }
    // Archives that were made on Windows may have these.
    let name = name.replace('\\', "/");
    let has_drive =
        name.as_bytes().get(1) == Some(&b':') && name.starts_with(|first: char| first.is_ascii_alphabetic());
    if name.starts_with('/') || has_drive {
        return Err("its name is absolute");
    }
    let parts = || name.split('/').filter(|part| !matches!(*part, "" | "."));
    if parts().any(|part| part == "..") {
        return Err("its name leads out of the archive");
    }
    let mut path = parts().collect::<Vec<_>>().join("/");
    if path.is_empty() && !name.is_empty() {
        return Ok("/".to_owned());
    }
    if path.is_empty() {
        return Err("it has no name");
    }
    if name.ends_with('/') {
        path.push('/');
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_paths_inside_of_the_archive() {
        assert_eq!(judged("./a//b.txt").as_deref(), Ok("a/b.txt"));
        assert_eq!(judged("a\\b\\").as_deref(), Ok("a/b/"));
        assert_eq!(judged("./").as_deref(), Ok("/"));
        assert_eq!(judged("a/..b/c..").as_deref(), Ok("a/..b/c.."));
        for bad in ["", "/a", "\\a", "c:/a", "c:a", "../a", "a/../../b", "a/..", "..\\a", "a\0.json"] {
            assert!(judged(bad).is_err(), "{bad:?}");
        }
        assert!(judged(&"a".repeat(5000)).is_err());
        assert!(judged(&"a/".repeat(200)).is_err());
    }
}
