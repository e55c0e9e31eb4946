//! An application on disk and the command run in it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A template in which nothing is wrong.
pub const CLEAN: &str = "Resources:\n  Table:\n    Type: AWS::DynamoDB::Table\n";

/// A folder with files; it goes away with the value.
pub struct App {
    folder: TempDir,
    cache: TempDir,
    data: TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl App {
    /// An application of these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let app =
            Self { folder: TempDir::new().unwrap(), cache: TempDir::new().unwrap(), data: TempDir::new().unwrap() };
        for (path, text) in files {
            app.write(path, text.as_bytes());
        }
        app
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of what the command keeps between runs.
    pub fn cache(&self) -> &Path {
        self.cache.path()
    }

    /// The folder of the advisories that were fetched.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// Writes a file, with its folders.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// The command, to run in the folder.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_maremma"));
        command.args(arguments.split_whitespace()).current_dir(self.path());
        command.env_remove("NO_COLOR").env("MAREMMA_CACHE_DIR", self.cache.path());
        command.env("MAREMMA_DATA_DIR", self.data.path()).env_remove("MAREMMA_OSV_URL").stdin(Stdio::null());
        command
    }

    /// Runs the command.
    pub fn run(&self, arguments: &str) -> Run {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
    }

    /// The JSON report of a scan with further arguments.
    pub fn report(&self, arguments: &str) -> Value {
        let run = self.run(&format!("scan --format json {arguments}"));
        serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"))
    }

    /// `rule path:line` of every finding that counts and was made by the rules about ignores.
    pub fn findings(&self, arguments: &str) -> Vec<String> {
        let report = self.report(arguments);
        let findings = report["findings"].as_array().unwrap().iter();
        let ours = findings.filter(|f| f["suppression"].is_null() && f["rule"].as_str().unwrap().starts_with("scan/"));
        let line =
            |f: &Value| format!("{} {}:{}", text(&f["rule"]), text(&f["location"]["path"]), f["location"]["line"]);
        ours.map(line).collect()
    }

    /// `path: message` of every notice.
    pub fn notices(&self, arguments: &str) -> Vec<String> {
        let report = self.report(arguments);
        let notices = report["notices"].as_array().unwrap().iter();
        notices.map(|notice| format!("{}: {}", text(&notice["path"]), text(&notice["message"]))).collect()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}
