"""TMX through the command line: in, out, and counted by another reader of XML."""

import gzip
import unittest
import xml.etree.ElementTree as etree

import server

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PAIR = ('<tu tuid="{0}"><tuv xml:lang="en"><seg>The <bpt i="1">&lt;b></bpt>talks<ept i="1">&lt;/b></ept> {0}.'
        '</seg></tuv><tuv xml:lang="ru"><seg>Переговоры {0}.</seg></tuv></tu>\n')
CORPUS = server.SHARED / "corpus" / "exchange" / "tmx"


def tmx(body, header='srclang="en"'):
    return f'<?xml version="1.0"?>\n<tmx version="1.4"><header {header}/><body>\n{body}</body></tmx>\n'


def plain(path):
    """Returns the bytes of a file, unpacked."""
    data = path.read_bytes()
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def is_tag(text):
    """Whether a language is written as a tag of two or three letters and subtags."""
    head, *rest = text.replace("_", "-").split("-")
    return head.isalpha() and len(head) in (2, 3) and all(1 <= len(part) <= 8 for part in rest)


def text_of(element):
    """The text of a <seg> without its codes; that of <hi> belongs to it."""
    text = element.text or ""
    for child in element:
        text += (text_of(child) if child.tag == "hi" else "") + (child.tail or "")
    return text


def is_unit(tu):
    """Whether a <tu> has texts in two languages, one each, all named."""
    languages = [tuv.get(LANG) or tuv.get("lang") or "" for tuv in tu.iter("tuv")]
    filled = [tag.lower() for tag, tuv in zip(languages, tu.iter("tuv")) if text_of(tuv.find("seg")).strip()]
    return all(map(is_tag, languages)) and len(set(filled)) == len(filled) > 1


def counts(path):
    """Returns (<tu> elements, those that are units) of a file."""
    units = list(etree.fromstring(plain(path)).iter("tu"))
    return len(units), sum(map(is_unit, units))


class Tmx(server.ServerCase):
    def memory(self):
        name = self._testMethodName.replace("_", "-")
        self.ok("memory", "create", name)
        return name

    def test_in_and_out_and_in_again(self):
        memory = self.memory()
        file = self.file("in.tmx", tmx(PAIR.format(1) + PAIR.format(2)))
        self.assertEqual(self.ok("import", file, "--memory", memory),
                         "2 entries: 2 stored, 0 merged, 0 unchanged, 0 skipped\n")
        self.assertEqual(self.ok("import", file, "--memory", memory),
                         "2 entries: 0 stored, 0 merged, 2 unchanged, 0 skipped\n")
        out = self.folder / "out.tmx"
        self.ok("export", "--memory", memory, "--output", out)
        text = out.read_text(encoding="utf-8")
        self.assertIn('The <bpt i="1">&lt;b&gt;</bpt>talks<ept i="1">&lt;/b&gt;</ept> 1.', text)
        self.assertIn('tuid="2"', text)
        self.assertEqual(len(etree.fromstring(text.encode()).findall("body/tu")), 2)
        self.ok("memory", "create", "copy")
        self.ok("import", out, "--memory", "copy")
        self.assertEqual(self.ok("export", "--memory", "copy", "--format", "tmx"), text)
        tsv = [self.ok("export", "--memory", name) for name in (memory, "copy")]
        self.assertEqual(*tsv)

    def test_every_way_a_file_comes(self):
        memory, content = self.memory(), tmx(PAIR.format(1))
        for name, data in (("a.tmx.gz", gzip.compress(content.encode())), ("a.xml", content),
                           ("b.tmx", content.encode("utf-16")), ("c.tmx", content.encode("utf-16-be"))):
            answer = self.json("import", self.file(name, data), "--memory", memory, "--dry-run")
            self.assertEqual((answer["entries"], answer["skipped"]), (1, 0), name)
        for data in (content, gzip.compress(content.encode())):
            answer = self.json("import", "-", "--memory", memory, "--dry-run", stdin=data)
            self.assertEqual(answer["entries"], 1)
        cyrillic = tmx(PAIR.format(1)).replace('"1.0"?', '"1.0" encoding="koi8-r"?').encode("koi8-r")
        self.ok("import", self.file("k.tmx", cyrillic), "--memory", memory)
        unit, = self.json_lines("memory", "units", memory)
        self.assertEqual(unit["variants"]["ru"], "Переговоры 1.")

    def test_languages_are_chosen_and_reported(self):
        memory = self.memory()
        file = self.file("l.tmx", tmx('<tu><tuv xml:lang="EN_us"><seg>One.</seg></tuv><tuv lang="Russian">'
                                      '<seg>Раз.</seg></tuv><tuv lang="de"><seg>Eins.</seg></tuv></tu>'))
        done = self.dragoman("import", file, "--memory", memory)
        self.assertEqual(done.returncode, 1)
        self.assertIn("line 3: 'Russian' is not a BCP-47 language tag", done.stderr)
        done = self.dragoman("import", file, "--memory", memory, "--columns", "en,russian=ru")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("languages of the file: 'EN_us' stored as en-US (1 segment), 'Russian' stored as ru "
                      "(1 segment), 'de' not stored (1 segment)", done.stderr)
        answer = self.json("import", file, "--memory", memory, "--columns", "en,russian=ru", "--dry-run")
        self.assertIn({"written": "Russian", "stored": "ru", "segments": 1}, answer["languages"])
        text = self.ok("export", "--memory", memory, "--format", "tmx", "--columns", "ru,en-US")
        self.assertIn('srclang="ru"', text)
        self.assertLess(text.index('xml:lang="ru"'), text.index('xml:lang="en-US"'))

    def test_a_bad_unit_is_one_problem(self):
        memory = self.memory()
        file = self.file("b.tmx", tmx(PAIR.format(1) + "<tu><tuv lang='en'><seg>a <x/></seg></tuv></tu>\n" +
                                      "<tu><tuv lang='en'><seg>alone</seg></tuv></tu>\n" + PAIR.format(2)))
        done = self.dragoman("import", file, "--memory", memory)
        self.assertEqual(done.returncode, 1)
        self.assertIn("2 of 4 entries are wrong, so nothing was stored", done.stderr)
        answer = self.json("import", file, "--memory", memory, "--skip-bad")
        self.assertEqual([answer[key] for key in ("entries", "stored", "skipped")], [4, 2, 2])
        self.assertEqual([(problem["line"], problem["message"]) for problem in answer["problems"]],
                         [(4, "<x> in <seg> is no inline element of TMX"),
                          (5, "only 'en' is filled; a unit needs its text in at least two languages")])

    def test_a_broken_file_accounts_for_what_stands_before(self):
        memory = self.memory()
        file = self.file("broken.tmx", tmx("".join(map(PAIR.format, range(50))) + "<tu></body>"))
        done = self.dragoman("import", file, "--memory", memory)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("line 53: mismatched tag", done.stderr)
        self.assertEqual(self.json("memory", "get", memory)["units"], 0)
        done = self.dragoman("import", file, "--memory", memory, "--skip-bad")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("50 entries: 50 stored", done.stderr)
        self.assertIn("line 53: mismatched tag", done.stderr)
        self.assertEqual(self.json("memory", "get", memory)["units"], 50)

    def test_hostile_files(self):
        memory = self.memory()
        bomb = tmx(PAIR.format("&b;")).replace(
            "<tmx ", '<!DOCTYPE tmx [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><tmx ')
        secret = tmx(PAIR.format("&s;")).replace(
            "<tmx ", '<!DOCTYPE tmx [<!ENTITY s SYSTEM "file:///etc/hostname">]><tmx ')
        spaces = gzip.compress(tmx(" " * (80 << 20)).encode())
        for content, why in ((bomb, "line 2: a document type"), (secret, "line 2: a document type"),
                             (tmx("<tu><tuv><seg>" + "<hi>" * 100), "line 3: elements are nested too deep"),
                             (spaces, "64 MiB without the end of a <tu>"), ("<srx/>", "line 1: the root is <srx>"),
                             (b"\x1f\x8bx", "is damaged"), (b"\0\1\2", "line 1: ")):
            self.assertIn(why, self.fails(1, "import", self.file("h.tmx", content), "--memory", memory))

    def test_glossaries_have_no_tmx(self):
        self.ok("glossary", "create", "terms")
        self.assertIn("TMX is for memories only", self.fails(
            1, "import", self.file("g.tmx", tmx("")), "--glossary", "terms"))
        self.assertIn("TMX is for memories only", self.fails(1, "export", "--glossary", "terms", "--format", "tmx"))

    def test_an_empty_memory_is_a_valid_file(self):
        memory = self.memory()
        text = self.ok("export", "--memory", memory, "--format", "tmx")
        self.assertEqual(len(etree.fromstring(text.encode()).findall("body/tu")), 0)
        self.assertEqual(self.json("import", self.file("e.tmx", text), "--memory", memory)["entries"], 0)

    @unittest.skipUnless(CORPUS.is_dir(), "no shared corpus")
    def test_files_of_other_tools(self):
        for number, path in enumerate(sorted(CORPUS.iterdir())):
            with self.subTest(file=path.name):
                memory = f"corpus-{number}"
                self.ok("memory", "create", memory)
                answer = self.json("import", path, "--memory", memory, "--skip-bad", "--policy", "add")
                found = answer["entries"], answer["stored"] + answer["unchanged"]
                self.assertEqual(found, counts(path), answer["problems"])
                text = self.ok("export", "--memory", memory, "--format", "tmx")
                self.assertEqual(len(etree.fromstring(text.encode()).findall("body/tu")), answer["stored"])
                self.ok("memory", "create", memory + "-2")
                self.ok("import", "-", "--format", "tmx", "--memory", memory + "-2", "--policy", "add", stdin=text)
                self.assertEqual(self.ok("export", "--memory", memory + "-2", "--format", "tmx"), text)


if __name__ == "__main__":
    unittest.main()
