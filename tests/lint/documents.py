"""What documents and files promise: paths that exist, a README where one is needed, scripts that parse.

Each function returns what is wrong with the tree at `root`, one line each. Used by documents_test.py; by
hand: python3 tests/lint/documents.py [ROOT]
"""

import os
import pathlib
import re
import subprocess
import sys

import project

_TOP = r"(?:server|client|proto|tests|deploy|glossaries|\.ci)"
_KIND = r"(?:h|cc|proto|py|sh|md|tsv|txt|cmake)"
# A path from the root, wherever it stands: in a document, a comment, a script.
_ROOTED = re.compile(rf"(?<![\w./-]){_TOP}/[\w./*-]*\.{_KIND}\b(?!\w)")
# In a document also folders, in back quotes ...
_ROOTED_FOLDER = re.compile(rf"`(?:\./)?({_TOP}/[\w./*-]*)`")
# ... names of files of the document's own folder, in back quotes ...
_LOCAL = re.compile(rf"`([\w.-][\w./*-]*\.{_KIND})`")
# ... and links.
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
# Made by the build.
_GENERATED = re.compile(r"embedded\w*\.(?:h|cc)$|\.pb\.(?:h|cc)$")

# Paths of one machine: folders of the people and robots who write this.
_MACHINE = re.compile(r"(?<![\w.~])/(?:work|farm|root|home/\w+|tmp/build[\w-]*)(?:/|\b)")


def missing_paths(root):
    """Paths that documents and comments name and that are not there."""
    root, found = pathlib.Path(root), []
    for path in project.files(root):
        text = project.text_of(root, path)
        # The tests of the linters name files of made-up trees.
        if text is None or re.fullmatch(r"tests/lint/\w+_test\.py", str(path)):
            continue
        for name in sorted(_names_in(path, text)):
            if not _GENERATED.search(name) and not _exists(root, path, name):
                found.append(f"{path}: names {name}, which does not exist")
    return found


def _names_in(path, text):
    names = set(_ROOTED.findall(text))
    if path.suffix == ".md":
        for pattern in (_ROOTED_FOLDER, _LOCAL, _LINK):
            names.update(pattern.findall(text))
    return names


def _exists(root, path, name):
    """Returns whether `name`, from the root, from the document's folder or below, is there."""
    folder = root / path.parent
    if name.startswith(".."):
        return (folder / name).exists()
    if path.parent != pathlib.PurePosixPath(".") and "/" not in name:
        return next(folder.rglob(name), None) is not None or (root / name).exists()
    return any(next(base.glob(name.rstrip("/")), None) is not None for base in (root, folder))


def undescribed_folders(root):
    """Folders without a README.md.

    A folder that only holds folders needs none; one without code of its own (case files, rules) may
    be described by the README.md above it, which then names it or one of its files.
    """
    root, found = pathlib.Path(root), []
    for folder, names in project.folders(root):
        if names and "README.md" not in names and not _described_above(root, folder, names):
            found.append(f"{folder}: has no README.md")
    return found


def _described_above(root, folder, names):
    if any(name.endswith((".h", ".cc", ".py", ".sh")) for name in names):
        return False
    above = next((root / up / "README.md" for up in folder.parents
                  if (root / up / "README.md").exists()), None)
    return above is not None and f"{folder.name}/" in above.read_text(encoding="utf-8")


def broken_scripts(root):
    """Shell scripts that do not parse, are not executable or go on after errors."""
    root, found = pathlib.Path(root), []
    for path in project.files(root):
        text = project.text_of(root, path)
        if text is None or not text.startswith("#!/usr/bin/env bash"):
            if path.suffix == ".sh":
                found.append(f"{path}: does not open with #!/usr/bin/env bash")
            continue
        parsed = subprocess.run(["bash", "-n", root / path], capture_output=True, text=True)
        if parsed.returncode != 0:
            found.append(f"{path}: {parsed.stderr.strip()}")
        if "set -euo pipefail" not in text:
            found.append(f"{path}: does not say set -euo pipefail")
        if not os.access(root / path, os.X_OK):
            found.append(f"{path}: is not executable")
    return found


def machine_paths(root):
    """Places where a path of one machine stands."""
    found = []
    for path in project.files(root):
        text = project.text_of(root, path) or ""
        for number, line in enumerate(text.splitlines(), 1):
            if _MACHINE.search(line):
                found.append(f"{path}:{number}: names a path of one machine: {line.strip()}")
    return found


def unopened_sources(root):
    """Headers, and sources without a header, that do not open with what they are for."""
    sources = project.files(root, ".h", ".cc")
    headers = {path.with_suffix("") for path in sources if path.suffix == ".h"}
    return [
        f"{path}: does not open with a comment that says what it is for"
        for path in sources
        if str(path).startswith(("server/", "client/"))
        and (path.suffix == ".h" or path.with_suffix("") not in headers)
        and not project.text_of(root, path).startswith("// ")
    ]


def unlisted_sources(root):
    """Sources and tests that no CMakeLists.txt names: they would be neither built nor run.

    Named is a source by its file name, a Python test also by its name without _test.py.
    """
    found = []
    for path in project.files(root, ".cc", "_test.py"):
        lists = [project.text_of(root, folder / "CMakeLists.txt") for folder in path.parents
                 if (pathlib.Path(root) / folder / "CMakeLists.txt").exists()]
        names = {word.rsplit("/", 1)[-1] for text in lists for word in re.findall(r"[\w./-]+", text)}
        if not {path.name, path.name.removesuffix("_test.py")} & names:
            found.append(f"{path}: stands in no CMakeLists.txt above it")
    return found


CHECKS = (missing_paths, undescribed_folders, broken_scripts, machine_paths, unopened_sources,
          unlisted_sources)

if __name__ == "__main__":
    tree = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else project.ROOT
    problems = [problem for check in CHECKS for problem in check(tree)]
    print("\n".join(problems))
    sys.exit(bool(problems))
