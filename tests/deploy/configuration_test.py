"""deploy/CONFIGURATION.md names every option of dragomand as --help does, and nothing else; each works from the
file and the environment as it says."""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))

import metrics_test  # noqa: E402
import server  # noqa: E402

REFERENCE = ROOT / "deploy" / "CONFIGURATION.md"
NOT_SETTINGS = {"--help", "--version"}
COMMENTED = re.compile(r"^# (?=[\w-]+ = )", re.MULTILINE)


def run(*arguments, **options):
    return subprocess.run([server.binary("dragomand"), *arguments], capture_output=True, text=True,
                          timeout=server.DEADLINE_SECONDS, **options)


def documented():
    """Returns {option: (environment, key, default)}."""
    rows = re.findall(r"^\| `(--[\w-]+)[^`]*` \|([^|]*)\|([^|]*)\|([^|]*)\|",
                      REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)
    return {option: tuple(cell.strip().strip("`") for cell in cells) for option, *cells in rows}


def offered():
    """Returns {option: (environment, default)} as --help has them."""
    found = {}
    for line in run("--help").stdout.split("Subcommands:")[0].splitlines():
        head = re.match(r"^  (?:-h,)?(--[\w-]+)(.*)$", line)
        if not head or head.group(1) in NOT_SETTINGS:
            continue
        rest = head.group(2)
        environment = re.search(r"\(Env:(\w+)\)", rest)
        default = re.search(r"=(\S+)$", rest.split("(Env:")[0].rstrip())
        found[head.group(1)] = (environment.group(1) if environment else "",
                                default.group(1) if default else None)
    return found


class Reference(unittest.TestCase):
    def test_has_the_options_of_the_program(self):
        self.assertGreater(len(offered()), 10)
        self.assertEqual(set(documented()), set(offered()))

    def test_has_their_environment_and_defaults(self):
        written = documented()
        for option, (environment, default) in offered().items():
            with self.subTest(option):
                self.assertEqual(written[option][0], environment)
                if default is not None:
                    self.assertEqual(written[option][2], default)

    def test_has_the_keys_of_the_file(self):
        for option, (_, key, _) in documented().items():
            if option != "--config":
                self.assertEqual(key, option.removeprefix("--"))

    def test_names_every_metric(self):
        with tempfile.TemporaryDirectory() as folder:
            running = server.Server(pathlib.Path(folder) / "data", "--metrics", "127.0.0.1:0")
            try:
                text = metrics_test.scrape(metrics_test.metrics_url(running.log_text()))
            finally:
                running.kill()
        reference = REFERENCE.read_text(encoding="utf-8")
        names = re.findall(r"^# TYPE dragoman_(\w+)", text, re.MULTILINE)
        missing = [name for name in names
                   if f"`{name}`" not in reference and not name.startswith("store_")]
        self.assertEqual(missing, [])


class File(unittest.TestCase):
    def test_that_is_shipped_is_read_with_every_key(self):
        """The keys that are comments in it are keys too."""
        with tempfile.TemporaryDirectory() as folder:
            text = COMMENTED.sub("", (ROOT / "deploy" / "dragomand.ini").read_text(encoding="utf-8"))
            text = re.sub(r'"/[^"]*"', f'"{folder}/x"', text).replace("7070", "0").replace("9464", "0")
            path = pathlib.Path(folder) / "dragomand.ini"
            path.write_text(text, encoding="utf-8")
            running = server.Server(f"{folder}/data", "--config", path)
            try:
                self.assertIn("metrics on http://127.0.0.1:", running.log_text())
            finally:
                running.kill()

    def test_with_a_wrong_key_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "dragomand.ini"
            path.write_text("chache-mib = 1\n", encoding="utf-8")
            done = run("--data", f"{folder}/data", "--config", path)
            self.assertEqual(done.returncode, 2)
            self.assertIn("chache-mib", done.stderr)


if __name__ == "__main__":
    unittest.main()
