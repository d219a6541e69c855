#!/usr/bin/env bash
# Names the C++ sources that are not formatted as .clang-format says; --fix formats them.
set -euo pipefail
cd "$(dirname "$0")/../.."

sources() { find server client tests \( -name '*.h' -o -name '*.cc' \) -print0; }

if [[ ${1:-} == --fix ]]; then
  sources | xargs -0 -P "$(nproc)" -n 32 clang-format -i
elif ! complaints=$(sources | xargs -0 -P "$(nproc)" -n 32 clang-format --dry-run -Werror 2>&1); then
  echo "not formatted; run tests/lint/format.sh --fix:"
  { grep -o '^[^ :]*:[0-9]*:' <<<"$complaints" || echo "$complaints"; } | sort -u -t : -k 1,1
  exit 1
fi
