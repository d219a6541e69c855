"""TBX through the command line: in, out, and counted by another reader of XML."""

import gzip
import unittest
import xml.etree.ElementTree as etree
from collections import Counter

import server

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TBX = "{urn:iso:std:iso:30042:ed-2}"
ENTRY = ('<termEntry id="c{0}"><descrip type="subjectField">law</descrip><langSet xml:lang="en"><tig>'
         '<term>treaty {0}</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>'
         '</langSet><langSet xml:lang="ru"><tig><term>договор {0}</term></tig></langSet></termEntry>\n')
CORPUS = server.SHARED / "corpus" / "exchange" / "tbx"
DATA = server.ROOT / "tests" / "data"


def martif(body):
    return f'<?xml version="1.0"?>\n<martif type="TBX"><martifHeader/><text><body>\n{body}</body></text></martif>\n'


def local(element):
    return element.tag.rpartition("}")[2]


def sections(element, *names):
    return [child for child in element if local(child) in names]


def terms(entry):
    """Returns (language, text) of each term section of an entry."""
    found = []
    for language in sections(entry, "langSet", "langSec"):
        tag = language.get(LANG) or language.get("lang")
        for section in sections(language, "tig", "ntig", "termSec"):
            texts = {"".join(term.itertext()).strip() for term in section.iter() if local(term) == "term"}
            assert len(texts) == 1, texts
            found.append((tag.partition("-")[0].lower(), texts.pop()))
    return found


def entries(path):
    """Returns how many entries a file has, and those that are the first of their id."""
    found = [element for element in etree.parse(path).iter() if local(element) in ("termEntry", "conceptEntry")]
    first = {element.get("id") or number: element for number, element in reversed(list(enumerate(found)))}
    return len(found), [element for element in found if element in first.values()]


class Tbx(server.ServerCase):
    def glossary(self, name=None):
        name = name or self._testMethodName.replace("_", "-")
        self.ok("glossary", "create", name)
        return name

    def test_in_and_out_and_in_again(self):
        glossary = self.glossary()
        file = self.file("in.tbx", martif(ENTRY.format(1) + ENTRY.format(2)))
        self.assertEqual(self.ok("import", file, "--glossary", glossary),
                         "2 entries: 2 stored, 0 merged, 0 unchanged, 0 skipped\n")
        self.assertEqual(self.ok("import", file, "--glossary", glossary),
                         "2 entries: 0 stored, 0 merged, 2 unchanged, 0 skipped\n")
        for style in ("dca", "dct"):
            out = self.folder / "out.tbx"
            self.ok("export", "--glossary", glossary, "--output", out, "--style", style)
            text = out.read_text(encoding="utf-8")
            root = etree.fromstring(text.encode())
            self.assertEqual((root.tag, root.get("type"), root.get("style")), (TBX + "tbx", "TBX-Basic", style))
            self.assertEqual(self.json("import", out, "--glossary", glossary)["unchanged"], 2)
            self.glossary("copy-" + style)
            self.ok("import", out, "--glossary", "copy-" + style)
            self.assertEqual(self.ok("export", "--glossary", "copy-" + style, "--format", "tbx", "--style", style),
                             text)
            self.assertEqual(*(self.ok("export", "--glossary", name) for name in (glossary, "copy-" + style)))

    def test_tables_survive_tbx(self):
        glossary = self.glossary()
        table = ("id\tcategory\tdomain\tdefinition\tnote\tsource\ten\ten_abbr\tru\tru_variants\tru_deprecated\t"
                 "ru_obsolete\tru_forbidden\ttranslate\n"
                 "7\ttitle\tlaw\td\\nd\tn\ts\tUnited Nations|pos=noun\tUN\tпосол|gender=m|forms=посла\tv\tw\tx\ty"
                 "|note=no|outlets=tass:preferred\tno\n")
        self.ok("import", self.file("t.tsv", table), "--glossary", glossary)
        before = self.ok("export", "--glossary", glossary)
        out = self.folder / "t.tbx"
        done = self.dragoman("export", "--glossary", glossary, "--output", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("kept in notes that other tools show as text: 1 category of concepts (7), 1 forms of terms (7)",
                      done.stderr)
        self.assertIn("1 status of terms (7)", done.stderr)
        self.assertIn("supersededTerm-admn-sts", out.read_text(encoding="utf-8"))
        self.glossary("again")
        self.ok("import", out, "--glossary", "again")
        self.assertEqual(self.ok("export", "--glossary", "again"), before)

    def test_every_way_a_file_comes(self):
        glossary, content = self.glossary(), martif(ENTRY.format(1))
        for name, data in (("a.tbx.gz", gzip.compress(content.encode())), ("a.xml", content),
                           ("b.tbx", content.encode("utf-16"))):
            answer = self.json("import", self.file(name, data), "--glossary", glossary, "--dry-run")
            self.assertEqual((answer["entries"], answer["skipped"]), (1, 0), name)
        for data in (content, gzip.compress(content.encode())):
            answer = self.json("import", "-", "--glossary", glossary, "--dry-run", stdin=data)
            self.assertEqual(answer["entries"], 1)

    def test_languages_and_what_is_not_taken_over_are_reported(self):
        glossary = self.glossary()
        file = self.file("l.tbx", martif(
            '<termEntry><transacGrp/><langSet lang="EN_us"><tig><term>a</term></tig></langSet>'
            '<langSet lang="Russian"><tig><term>я</term></tig></langSet></termEntry>'))
        done = self.dragoman("import", file, "--glossary", glossary)
        self.assertEqual(done.returncode, 1)
        self.assertIn("line 3: 'Russian' is not a BCP-47", done.stderr)
        done = self.dragoman("import", file, "--glossary", glossary, "--columns", "en,russian=ru")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("'EN_us' stored as en-US (1 segment), 'Russian' stored as ru (1 segment)", done.stderr)
        self.assertIn("of the file, not taken over: 1 <transacGrp> (line 3)", done.stderr)
        answer = self.json("import", file, "--glossary", glossary, "--columns", "en,russian=ru", "--dry-run")
        self.assertEqual(answer["losses"], [{"what": "<transacGrp>", "count": 1, "places": ["line 3"]}])
        text = self.ok("export", "--glossary", glossary, "--format", "tbx", "--columns", "ru,en-US")
        self.assertLess(text.index('langSec xml:lang="ru"'), text.index('langSec xml:lang="en-US"'))

    def test_a_bad_entry_is_one_problem(self):
        glossary = self.glossary()
        file = self.file("b.tbx", martif(
            ENTRY.format(1) + "<termEntry><langSet lang='en'><tig/></langSet></termEntry>\n" +
            "<termEntry/>\n" + ENTRY.format(1) + "<termEntry><langSet lang='en'><tig><term>?</term></tig></langSet>"
            "</termEntry>\n" + ENTRY.format(2)))
        done = self.dragoman("import", file, "--glossary", glossary)
        self.assertEqual(done.returncode, 1)
        self.assertIn("4 of 6 entries are wrong, so nothing was stored", done.stderr)
        answer = self.json("import", file, "--glossary", glossary, "--skip-bad")
        self.assertEqual([answer[key] for key in ("entries", "stored", "skipped")], [6, 2, 4])
        self.assertEqual([(problem["line"], problem["field"], problem["message"]) for problem in answer["problems"]],
                         [(4, "", "a term section without <term>, or with an empty one"),
                          (5, "", "no term in any language that is to be read"),
                          (6, "id", "'c1' stands at line 3 already; give each its own"),
                          (7, "en", "'?': a term needs a letter or a digit")])

    def test_a_broken_file_accounts_for_what_stands_before(self):
        glossary = self.glossary()
        file = self.file("broken.tbx", martif("".join(map(ENTRY.format, range(50))) + "<termEntry></body>"))
        self.assertIn("line 53: mismatched tag", self.fails(1, "import", file, "--glossary", glossary))
        self.assertEqual(self.json("glossary", "get", glossary)["concepts"], 0)
        done = self.dragoman("import", file, "--glossary", glossary, "--skip-bad")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("50 entries: 50 stored", done.stderr)
        self.assertEqual(self.json("glossary", "get", glossary)["concepts"], 50)

    def test_hostile_files(self):
        glossary = self.glossary()
        bomb = martif("&b;").replace("<martif ", '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><martif ', 1)
        secret = martif("&s;").replace("<martif ", '<!DOCTYPE a [<!ENTITY s SYSTEM "file:///etc/hostname">]><martif ')
        spaces = gzip.compress(martif(" " * (80 << 20)).encode())
        for content, why in ((bomb, "line 2: a document type"), (secret, "line 2: a document type"),
                             (martif("<termEntry>" + "<descripGrp>" * 100), "line 3: elements are nested too deep"),
                             (spaces, "64 MiB without the end of a <conceptEntry>"),
                             ("<tmx/>", "line 1: the root is <tmx>"), ("\n", "line 2: no element found"),
                             (b"\x1f\x8bx", "is damaged"), (b"\0\1\2", "line 1: ")):
            self.assertIn(why, self.fails(1, "import", self.file("h.tbx", content), "--glossary", glossary))

    def test_memories_have_no_tbx(self):
        self.ok("memory", "create", "units")
        self.assertIn("TBX is for glossaries only", self.fails(
            1, "import", self.file("g.tbx", martif("")), "--memory", "units"))
        self.assertIn("TBX is for glossaries only", self.fails(1, "export", "--memory", "units", "--format", "tbx"))
        self.assertIn("--style is for TBX only", self.fails(2, "export", "--memory", "units", "--style", "dct"))

    def test_an_empty_glossary_is_a_valid_file(self):
        glossary = self.glossary()
        text = self.ok("export", "--glossary", glossary, "--format", "tbx")
        self.assertEqual(len(etree.fromstring(text.encode()).findall(f"{TBX}text/{TBX}body/*")), 0)
        self.assertEqual(self.json("import", self.file("e.tbx", text), "--glossary", glossary)["entries"], 0)

    def check_file(self, path, glossary):
        """Imports a file; what it has must be what another reader of XML finds, and come back from an export."""
        self.glossary(glossary)
        answer = self.json("import", path, "--glossary", glossary, "--skip-bad")
        count, found = entries(path)
        self.assertEqual((answer["entries"], answer["stored"]), (count, len(found)), answer["problems"])
        for problem in answer["problems"]:
            self.assertRegex(problem["message"], "^'.*' stands at line [0-9]+ already")
        expected = Counter(language for entry in found for language, _ in terms(entry))
        actual = Counter()
        for tag, count in self.json("glossary", "get", glossary)["terms"].items():
            actual[tag.partition("-")[0]] += count
        self.assertEqual(actual, expected)
        text = self.ok("export", "--glossary", glossary, "--format", "tbx")
        self.glossary(glossary + "-2")
        self.ok("import", "-", "--format", "tbx", "--glossary", glossary + "-2", stdin=text)
        self.assertEqual(self.ok("export", "--glossary", glossary + "-2", "--format", "tbx"), text)
        texts = sorted(" ".join(text.split()) for entry in found for _, text in terms(entry))
        self.assertEqual(sorted(" ".join(text.split()) for entry in etree.fromstring(text.encode()).iter()
                                if local(entry) == "conceptEntry" for _, text in terms(entry)), texts)

    def test_files_as_other_tools_write_them(self):
        for number, path in enumerate(sorted(DATA.glob("*.tbx"))):
            with self.subTest(file=path.name):
                self.check_file(path, f"data-{number}")

    @unittest.skipUnless(CORPUS.is_dir(), "no shared corpus")
    def test_files_of_other_tools(self):
        for number, path in enumerate(sorted(CORPUS.iterdir())):
            with self.subTest(file=path.name):
                self.check_file(path, f"corpus-{number}")


if __name__ == "__main__":
    unittest.main()
