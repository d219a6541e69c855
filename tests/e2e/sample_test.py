"""The glossaries and the sample reports that the project ships load whole and are found again."""

import unittest

import server
from server import ROOT, SAMPLE


class Sample(server.ServerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        cls.accounts = {}
        for path in sorted((ROOT / "glossaries").glob("*.tsv")):
            case.ok("glossary", "create", path.stem)
            cls.accounts[path] = case.json("import", path, "--glossary", path.stem)
        case.ok("memory", "create", "sample")
        path = SAMPLE / "memory.tsv"
        cls.accounts[path] = case.json("import", path, "--memory", "sample", "--in-order")

    def test_every_row_is_stored(self):
        self.assertGreater(len(self.accounts), 4)
        for path, account in self.accounts.items():
            rows = len(path.read_text(encoding="utf-8").splitlines()) - 1
            with self.subTest(path.name):
                self.assertEqual(account["entries"], rows)
                self.assertEqual(account["stored"], rows)
                self.assertEqual(account["skipped"], 0)
                self.assertEqual(account["problems"], [])

    def test_the_report_is_known_whole(self):
        page = self.json("render", SAMPLE / "report.txt", "--from", "en", "--to", "ru", "--to", "ur")
        self.assertEqual(len(page["segments"]), 40)
        for segment in page["segments"]:
            best = segment["matches"][0]
            with self.subTest(segment["text"]):
                self.assertEqual(best["score"], 100)
                self.assertIn(best["kind"], ("in-context exact", "exact"))
                self.assertEqual(set(best["targets"]), {"ru", "ur"})
        summary = page["summary"]
        self.assertEqual(summary["fuzzy"] + summary["no_match"], 0)
        self.assertGreater(summary["in_context"], 0)
        self.assertGreater(summary["terms"], 40)

    def test_the_next_reports_render(self):
        for name, known, sources in (("followup_en.txt", 6, ("en", "ru", "ur")),
                                     ("followup_ru.txt", 3, ("ru", "en", "ur"))):
            source, *targets = sources
            wanted = [word for target in targets for word in ("--to", target)]
            page = self.json("render", SAMPLE / name, "--from", source, *wanted)
            summary = page["summary"]
            with self.subTest(name):
                self.assertEqual(summary["in_context"] + summary["exact"], known)
                self.assertGreater(summary["fuzzy"], 0)
                self.assertGreater(summary["terms"], 0)
                text = (SAMPLE / name).read_bytes()
                for segment in page["segments"]:
                    cut = text[segment["begin"]:segment["end"]].decode()
                    self.assertEqual(cut, segment["text"])

    def test_the_next_report_as_a_page(self):
        out = self.folder / "followup.html"
        self.ok("render", SAMPLE / "followup_en.txt", "--from", "en", "--to", "ru", "--to", "ur",
                "--html", out)
        page = out.read_text(encoding="utf-8")
        self.assertRegex(page, 'lang="ur" dir="rtl">[^<]*[\u0620-\u06d3]{3}')
        self.assertRegex(page, 'lang="ru" dir="ltr">[^<]*[а-я]{4}')


if __name__ == "__main__":
    unittest.main()
