"""Tables of spreadsheets through the command line, read and written by Python's csv as well."""

import csv
import io
import unittest

import server

DATA = server.ROOT / "tests" / "data"
CORPUS = server.SHARED / "corpus" / "tico19.tsv"
ROWS = [["ID", "English", "Русский", "Urdu (ur-PK)"],
        ["1", "The ambassador, they said, arrived.", "Посол прибыл; его встретили.", "سفیر پہنچ گئے۔"],
        ["2", 'He said: "no".\nThen left.', "Он сказал: «нет».\r\nИ ушёл.", ""],
        ["3", "=1+1", "'+1", "@-1"]]
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def sheet(rows, **dialect):
    text = io.StringIO()
    csv.writer(text, **dialect).writerows(rows)
    return text.getvalue()


def parsed(text, **dialect):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), **dialect))


class Tables(server.ServerCase):
    def memory(self, name=None):
        name = name or self._testMethodName.replace("_", "-")
        self.ok("memory", "create", name)
        return name

    def texts(self, memory):
        return sorted([unit["properties"]["id"]] + [unit["variants"].get(tag, "") for tag in ("en", "ru", "ur-PK")]
                      for unit in self.json_lines("memory", "units", memory))

    def test_every_dialect_and_encoding(self):
        number = 0
        for delimiter in ",;\t|":
            for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
                for end in ("\n", "\r\n", "\r"):
                    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL):
                        number += 1
                        data = sheet(ROWS, delimiter=delimiter, lineterminator=end, quoting=quoting).encode(encoding)
                        file = self.file("a.csv", data)
                        with self.subTest(delimiter=delimiter, encoding=encoding, end=end, quoting=quoting):
                            arguments = ["import", file, "--memory", "dialects"]
                            if number == 1:
                                self.memory("dialects")
                                answer = self.json(*arguments, "--raw")
                                self.assertEqual((answer["entries"], answer["stored"]), (3, 3))
                            answer = self.json(*arguments, "--raw", "--dry-run")
                            self.assertEqual((answer["entries"], answer["unchanged"]), (3, 3))
                            name = encoding.removesuffix("-sig").upper().replace("-LE", "LE").replace("-BE", "BE")
                            self.assertEqual(answer["table"], {"delimiter": delimiter,
                                                               "encoding": "UTF-16LE" if name == "UTF-16" else name})
        self.assertEqual(self.texts("dialects"), ROWS[1:])

    def test_out_and_in_again(self):
        memory = self.memory()
        self.ok("import", self.file("a.csv", sheet(ROWS)), "--memory", memory, "--raw")
        for name, options in (("comma", []), ("semicolon", ["--delimiter", "semicolon"]), ("tab", ["--delimiter", "tab"]),
                              ("pipe", ["--delimiter", "|"]), ("raw", ["--raw"])):
            out = self.folder / f"{name}.csv"
            self.ok("export", "--memory", memory, "--output", out, *options)
            data = out.read_bytes().decode("utf-8")
            self.assertEqual(data.startswith("\ufeff"), name != "raw")
            rows = parsed(data, delimiter={"semicolon": ";", "tab": "\t", "pipe": "|"}.get(name, ","))
            self.assertEqual(len({len(row) for row in rows}), 1, rows)
            self.assertEqual(any(cell.startswith(FORMULAS) for row in rows for cell in row), name == "raw")
            copy = self.memory(f"copy-{name}")
            done = self.dragoman("import", out, "--memory", copy, *(["--raw"] if name == "raw" else []))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("the table was read as UTF-8, with ", done.stderr)
            self.assertEqual(self.ok("export", "--memory", copy, "--format", "csv", *options).encode(), data.encode())
            self.assertEqual(self.texts(copy), ROWS[1:])
        self.assertIn("\t\\=1+1\t", self.ok("export", "--memory", memory).replace("\n", "\t"))
        self.assertIn("\t=1+1\t", self.ok("export", "--memory", memory, "--raw").replace("\n", "\t"))

    def test_glossaries_out_and_in_again(self):
        self.ok("glossary", "create", "terms")
        table = ("id\tcategory\tnote\ten\ten_abbr\tru\tru_forbidden\n-7\ttitle\t=x\\ny\tUnited Nations|pos=noun\tUN\t"
                 "посол|gender=m|forms=посла,послу; посланник\tплохо\n")
        self.ok("import", self.file("t.tsv", table), "--glossary", "terms")
        before = self.ok("export", "--glossary", "terms")
        out = self.folder / "g.csv"
        self.ok("export", "--glossary", "terms", "--output", out)
        header, row = parsed(out.read_bytes().decode("utf-8"))
        self.assertEqual(header[:3], ["id", "category", "note"])
        self.assertEqual(row[:3], ["'-7", "title", "'=x\ny"])
        self.assertEqual(self.json("import", out, "--glossary", "terms")["unchanged"], 1)
        self.ok("glossary", "create", "again")
        self.ok("import", out, "--glossary", "again")
        self.assertEqual(self.ok("export", "--glossary", "again"), before)

    def test_sheets_as_other_tools_write_them(self):
        memory = self.memory()
        answer = self.json("import", DATA / "excel_unicode.csv", "--memory", memory)
        self.assertEqual((answer["entries"], answer["stored"]), (3, 3))
        self.assertEqual(answer["table"], {"encoding": "UTF-16LE", "delimiter": "\t"})
        self.assertEqual(self.texts(memory)[2], ["3", "=1+1", "+1", "-1"])
        self.ok("glossary", "create", "sheets")
        answer = self.json("import", DATA / "excel_1251.csv", "--glossary", "sheets", "--columns", "Термин=ru")
        self.assertEqual((answer["stored"], answer["table"]), (3, {"encoding": "windows-1251", "delimiter": ";"}))
        self.assertIn("обсуждение условий\\nмежду сторонами", self.ok("export", "--glossary", "sheets"))
        self.ok("glossary", "create", "sets")
        self.assertEqual(self.json("import", DATA / "term_sets.csv", "--glossary", "sets")["stored"], 2)

    def test_what_is_stated_goes_before_what_is_found(self):
        memory = self.memory()
        data = "Английский;Русский\nI;\xab\xbb я\n".encode("cp1251")
        file = self.file("s.csv", data)
        answer = self.json("import", file, "--memory", memory, "--encoding", "windows-1251", "--delimiter", ";")
        self.assertEqual(answer["stored"], 1)
        unit, = self.json_lines("memory", "units", memory)
        self.assertEqual(unit["variants"], {"en": "I", "ru": "«» я"})
        urdu = "English,Urdu\nambassador,سفیر\n".encode("cp1256", errors="replace")
        self.assertEqual(self.json("import", self.file("u.csv", urdu), "--memory", memory, "--encoding",
                                   "windows-1256")["stored"], 1)
        self.assertIn("encoding: 'latin9' is not read",
                      self.fails(1, "import", file, "--memory", memory, "--encoding", "latin9"))
        for options in (["--delimiter", ";"], ["--raw"]):
            self.assertIn("is for CSV only", self.fails(
                1, "import", self.file("t.tsv", "en\tru\na\tb\n"), "--memory", memory, *options))
        self.assertIn("is for tables (TSV, CSV) only", self.fails(
            1, "import", self.file("t.tmx", "<tmx/>"), "--memory", memory, "--encoding", "UTF-8"))
        self.assertIn("is for tables (TSV, CSV) only", self.fails(
            1, "export", "--memory", memory, "--format", "tmx", "--raw"))

    def test_tsv_comes_in_other_encodings_too(self):
        memory = self.memory()
        done = self.dragoman("import", self.file("t.tsv", "en\tru\nyes\tда\n".encode("utf-16")), "--memory", memory)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("the table was read as UTF-16LE, with tabs between cells", done.stderr)
        self.assertEqual(self.json("memory", "get", memory)["units"], 1)

    def test_bad_rows_are_named_with_line_and_reason(self):
        memory = self.memory()
        file = self.file("b.csv", 'en,ru\na,б\n"c"d,e\nf\n"g\nh",и\n"open,к\n')
        answer = self.json("import", file, "--memory", memory, "--skip-bad")
        self.assertEqual([answer[key] for key in ("entries", "stored", "skipped")], [5, 2, 3])
        self.assertEqual([(problem["line"], problem["message"].partition(";")[0]) for problem in answer["problems"]],
                         [(3, "text after a closing quote"), (4, "1 cell, the file has 2 columns: en, ru"),
                          (7, "a quote that is not closed before the end of the file")])
        self.assertIn("line 1 must name the columns: 'Original' is no column of units", self.fails(
            1, "import", self.file("h.csv", "Original,ru\na,b\n"), "--memory", memory))
        self.assertIn("the file is no text", self.fails(
            1, "import", self.file("n.csv", b"\0\1\2\0\0"), "--memory", memory))

    @unittest.skipUnless(CORPUS.is_file(), "no shared corpus")
    def test_a_corpus_as_a_sheet(self):
        rows = [line.split("\t") for line in CORPUS.read_text(encoding="utf-8").splitlines()]
        rows = [row for row in rows if sum(bool(cell.strip()) for cell in row) > 1]
        file = self.file("c.csv", sheet([["en", "ru", "ur"]] + rows, delimiter=";").encode("utf-16"))
        memory = self.memory()
        answer = self.json("import", file, "--memory", memory, "--policy", "add", "--raw")
        self.assertEqual((answer["entries"], answer["skipped"]), (len(rows), 0))
        text = self.ok("export", "--memory", memory, "--format", "csv", "--columns", "en,ru,ur")
        written = parsed(text)
        self.assertEqual(len(written) - 1, answer["stored"])
        undone = {tuple(cell[1:] if cell.lstrip("'").startswith(FORMULAS) and cell.startswith("'") else cell
                        for cell in row) for row in written[1:]}
        self.assertEqual(undone, {tuple(row) for row in rows})


if __name__ == "__main__":
    unittest.main()
