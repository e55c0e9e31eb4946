//! The page that lists the checks of single policies, made from their table.

use std::fmt::Write as _;

use policy_lint::{checks, subjects};

/// The page's path below docs/.
pub(super) const PATH: &str = "iam-checks.md";
/// Its title.
pub(super) const TITLE: &str = "Checks of IAM policies";

/// The page.
pub(super) fn page() -> String {
    let mut text = format!("# {TITLE}\n\n");
    let _ = writeln!(
        text,
        "`maremma iam check` looks at one policy by itself. There are {} checks. Those that IAM Access Analyzer has, too, go by \
         its issue codes; the others say what the service authorization reference shows, what the user guide says of a condition key or what a proof over all requests gave.\n",
        checks().count()
    );
    text.push_str("| Category | Means |\n|---|---|\n");
    text.push_str("| ERROR | a part of the policy does not work, or AWS refuses it |\n");
    text.push_str("| SECURITY_WARNING | the policy gives more than its author is likely to want |\n");
    text.push_str("| WARNING | the policy may not do what its author means |\n");
    text.push_str("| SUGGESTION | the policy can be said shorter or clearer |\n");
    for (subject, checks) in subjects() {
        let _ = write!(text, "\n## {subject}\n\n| Check | Category | Finds | What to do |\n|---|---|---|---|\n");
        for check in checks {
            let (title, help) = (cell(check.title), cell(check.help));
            let _ = writeln!(text, "| `{}` | {} | {title} | {help} |", check.id, check.category);
        }
    }
    text
}

/// Text that does not end a table's cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
