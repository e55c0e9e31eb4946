#!/usr/bin/env bash
# usage: run.sh TARGET [folders of seeds and libFuzzer options]: fuzzes one target with the stable toolchain
set -euo pipefail
cd "$(dirname "$0")"
target=$1; shift
build=${CARGO_TARGET_DIR:-target}
host=$(rustc -vV | sed -n 's/^host: //p')
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing"
RUSTFLAGS=$coverage cargo build --quiet --release --target "$host" --bin "$target"
mkdir -p "corpus/$target" "artifacts/$target" "$build/corpus/$target"
dictionary=()
[ -f "$target.dict" ] && dictionary=("-dict=$target.dict")
exec "$build/$host/release/$target" "$build/corpus/$target" "corpus/$target" \
  "${dictionary[@]}" -artifact_prefix="artifacts/$target/" -rss_limit_mb=256 -timeout=5 -max_len=4096 "$@"
