#!/usr/bin/env bash
# Runs clang-tidy (.clang-tidy) over the sources; prints what it finds and ends with 1 when there is
# anything. Uses the preset debug, which compiles each source by itself, and builds its generated headers.
#
# Usage: tests/lint/tidy.sh [FOLDER ...]   e.g. server/base; default all
set -euo pipefail
cd "$(dirname "$0")/../.."

[[ $# -gt 0 ]] || set -- server client tests
deploy/build.sh debug -DDRAGOMAN_TESTS=ON dragoman_proto dragoman_storage_proto dragoman_echo_proto

# The commands are g++'s, with options that clang does not know. What clang-tidy counts on standard
# error are warnings that it suppressed: noise.
tidy_one() {
  clang-tidy -p build/debug --quiet --extra-arg=-Wno-unknown-warning-option "$1" \
    2> >(grep -v '^[0-9]* warnings\? generated' >&2)
}
export -f tidy_one
find "$@" -name '*.cc' -print0 | sort -z |
  xargs -0 -P "$(nproc)" -I '{}' bash -c 'tidy_one "$0"' '{}'
