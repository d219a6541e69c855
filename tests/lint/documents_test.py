"""The documents and scripts of this project hold what they promise, and a breach is caught."""

import pathlib
import tempfile
import unittest

import documents
import project


def tree_of(test, files):
    """Returns the folder of a tree made of {path: text}, removed when the test ends."""
    folder = tempfile.TemporaryDirectory()
    test.addCleanup(folder.cleanup)
    for path, text in files.items():
        file = pathlib.Path(folder.name) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return pathlib.Path(folder.name)


class ThisProject(unittest.TestCase):
    def test_this_project(self):
        for check in documents.CHECKS:
            with self.subTest(check.__name__):
                problems = check(project.ROOT)
                self.assertFalse(bool(problems), "\n" + "\n".join(problems))


class MissingPaths(unittest.TestCase):
    def missing_in(self, files):
        return documents.missing_paths(tree_of(self, files))

    def test_names_that_exist(self):
        self.assertEqual(self.missing_in({
            "README.md": "`server/text/`, `server/text`, server/text/a.h, [text](server/text/a.h#x)",
            "server/text/a.h": "// See server/text/README.md; gen is server/text/embedded.h.\n",
            "server/text/README.md": "`a.h`, `rules/en.tsv`, `*.h`, `server/text/rules/*.tsv`",
            "server/text/rules/en.tsv": "",
        }), [])

    def test_lost_names(self):
        for text in ("`server/gone/`", "see server/gone.h", "`gone.h`", "[x](gone.md)",
                     "`server/text/*.tsv`", "`tests/run.sh`"):
            found = self.missing_in({"README.md": text, "server/text/a.h": ""})
            self.assertEqual(len(found), 1, text)

    def test_comments_count(self):
        found = self.missing_in({"server/text/a.h": "// As in server/text/gone.h.\n"})
        self.assertEqual(found, ["server/text/a.h: names server/text/gone.h, which does not exist"])

    def test_other_peoples_files_do_not(self):
        self.assertEqual(self.missing_in({"README.md": "`report.html`, import units.tsv, /a/server/b.h"}),
                         [])


class UndescribedFolders(unittest.TestCase):
    def test_code_needs_its_own(self):
        root = tree_of(self, {"README.md": "server/", "server/a.h": ""})
        self.assertEqual(documents.undescribed_folders(root), ["server: has no README.md"])

    def test_data_may_be_described_above(self):
        root = tree_of(self, {"README.md": "`data/a.tsv` has", "data/a.tsv": "", "other/b.tsv": ""})
        self.assertEqual(documents.undescribed_folders(root), ["other: has no README.md"])

    def test_data_may_be_described_two_levels_above(self):
        root = tree_of(self, {"README.md": "", "p/README.md": "`q/v1/`", "p/q/v1/a.proto": ""})
        self.assertEqual(documents.undescribed_folders(root), [])

    def test_built_folders_do_not_count(self):
        root = tree_of(self, {"README.md": "", "out/CMakeCache.txt": "", "out/gen/a.h": "",
                              "build/a.h": ""})
        self.assertEqual(documents.undescribed_folders(root), [])


class BrokenScripts(unittest.TestCase):
    def broken(self, text, mode=0o755):
        root = tree_of(self, {"a.sh": text})
        (root / "a.sh").chmod(mode)
        return documents.broken_scripts(root)

    def test_good(self):
        self.assertEqual(self.broken("#!/usr/bin/env bash\nset -euo pipefail\n"), [])

    def test_bad(self):
        good = "#!/usr/bin/env bash\nset -euo pipefail\n"
        self.assertIn("syntax error", self.broken(good + "if true; then\n")[0])
        self.assertIn("executable", self.broken(good, 0o644)[0])
        self.assertIn("pipefail", self.broken("#!/usr/bin/env bash\n")[0])
        self.assertIn("open with", self.broken("echo\n")[0])


class MachinePaths(unittest.TestCase):
    # Written without their first slash, so that the linter does not find them here.
    def test_caught(self):
        for path in ("work/main", "tmp/build-x/bin", "root/.ccache", "home/ann/x", "farm/a"):
            for before in ("", "at ", "="):
                root = tree_of(self, {"a.txt": f"{before}/{path}\n"})
                self.assertEqual(len(documents.machine_paths(root)), 1, path)

    def test_relative_paths_are_not_caught(self):
        for before in ("..", "a", "~"):
            root = tree_of(self, {"a.txt": f"{before}/{'work'}\n"})
            self.assertEqual(documents.machine_paths(root), [], before)

    def test_other_paths_are_not_caught(self):
        for path in ("usr/bin/env", "tmp/x", "homework", "var/lib", "workers"):
            root = tree_of(self, {"a.txt": f"/{path}\n~/{path} ../{path}\n"})
            self.assertEqual(documents.machine_paths(root), [], path)


class UnopenedSources(unittest.TestCase):
    def test_caught(self):
        root = tree_of(self, {
            "server/a/good.h": "// What it is.\n", "server/a/good.cc": "#include\n",
            "server/a/bad.h": "#pragma once\n", "client/lone.cc": "#include\n",
        })
        found = documents.unopened_sources(root)
        self.assertEqual([line.split(":")[0] for line in found], ["client/lone.cc", "server/a/bad.h"])


class UnlistedSources(unittest.TestCase):
    def test_caught(self):
        root = tree_of(self, {
            "CMakeLists.txt": "add_subdirectory(tests)", "tests/CMakeLists.txt": "SOURCES a_test.cc sub/b.cc",
            "tests/a_test.cc": "", "tests/sub/b.cc": "", "tests/lost_test.cc": "", "tests/aa_test.cc": "",
            "tests/e2e/CMakeLists.txt": "foreach(name cli crash)", "tests/e2e/cli_test.py": "",
            "tests/e2e/cli_files_test.py": "", "tests/e2e/helper.py": "",
        })
        found = documents.unlisted_sources(root)
        self.assertEqual([line.split(":")[0] for line in found],
                         ["tests/aa_test.cc", "tests/lost_test.cc", "tests/e2e/cli_files_test.py"])


if __name__ == "__main__":
    unittest.main()
