"""A real corpus in three languages: imported whole, and every row found again from each language.

Uses tico19.tsv of the folder DRAGOMAN_SHARED_DIR; without it, the sample memory that is shipped.
"""

import unittest

import server
from server import SAMPLE, SHARED

LANGUAGES = ("en", "ru", "ur")
DIRECTIONS = (("en", "ru"), ("ru", "en"), ("ur", "en"), ("ru", "ur"))
CORPUS = SHARED / "corpus" / "tico19.tsv"


def corpus_rows():
    """Returns the rows of the corpus as lists of cells."""
    if CORPUS.exists():
        lines = CORPUS.read_text(encoding="utf-8").split("\n")
    else:
        lines = (SAMPLE / "memory.tsv").read_text(encoding="utf-8").split("\n")[1:]
    return [line.split("\t") for line in lines if line]


class Corpus(server.ServerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls()
        cls.rows = corpus_rows()
        cls.path = cls.case.file("corpus.tsv", "\n".join("\t".join(row) for row in cls.rows) + "\n")
        cls.case.ok("memory", "create", "corpus")
        cls.account = cls.case.json("import", cls.path, "--memory", "corpus", "--columns", "en,ru,ur")

    def test_every_row_is_accounted_for(self):
        account = self.account
        self.assertEqual(account["entries"], len(self.rows))
        self.assertEqual(account["skipped"], 0)
        self.assertEqual(account["stored"] + account["merged"] + account["unchanged"], len(self.rows))
        self.assertEqual(self.json("memory", "get", "corpus")["units"], account["stored"])

    def test_every_row_finds_itself(self):
        for source, target in DIRECTIONS:
            with self.subTest(f"{source} to {target}"):
                self.find_rows(LANGUAGES.index(source), LANGUAGES.index(target))

    def find_rows(self, source, target):
        """Looks every row's `source` cell up; its `target` cell has to be among the answers at 100.

        Rows without one of the two have nothing to find.
        """
        rows = [row for row in self.rows if row[source] and row[target]]
        queries = self.file("queries.txt", "".join(row[source] + "\n" for row in rows))
        found = self.json_lines("lookup", "--file", queries, "--from", LANGUAGES[source],
                                "--to", LANGUAGES[target], "--min-score", "100", "--limit", "50")
        self.assertEqual(len(found), len(rows))
        for row, answer in zip(rows, found):
            self.assertEqual(answer["query"], row[source])
            targets = [match["targets"][LANGUAGES[target]] for match in answer["matches"]
                       if match["score"] == 100]
            self.assertIn(row[target], targets, row[source])


if __name__ == "__main__":
    unittest.main()
