"""deploy/packages.sh beside made-up dpkg-query, apt-get and sudo: what it installs, and what it says."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "packages.sh"


class Packages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for tool in ("bash", "env", "mktemp", "cat", "rm"):
            (self.folder / tool).symlink_to(shutil.which(tool))
        self.make("sudo", 'exec "$@"')
        self.make("apt-get", f'echo "$*" >>"{self.folder}/calls"')
        self.missing()

    def make(self, name, body):
        path = self.folder / name
        path.write_text(f"#!{shutil.which('bash')}\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def missing(self, *packages):
        """Makes dpkg-query know all packages but these."""
        cases = "".join(f"[[ ${{@: -1}} != {package} ]] || exit 1\n" for package in packages)
        self.make("dpkg-query", cases + "printf installed")

    def run_script(self, *arguments):
        return subprocess.run([SCRIPT, *arguments], capture_output=True, text=True,
                              env={**os.environ, "PATH": str(self.folder)})

    def calls(self):
        log = self.folder / "calls"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def test_silent_when_all_is_there(self):
        done = self.run_script("build", "test")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(self.calls(), [])

    def test_installs_only_what_is_missing(self):
        self.missing("libicu-dev", "ninja-build")
        done = self.run_script("build")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "packages: installing 2: ninja-build libicu-dev\n")
        update, install = self.calls()
        self.assertTrue(update.endswith(" update"), update)
        self.assertTrue(install.endswith(" install --yes --no-install-recommends ninja-build libicu-dev"),
                        install)

    def test_groups(self):
        self.missing("libgtest-dev")
        self.assertEqual(self.run_script("build").stdout, "")
        self.assertIn("libgtest-dev", self.run_script("build", "test").stdout)
        self.assertIn("unknown group", self.run_script("bulid").stderr)

    def test_tries_a_second_time(self):
        self.missing("cmake")
        self.make("apt-get", f'echo "$*" >>"{self.folder}/calls"\n'
                             f'[[ $(cat "{self.folder}/calls") == *$\'\\n\'* ]]')
        done = self.run_script("build")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("once more", done.stderr)
        self.assertEqual(len(self.calls()), 3)

    def test_says_what_apt_said_when_it_fails(self):
        self.missing("cmake")
        self.make("apt-get", "echo 'E: no such mirror' >&2; echo more; exit 100")
        done = self.run_script("build")
        self.assertEqual(done.returncode, 1)
        for words in ("E: no such mirror", "more", "could not update"):
            self.assertIn(words, done.stderr)

    def test_not_debian(self):
        (self.folder / "apt-get").unlink()
        done = self.run_script("build")
        self.assertEqual(done.returncode, 1)
        self.assertIn("not Debian", done.stderr)

    @unittest.skipIf(os.geteuid() == 0, "root needs no sudo")
    def test_neither_root_nor_sudo(self):
        (self.folder / "sudo").unlink()
        self.missing("cmake")
        done = self.run_script("build")
        self.assertEqual(done.returncode, 1)
        self.assertIn("run this as root, or install sudo; missing: cmake", done.stderr)


if __name__ == "__main__":
    unittest.main()
