"""dragoman consistency: what was not rendered in one way, in a memory and in files."""

import json
import pathlib
import unittest

import wire

UNITS = [
    ("The Chief Guest spoke.", "Главный гость выступил.", "anna"),
    ("We met the Chief Guest.", "Мы встретили главного гостя.", "anna"),
    ("With the Chief Guest", "С почётным гостем", "boris"),
    ("Thank you.", "Спасибо.", ""),
    ("thank you.", "Благодарю.", ""),
    ("Mr Belokrenitsky spoke.", "Г-н Белокреницкий выступил.", ""),
    ("about Belokrenitsky", "о Белокренитском", ""),
]


class Consistency(wire.WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        case.folder = pathlib.Path(cls.folder)
        case.ok("glossary", "create", "titles")
        terms = case.folder / "titles.tsv"
        terms.write_text("id\ten\tru\tru_forbidden\n"
                         "chief\tChief Guest\tглавный гость\tпочётный гость\n", encoding="utf-8")
        case.ok("import", terms, "--glossary", "titles")
        case.ok("memory", "create", "reports")
        for source, target, author in UNITS:
            case.ok("add", "--memory", "reports", f"en={source}", f"ru={target}",
                    *(["--author", author] if author else []))
        for memory, *texts in (("direct", "ru=Да.", "ur=جی ہاں۔"), ("talks", "ru=Да.", "en=Yes."),
                               ("notes", "en=Yes.", "ur=ہاں۔")):
            case.ok("memory", "create", memory)
            case.ok("add", "--memory", memory, *texts)

    def report(self, *arguments, languages=("en", "ru")):
        output = self.ok("consistency", *arguments, "--from", languages[0], "--to", languages[1],
                         "--json")
        lines = [json.loads(line) for line in output.splitlines()]
        return lines[:-1], lines[-1]

    def test_memory(self):
        findings, summary = self.report("--memory", "reports")
        self.assertEqual([(one["kind"], one["text"]) for one in findings],
                         [("concept", "Chief Guest"), ("name", "Belokrenitsky"),
                          ("source", "Thank you.")])
        concept = findings[0]
        self.assertEqual([(one["text"], one["uses"], one["status"]) for one in
                          concept["renderings"]],
                         [("главный гость", 2, "preferred"), ("почётный гость", 1, "forbidden")])
        self.assertEqual(concept["renderings"][0]["authors"], [{"author": "anna", "uses": 2}])
        example = concept["renderings"][1]["examples"][0]
        begin, end = example["target_places"][0]
        self.assertEqual(example["target"].encode()[begin:end].decode(), "почётным гостем")
        self.assertEqual(summary["units"], len(UNITS))
        self.assertEqual([one["found"] for one in summary["counts"]], [1, 1, 1])

    def test_bridge(self):
        findings, _ = self.report("--kind", "bridge", languages=("ru", "ur"))
        self.assertEqual([(one["text"], one["bridged"]) for one in findings[0]["renderings"]],
                         [("جی ہاں۔", False), ("ہاں۔", True)])
        example = findings[0]["renderings"][1]["examples"][0]
        self.assertEqual(example["unit"], "memories/notes/units/1")
        self.assertEqual(example["bridge"]["unit"], "memories/talks/units/1")
        self.assertEqual(example["bridge"]["pivot"], "Yes.")

    def test_text_for_people(self):
        output = self.ok("consistency", "--memory", "reports", "--from", "en", "--to", "ru")
        self.assertIn("concept  Chief Guest  glossaries/titles/concepts/chief\n", output)
        self.assertIn("    2  главный гость  preferred; ", output)
        self.assertIn("; anna 2\n", output)
        self.assertIn("1 concept, 1 name, 1 source text rendered in more than one way in 7 units",
                      output)
        output = self.ok("consistency", "--from", "ru", "--to", "ur")
        self.assertIn("bridged over en", output)
        self.assertIn("memories/talks/units/1 + memories/notes/units/1", output)

    def test_files_say_file_and_line(self):
        folder = pathlib.Path(self.folder)
        pairs = folder / "pairs.tsv"
        pairs.write_text("ru\ten\nДа.\tYes.\n", encoding="utf-8")
        (folder / "en.txt").write_text("No.\n\nYes.\n", encoding="utf-8")
        (folder / "ru.txt").write_text("Нет.\n\nАга.\n", encoding="utf-8")
        files = [pairs, folder / "en.txt", folder / "ru.txt"]
        findings, summary = self.report(*files)
        self.assertEqual([one["first"]["place"] for one in findings[0]["renderings"]],
                         [f"{folder}/en.txt:3", f"{pairs}:2"])
        self.assertEqual(summary["units"], 3)
        self.assertEqual(summary["memories"], {})
        findings, _ = self.report(pairs, "--memory", "reports", "--kind", "source")
        self.assertEqual([one["text"] for one in findings], ["Thank you."])
        refused = self.dragoman("consistency", folder / "en.txt", "--from", "en", "--to", "ru")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("the first line must name the columns", refused.stderr)

    def test_wrong_arguments(self):
        self.assertEqual(self.dragoman("consistency", "--from", "en").returncode, 2)
        self.assertEqual(self.dragoman("consistency", "--from", "en", "--to", "ru", "--kind",
                                       "nonsense").returncode, 2)
        refused = self.dragoman("consistency", "--from", "en", "--to", "ur", "--kind", "bridge")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("a bridge goes over another one", refused.stderr)
        missing = self.dragoman("consistency", "--from", "en", "--to", "ru", "--memory", "nowhere")
        self.assertEqual(missing.returncode, 4)


if __name__ == "__main__":
    unittest.main()
