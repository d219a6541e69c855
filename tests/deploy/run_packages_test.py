"""What the built programs are linked with is in the packages that deploy/packages.sh installs to run them."""

import os
import pathlib
import re
import subprocess
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "packages.sh"
ALWAYS_THERE = {"libc6", "libgcc-s1"}


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def packages_linked(program):
    """Returns the Debian packages of the libraries that a program names itself."""
    found = dict(re.findall(r"^\s*(\S+) => (/\S+)", run("ldd", program), re.MULTILINE))
    needed = re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", program))
    paths = {os.path.realpath(found[name]) for name in needed if name in found}
    return {owner(path) for path in paths}


def owner(path):
    """Returns the package of a library; on systems where /lib is a link it may be known by either name."""
    for name in (path, path.removeprefix("/usr")):
        done = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout.split(":")[0]
    raise AssertionError(f"no package has {path}")


class RunPackages(unittest.TestCase):
    def test_are_all_that_the_programs_are_linked_with(self):
        text = SCRIPT.read_text(encoding="utf-8")
        listed = set(re.search(r"run_packages=\(([^)]*)\)", text).group(1).split())
        for variable in ("DRAGOMAND_BINARY", "DRAGOMAN_BINARY"):
            with self.subTest(variable):
                missing = packages_linked(os.environ[variable]) - listed - ALWAYS_THERE
                self.assertEqual(missing, set())


if __name__ == "__main__":
    unittest.main()
