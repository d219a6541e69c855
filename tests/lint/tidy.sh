#!/usr/bin/env bash
# Runs clang-tidy (.clang-tidy) over the sources of a configured tree whose generated headers are
# built; prints what it finds and ends with 1 when there is anything.
#
# Usage: tests/lint/tidy.sh BUILD_FOLDER [FOLDER ...]   e.g. build/release server/base; default all
set -euo pipefail
cd "$(dirname "$0")/../.."

build=${1:?usage: tests/lint/tidy.sh BUILD_FOLDER [FOLDER ...]}
shift
[[ $# -gt 0 ]] || set -- server client tests

# The commands are g++'s, with options that clang does not know. What clang-tidy counts on standard
# error are warnings that it suppressed: noise.
tidy_one() {
  clang-tidy -p "$1" --quiet --extra-arg=-Wno-unknown-warning-option "$2" \
    2> >(grep -v '^[0-9]* warnings\? generated' >&2)
}
export -f tidy_one
find "$@" -name '*.cc' -print0 | sort -z |
  xargs -0 -P "$(nproc)" -I '{}' bash -c 'tidy_one "$0" "$1"' "$build" '{}'
