#!/usr/bin/env bash
# Writes tests/lint/descriptors/elements.txt anew after elements were added to the .proto files.
# Refuses when something listed was changed or removed; --reset takes that too, which is right only
# before the first release.
set -euo pipefail
cd "$(dirname "$0")"
PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 protos.py "$@"
