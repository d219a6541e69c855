#!/usr/bin/env bash
# Configures and builds one CMake preset, with one line of progress; prints the compiler's words only
# when it fails. The whole log is build/PRESET/build.log.
#
# Usage: deploy/build.sh PRESET [-DNAME=VALUE ...] [TARGET ...]
set -euo pipefail
cd "$(dirname "$0")/.."

preset=${1:?usage: deploy/build.sh PRESET [-DNAME=VALUE ...] [TARGET ...]}
shift
definitions=()
targets=()
for argument in "$@"; do
  if [[ $argument == -D* ]]; then definitions+=("$argument"); else targets+=("$argument"); fi
done

directory=build/$preset
log=$directory/build.log
mkdir -p "$directory"

# Shows ninja's "[12/345] ..." lines: one line that is overwritten on a terminal, else one line for
# each tenth.
progress() {
  local line step total last=0 shown=
  while IFS= read -r line; do
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
    step=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
    if [[ -t 1 ]]; then
      printf '\rbuild: %s %d of %d ' "$preset" "$step" "$total"
      shown=yes
    elif ((10 * step / total > last)); then
      echo "build: $preset $step of $total"
      last=$((10 * step / total))
    fi
  done
  [[ -z $shown ]] || echo
}

cmake --preset "$preset" "${definitions[@]}" >"$log" 2>&1 ||
  { cat "$log" >&2; echo "build: could not configure $preset" >&2; exit 1; }
if ! cmake --build --preset "$preset" ${targets[@]:+--target "${targets[@]}"} 2>&1 |
  tee -a "$log" | progress; then
  grep -A 40 -m 1 '^FAILED' "$log" >&2 || tail -n 40 "$log" >&2
  echo "build: failed; the whole log is $log" >&2
  exit 1
fi
