#!/usr/bin/env bash
# usage: minimise.sh TARGET: keeps the fewest corpus files that cover as much
set -euo pipefail
cd "$(dirname "$0")"
old=corpus/$1.old
mv "corpus/$1" "$old"
./run.sh "$1" -merge=1 "$old"
rm -r "$old"
