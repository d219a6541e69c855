"""dragoman check: a translation with faults, as a reviser would run it."""

import json
import pathlib
import tempfile
import unittest

import wire

PAIRS = [
    ("It cost 1 billion.", "Это стоило 1 млн."),
    ("The Chief Guest spoke.", "Главный гость выступил."),
    ("The Guest of Honour spoke.", "Главный гость выступил."),
    ("Tab\\there", "Знак\\tтут"),
    ("Nothing here", ""),
]


class Check(wire.WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        case.ok("glossary", "create", "titles")
        terms = pathlib.Path(cls.folder) / "titles.tsv"
        terms.write_text("id\ten\tru\tru_forbidden\n"
                         "chief\tChief Guest\tглавный гость\tпочётный гость\n"
                         "honour\tGuest of Honour\tпочётный гость\tглавный гость\n",
                         encoding="utf-8")
        case.ok("import", terms, "--glossary", "titles")
        cls.pairs = pathlib.Path(cls.folder) / "pairs.tsv"
        cls.pairs.write_text("ru\tnote\ten\n" + "".join(f"{ru}\t\t{en}\n" for en, ru in PAIRS),
                             encoding="utf-8")

    def check(self, *arguments, code=1):
        result = self.dragoman("check", *arguments, "--from", "en", "--to", "ru", "--json")
        self.assertEqual(result.returncode, code, result.stderr)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def test_faults_are_found_in_their_places(self):
        found = self.check(self.pairs)
        self.assertEqual([(one["pair"], one["severity"], one["rule"]) for one in found],
                         [(1, "warning", "number"), (3, "error", "term-forbidden"),
                          (5, "error", "empty")])
        begin, end = found[1]["target_places"][0]
        self.assertEqual(found[1]["target"].encode()[begin:end].decode(), "Главный гость")
        self.assertEqual(found[1]["expected"], ["почётный гость"])

    def test_rules_and_exit_codes(self):
        self.assertEqual(self.check(self.pairs, "--off", "number,term-forbidden,empty", code=0), [])
        self.check(self.pairs, "--fail-on", "never", code=0)
        self.check(self.pairs, "--off", "term-forbidden", "--off", "empty", code=0)
        self.check(self.pairs, "--off", "term-forbidden,empty", "--fail-on", "warning", code=1)

    def test_text_for_people(self):
        result = self.dragoman("check", self.pairs, "--from", "en", "--to", "ru")
        self.assertIn("3: error term-forbidden: “Главный гость” is forbidden for “Guest of Honour”; "
                      "use “почётный гость”", result.stdout)
        self.assertIn("[Главный гость] выступил.", result.stdout)
        self.assertIn("2 errors, 1 warning in 3 of 5 pairs", result.stdout)

    def test_two_files_line_by_line(self):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "en.txt"
            target = pathlib.Path(folder) / "ru.txt"
            source.write_text("In 2014.\nYes.\n", encoding="utf-8")
            target.write_text("В 2015.\nДа.\n", encoding="utf-8")
            self.assertEqual(len(self.check(source, target, code=0)), 1)
            target.write_text("В 2015.\n", encoding="utf-8")
            refused = self.dragoman("check", source, target, "--from", "en", "--to", "ru")
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("has 2 lines", refused.stderr)

    def test_rules_are_listed_and_known(self):
        self.assertIn("name-spelling", self.ok("check", "--list-rules"))
        refused = self.dragoman("check", self.pairs, "--from", "en", "--to", "ru", "--off", "nope")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("there is no rule 'nope'", refused.stderr)
        missing = self.dragoman("check", self.pairs, "--from", "en", "--to", "ur")
        self.assertIn("the first line must name the columns", missing.stderr)


if __name__ == "__main__":
    unittest.main()
