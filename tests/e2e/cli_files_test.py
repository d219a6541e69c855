"""Files through the command line: imports, exports, one text a line, whole documents."""

import html.parser
import unittest

import server

ROWS = (("en", "ru", "ur"),
        ("The talks begin.", "Переговоры начинаются.", "بات چیت شروع ہو رہی ہے۔"),
        ("The talks end.", "Переговоры заканчиваются.", "بات چیت ختم ہو رہی ہے۔"),
        ("The parties agree.", "Стороны согласны.", "فریقین متفق ہیں۔"))


def tsv(rows):
    return "".join("\t".join(row) + "\n" for row in rows)


class Page(html.parser.HTMLParser):
    """The elements of a page: [(tag, attributes, text directly after it)]."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append([tag, dict(attrs), ""])

    def handle_endtag(self, tag):
        self.elements.append(["/" + tag, {}, ""])

    def handle_data(self, data):
        if self.elements:
            self.elements[-1][2] += data

    def texts(self, tag, **attributes):
        return [text for name, found, text in self.elements
                if name == tag and attributes.items() <= found.items()]


class Imports(server.ServerCase):
    def memory(self):
        name = self._testMethodName.replace("_", "-")
        self.ok("memory", "create", name)
        return name

    def count(self, memory):
        return self.json("memory", "get", memory)["units"]

    def test_an_import_twice_changes_nothing(self):
        memory, file = self.memory(), self.file("rows.tsv", tsv(ROWS))
        self.assertEqual(self.ok("import", file, "--memory", memory),
                         "3 entries: 3 stored, 0 merged, 0 unchanged, 0 skipped\n")
        answer = self.json("import", file, "--memory", memory)
        self.assertEqual((answer["entries"], answer["unchanged"], answer["problems"]), (3, 3, []))
        self.assertEqual(self.count(memory), 3)

    def test_columns_given_or_left_out(self):
        memory, file = self.memory(), self.file("bare.tsv", tsv(ROWS[1:]))
        self.ok("import", file, "--memory", memory, "--columns", "en,ru,-")
        unit, *_ = self.json_lines("memory", "units", memory)
        self.assertEqual(unit["variants"], {"en": ROWS[1][0], "ru": ROWS[1][1]})
        piped = self.ok("import", "-", "--format", "tsv", "--memory", memory, "--columns", "en,ru,ur",
                        stdin=tsv(ROWS[1:]))
        self.assertEqual(piped, "3 entries: 0 stored, 3 merged, 0 unchanged, 0 skipped\n")

    def test_a_dry_run_stores_nothing(self):
        memory, file = self.memory(), self.file("rows.tsv", tsv(ROWS))
        answer = self.json("import", file, "--memory", memory, "--dry-run")
        self.assertEqual((answer["stored"], answer["dry_run"]), (3, True))
        self.assertEqual(self.count(memory), 0)

    def test_a_short_row_keeps_the_file_out(self):
        memory = self.memory()
        file = self.file("short.tsv", tsv((*ROWS[:2], ROWS[2][:2], ROWS[3])))
        done = self.dragoman("import", file, "--memory", memory)
        self.assertEqual(done.returncode, 1)
        self.assertIn("line 3: 2 cells, the file has 3 columns: en, ru, ur", done.stderr)
        self.assertIn("1 of 3 entries are wrong, so nothing was stored", done.stderr)
        self.assertEqual(self.count(memory), 0)
        answer = self.json("import", file, "--memory", memory, "--skip-bad")
        self.assertEqual((answer["entries"], answer["stored"], answer["skipped"]), (3, 2, 1))
        self.assertEqual([problem["line"] for problem in answer["problems"]], [3])
        self.assertEqual(self.count(memory), 2)

    def test_neighbours_of_a_text_in_order(self):
        memory, file = self.memory(), self.file("rows.tsv", tsv(ROWS))
        self.ok("import", file, "--memory", memory, "--in-order", "--document", "talks.txt")
        queries = self.file("queries.txt", "".join(row[0] + "\n" for row in ROWS[1:]))
        answers = self.json_lines("lookup", "--file", queries, "--in-order", "--from", "en", "--to", "ur",
                                  "--memory", memory)
        self.assertEqual([(answer["query"], answer["matches"][0]["kind"],
                           answer["matches"][0]["targets"]["ur"]) for answer in answers],
                         [(row[0], "in-context exact", row[2]) for row in ROWS[1:]])

    def test_export_and_import_give_the_same(self):
        memory, file = self.memory(), self.file("rows.tsv", tsv(ROWS))
        self.ok("import", file, "--memory", memory, "--in-order", "--state", "reviewed")
        self.ok("add", "--memory", memory, "en=Tab\there, line\nthere, back\\slash", "de=Ü",
                "--author", "Анна", "--domain", "law")
        out = self.folder / "out.tsv"
        self.ok("export", "--memory", memory, "--output", out)
        self.ok("memory", "create", "copy")
        self.ok("import", out, "--memory", "copy")
        of = ("variants", "neighbours", "state", "author", "domain", "create_time", "update_time")
        copies = [[{key: unit.get(key) for key in of} for unit in self.json_lines("memory", "units", name)]
                  for name in (memory, "copy")]
        self.assertEqual(*copies)
        self.assertEqual(self.ok("export", "--memory", "copy"), out.read_text(encoding="utf-8"))
        self.assertEqual(self.ok("export", "--memory", memory, "--columns", "ru,en").splitlines()[:2],
                         ["ru\ten", f"{ROWS[1][1]}\t{ROWS[1][0]}"])

    def test_glossaries_go_in_and_out(self):
        rows = (("id", "category", "en", "en_abbr", "ru", "ru_forms", "ru_forbidden", "ur"),
                ("un", "institution", "United Nations", "UN", "Организация Объединённых Наций",
                 "Объединённых Наций", "Лига Наций|note=history", "اقوام متحدہ"),
                ("envoy", "title", "envoy; special envoy", "", "посланник|gender=m", "", "", "ایلچی"))
        file = self.file("terms.tsv", tsv(rows))
        for name in ("bodies", "bodies-copy"):
            self.ok("glossary", "create", name)
        self.assertEqual(self.ok("import", file, "--glossary", "bodies"),
                         "2 entries: 2 stored, 0 merged, 0 unchanged, 0 skipped\n")
        out = self.folder / "bodies.tsv"
        self.ok("export", "--glossary", "bodies", "--output", out)
        self.ok("import", out, "--glossary", "bodies-copy")
        of = ("category", "terms")
        copies = [[{key: entry.get(key) for key in of} for entry in
                   self.json_lines("glossary", "concepts", name)] for name in ("bodies", "bodies-copy")]
        self.assertEqual(*copies)
        self.assertEqual(len(copies[0]), 2)

    def test_output_that_is_cut_off_is_no_error(self):
        memory = self.memory()
        self.ok("import", self.file("rows.tsv", tsv(ROWS)), "--memory", memory)
        done = server.subprocess.run(
            ["bash", "-c", 'set -o pipefail; "$0" export --memory "$1" | head -n 1',
             server.binary("dragoman"), memory], capture_output=True, text=True, check=False,
            env={**server.clean_environment(self.folder), "DRAGOMAN_SERVER": self.server.address})
        self.assertEqual((done.returncode, done.stderr), (0, ""))


class Lines(server.ServerCase):
    """One text a line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        case.ok("memory", "create", "talks")
        case.ok("import", case.file("rows.tsv", tsv(ROWS)), "--memory", "talks")
        case.ok("glossary", "create", "talks")
        case.ok("glossary", "add", "talks", "talks", "en=talks", "ru=переговоры")

    def test_every_line_is_answered_in_order(self):
        lines = [row[0] for row in ROWS[1:]] * 700 + ["", "Nothing like it at all", "The talks end"]
        file = self.file("many.txt", "\n".join(lines) + "\n")
        answers = self.json_lines("lookup", "--file", file, "--from", "en", "--to", "ru")
        self.assertEqual([answer["query"] for answer in answers], lines)
        self.assertEqual([len(answer["matches"]) for answer in answers[-3:]], [0, 0, 1])
        self.assertEqual(answers[-1]["matches"][0]["score"], 99)

    def test_terms_line_by_line(self):
        lines = ["The talks end.", "", "No such thing.", "Talks, talks"]
        answers = self.json_lines("terms", "--file", self.file("terms.txt", "\n".join(lines)),
                                  "--from", "en", "--to", "ru")
        self.assertEqual([answer["text"] for answer in answers], lines)
        self.assertEqual([[(term["begin"], term["end"]) for term in answer["terms"]]
                          for answer in answers], [[(4, 9)], [], [], [(0, 5), (7, 12)]])

    def test_a_bad_line_is_answered_too(self):
        file = self.file("latin1.txt", b"The talks end.\ncaf\xe9\n\nThe parties agree.\n")
        done = self.dragoman("lookup", "--file", file, "--from", "en", "--json")
        answers = [server.json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(answers), 4)
        self.assertIn("not UTF-8 at byte 3", answers[1]["error"]["message"])
        self.assertEqual([answers[at]["matches"][0]["score"] for at in (0, 3)], [100, 100])

    def test_windows_files(self):
        file = self.file("dos.txt", "\ufeffThe talks end.\r\nThe parties agree.\r\n")
        answers = self.json_lines("lookup", "--file", file, "--from", "en")
        self.assertEqual([(answer["query"], answer["matches"][0]["score"]) for answer in answers],
                         [(row[0], 100) for row in ROWS[2:]])


class Documents(server.ServerCase):
    TEXT = ("Dr. A. B. Khan, DG of the institute, met Amb. Ivanov. “It was time.” He left.\n\n"
            "The talks end.\n")
    SEGMENTS = ["Dr. A. B. Khan, DG of the institute, met Amb. Ivanov.", "“It was time.”", "He left.",
                "The talks end."]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        case.ok("memory", "create", "talks")
        case.ok("import", case.file("rows.tsv", tsv(ROWS)), "--memory", "talks")
        case.ok("glossary", "create", "talks")
        case.ok("glossary", "add", "talks", "talks", "en=talks", "ru=переговоры", "ur=بات چیت")
        cls.path = case.file("text.txt", cls.TEXT)

    def test_segment(self):
        self.assertEqual(self.ok("segment", self.path, "--lang", "en").splitlines(), self.SEGMENTS)
        piped = self.ok("segment", "-", "--lang", "ru", stdin="А. С. Пушкин родился в г. Москве. Да.")
        self.assertEqual(piped.splitlines(), ["А. С. Пушкин родился в г. Москве.", "Да."])

    def test_segment_by_srx(self):
        srx = self.file("own.srx", self.ok("srx", "export"))
        self.assertEqual(self.ok("segment", self.path, "--lang", "en", "--rules", srx).splitlines(),
                         self.SEGMENTS)
        self.assertIn('languagerulename="Urdu"', self.ok("srx", "export", "--lang", "ur"))

    def test_render_shapes(self):
        page = self.json("render", self.path, "--from", "en", "--to", "ru", "--to", "ur")
        self.assertEqual([segment["text"] for segment in page["segments"]], self.SEGMENTS)
        last = page["segments"][-1]
        self.assertEqual(last["matches"][0]["targets"], {"ru": ROWS[2][1], "ur": ROWS[2][2]})
        self.assertEqual(last["terms"][0]["renderings"], {"ru": ["переговоры"], "ur": ["بات چیت"]})
        self.assertEqual(page["summary"]["segments"], 4)

    def test_render_for_people(self):
        shown = self.ok("render", self.path, "--from", "en", "--to", "ru")
        self.assertIn(f"[4/4] The talks end.\n100  exact             memories/talks/units/2\n"
                      f"     en  The talks end.\n     ru  {ROWS[2][1]}\n", shown)
        self.assertTrue(shown.endswith(
            "4 segments: 0 in-context exact, 1 exact, 0 fuzzy, 0 bridged, 3 no match; 1 term of 1 concept\n"))

    def test_render_as_a_page(self):
        out = self.folder / "page.html"
        self.ok("render", self.path, "--from", "en", "--to", "ru", "--to", "ur", "--html", out)
        text = out.read_text(encoding="utf-8")
        page = Page(text)
        self.assertEqual(page.texts("h1"), ["text.txt"])
        self.assertEqual(page.texts("p", lang="ur", dir="rtl"), [ROWS[2][2]])
        self.assertEqual(page.texts("p", lang="ru", dir="ltr"), [ROWS[2][1]])
        self.assertEqual(page.texts("mark", **{"class": "term"}), ["term", "talks"])
        self.assertEqual(page.texts("span", lang="ur"), ["بات چیت"])
        for outside in ("http:", "https:", "src=", "<script", "<link"):
            self.assertNotIn(outside, text)


if __name__ == "__main__":
    unittest.main()
