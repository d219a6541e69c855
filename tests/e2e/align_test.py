"""dragoman align: documents of one text made units, reviewed as a table, imported."""

import json
import pathlib
import unittest

import wire

TEXTS = {
    "en": "Mr Belokrenitsky came on 3 May 2021. He left with 45 guests.\nOil cost $70.\n",
    "ru": "Г-н Белокреницкий прибыл 3 мая 2021 года.\nОн уехал, с ним 45 гостей. "
          "Нефть стоила 70 долларов.\n",
    "ur": "بیلوکرینتسکی 3 مئی 2021 کو آئے۔ وہ 45 مہمانوں کے ساتھ گئے۔ تیل 70 ڈالر کا تھا۔\n",
}
LANGUAGES = ("--from", "en", "--to", "ru", "--to", "ur")


class Align(wire.WireCase):
    def setUp(self):
        super().setUp()
        self.path = pathlib.Path(self.folder)
        self.files = []
        for language, text in TEXTS.items():
            self.files.append(self.path / f"{language}.txt")
            self.files[-1].write_text(text, encoding="utf-8")

    def test_table_is_imported(self):
        table = self.path / "aligned.tsv"
        self.ok("align", *self.files, *LANGUAGES, "--output", table)
        rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
        self.assertEqual(rows[0], ["en", "ru", "ur", "@origin", "@state",
                                   "@property:alignment-confidence", "@property:alignment-beads"])
        self.assertEqual([row[0] for row in rows[1:]],
                         ["Mr Belokrenitsky came on 3 May 2021.", "He left with 45 guests.",
                          "Oil cost $70."])
        for row in rows[1:]:
            self.assertEqual((row[3], row[6]), ("aligned", "1-1-1"))
            self.assertEqual(row[4], "draft" if int(row[5]) < 80 else "")
        self.ok("memory", "create", "aligned")
        self.ok("import", table, "--memory", "aligned")
        back = self.path / "back.tsv"
        self.ok("export", "--memory", "aligned", "--output", back)
        names, *units = [line.split("\t") for line in
                         back.read_text(encoding="utf-8").splitlines()]
        column = names.index("@property:alignment-confidence")
        self.assertEqual([unit[column] for unit in units], [row[5] for row in rows[1:]])
        self.assertEqual({unit[names.index("@origin")] for unit in units}, {"aligned"})

    def test_json(self):
        lines = self.ok("align", *self.files, *LANGUAGES, "--json").splitlines()
        units = [json.loads(line) for line in lines]
        self.assertEqual([unit["index"] for unit in units], [1, 2, 3])
        for unit in units:
            for side in unit["sides"]:
                text = TEXTS[side["language"]].encode()[side["begin"]:side["end"]].decode()
                self.assertEqual(text, side["text"])

    def test_min_confidence_leaves_out(self):
        same = (self.files[0], self.files[0], "--from", "en", "--to", "ru")
        self.assertEqual(len(self.ok("align", *same).splitlines()), 4)
        self.assertEqual(len(self.ok("align", *same, "--min-confidence", "51").splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
