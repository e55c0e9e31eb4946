//! Files that describe an application in a format that is not read yet: said, never passed over.

use finding::{Notice, NoticeKind};
use source::{FileId, Files};

/// A format by the names of its files.
struct Format {
    name: &'static str,
    /// Whether a file's name is of this format; names are in lower case.
    is: fn(&str) -> bool,
}

const FORMATS: [Format; 6] = [
    Format { name: "Terraform", is: |name| name.ends_with(".tf") || name.ends_with(".tf.json") },
    Format {
        name: "the Serverless Framework",
        is: |name| {
            name.strip_prefix("serverless.").is_some_and(|ending| ["yml", "yaml", "json", "ts", "js"].contains(&ending))
        },
    },
    Format { name: "the CDK", is: |name| name == "cdk.json" },
    Format { name: "Bicep", is: |name| name.ends_with(".bicep") },
    Format { name: "Azure Functions", is: |name| name == "function.json" || name == "host.json" },
    Format { name: "Pulumi", is: |name| name == "pulumi.yaml" || name == "pulumi.yml" },
];

/// One notice for each format that is not read yet and that the files have, at its first file.
pub fn unread(files: &dyn Files) -> Vec<Notice> {
    FORMATS.iter().filter_map(|format| notice(files, format)).collect()
}

fn notice(files: &dyn Files, format: &Format) -> Option<Notice> {
    let is_own = |path: &str| (format.is)(&path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase());
    let mut own = (0..).map(FileId).zip(files.paths()).filter(|(_, path)| is_own(path)).map(|(file, _)| file);
    let first = own.next()?;
    let others = match own.count() {
        0 => String::new(),
        1 => " (and 1 other file)".to_owned(),
        more => format!(" (and {more} other files)"),
    };
    let message = format!("{} is not read yet: its functions, roles and doors are unknown{others}", format.name);
    Some(Notice::file(first, NoticeKind::Unsupported, message))
}

#[cfg(test)]
mod tests {
    use source::MemoryFiles;

    use super::*;

    #[test]
    fn each_format_is_said_once() {
        let names = ["a/main.tf", "a/vars.tf", "b/serverless.yml", "c/host.json", "template.yaml", "terraform.md"];
        let files = MemoryFiles::new(names.map(|name| (name, Vec::new())));
        let said: Vec<String> = unread(&files).into_iter().map(|notice| notice.message).collect();
        let unknown = "is not read yet: its functions, roles and doors are unknown";
        assert_eq!(
            said,
            [
                format!("Terraform {unknown} (and 1 other file)"),
                format!("the Serverless Framework {unknown}"),
                format!("Azure Functions {unknown}"),
            ]
        );
    }
}
