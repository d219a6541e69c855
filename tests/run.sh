#!/usr/bin/env bash
# Installs what the tests need, builds, and runs them all, the linters among them. The last lines are
# ctest's summary.
#
# Usage: tests/run.sh [--asan | --tsan | --debug] [--tidy] [CTEST ARGUMENTS ...]
#   --asan   build with the address and undefined-behaviour sanitizers
#   --tsan   build with the thread sanitizer
#   --debug  build without optimisation
#   --tidy   run clang-tidy over every source first (slow)
# Further arguments go to ctest, e.g. -R lint.
set -euo pipefail
cd "$(dirname "$0")/.."

preset=release
packages=(build test)
tidy=
while [[ $# -gt 0 ]]; do
  case $1 in
    --asan | --tsan) preset=${1#--} packages+=(sanitize) ;;
    --debug) preset=debug ;;
    --tidy) tidy=yes ;;
    --help | -h) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0"; exit 0 ;;
    *) break ;;
  esac
  shift
done

deploy/packages.sh "${packages[@]}"
[[ -z $tidy ]] || tests/lint/tidy.sh
deploy/build.sh "$preset" -DDRAGOMAN_TESTS=ON
ctest --preset "$preset" --parallel "$(nproc)" "$@"
