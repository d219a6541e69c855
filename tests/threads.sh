#!/usr/bin/env bash
# Builds the layers in which threads meet with the thread sanitizer, and runs their tests.
#
# Usage: tests/threads.sh [LAYER ...]     default: base store engine; service and match take longer
set -euo pipefail
cd "$(dirname "$0")/.."

layers=("$@")
[[ $# -gt 0 ]] || layers=(base store engine)

deploy/packages.sh build test sanitize
deploy/build.sh tsan -DDRAGOMAN_TESTS=ON "${layers[@]/%/_test}"

# Where addresses are too random for the sanitizer, it runs with them as they are; where that may not
# be asked for, not at all.
launch=()
runs() { "${launch[@]}" "build/tsan/bin/${layers[0]}_test" --gtest_list_tests >/dev/null 2>&1; }
runs || launch=(setarch --addr-no-randomize)
runs || { echo "threads: the thread sanitizer does not run on this machine; nothing was tested"; exit 0; }

GTEST_TOTAL_SHARDS=$(nproc)
export GTEST_TOTAL_SHARDS
for layer in "${layers[@]}"; do
  shards=()
  for ((shard = 0; shard < GTEST_TOTAL_SHARDS; ++shard)); do
    GTEST_SHARD_INDEX=$shard "${launch[@]}" "build/tsan/bin/${layer}_test" --gtest_brief=1 &
    shards+=($!)
  done
  for shard in "${shards[@]}"; do
    wait "$shard" || { echo "threads: ${layer}_test failed; see above" >&2; exit 1; }
  done
  echo "threads: ${layer}_test is clean"
done
