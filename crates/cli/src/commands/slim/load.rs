//! Loads the file of a handler in a process of its own, and says what it offers. The handler is not called.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How loading ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The names that the module offers.
    Loaded(String),
    /// Why it did not load.
    Failed(String),
}

/// The longest that a handler may take to load.
const LONGEST: Duration = Duration::from_secs(60);
/// What the line of the outcome begins with; code that is loaded may write lines of its own.
const MARK: &str = "maremma-slim:";

const NODE: &str = r#"
const say = (text) => { require('fs').writeSync(1, '\nmaremma-slim:' + text + '\n'); process.exit(0); };
const names = (own) => own && typeof own === 'object' ? Object.keys(own).map((key) => key + ':' + typeof own[key]).sort() : [typeof own];
import(require('url').pathToFileURL(require('path').resolve(process.argv[1]))).then(
  (own) => say('loaded ' + JSON.stringify([names({ ...own }), names(own.default)])),
  (error) => say('failed ' + String(error && error.message || error).split('\n')[0]));
"#;

const PYTHON: &str = "
import importlib, os, sys
sys.path.append(os.path.join(os.getcwd(), '.python_packages', 'lib', 'site-packages'))
try:
    own = importlib.import_module(sys.argv[1])
    said = 'loaded ' + ' '.join(sorted(name + ':' + str(callable(getattr(own, name))) for name in dir(own)))
except BaseException as error:
    said = 'failed ' + (repr(error).splitlines() or [''])[0]
sys.stdout.flush()
os.write(1, ('\\nmaremma-slim:' + said + '\\n').encode())
os._exit(0)
";

/// Loads a file of a folder, with the environment variables of its function and none that lead to the network.
pub(super) fn load(root: &Path, path: &str, environment: &[(String, String)], scratch: &Path) -> Outcome {
    let mut command = match path.rsplit_once('.') {
        Some((_, "js" | "mjs" | "cjs")) => {
            let mut node = Command::new("node");
            node.args(["-e", NODE, path]);
            node
        }
        Some((stem, "py")) => {
            let module = stem.trim_end_matches("/__init__").replace('/', ".");
            let mut python = Command::new("python3");
            // Without bytecode, so that the folder stays as it is.
            python.args(["-B", "-s", "-c", PYTHON, &module]);
            python
        }
        _ => return Outcome::Failed("only files of Node and Python are loaded".to_owned()),
    };
    let said = scratch.join("said");
    let Ok(file) = File::create(&said) else { return Outcome::Failed("no place for what it says".to_owned()) };
    command.current_dir(root).env_clear();
    let steers = |name: &str| ["NODE_", "PYTHON", "LD_", "PATH"].iter().any(|start| name.starts_with(start));
    command.envs(environment.iter().filter(|(name, _)| !steers(name)).map(|(name, value)| (name, value)));
    command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    command.envs([("HOME", scratch), ("TMPDIR", scratch)]);
    let nowhere = "http://127.0.0.1:9";
    command.envs(["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"].map(|name| (name, nowhere)));
    command.envs([
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_REGION", "us-east-1"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ]);
    command.stdin(Stdio::null()).stdout(file).stderr(Stdio::null());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            return Outcome::Failed(format!("its runtime cannot be started: {}", crate::disk::reason(&error)));
        }
    };
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => break,
            Ok(None) if start.elapsed() < LONGEST => sleep(Duration::from_millis(10)),
            _ => {
                // It may have ended in this very moment.
                let _ = child.kill();
                let _ = child.wait();
                return Outcome::Failed(format!("it did not load in {} seconds", LONGEST.as_secs()));
            }
        }
    }
    let text = fs::read(&said).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let line = text.lines().rev().find_map(|line| line.strip_prefix(MARK));
    match line.and_then(|line| line.split_once(' ')) {
        Some(("loaded", names)) => Outcome::Loaded(names.to_owned()),
        Some((_, why)) => Outcome::Failed(why.to_owned()),
        None => Outcome::Failed("the process ended while it loaded".to_owned()),
    }
}
