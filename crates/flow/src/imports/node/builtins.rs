//! The modules that are part of Node. Source: `module.builtinModules` of Node 20.20.2 (2026-11-28), and those of later versions
//! that are known by `node:` alone.

/// The names, sorted.
const NAMES: &[&str] = &[
    "_http_agent",
    "_http_client",
    "_http_common",
    "_http_incoming",
    "_http_outgoing",
    "_http_server",
    "_stream_duplex",
    "_stream_passthrough",
    "_stream_readable",
    "_stream_transform",
    "_stream_wrap",
    "_stream_writable",
    "_tls_common",
    "_tls_wrap",
    "assert",
    "assert/strict",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "dns/promises",
    "domain",
    "events",
    "fs",
    "fs/promises",
    "http",
    "http2",
    "https",
    "inspector",
    "inspector/promises",
    "module",
    "net",
    "os",
    "path",
    "path/posix",
    "path/win32",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "readline/promises",
    "repl",
    "stream",
    "stream/consumers",
    "stream/promises",
    "stream/web",
    "string_decoder",
    "sys",
    "timers",
    "timers/promises",
    "tls",
    "trace_events",
    "tty",
    "url",
    "util",
    "util/types",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
];

/// Whether a name is of a module of Node itself. Anything after `node:` is.
pub(in crate::imports) fn is_builtin(name: &str) -> bool {
    name.starts_with("node:") || NAMES.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_exact() {
        assert!(NAMES.is_sorted());
        for name in ["fs", "fs/promises", "node:test", "node:sqlite", "stream/web", "_http_agent"] {
            assert!(is_builtin(name), "{name}");
        }
        for name in ["punycode/", "string_decoder/", "fs-extra", "test", "sqlite", "buffer/index.js"] {
            assert!(!is_builtin(name), "{name}");
        }
    }
}
