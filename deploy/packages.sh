#!/usr/bin/env bash
# Installs the Debian packages that Dragoman needs and that are missing; says nothing when all are
# there.
#
# Usage: deploy/packages.sh build          what it takes to build the server and the client
#        deploy/packages.sh build test     that, and what the tests and linters need
#        deploy/packages.sh sanitize       what tests with sanitizers need beside
#        deploy/packages.sh run            what the programs need that were built elsewhere
set -euo pipefail

build_packages=(
  build-essential cmake ninja-build ccache pkg-config
  libgrpc++-dev libgrpc-dev libprotobuf-dev protobuf-compiler protobuf-compiler-grpc
  libicu-dev librocksdb-dev libabsl-dev libfmt-dev libspdlog-dev libcli11-dev libstemmer-dev
  libxxhash-dev libexpat1-dev libgumbo-dev libmd4c-dev libzip-dev libjemalloc-dev
  nlohmann-json3-dev prometheus-cpp-dev
  # Named by the CMake files of RocksDB and gRPC.
  zlib1g-dev libsnappy-dev liblz4-dev libbz2-dev libzstd-dev libgflags-dev libre2-dev libssl-dev
  libc-ares-dev
)
test_packages=(
  libgtest-dev libgmock-dev libbenchmark-dev clang-format clang-tidy
  python3 python3-grpcio python3-protobuf xz-utils git openssl
)
sanitize_packages=(clang libclang-rt-14-dev)
run_packages=(
  libabsl20220623 libc-ares2 libexpat1 libfmt9 libgflags2.2 libgrpc29 libgrpc++1.51 libgumbo1 libicu72
  libjemalloc2 liblz4-1 libmd4c0
  libprometheus-cpp-core1.0 libprometheus-cpp-pull1.0 libprotobuf32 libre2-9 librocksdb7.8 libsnappy1v5 libspdlog1.10 libssl3
  libstdc++6 libstemmer0d libxxhash0 libzip4 libzstd1 zlib1g
)

fail() {
  echo "packages: $*" >&2
  exit 1
}

# Prints the packages of the given groups, one a line.
packages_of() {
  local group
  for group in "$@"; do
    case $group in
      build) printf '%s\n' "${build_packages[@]}" ;;
      test) printf '%s\n' "${test_packages[@]}" ;;
      sanitize) printf '%s\n' "${sanitize_packages[@]}" ;;
      run) printf '%s\n' "${run_packages[@]}" ;;
      *) fail "unknown group '$group'; write build, test, sanitize or run" ;;
    esac
  done
}

# Prints the packages of standard input that are not installed.
missing_packages() {
  local package state
  while read -r package; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=absent
    [[ $state == installed ]] || echo "$package"
  done
}

# Runs apt-get as root; a second time when the first fails (a mirror in the middle of an update).
apt_as_root() {
  local command=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@")
  [[ $EUID == 0 ]] || command=(sudo "${command[@]}")
  "${command[@]}" || { echo "packages: apt-get $1 failed, once more" >&2; "${command[@]}"; }
}

[[ $# -gt 0 ]] || set -- build
wanted=$(packages_of "$@")
command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
  fail "this is not Debian or Ubuntu; install what these Debian packages hold, then build with" \
    "'cmake --preset release && cmake --build --preset release':" $wanted
mapfile -t missing < <(missing_packages <<<"$wanted")
[[ ${#missing[@]} -gt 0 ]] || exit 0

[[ $EUID == 0 ]] || command -v sudo >/dev/null ||
  fail "run this as root, or install sudo; missing: ${missing[*]}"
echo "packages: installing ${#missing[@]}: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for step in update "install --yes --no-install-recommends ${missing[*]}"; do
  # shellcheck disable=SC2086  # The words of a step are arguments.
  apt_as_root $step >"$log" || { cat "$log" >&2; fail "apt-get could not ${step%% *}; see above"; }
done
