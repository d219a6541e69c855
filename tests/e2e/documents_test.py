"""Files analysed, and given back with translations in place, through the command line."""

import html.parser
import io
import unittest
import xml.etree.ElementTree as etree
import zipfile

import server

PAIRS = "en\tur\n{}\n".format("\n".join((
    "The talks began.\tمذاکرات شروع ہوئے۔",
    "The Ambassador of the Russian Federation & his guests came.\tروسی فیڈریشن کے سفیر & ان کے مہمان آئے۔",
    "Read more\tمزید پڑھیں",
)))
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Read more</title>
<style>p { color: red }</style></head>
<body><h1><a href="/x?a=1&amp;b=2" title="Read more">The talks began.</a></h1>
<p>The Ambassador of the Russian Federation
   &amp; his guests came. Nobody knows why.</p>
<pre>The talks began.</pre></body></html>
"""
TRANSLATED = """<!DOCTYPE html>
<html dir="rtl" lang="ur"><head><title>مزید پڑھیں</title>
<style>p { color: red }</style></head>
<body><h1><a href="/x?a=1&amp;b=2" title="مزید پڑھیں">مذاکرات شروع ہوئے۔</a></h1>
<p>روسی فیڈریشن کے سفیر &amp; ان کے مہمان آئے۔ Nobody knows why.</p>
<pre>The talks began.</pre></body></html>
"""


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>The talks</w:t></w:r>\
<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> began.</w:t></w:r></w:p>
<w:p><w:r><w:t>Nobody knows why.</w:t></w:r></w:p><w:sectPr/></w:body></w:document>"""
MEMBERS = {
    "[Content_Types].xml": """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""",
    "_rels/.rels": """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
Target="word/document.xml"/></Relationships>""",
    "word/document.xml": BODY,
    "word/media/image1.png": "not a picture",
}


def docx(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


class Documents(server.ServerCase):
    def memory(self):
        """Returns the arguments for a memory of this test, with PAIRS in it."""
        name = self._testMethodName.replace("_", "-")
        self.ok("memory", "create", name)
        self.ok("import", self.file("pairs.tsv", PAIRS), "--memory", name)
        return ("--memory", name, "--from", "en", "--to", "ur")

    def test_a_page_is_given_back_in_urdu(self):
        page, where = self.file("page.html", PAGE), self.memory()
        answer = self.json("pretranslate", page, *where, "--output", self.folder / "page_ur.html")
        written = (self.folder / "page_ur.html").read_text(encoding="utf-8")
        self.assertEqual(written, TRANSLATED)
        self.assertEqual((answer["translated"]["segments"], answer["total"]["segments"]), (4, 5))
        html.parser.HTMLParser().feed(written)
        self.assertEqual(self.ok("pretranslate", page, "--from", "en", "--to", "fr", "--output", "-"), PAGE)

    def test_a_word_document_is_given_back_in_urdu(self):
        where, out = self.memory(), self.folder / "talks_ur.docx"
        file = self.file("talks.docx", docx(MEMBERS))
        answer = self.json("pretranslate", file, *where, "--output", out)
        self.assertEqual((answer["translated"]["segments"], answer["total"]["segments"]), (1, 2))
        with zipfile.ZipFile(out) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual(archive.namelist(), list(MEMBERS))
            written = {name: archive.read(name).decode() for name in MEMBERS}
        self.assertEqual({**written, "word/document.xml": BODY}, MEMBERS)
        first, second = etree.fromstring(written["word/document.xml"]).iter(f"{WORD}p")
        self.assertEqual("".join(text.text for text in first.iter(f"{WORD}t")), "مذاکرات شروع ہوئے۔")
        self.assertIsNotNone(first.find(f"{WORD}pPr/{WORD}bidi"))
        self.assertIsNotNone(first.find(f"{WORD}r/{WORD}rPr/{WORD}rtl"))
        self.assertIsNotNone(first.find(f"{WORD}r/{WORD}rPr/{WORD}b"))
        self.assertIsNone(second.find(f".//{WORD}rtl"))
        self.ok("pretranslate", file, *where[:-1], "fr", "--output", out)
        self.assertEqual(out.read_bytes(), file.read_bytes())
        self.assertIn("no word/document.xml", self.fails(
            2, "analyse", self.file("x.docx", docx({"a": "b"})), *where))

    def test_bands_are_counted_once(self):
        files = [self.file("a.md", "# The talks began.\n\nThe *talks* began, it seems. New words here.\n"),
                 self.file("b.txt", "New words here.\r\nNew words here.\r\n")]
        where = self.memory()
        answer = self.json("analyse", *files, *where)
        self.assertEqual([file["name"] for file in answer["files"]], ["a.md", "b.txt"])
        for analysis in (*answer["files"], answer["total"]):
            for unit in ("segments", "words", "characters"):
                self.assertEqual(sum(band[unit] for band in analysis["bands"].values()), analysis["total"][unit])
        self.assertEqual(answer["files"][1]["bands"]["repetition across files"]["segments"], 1)
        self.assertEqual(answer["files"][1]["bands"]["repetition"]["segments"], 1)
        self.assertEqual(answer["total"]["total"], {"segments": 5, "words": 17, "characters": 75})
        self.assertIn("repetition across files", self.ok("analyse", *files, *where))
        self.ok("analyse", *files, *where, "--html", self.folder / "analysis.html")
        self.assertIn("all files", (self.folder / "analysis.html").read_text(encoding="utf-8"))

    def test_wrong_files_are_named(self):
        ends = ("--from", "en", "--to", "ur")
        self.assertIn("'a.pdf'", self.fails(2, "analyse", self.file("a.pdf", "x"), *ends))
        self.assertIn("byte 1 is NUL", self.fails(2, "analyse", self.file("a.txt", b"a\0b"), *ends))
        self.assertIn("byte 0 is not UTF-8",
                      self.fails(2, "pretranslate", self.file("b.html", b"\xff"), *ends, "--output", "-"))


if __name__ == "__main__":
    unittest.main()
