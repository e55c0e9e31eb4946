//! Where a package's content lies, from the many ways of writing it.

use crate::Origin;

/// The origin that a URL-like text names; `None` for a version, a range or a file of a registry.
pub(crate) fn of_text(text: &str) -> Option<Origin> {
    if let Some(path) = ["file:", "link:", "portal:", "workspace:"].iter().find_map(|prefix| text.strip_prefix(prefix))
    {
        return Some(Origin::Path(path.to_owned()));
    }
    let hosted = ["github:", "gitlab:", "bitbucket:", "gist:"].iter().any(|prefix| text.starts_with(prefix));
    let (place, fragment) = text.split_once('#').unwrap_or((text, ""));
    let git =
        text.starts_with("git+") || text.starts_with("git:") || text.starts_with("git@") || text.starts_with("ssh:");
    if git || hosted || place.ends_with(".git") {
        return Some(Origin::Git { url: place.trim_start_matches("git+").to_owned(), commit: commit_in(fragment) });
    }
    if !text.starts_with("http:") && !text.starts_with("https:") {
        return None;
    }
    // What hosts serve as an archive of a commit.
    let archive =
        ["codeload.github.com", "/-/archive/", "bitbucket.org", "/tarball/", "/archive/", "/repository/archive"];
    if archive.iter().any(|mark| place.contains(mark))
        && let Some(commit) =
            place.rsplit(['/', '=']).find_map(|part| commit_in(part.split('.').next().unwrap_or(part)))
    {
        return Some(Origin::Git { url: place.to_owned(), commit: Some(commit) });
    }
    Some(Origin::Url(text.to_owned()))
}

/// The commit of a fragment such as `commit=0123…`, `commit:0123…`, `semver:1` or the bare hash.
pub(crate) fn commit_in(fragment: &str) -> Option<String> {
    let named = fragment.split('&').find_map(|part| part.strip_prefix("commit")?.strip_prefix(['=', ':']));
    let text = named.unwrap_or_else(|| fragment.split('&').next().unwrap_or(fragment));
    let hexadecimal = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (matches!(text.len(), 7..=40) && hexadecimal).then(|| text.to_owned())
}
