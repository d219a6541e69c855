"""The order of the layers: who may include whom.

The tables are the design; everything below them only reads includes. Used by layering_test.py; by hand:
python3 tests/lint/layers.py [ROOT]
"""

import pathlib
import re
import sys

import project

# What each layer may include besides itself.
LAYERS = {
    "server/base": [],
    "server/model": ["server/base"],
    "server/text": ["server/base", "server/model"],
    "server/match": ["server/base", "server/model", "server/text"],
    "server/term": ["server/base", "server/model", "server/text"],
    "server/store": ["server/base", "server/model", "proto/storage"],
    "server/exchange": ["server/base", "server/model"],
    "server/engine": ["server/base", "server/model", "server/text", "server/match", "server/term",
                      "server/store", "server/exchange"],
    # The engine's results hold plain values of text, match and term (words, penalties, ranges):
    # the service converts them, it calls none of the three.
    "server/service": ["server/base", "server/model", "server/text", "server/match", "server/term",
                       "server/engine", "proto/wire"],
    "server/app": ["server/base", "server/store", "server/engine", "server/service"],
    # Of the server, the client takes only base: status macros and UTF-8, which know no service.
    "client": ["server/base", "proto/wire"],
}

# Which layers may include a library's headers; the longest prefix counts. A library that is not
# named may be included anywhere.
LIBRARIES = {
    "rocksdb/": ["server/store"],
    "zlib.h": ["server/store", "server/exchange"],
    "google/protobuf/": ["server/store", "server/service", "client"],
    "grpc/": ["server/service", "server/app", "client"],
    "grpcpp/": ["server/service", "server/app", "client"],
    "grpc++/": [],
    "expat.h": ["server/exchange"],
    "gumbo.h": ["server/exchange"],
    "md4c.h": ["server/exchange"],
    "zip.h": ["server/exchange"],
    "libstemmer.h": ["server/text"],
    "xxhash.h": ["server/base"],
    # Secrets are made and compared in base; the certificates of the server are checked where it starts.
    "openssl/": ["server/base", "server/service"],
    "CLI/": ["server/app", "client"],
    # Layers count in plain atomics; one place names and exports them.
    "prometheus/": ["server/app"],
    # ICU: rules of languages are written once, in model (tags) and text. Reading UTF-8 and the
    # properties of one character are macros and tables, used wherever texts are walked.
    "unicode/": ["server/model", "server/text"],
    "unicode/uchar.h": ["server/model", "server/text", "server/match", "server/term", "client"],
    "unicode/utf8.h": ["server/base", "server/model", "server/text", "server/match", "server/term",
                       "client"],
    # Encodings of files that come from elsewhere.
    "unicode/ucnv.h": ["server/exchange"],
    "unicode/ucsdet.h": ["server/exchange"],
    # The case folding of ICU, for literal comparison of terms that L2 keeps apart.
    "unicode/casemap.h": ["server/text", "server/term"],
    "unicode/bytestream.h": ["server/text", "server/term"],
}

_INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)


def layer_of(path):
    """Returns the layer of a path such as "server/text/analysis.h", or None for an unknown one."""
    parts = str(path).split("/")
    if parts[0] == "client":
        return "client"
    if path.startswith("dragoman/storage/"):
        return "proto/storage"
    if path.startswith("dragoman/"):
        return "proto/wire"
    layer = "/".join(parts[:2])
    return layer if layer in LAYERS and len(parts) > 2 else None


def includes_of(text):
    """Returns what a source includes: (paths in quotes, paths in angle brackets)."""
    found = _INCLUDE.findall(text)
    return [quoted for quoted, _ in found if quoted], [angled for _, angled in found if angled]


def violations(root):
    """Returns what is wrong with the includes of the tree at `root`, one line each."""
    found, graph = [], {}
    for path in map(str, project.files(root, ".h", ".cc")):
        quoted, angled = includes_of(project.text_of(root, path))
        graph[path] = quoted
        if path.startswith(("server/", "client/")):
            found += _violations_of(path, quoted, angled)
    return found + [f"includes go in a circle: {' -> '.join(circle)}" for circle in _circles(graph)]


def _violations_of(path, quoted, angled):
    layer = layer_of(path)
    if layer is None:
        return [f"{path}: is in no layer; the layers are {', '.join(LAYERS)}"]
    found = []
    for target in quoted:
        other = layer_of(target)
        if other is None:
            found.append(f'{path}: "{target}" is in no layer; write paths from the root, '
                         "libraries in <>")
        elif other != layer and other not in LAYERS[layer]:
            found.append(f'{path}: {layer} may not include {other} ("{target}")')
    for target in angled:
        prefix = max((p for p in LIBRARIES if target.startswith(p)), key=len, default=None)
        if prefix is not None and layer not in LIBRARIES[prefix]:
            found.append(f"{path}: {layer} may not include <{target}>")
        elif layer_of(target) is not None:
            found.append(f'{path}: write "{target}" in quotes')
    return found


def _circles(graph):
    """Returns each circle that a walk from file to included file closes."""
    circles, done = [], set()

    def walk(path, trail):
        if path in trail:
            circles.append(trail[trail.index(path):] + [path])
        elif path not in done:
            for target in graph.get(path, []):
                walk(target, trail + [path])
            done.add(path)

    for path in graph:
        walk(path, [])
    return circles


def table_circles(layers):
    """Returns the circles of a table such as LAYERS."""
    return _circles(layers)


if __name__ == "__main__":
    problems = violations(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else project.ROOT)
    print("\n".join(problems))
    sys.exit(bool(problems))
