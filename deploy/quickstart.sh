#!/usr/bin/env bash
# From a bare Debian 12 to a rendered report: installs packages, builds, starts a server, loads the
# shipped glossaries and a sample memory, renders a sample report. Safe to run again.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)

usage() {
  cat <<TEXT
Usage: deploy/quickstart.sh [--dir DIR] [--bin DIR] [--stop] [--help]

Builds Dragoman, starts a server of its own on a free port of this machine, loads glossaries/ and the
sample memory, and renders the sample report from English into Russian and Urdu.

  --dir DIR   keep the server's data, address and log in DIR
              (default: \$XDG_DATA_HOME/dragoman/quickstart, that is $(default_home))
  --bin DIR   use the dragomand and dragoman in DIR; install and build nothing
  --stop      stop the server that an earlier run left running; its data stay
  --help      this text
TEXT
}

default_home() { echo "${XDG_DATA_HOME:-${HOME:?}/.local/share}/dragoman/quickstart"; }
say() { echo "quickstart: $*"; }
fail() {
  echo "quickstart: $*" >&2
  exit 1
}

# Installs the packages and builds. The tests are left out of a first build, and only of that one.
build() {
  "$project/deploy/packages.sh" build
  local definitions=()
  [[ -e $project/build/release/CMakeCache.txt ]] || definitions=(-DDRAGOMAN_TESTS=OFF)
  say "building (the first time takes some minutes)"
  "$project/deploy/build.sh" release "${definitions[@]}" dragomand dragoman
  bin=$project/build/release/bin
}

# Prints the process of an earlier run's server if it still runs.
running_server() {
  local pid
  pid=$(cat "$home/pid" 2>/dev/null) || return 1
  [[ $(readlink "/proc/$pid/exe" 2>/dev/null) == */dragomand* ]] && echo "$pid"
}

# Prints the address the server announced, once it has.
announced_address() { grep -oEm 1 '127\.0\.0\.1:[1-9][0-9]*' "$home/server.out" 2>/dev/null; }

stop_server() {
  local pid
  pid=$(running_server) || return 0
  kill "$pid"
  wait_until 30 "the server did not stop; its process is $pid" process_ended "$pid"
  rm -f "$home/pid"
}

process_ended() { ! kill -0 "$1" 2>/dev/null; }

# wait_until SECONDS COMPLAINT COMMAND...: fails with the complaint if the command never succeeds.
wait_until() {
  local deadline=$((SECONDS + $1)) complaint=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS >= deadline)); then fail "$complaint"; fi
    sleep 0.1
  done
}

# Starts a server, or takes the one that runs; one whose program was rebuilt since is replaced.
start_server() {
  local pid
  if pid=$(running_server); then
    if [[ /proc/$pid/exe -ef $bin/dragomand ]]; then
      address=$(announced_address)
      say "the server of an earlier run is at $address"
      return
    fi
    say "the server of an earlier run is another build; starting it anew"
    stop_server
  fi
  : >"$home/server.out"
  setsid "$bin/dragomand" --data "$home/data" --listen 127.0.0.1:0 \
    >"$home/server.out" 2>"$home/server.log" </dev/null &
  started=$!
  echo "$started" >"$home/pid"
  wait_until 60 "the server did not start; its log is $home/server.log" server_spoke
  address=$(announced_address) || { tail -n 20 "$home/server.log" >&2; fail "the server ended"; }
  say "the server listens on $address"
}

# Returns whether the server that was started has announced its address, or has ended.
server_spoke() { announced_address || process_ended "$started"; }

dragoman() { "$bin/dragoman" --server "$address" "$@"; }

# create memory|glossary NAME: that it exists already is fine.
create() {
  local answer
  answer=$(dragoman "$1" create "$2" 2>&1) || [[ $answer == *exists* ]] || fail "$answer"
}

load_content() {
  local file name
  for file in "$project"/glossaries/*.tsv; do
    name=$(basename "$file" .tsv)
    create glossary "$name"
    printf 'glossary %s: ' "$name"
    dragoman import "$file" --glossary "$name"
  done
  create memory sample
  printf 'memory sample: '
  dragoman import "$project/glossaries/sample/memory.tsv" --memory sample --in-order
}

say_what_next() {
  local command=dragoman again
  command -v dragoman >/dev/null 2>&1 && [[ $(type -P dragoman) == "$bin/dragoman" ]] ||
    command=$bin/dragoman
  again="$project/deploy/quickstart.sh${given[*]:+ ${given[*]}}"
  cat <<TEXT

That was: dragoman render followup_en.txt --from en --to ru --to ur
The server goes on running. What to type next:

  export DRAGOMAN_SERVER=$address
  $command lookup "The ambassador opened the conference." --from en --to ru --to ur
  $command terms "The Ministry of Foreign Affairs of the Russian Federation" --from en --to ur
  $command render $report --from en --to ru --to ur --html report.html
  $command memory create mine
  $command add --memory mine en="Good morning." ru="Доброе утро." ur="صبح بخیر۔"
  $command --help

Stop the server:   $again --stop
Start it again:    $again
TEXT
}

# On failure, leaves no server behind that this run started.
clean_up() {
  local code=$?
  [[ $code != 0 && -n ${started:-} ]] || return 0
  kill "$started" 2>/dev/null || true
  wait "$started" 2>/dev/null || true
  rm -f "$home/pid"
}

home=$(default_home)
bin=
given=()  # What must be said again so that another run means the same server.
stop=
while [[ $# -gt 0 ]]; do
  case $1 in
    --dir | --bin)
      [[ $# -gt 1 ]] || fail "$1 needs a folder"
      [[ $1 == --dir ]] && home=$(realpath -m "$2") || bin=$(realpath -m "$2")
      given+=("$1" "$(printf '%q' "$(realpath -m "$2")")")
      shift
      ;;
    --stop) stop=yes ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; fail "unknown argument '$1'" ;;
  esac
  shift
done

if [[ $stop ]]; then
  running_server >/dev/null || { say "no server of an earlier run is running"; exit 0; }
  stop_server
  say "the server is stopped; its data stay in $home/data"
  exit 0
fi

report=$project/glossaries/sample/followup_en.txt
trap clean_up EXIT
[[ $bin ]] || build
[[ -x $bin/dragomand && -x $bin/dragoman ]] || fail "no dragomand and dragoman in $bin"
mkdir -p "$home/data"
start_server
wait_until 60 "the server does not answer; its log is $home/server.log" dragoman status
say "loading the glossaries and the sample memory"
load_content
say "rendering the sample report"
dragoman render "$report" --from en --to ru --to ur
say_what_next
