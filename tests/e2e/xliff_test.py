"""XLIFF through the command line, counted by another reader of XML."""

import unittest
import xml.etree.ElementTree as etree

import server

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNIT = ('<trans-unit id="{0}"><source>The <g id="1">talks</g> {0}.</source><target state="final">Переговоры {0}.'
        '</target></trans-unit>\n')
EMPTY = '<trans-unit id="9"><source>Not yet.</source></trans-unit>\n'
CORPUS = server.SHARED / "corpus" / "exchange" / "xliff"
# What has its text in the segment; in 1.x, of the others only a deleted <mrk> has any of its own.
AROUND = {"g", "mrk", "pc"}


def xliff(body):
    return (f'<?xml version="1.0"?>\n<xliff version="1.2"><file original="talks.docx" source-language="en" '
            f'target-language="ru"><body>\n{body}</body></file></xliff>\n')


def name(element):
    return element.tag.rpartition("}")[2]


def is_own(element):
    """Whether an element is of XLIFF, not of a tool."""
    space = element.tag.rpartition("}")[0].lstrip("{")
    return not space or space.startswith("urn:oasis:names:tc:xliff:document:")


def child(element, wanted):
    return next((one for one in element if is_own(one) and name(one) == wanted), None)


def text_of(element):
    """The text of an element without its codes and the characters of <cp>."""
    if element is None:
        return ""
    text = element.text or ""
    for one in element:
        if is_own(one) and name(one) in AROUND and one.get("mtype") != "x-sdl-deleted":
            text += text_of(one)
        text += one.tail or ""
    return text


def marks(element):
    """The segments of a <seg-source> or its <target>: {mid: element}."""
    found = {}
    for one in element if element is not None else ():
        if name(one) == "mrk" and one.get("mtype") == "seg":
            found.setdefault(one.get("mid"), one)
        else:
            found.update(marks(one))
    return found


def is_code_point(digits):
    try:
        return int(digits, 16) <= 0x10FFFF
    except ValueError:
        return False


def is_pair(source, target):
    if not (text_of(source).strip() and text_of(target).strip()):
        return False
    return all(is_code_point(one.get("hex")) for text in (source, target) for one in text.iter() if name(one) == "cp")


def units_of(element, translates=True):
    """Yields (<trans-unit> or <unit>, whether it is to be translated) within a <file>."""
    translates = element.get("translate", "yes" if translates else "no") != "no"
    if name(element) in ("trans-unit", "unit"):
        yield element, translates
    elif is_own(element) and name(element) in ("file", "body", "group"):
        for one in element:
            yield from units_of(one, translates)


def pairs_of(unit):
    """Yields the (source, target) of each segment of a <trans-unit> or <unit>."""
    if name(unit) == "unit":
        for segment in unit:
            if is_own(segment) and name(segment) == "segment":
                yield child(segment, "source"), child(segment, "target")
        return
    sources = marks(child(unit, "seg-source"))
    targets = marks(child(unit, "target"))
    for mid, source in sources.items():
        yield source, targets.get(mid)
    if not sources:
        yield child(unit, "source"), child(unit, "target")


def is_tag(text):
    """Whether a language is written as a tag of two or three letters and subtags."""
    head, *rest = text.replace("_", "-").split("-")
    return head.isalpha() and len(head) in (2, 3) and all(1 <= len(part) <= 8 for part in rest)


def is_named(elements, keys, text):
    """Whether the first of the elements that names the language of a text names it by a tag."""
    named = [element.get(key) for element in elements for key in keys] + [text.get(LANG) if text is not None else None]
    return is_tag(next(filter(None, named), ""))


def counts(path):
    """Returns (segments, those that have a translation) of a file."""
    segments = filled = 0
    root = etree.parse(path).getroot()
    for file in root:
        for unit, translates in units_of(file):
            for source, target in pairs_of(unit):
                segments += 1
                filled += (translates and is_pair(source, target) and
                           is_named((root, file), ("srcLang", "source-language"), source) and
                           is_named((root, file), ("trgLang", "target-language"), target))
    return segments, filled


def is_well_formed(path):
    try:
        etree.parse(path)
    except etree.ParseError:
        return False
    return True


class Xliff(server.ServerCase):
    def memory(self):
        memory = self._testMethodName.replace("_", "-")
        self.ok("memory", "create", memory)
        return memory

    def test_in_and_out_as_tmx(self):
        memory = self.memory()
        file = self.file("in.xlf", xliff(UNIT.format(1) + UNIT.format(2)))
        self.assertEqual(self.ok("import", file, "--memory", memory),
                         "2 entries: 2 stored, 0 merged, 0 unchanged, 0 skipped\n")
        self.assertEqual(self.ok("import", file, "--memory", memory),
                         "2 entries: 0 stored, 0 merged, 2 unchanged, 0 skipped\n")
        first, second = self.json_lines("memory", "units", memory)
        self.assertEqual(first["variants"], {"en": "The talks 1.", "ru": "Переговоры 1."})
        self.assertEqual((first["document"], first["state"]), ("talks.docx", "reviewed"))
        self.assertEqual(second["properties"]["xliff:id"], "2")
        text = self.ok("export", "--memory", memory, "--format", "tmx")
        self.assertIn('<prop type="xliff:id">1</prop>', text)
        self.assertIn('<prop type="x-dragoman-next">The talks 2.</prop>', text)
        self.ok("memory", "create", "copy")
        self.ok("import", "-", "--memory", "copy", stdin=text)
        self.assertEqual(self.ok("export", "--memory", "copy", "--format", "tmx"), text)

    def test_it_is_not_written(self):
        memory = self.memory()
        why = "XLIFF is read only; export as TSV, CSV or TMX"
        self.assertIn(why, self.fails(1, "export", "--memory", memory, "--format", "xliff"))
        self.assertIn(why, self.fails(1, "export", "--memory", memory, "--output", self.folder / "out.xlf"))

    def test_segments_without_a_translation_are_counted(self):
        memory = self.memory()
        file = self.file("s.sdlxliff", xliff(UNIT.format(1) + EMPTY + UNIT.format(2)))
        self.assertIn("2 would be stored, 0 merged, 0 unchanged, 0 skipped",
                      self.ok("import", file, "--memory", memory, "--dry-run"))
        answer = self.json("import", file, "--memory", memory)
        self.assertEqual([answer[key] for key in ("entries", "stored", "skipped")], [2, 2, 0])
        self.assertEqual(answer["losses"],
                         [{"what": "segments without a translation", "count": 1, "places": ["line 4"]}])

    def test_skipped_segments_can_be_mended(self):
        memory = self.memory()
        wrong = self.folder / "wrong.xlf"
        file = self.file("s.xlf", xliff(UNIT.format(1) + UNIT.format(2).replace("The", "<sub/>")))
        answer = self.json("import", file, "--memory", memory, "--skip-bad", "--skipped", wrong)
        self.assertEqual([answer[key] for key in ("entries", "stored", "skipped")], [2, 1, 1])
        mended = wrong.read_text(encoding="utf-8").replace("<sub/>", "The")
        self.assertEqual(self.json("import", self.file("m.xlf", mended), "--memory", memory)["stored"], 1)

    def test_hostile_files(self):
        memory = self.memory()
        bomb = xliff(UNIT.format("&b;")).replace(
            "<xliff ", '<!DOCTYPE xliff [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xliff ')
        secret = xliff(UNIT.format("&s;")).replace(
            "<xliff ", '<!DOCTYPE xliff [<!ENTITY s SYSTEM "file:///etc/hostname">]><xliff ')
        for content, why in ((bomb, "line 2: a document type"), (secret, "line 2: a document type"),
                             (xliff("<group>" * 100), "line 3: elements are nested too deep"),
                             ("<tmx/>", "line 1: the root is <tmx>"), (b"\0\1\2", "line 1: ")):
            self.assertIn(why, self.fails(1, "import", self.file("h.xlf", content), "--memory", memory))

    def test_glossaries_have_no_xliff(self):
        self.ok("glossary", "create", "terms")
        self.assertIn("XLIFF is for memories only", self.fails(
            1, "import", self.file("g.xlf", xliff("")), "--glossary", "terms"))

    @unittest.skipUnless(CORPUS.is_dir(), "no shared corpus")
    def test_files_of_other_tools(self):
        memory = self.memory()
        for path in sorted(CORPUS.iterdir()):
            with self.subTest(file=path.name):
                arguments = ("import", path, "--memory", memory, "--skip-bad", "--policy", "add", "--dry-run")
                if not is_well_formed(path):
                    done = self.dragoman(*arguments)
                    self.assertEqual(done.returncode, 1)
                    self.assertRegex(done.stderr.splitlines()[-1], r"line \d+: .*; the file was read up to there")
                    continue
                answer = self.json(*arguments)
                left_out = sum(loss["count"] for loss in answer.get("losses", ()))
                found = answer["entries"] + left_out, answer["stored"] + answer["merged"] + answer["unchanged"]
                self.assertEqual(found, counts(path), answer["problems"])


if __name__ == "__main__":
    unittest.main()
