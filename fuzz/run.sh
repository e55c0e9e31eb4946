#!/usr/bin/env bash
# usage: run.sh TARGET [libFuzzer options]: fuzzes one target with the stable toolchain
set -euo pipefail
cd "$(dirname "$0")"
target=$1; shift
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing"
RUSTFLAGS=$coverage cargo build --quiet --release --target "$(rustc -vV | sed -n 's/^host: //p')" --bin "$target"
mkdir -p "corpus/$target" "artifacts/$target"
dict=(); [ -f "$target.dict" ] && dict=("-dict=$target.dict")
exec "${CARGO_TARGET_DIR:-target}/$(rustc -vV | sed -n 's/^host: //p')/release/$target" "corpus/$target" \
  "${dict[@]}" -artifact_prefix="artifacts/$target/" -rss_limit_mb=256 -timeout=5 -max_len=4096 "$@"
