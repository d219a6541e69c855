"""deploy/quickstart.sh with the programs of this build, as a newcomer runs it: twice, then --stop.

Usage: quickstart_test.py BIN, the folder of dragomand and dragoman.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "quickstart.sh"
BIN = None


class Quickstart(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name) / "home of mine"
        self.addCleanup(self.run_script, "--stop")

    def run_script(self, *arguments, bin_folder=None):
        environment = {key: value for key, value in os.environ.items() if key != "DRAGOMAN_SERVER"}
        return subprocess.run([SCRIPT, "--dir", self.home, "--bin", bin_folder or BIN, *arguments],
                              capture_output=True, text=True, cwd="/", env=environment, timeout=300)

    def process(self):
        return int((self.home / "pid").read_text(encoding="utf-8"))

    def test_twice_then_stop(self):
        first = self.run_script()
        self.assertEqual(first.returncode, 0, first.stdout + first.stderr)
        self.assertRegex(first.stdout, "[а-я]{4}")  # Rendered into Russian ...
        self.assertRegex(first.stdout, "[\u0620-\u06d3]{3}")  # ... and Urdu.
        address = re.search(r"export DRAGOMAN_SERVER=(\S+)", first.stdout).group(1)
        process = self.process()

        stop = re.search(r"Stop the server: +(.+)", first.stdout).group(1)

        again = self.run_script()
        self.assertEqual(again.returncode, 0, again.stdout + again.stderr)
        self.assertIn(f"the server of an earlier run is at {address}", again.stdout)
        self.assertEqual(self.process(), process)

        stopped = subprocess.run(["bash", "-c", stop], capture_output=True, text=True)
        self.assertEqual(stopped.returncode, 0, stopped.stderr)
        self.assertFalse(pathlib.Path(f"/proc/{process}").exists())
        self.assertIn("no server", self.run_script("--stop").stdout)

    def test_data_outlive_the_server(self):
        self.assertEqual(self.run_script().returncode, 0)
        self.run_script("--stop")
        again = self.run_script()
        self.assertEqual(again.returncode, 0, again.stdout + again.stderr)
        self.assertIn("unchanged", again.stdout + again.stderr)

    def test_leaves_no_server_behind_when_it_fails(self):
        broken = self.home / "bin"
        broken.mkdir(parents=True)
        (broken / "dragomand").symlink_to(pathlib.Path(BIN) / "dragomand")
        client = broken / "dragoman"
        client.write_text('#!/usr/bin/env bash\n[[ $* == *status* ]] || { echo refused; exit 1; }\n',
                          encoding="utf-8")
        client.chmod(0o755)
        done = self.run_script(bin_folder=broken)
        self.assertEqual(done.returncode, 1)
        self.assertIn("refused", done.stderr)
        self.assertFalse((self.home / "pid").exists())
        self.assertEqual(processes_that_name(self.home), [])


def processes_that_name(path):
    """Returns the processes that have `path` among their arguments."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if str(path).encode() in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            pass  # It ended meanwhile.
    return found


if __name__ == "__main__":
    BIN = sys.argv.pop(1)
    unittest.main()
