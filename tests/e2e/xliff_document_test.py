"""XLIFF filled in place, documents as XLIFF, TMX and pages, and the way back, judged by another reader of XML."""

import copy
import html.parser
import re
import unittest
import xml.etree.ElementTree as etree

import server
import xliff_test

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XLIFF2 = "{urn:oasis:names:tc:xliff:document:2.0}"
XLIFF1 = "{urn:oasis:names:tc:xliff:document:1.2}"
MATCHES = "{urn:oasis:names:tc:xliff:matches:2.0}"
GLOSSARY = "{urn:oasis:names:tc:xliff:glossary:2.0}"
ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
CORPUS = server.SHARED / "corpus" / "exchange" / "xliff"
PAIRS = "en\tur\n{}\n".format("\n".join((
    "The talks began.\tمذاکرات شروع ہوئے۔",
    "The Ambassador of the Russian Federation & his guests came.\tروسی فیڈریشن کے سفیر & ان کے مہمان آئے۔",
)))
TERMS = "id\ten\tur\nc1\tambassador\tسفیر\n"
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Talks</title></head>
<body><h1><a href="/x?a=1&amp;b=2">The talks began.</a></h1>
<p>The <b>Ambassador</b> of the Russian Federation &amp; guests came.<br> Nobody knows <i>why</i>.</p></body></html>
"""
JOB = """<?xml version="1.0" encoding="UTF-8"?>
<!-- kept -->
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version='2.0' srcLang="en">
 <file id="f1" original="talks.html">
  <unit id='1'>
   <segment id="s1">
    <source>The talks began.</source>
   </segment>
   <segment id="s2" state="translated"><source>Done.</source><target>ہو گیا۔</target></segment>
   <segment id="s3"><source>The Ambassador of the Russian Federation came.</source></segment>
  </unit>
  <unit id="2" translate="no"><segment><source>The talks began.</source></segment></unit>
 </file>
</xliff>
"""


def well_formed(path):
    try:
        return etree.parse(path).getroot()
    except etree.ParseError:
        return None


# What a file has that was written into it: targets, notes, and what tags say of them.
WRITTEN = re.compile(rb"\s*<target\b[^>]*?/>|\s*<target\b.*?</target\s*>|\s*<alt-trans\b.*?</alt-trans\s*>|"
                     rb'\s*<note from="dragoman".*?</note>|\s*<mtc:matches.*?</mtc:matches>|'
                     rb"\s*<gls:glossary.*?</gls:glossary>", re.DOTALL)
STATES = re.compile(rb'\s+id="dragoman-\d+"|\s+(?:state|subState|state-qualifier|conf|percent|origin|target-language|'
                    rb'trgLang|mq:status|mq:percent)\s*=\s*(?:"[^"]*"|\'[^\']*\')')


def untouched(content):
    """Returns the bytes of a file that are not to change."""
    return STATES.sub(b"", WRITTEN.sub(b"", content))


def languages_of(root):
    """The languages of a file, without regions."""
    file = root if root.get("srcLang") else xliff_test.child(root, "file")
    source = file.get("srcLang") or file.get("source-language") or "en"
    target = file.get("trgLang") or file.get("target-language") or "ru"
    return tuple(tag.split("-")[0].lower() if xliff_test.is_tag(tag) else other
                 for tag, other in ((source, "en"), (target, "ru")))


def segments_of(root):
    return [pair for file in root for unit, _ in xliff_test.units_of(file) for pair in xliff_test.pairs_of(unit)]


def bracketed(element, tag):
    """Returns a copy of an element with its text in brackets."""
    made = copy.deepcopy(element)
    made.tag, made.tail = tag, None
    made.text = "[" + (made.text or "")
    if len(made):
        made[-1].tail = (made[-1].tail or "") + "]"
    else:
        made.text += "]"
    return made


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.tags = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag == "meta" or self.open.pop() == tag


class XliffDocuments(server.ServerCase):
    def memory(self):
        name = self._testMethodName.replace("_", "-")
        self.ok("memory", "create", name)
        self.ok("glossary", "create", name)
        self.ok("import", self.file("pairs.tsv", PAIRS), "--memory", name)
        self.ok("import", self.file("terms.tsv", TERMS), "--glossary", name)
        return ("--memory", name, "--from", "en", "--to", "ur")

    def written(self, *args):
        out = self.folder / "out.xml"
        answer = self.json("pretranslate", *args, "--output", out)
        return answer, out.read_text(encoding="utf-8")

    def test_a_file_is_filled_in_place(self):
        where, job = self.memory(), self.file("job.xlf", JOB)
        answer, text = self.written(job, *where, "--translations-only")
        self.assertEqual(text, JOB.replace("<xliff xmlns", '<xliff trgLang="ur" xmlns').replace(
            '<segment id="s1">', '<segment state="translated" subState="dragoman:exact" id="s1">').replace(
            "began.</source>", "began.</source>\n    <target>مذاکرات شروع ہوئے۔</target>", 1))
        self.assertEqual([answer[key]["segments"] for key in ("total", "translated", "done")], [4, 1, 2])
        answer, text = self.written(job, *where, "--min-score", "70")
        root = etree.fromstring(text)
        segments = {one.get("id"): one for one in root.iter(f"{XLIFF2}segment")}
        self.assertEqual(segments["s3"].get("state"), "initial")
        self.assertEqual(segments["s2"].find(f"{XLIFF2}target").text, "ہو گیا۔")
        self.assertEqual([one.get("ref") for one in root.iter(f"{MATCHES}match")], ["#s1", "#s3"])
        match = list(root.iter(f"{MATCHES}match"))[1]
        self.assertLess(float(match.get("similarity")), 100)
        self.assertRegex(match.get("origin"), r"^memories/.*/units/\d+$")
        self.assertEqual(next(root.iter(f"{GLOSSARY}translation")).text, "سفیر")
        again = self.written(self.file("again.xlf", text), *where)[1]
        self.assertEqual(again, text)
        bands = self.json("analyse", job, *where)["total"]["bands"]
        self.assertEqual((bands["done already"]["segments"], bands["exact"]["segments"]), (2, 1))

    def test_refusals_are_named(self):
        where, out = self.memory(), ("--output", self.folder / "x")
        job = self.file("job.xlf", JOB.replace("srcLang=\"en\"", "srcLang='de'"))
        self.assertIn("source language is 'de'", self.fails(2, "pretranslate", job, *where, *out))
        job = self.file("job.xlf", JOB.encode("utf-16"))
        self.assertIn("save it as UTF-8", self.fails(2, "pretranslate", job, *where, *out))
        job = self.file("job.xlf", "<xliff")
        self.assertIn("line 1", self.fails(2, "analyse", job, *where))

    def round(self, output, parts):
        """Renders PAGE, translates what is left, and returns the page that comes back."""
        where, page = self.memory(), self.file("page.html", PAGE)
        answer, job = self.written(page, *where, "--format", output)
        self.assertEqual((answer["total"]["segments"], answer["translated"]["segments"]), (4, 1))
        root = etree.fromstring(job)
        done = self.file("done.xlf", parts(root))
        answer, back = self.written(page, *where, "--translations", done)
        self.assertEqual((answer["translated"]["segments"], answer["codes_to_check"]), (4, 0))
        name = where[1] + "-done"
        self.ok("memory", "create", name)
        self.assertEqual(self.json("import", done, "--memory", name)["stored"], 4)
        answer, again = self.written(page, "--memory", name, *where[2:])
        self.assertEqual(again, back)
        units = self.json_lines("memory", "units", name)
        self.assertEqual({unit["document"] for unit in units}, {"page.html"})
        return job, back

    def check_back(self, back):
        self.assertIn("<a href=\"/x?a=1&amp;b=2\">مذاکرات شروع ہوئے۔</a>", back)
        self.assertIn("<p>[The <b>Ambassador</b> of the Russian Federation &amp; guests came.]<br> "
                      "[Nobody knows <i>why</i>.]</p>", back)
        self.assertIn("<title>[Talks]</title>", back)

    def test_there_and_back_by_xliff_21(self):
        def finish(root):
            etree.register_namespace("", XLIFF2.strip("{}"))
            for segment in root.iter(f"{XLIFF2}segment"):
                if segment.find(f"{XLIFF2}target") is None:
                    segment.append(bracketed(segment.find(f"{XLIFF2}source"), f"{XLIFF2}target"))
                    segment.set("state", "reviewed")
            return etree.tostring(root, encoding="unicode")
        job, back = self.round("xliff21", finish)
        self.check_back(back)
        self.assertIn("<mtc:match ", job)

    def test_there_and_back_by_xliff_12(self):
        def finish(root):
            etree.register_namespace("", XLIFF1.strip("{}"))
            for unit in root.iter(f"{XLIFF1}trans-unit"):
                target = unit.find(f"{XLIFF1}target")
                if target is not None:
                    continue
                target = etree.SubElement(unit, f"{XLIFF1}target", {"state": "translated"})
                for mark in unit.find(f"{XLIFF1}seg-source").iter(f"{XLIFF1}mrk"):
                    target.append(bracketed(mark, mark.tag))
            return etree.tostring(root, encoding="unicode")
        job, back = self.round("xliff12", finish)
        self.check_back(back)
        self.assertIn("<alt-trans ", job)
        self.assertIn('<note from="dragoman" annotates="source">Ambassador: سفیر</note>', job)

    def test_pairs_as_tmx(self):
        where, page = self.memory(), self.file("page.html", PAGE)
        _, text = self.written(page, *where, "--format", "tmx")
        root = etree.fromstring(text)
        self.assertEqual([[(one.get(LANG), one.find("seg").text) for one in unit.iter("tuv")]
                          for unit in root.iter("tu")],
                         [[("en", "The talks began."), ("ur", "مذاکرات شروع ہوئے۔")]])

    def test_a_page_for_review(self):
        where, page = self.memory(), self.file("page.html", PAGE)
        _, text = self.written(page, *where, "--format", "html")
        etree.fromstring(text.replace("<!DOCTYPE html>", ""))
        parsed = Page()
        parsed.feed(text)
        self.assertEqual(parsed.open, [])
        self.assertFalse({"script", "link", "img", "iframe"} & {tag for tag, _ in parsed.tags})
        cells = [attributes for tag, attributes in parsed.tags if tag == "td" and "lang" in attributes]
        self.assertEqual({(cell["lang"], cell["dir"]) for cell in cells}, {("en", "ltr"), ("ur", "rtl")})
        self.assertIn('>Ambassador</mark>', text)
        self.assertRegex(text, r"\(1\) \d\d, fuzzy, -\d+ words.*memories/")

    @unittest.skipUnless(CORPUS.is_dir(), "no shared corpus")
    def test_files_of_other_tools(self):
        files = {path: root for path in sorted(CORPUS.iterdir()) if (root := well_formed(path)) is not None}
        for languages in {languages_of(root) for root in files.values()}:
            self.fill_memory(languages, [root for root in files.values() if languages_of(root) == languages])
        segments = translated = 0
        for path, root in files.items():
            with self.subTest(file=path.name):
                answer = self.check_file(path, root)
                segments += answer["total"]["segments"]
                translated += answer["translated"]["segments"]
        self.assertGreater(len(files), 190)
        self.assertGreater(segments, 500)
        self.assertGreater(translated, 150)

    def fill_memory(self, languages, roots):
        """Makes a memory with a translation of every text of these files."""
        texts = {text for root in roots for file in root for unit, _ in xliff_test.units_of(file)
                 for source, _ in xliff_test.pairs_of(unit) if (text := xliff_test.text_of(source)).strip()}
        escaped = sorted(re.sub(r"[\\\t\n\r]", lambda found: ESCAPES[found[0]], text) for text in texts)
        rows = "".join(f"{text}\t[{text}]\n" for text in escaped)
        self.ok("memory", "create", "-".join(languages))
        self.ok("import", self.file("texts.tsv", "\t".join(languages) + "\n" + rows), "--memory", "-".join(languages))

    def check_file(self, path, root):
        """Translates a file and checks that nothing but that is in it; again, with candidates."""
        source, target = languages_of(root)
        out, content = self.folder / "out.xlf", path.read_bytes()
        where = ("--as", "xliff", "--memory", f"{source}-{target}", "--from", source, "--to", target)
        self.json("analyse", path, *where)
        for notes in ((), ("--translations-only",)):
            answer = self.json("pretranslate", path, *where, "--min-score", "90", *notes, "--output", out)
            written = out.read_bytes()
            if answer["translated"]["segments"] == 0 and notes:
                self.assertEqual(written, content)
            self.assertEqual(untouched(written), untouched(content))
            filled = etree.fromstring(written)
            for old, new in zip(segments_of(root), segments_of(filled), strict=True):
                self.assertEqual(xliff_test.text_of(old[0]), xliff_test.text_of(new[0]))
        return answer


if __name__ == "__main__":
    unittest.main()
