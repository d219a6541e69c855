"""dragoman align: documents of one text made units, reviewed as a table, imported, found."""

import json
import unittest

import server

TEXTS = {
    "en": "Mr Belokrenitsky came on 3 May 2021. He left with 45 guests.\nOil cost $70.\n",
    "ru": "Г-н Белокреницкий прибыл 3 мая 2021 года.\nОн уехал, с ним 45 гостей. "
          "Нефть стоила 70 долларов.\n",
    "ur": "بیلوکرینتسکی 3 مئی 2021 کو آئے۔ وہ 45 مہمانوں کے ساتھ گئے۔ تیل 70 ڈالر کا تھا۔\n",
}
LANGUAGES = ("--from", "en", "--to", "ru", "--to", "ur")
PROPERTIES = ["@origin", "@state", "@property:alignment-confidence", "@property:alignment-beads"]
PAGE = """<html lang="en"><body><h1>Mr Belokrenitsky came on <b>3 May 2021</b>.</h1>
<p>He left with <i>45</i> guests. Oil cost $70.</p></body></html>
"""
MARKDOWN = """# Г-н Белокреницкий прибыл **3 мая 2021 года**.

Он уехал, с ним *45* гостей. Нефть
стоила 70 долларов.
"""
# Two texts that have nothing to do with each other.
WEATHER = """The rain began in the evening. Nobody had an umbrella, so we waited under a bridge.
A dog slept there. When the wind changed, the clouds went away and the moon came out.
We walked home slowly. My sister sang. The streets were empty and smelt of wet leaves.
"""
BANK = """Банк повысил ставку. Вклады населения выросли.
Аналитики ожидают, что в следующем квартале инфляция замедлится, а курс останется прежним.
Правление соберётся вновь. Отчёт опубликуют позже. Кредиты подорожают, и спрос на жильё снизится.
"""


def rows_of(text):
    return [line.split("\t") for line in text.splitlines()]


class Align(server.ServerCase):
    def files(self):
        return [self.file(f"{language}.txt", text) for language, text in TEXTS.items()]

    def test_table_is_imported(self):
        table = self.folder / "aligned.tsv"
        self.ok("align", *self.files(), *LANGUAGES, "--output", table)
        names, *rows = rows_of(table.read_text(encoding="utf-8"))
        self.assertEqual(names, ["en", "ru", "ur", *PROPERTIES])
        self.assertEqual([row[0] for row in rows],
                         ["Mr Belokrenitsky came on 3 May 2021.", "He left with 45 guests.",
                          "Oil cost $70."])
        for row in rows:
            self.assertEqual((row[3], row[6]), ("aligned", "1-1-1"))
            self.assertEqual(row[4], "draft" if int(row[5]) < 80 else "")
        self.ok("memory", "create", "aligned")
        self.ok("import", table, "--memory", "aligned", "--in-order")
        back = self.folder / "back.tsv"
        self.ok("export", "--memory", "aligned", "--output", back)
        names, *units = rows_of(back.read_text(encoding="utf-8"))
        column = names.index("@property:alignment-confidence")
        self.assertEqual([unit[column] for unit in units], [row[5] for row in rows])
        self.assertEqual({unit[names.index("@origin")] for unit in units}, {"aligned"})

    def test_imported_units_are_held_back_as_aligned_ones(self):
        table = self.file("penalty.tsv", self.ok("align", *self.files(), *LANGUAGES))
        self.ok("memory", "create", "penalty")
        self.ok("import", table, "--memory", "penalty")
        lookup = ("lookup", "Oil cost $70.", "--from", "en", "--to", "ru", "--memory", "penalty")
        match, = self.json(*lookup)["matches"]
        self.assertEqual((match["score"], match["ranked_score"]), (100, 100))
        self.assertEqual(match["targets"]["ru"], "Нефть стоила 70 долларов.")
        match, = self.json(*lookup, "--aligned-penalty", "7")["matches"]
        self.assertEqual((match["score"], match["ranked_score"]), (100, 93))
        self.assertEqual(match["origin"], "aligned")

    def test_json(self):
        lines = self.ok("align", *self.files(), *LANGUAGES, "--json").splitlines()
        units = [json.loads(line) for line in lines]
        self.assertEqual([unit["index"] for unit in units], [1, 2, 3])
        for unit in units:
            self.assertEqual([side["language"] for side in unit["sides"]], list(TEXTS))
            for side in unit["sides"]:
                self.assertIn(side["text"], TEXTS[side["language"]])
                self.assertEqual((side["segment"], side["segments"]), (unit["index"], 1))

    def test_pages_and_markdown_are_read_with_their_codes(self):
        page, markdown = self.file("en.html", PAGE), self.file("ru.md", MARKDOWN)
        table = self.ok("align", page, markdown, "--from", "en", "--to", "ru")
        names, *rows = rows_of(table)
        self.assertEqual(names, ["en", "en@codes", "ru", "ru@codes", *PROPERTIES])
        self.assertEqual([row[0] for row in rows],
                         ["Mr Belokrenitsky came on 3 May 2021.", "He left with 45 guests.",
                          "Oil cost $70."])
        self.assertEqual([row[2] for row in rows],
                         ["Г-н Белокреницкий прибыл 3 мая 2021 года.",
                          "Он уехал, с ним 45 гостей.", "Нефть стоила 70 долларов."])
        self.assertEqual(rows[1][1], "open|at=13|code=<i>;close|at=15|code=</i>")
        self.ok("memory", "create", "codes")
        self.ok("import", self.file("codes.tsv", table), "--memory", "codes")
        back = self.folder / "codes-back.tsv"
        self.ok("export", "--memory", "codes", "--output", back)
        names, *units = rows_of(back.read_text(encoding="utf-8"))
        self.assertEqual([unit[names.index("ru@codes")] for unit in units],
                         [row[3] for row in rows])

    def test_min_confidence_leaves_out(self):
        english, russian, _ = self.files()
        both = ("align", english, russian, "--from", "en", "--to", "ru")
        self.assertEqual(len(self.ok(*both).splitlines()), 4)
        same = ("align", english, english, "--from", "en", "--to", "de", "--min-confidence", "51")
        self.assertEqual(len(self.ok(*same).splitlines()), 1)

    def test_documents_that_do_not_belong_together_are_doubted(self):
        done = self.dragoman("align", self.file("weather.txt", WEATHER), self.file("bank.txt", BANK),
                             "--from", "en", "--to", "ru")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("are these documents the same text", done.stderr)
        for row in rows_of(done.stdout)[1:]:
            self.assertEqual(row[3], "draft", row)
        english, russian, _ = self.files()
        done = self.dragoman("align", english, russian, "--from", "en", "--to", "ru")
        self.assertEqual(done.stderr, "")

    def test_what_is_wrong_is_said_with_the_name_of_the_file(self):
        english, russian, urdu = self.files()
        self.assertIn("file 1: 'en.txt' is no text in 'ru'",
                      self.fails(2, "align", english, russian, "--from", "ru", "--to", "en"))
        self.assertIn("file 2: 'ur.txt' is no text in 'ru'",
                      self.fails(2, "align", english, urdu, "--from", "en", "--to", "ru"))
        empty = self.file("empty.txt", " \n\n")
        self.assertIn("file 2: 'empty.txt' has no text",
                      self.fails(2, "align", english, empty, "--from", "en", "--to", "ru"))
        self.assertIn("'gone.txt'",
                      self.fails(2, "align", english, "gone.txt", "--from", "en", "--to", "ru"))
        wrong = self.file("wrong.txt", b"One.\xff")
        self.assertIn("file 2: 'wrong.txt': byte 4 is not UTF-8",
                      self.fails(2, "align", russian, wrong, "--from", "ru", "--to", "en"))
        odd = self.file("odd.odt", "One.")
        self.assertIn("'odd.odt'", self.fails(2, "align", russian, odd, "--from", "ru", "--to", "en"))
        large = self.file("large.txt", "Some text. " * 200000)
        self.assertIn("align them in parts",
                      self.fails(2, "align", large, large, "--from", "ru", "--to", "en"))
        self.assertIn("1 given; 2 or 3",
                      self.fails(2, "align", english, "--from", "en", "--to", "ru"))
        self.assertIn("as many languages",
                      self.fails(2, "align", english, russian, urdu, "--from", "en", "--to", "ru"))


if __name__ == "__main__":
    unittest.main()
