#!/usr/bin/env bash
# Builds the fuzz targets with clang and libFuzzer and runs each for a while; what it finds that is
# new goes to build/fuzz/found/TARGET, a failure to build/fuzz/failures/.
#
# Usage: tests/fuzz/run.sh [--seconds 300] [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=300
if [[ ${1:-} == --seconds ]]; then
  seconds=$2
  shift 2
fi
targets=("$@")
[[ ${#targets[@]} -gt 0 ]] || mapfile -t targets < <(cd tests/fuzz/corpus && ls -- *.* | grep -v README | cut -d. -f1 | sort -u)

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target "${targets[@]/#/fuzz_}"
mkdir -p build/fuzz/failures
failed=0
for target in "${targets[@]}"; do
  found=build/fuzz/found/$target
  mkdir -p "$found"
  cp tests/fuzz/corpus/"$target".* "$found"
  echo "fuzz: $target, $seconds s"
  build/fuzz/bin/"fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=20000 \
    -artifact_prefix="build/fuzz/failures/$target-" -print_final_stats=1 \
    "$found" >"build/fuzz/$target.log" 2>&1 || failed=1
  grep -E "stat::number_of_executed_units|ERROR|SUMMARY|does not hold" "build/fuzz/$target.log" || true
done
[[ $failed == 0 ]] && echo "fuzz: no failure" || { echo "fuzz: failures in build/fuzz/failures" >&2; exit 1; }
