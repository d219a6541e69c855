"""Wrong input at every command: one line that says what is wrong, the right exit code, nothing half done."""

import pathlib
import subprocess
import unittest

import server

FAILED, USAGE, UNREACHABLE, NOT_FOUND = 1, 2, 3, 4
LATIN1 = b"caf\xe9 noir\n"


class BadInput(server.ServerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        case.ok("memory", "create", "m")
        case.ok("add", "--memory", "m", "en=Good morning", "ru=Доброе утро")
        case.ok("glossary", "create", "g")
        case.ok("glossary", "add", "g", "talks", "en=talks", "ru=переговоры")
        cls.text = case.file("text.txt", "Good morning.\n")
        cls.latin1 = case.file("latin1.txt", LATIN1)
        cls.before = cls.state(case)

    def state(self):
        """Everything stored, as exports."""
        return (self.ok("memory", "list", "--json"), self.ok("glossary", "list", "--json"),
                self.ok("export", "--memory", "m"), self.ok("export", "--glossary", "g"))

    def tearDown(self):
        self.assertEqual(self.state(), self.before)

    def check(self, code, cases):
        """Runs each (arguments, what its line says)."""
        for arguments, said in cases:
            with self.subTest(" ".join(map(str, arguments))):
                done = self.dragoman(*arguments)
                self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
                line, = done.stderr.splitlines()
                self.assertTrue(line.startswith("dragoman: "), line)
                self.assertIn(said, line)

    def test_what_is_not_there(self):
        languages = ("--from", "en", "--to", "ru")
        memory = "no memory 'memories/none'; create it with: dragoman memory create none"
        glossary = "no glossary 'glossaries/none'; create it with: dragoman glossary create none"
        tsv = self.file("rows.tsv", "en\tru\nOne\tОдин\n")
        self.check(NOT_FOUND, (
            (("lookup", "x", *languages, "--memory", "none"), memory),
            (("lookup", "--file", self.text, *languages, "--memory", "none"), memory),
            (("lookup", "x", *languages, "--memory", "m", "--memory", "none"), memory),
            (("render", self.text, *languages, "--memory", "none"), memory),
            (("render", self.text, *languages, "--glossary", "none"), glossary),
            (("terms", "x", *languages, "--glossary", "none"), glossary),
            (("terms", "--file", self.text, *languages, "--glossary", "none"), glossary),
            (("add", "--memory", "none", "en=One", "ru=Один"), memory),
            (("import", tsv, "--memory", "none"), memory),
            (("import", tsv, "--memory", "none", "--skip-bad"), memory),
            (("import", tsv, "--glossary", "none"), glossary),
            (("export", "--memory", "none"), memory),
            (("export", "--glossary", "none"), glossary),
            (("memory", "get", "none"), memory),
            (("memory", "update", "none", "--title", "x"), memory),
            (("memory", "delete", "none"), memory),
            (("memory", "units", "none"), memory),
            (("memory", "unit", "none/1"), memory),
            (("memory", "unit", "m/99"), "no unit 'memories/m/units/99'"),
            (("memory", "history", "m/99"), "no unit 'memories/m/units/99'"),
            (("memory", "edit", "m/99", "ru=x"), "no unit 'memories/m/units/99'"),
            (("memory", "remove-unit", "m/99"), "no unit 'memories/m/units/99'"),
            (("glossary", "get", "none"), glossary),
            (("glossary", "delete", "none"), glossary),
            (("glossary", "concepts", "none"), glossary),
            (("glossary", "search", "talks", "--glossary", "none"), glossary),
            (("glossary", "add", "none", "a", "en=a"), glossary),
            (("glossary", "concept", "g/none"), "no concept 'glossaries/g/concepts/none'"),
            (("glossary", "remove", "g/none"), "no concept 'glossaries/g/concepts/none'")))

    def test_languages(self):
        tag = "'english' is not a BCP-47 language tag; write e.g. en, ru, ur, ur-PK"
        self.check(USAGE, (
            (("lookup", "x", "--from", "english"), "--from: " + tag),
            (("lookup", "x", "--from", "en", "--to", "english"), "--to: " + tag),
            (("lookup", "--file", self.text, "--from", "english"), "--from: " + tag),
            (("render", self.text, "--from", "english"), "--from: " + tag),
            (("render", self.text, "--from", "en", "--to", "ru,english"), "--to: " + tag),
            (("terms", "x", "--from", "english"), "--from: " + tag),
            (("terms", "--file", self.text, "--from", "english"), "--from: " + tag),
            (("segment", self.text, "--lang", "english"), "--lang: " + tag),
            (("explain", "a", "b", "--lang", "english"), "--lang: " + tag),
            (("add", "--memory", "m", "en=One", "english=One"), "text 2: " + tag),
            (("memory", "edit", "m/1", "english=One"), tag),
            (("glossary", "add", "g", "a", "english=a"), "term 1: " + tag),
            (("glossary", "search", "talks", "--lang", "english"), "--lang: " + tag),
            (("lookup", "x"), "--from is missing"),
            (("render", self.text), "--from is missing"),
            (("segment", self.text), "--lang is missing"),
            (("explain", "a", "b"), "--lang is missing")))

    def test_text_that_is_not_utf8(self):
        said = "is not UTF-8 at byte 3"
        self.check(FAILED, (
            (("render", self.latin1, "--from", "en"), f"'{self.latin1}' {said}"),
            (("segment", self.latin1, "--lang", "en"), f"'{self.latin1}' {said}")))
        self.check(USAGE, (
            (("lookup", LATIN1, "--from", "en"), "argument 2 " + said),
            (("terms", LATIN1, "--from", "en"), "argument 2 " + said),
            (("explain", "a", LATIN1, "--lang", "en"), "argument 3 " + said),
            (("add", "--memory", "m", "en=a", LATIN1), "argument 5 " + said)))
        for command in (("lookup",), ("terms",)):
            done = self.dragoman(*command, "--file", self.latin1, "--from", "en")
            self.assertEqual((done.returncode, done.stdout), (FAILED, ""))
            self.assertIn("line 1: the line " + said, done.stderr)

    def test_texts(self):
        self.check(USAGE, (
            (("add", "--memory", "m", "en=One", "ru="), "text 2: must not be empty"),
            (("add", "--memory", "m", "en= ", "ru=x"), "text 1: "),
            (("add", "--memory", "m", "en=One", "ru=" + "и" * 40000), "text 2: 80000 bytes"),
            (("lookup", "x" * 65537, "--from", "en"), "TEXT: 65537 bytes"),
            (("add", "--memory", "m", "en=One"), "two languages at least"),
            (("add", "--memory", "m", "en=One", "EN=Uno"), "given twice"),
            (("add", "--memory", "m", "en=One", "Один"), "has no '='"),
            (("glossary", "add", "g", "a", "en="), "term 1: must not be empty"),
            (("glossary", "add", "g", "a/b", "en=x"), "ID: ")))

    def test_names(self):
        self.check(USAGE, (
            (("memory", "create", "UN Reports"), "NAME: 'UN Reports' is no name of a memory"),
            (("glossary", "create", "термины"), "NAME: 'термины' is no name of a glossary"),
            (("memory", "unit", "m"), "write MEMORY/NUMBER"),
            (("glossary", "concept", "g"), "write GLOSSARY/ID")))
        self.check(FAILED, ((("memory", "create", "m"), "memory 'm' exists"),
                            (("glossary", "create", "g"), "glossary 'g' exists"),
                            (("memory", "edit", "m/1", "ru=x", "--etag", "7"), "changed by someone else"),
                            (("memory", "delete", "m", "--etag", "99"), "changed by someone else")))

    def test_imports_are_whole_or_not_at_all(self):
        for name, content, said in (
                ("short.tsv", "en\tru\nOne\tОдин\nTwo\n",
                 "line 3: 1 cell, the file has 2 columns: en, ru"),
                ("long.tsv", "en\tru\nOne\tОдин\nTwo\tДва\tدو\n",
                 "line 3: 3 cells, the file has 2 columns: en, ru"),
                ("latin1.tsv", b"en\tfr\nOne\tUn\nCoffee\tcaf\xe9\n",
                 "line 3: not valid UTF-8 at byte 10 of the line"),
                ("empty.tsv", "en\tru\nOne\tОдин\nTwo\t\n",
                 "line 3: only 'en' is filled")):
            with self.subTest(name):
                done = self.dragoman("import", self.file(name, content), "--memory", "m")
                self.assertEqual(done.returncode, FAILED)
                self.assertIn(said, done.stderr)
                self.assertIn("1 of 2 entries are wrong, so nothing was stored", done.stderr)
        header = self.file("header.tsv", "A text\tОдин\n")
        self.check(FAILED, ((("import", header, "--memory", "m"),
                             "line 1 must name the columns: 'A text' is no column of units"),))

    def test_files_and_columns(self):
        tsv = self.file("rows.tsv", "en\tru\nOne\tОдин\n")
        other = self.file("rows.xyz", "en\tru\n")
        self.check(FAILED, (
            (("import", "none.tsv", "--memory", "m"), "cannot read 'none.tsv': No such file"),
            (("render", "none.txt", "--from", "en"), "cannot read 'none.txt': No such file"),
            (("segment", self.folder, "--lang", "en"), "Is a directory"),
            (("lookup", "--file", "none.txt", "--from", "en"), "cannot read 'none.txt': No such"),
            (("export", "--memory", "m", "--output", "none/out.tsv"), "cannot write 'none/out.tsv'"),
            (("render", self.text, "--from", "en", "--html", "none/out.html"),
             "cannot write 'none/out.html'")))
        self.check(USAGE, (
            (("import", other, "--memory", "m"), "tells no format"),
            (("import", tsv), "give either --memory NAME or --glossary NAME"),
            (("import", tsv, "--memory", "m", "--columns", "en,russian"),
             "--columns: 'russian' is no column of units"),
            (("import", tsv, "--memory", "m", "--columns", "en,en"), "--columns: "),
            (("import", tsv, "--memory", "m", "--columns", "-,@author"), "--columns: no language"),
            (("export", "--memory", "m", "--columns", "russian"), "--columns: 'russian' is no column")))

    def test_arguments(self):
        self.check(USAGE, (
            ((), "a command is missing; see 'dragoman --help'"),
            (("frobnicate",), "'frobnicate' is no command; see 'dragoman --help'"),
            (("memory", "destroy"), "'destroy' is no command; see 'dragoman memory --help'"),
            (("lookup", "x", "--from", "en", "--bogus"), "--bogus; see 'dragoman lookup --help'"),
            (("lookup", "x", "--from", "en", "--min-score", "101"), "--min-score"),
            (("lookup", "x", "--from", "en", "--limit", "0"), "--limit"),
            (("lookup", "x", "--from", "en", "--memory", "m=101"), "the penalty after '=' is 0 to 100"),
            (("lookup", "--from", "en"), "give one TEXT or --file FILE"),
            (("terms", "--from", "en"), "give one TEXT or --file FILE"),
            (("--server", "nowhere", "status"), "'nowhere' is no address of a server")))

    def test_no_server(self):
        tsv = self.file("rows.tsv", "en\tru\nOne\tОдин\n")
        for arguments in (("status",), ("memory", "list"), ("glossary", "list"),
                          ("lookup", "x", "--from", "en"), ("terms", "x", "--from", "en"),
                          ("lookup", "--file", self.text, "--from", "en"),
                          ("terms", "--file", self.text, "--from", "en"),
                          ("render", self.text, "--from", "en"), ("segment", self.text, "--lang", "en"),
                          ("explain", "a", "b", "--lang", "en"), ("import", tsv, "--memory", "m"),
                          ("export", "--memory", "m"), ("add", "--memory", "m", "en=a", "ru=b")):
            with self.subTest(arguments[0]):
                line = self.fails(UNREACHABLE, *arguments, server="127.0.0.1:1")
                self.assertIn("no server answers at 127.0.0.1:1; start one with 'dragomand", line)
        out = self.folder / "kept.tsv"
        out.write_text("as it was")
        self.fails(UNREACHABLE, "export", "--memory", "m", "--output", out, server="127.0.0.1:1")
        self.assertEqual(out.read_text(), "as it was")
        self.assertEqual([path.name for path in self.folder.glob("kept*")], ["kept.tsv"])


class BadServer(server.ServerCase):
    """Wrong arguments of dragomand itself."""

    def start(self, *arguments):
        done = subprocess.run([server.binary("dragomand"), *arguments], capture_output=True, text=True,
                              env=server.clean_environment(self.folder), check=False,
                              timeout=server.DEADLINE_SECONDS)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(done.stdout, "")
        return done.stderr

    def test_what_cannot_be_served(self):
        other = self.folder / "other"
        other.mkdir()
        (other / "letter.txt").write_text("mine")
        data = self.folder / "fresh"
        for arguments, said in (
                ((), "--data"),
                (("--data", data, "--listen", "nowhere"), "nowhere"),
                (("--data", data, "--listen", "127.0.0.1:70000"), "70000"),
                (("--data", data, "--listen", self.server.address), self.server.address),
                (("--data", other, "--listen", "127.0.0.1:0"), "holds other files"),
                (("--data", self.server.data, "--listen", "127.0.0.1:0"), "in use"),
                (("--data", data, "--threads", "many"), "--threads")):
            with self.subTest(" ".join(map(str, arguments))):
                self.assertIn(said, self.start(*arguments))
        self.assertEqual([path.name for path in pathlib.Path(other).iterdir()], ["letter.txt"])
        self.ok("status")


if __name__ == "__main__":
    unittest.main()
