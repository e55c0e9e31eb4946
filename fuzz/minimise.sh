#!/usr/bin/env bash
# usage: minimise.sh TARGET: replaces the committed corpus by the fewest small files that cover as much as it and the
# files found by run.sh
set -euo pipefail
cd "$(dirname "$0")"
target=$1
build=${CARGO_TARGET_DIR:-target}
found=$(mktemp -d)
mkdir -p "corpus/$target"
find "corpus/$target" "$build/corpus/$target" -type f -exec cp {} "$found" \;
mkdir -p "corpus/$target"
rm -rf "corpus/$target"
mkdir "corpus/$target"
"$build/$(rustc -vV | sed -n 's/^host: //p')/release/$target" -merge=1 -max_len="${MAX_LEN:-256}" "corpus/$target" "$found"
rm -r "$found"
