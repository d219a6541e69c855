#!/usr/bin/env bash
# Builds the benchmarks, fills memories with real text and prints one table: lookups in process and
# served, imports, memory, disk, starts. What each column means is in tests/bench/README.md.
#
# Usage: tests/bench/run.sh [--quick] [--sizes 10000,100000,1000000] [--data DIR] [ARGUMENTS ...]
#   --quick          10,000 units and few queries: checks answers and programs, measures little
#   --sizes N,N,...  units of the memories; default 10000,100000,1000000
#   --data DIR       folder of en-ru.tsv.xz and en-ur.tsv.xz (default ../shared/corpus beside the
#                    project; where there is none, the sample memory repeats with edits)
#   --json           print the figures as JSON instead of the table
# Further arguments are those of tests/bench/bench.py; see its --help. Table and figures are also
# left in build/release/bench/.
set -euo pipefail
cd "$(dirname "$0")/../.."

for argument in "$@"; do
  case $argument in
    --help | -h) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0"; exit 0 ;;
  esac
done

deploy/packages.sh build test >&2
deploy/build.sh release -DDRAGOMAN_TESTS=ON dragomand dragoman dragomand_with_echo make_data \
  lookup_bench served_bench import_bench live_bench >&2
exec /usr/bin/python3 tests/bench/bench.py --bin build/release/bin "$@"
