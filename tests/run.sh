#!/usr/bin/env bash
# Installs what the tests need, builds, and runs them all.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset release
cmake --build --preset release
ctest --preset release
