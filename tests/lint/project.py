"""The files of a project tree: what the linters read.

What is built (a folder that holds CMakeCache.txt, or build/) and what tools leave behind does not
belong to the tree.
"""

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
_NOT_OURS = {".git", "build", ".cache", "__pycache__", ".vscode", ".idea"}


def folders(root):
    """Yields (folder, file names) for each folder of the tree, relative to `root`, sorted."""
    for folder, subfolders, names in os.walk(root):
        if "CMakeCache.txt" in names:
            subfolders.clear()
            continue
        subfolders[:] = sorted(name for name in subfolders if name not in _NOT_OURS)
        yield pathlib.PurePosixPath(os.path.relpath(folder, root)), sorted(names)


def files(root, *suffixes):
    """Returns the paths of the tree's files with one of the suffixes (all without), sorted."""
    return [
        folder / name
        for folder, names in folders(root)
        for name in names
        if not suffixes or name.endswith(suffixes)
    ]


def text_of(root, path):
    """Returns a file's text, or None when it is not UTF-8."""
    try:
        return (pathlib.Path(root) / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
