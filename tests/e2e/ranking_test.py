"""The order of matches of equal score, as a user sees it."""

import unittest

import wire
from wire import MEMORIES, query, unit

TEXT = "The parties did not agree on a date."
# From the first to the last: each has what one rule asks for, and was written before those below it.
FIELDS = (
    {"document": "report.txt"},
    {"domain": "diplomacy"},
    {"state": MEMORIES.REVIEWED},
    {},
)


class Ranking(wire.WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        memory = cls.memories.CreateMemory(MEMORIES.CreateMemoryRequest(memory_id="talks")).name
        units = [unit({"en": TEXT, "ru": str(number)}, **fields)
                 for number, fields in enumerate(FIELDS)]
        cls.memories.WriteUnits(MEMORIES.WriteUnitsRequest(
            parent=memory, units=units, policy=MEMORIES.ADD))

    def order(self, *arguments):
        found = self.json("lookup", TEXT, "--from", "en", "--to", "ru", *arguments)["matches"]
        return "".join(match["targets"]["ru"] for match in found)

    def test_the_rules_decide_in_turn(self):
        asked = ("--document", "report.txt", "--domain", "diplomacy")
        self.assertEqual(self.order(*asked), "0123")
        self.assertEqual(self.order("--domain", "diplomacy"), "1230")
        self.assertEqual(self.order("--document", "report.txt"), "0231")
        self.assertEqual(self.order(), "2310")

    def test_the_limit_cuts_the_last(self):
        for limit in range(1, 5):
            self.assertEqual(self.order("--document", "report.txt", "--domain", "diplomacy",
                                        "--limit", str(limit)), "0123"[:limit])

    def test_matches_say_what_ranks_them(self):
        found = self.json("lookup", TEXT, "--from", "en", "--domain", "diplomacy")["matches"]
        self.assertEqual(found[0]["domain"], "diplomacy")
        self.assertEqual(found[1]["state"], "reviewed")
        self.assertEqual(found[3]["document"], "report.txt")

    def test_a_text_is_rendered_by_its_document(self):
        report = self.file("report.txt", TEXT + "\n")
        page = self.json("render", report, "--from", "en", "--to", "ru", "--document", "report.txt")
        self.assertEqual(page["segments"][0]["matches"][0]["targets"], {"ru": "0"})

    def test_a_stream_changes_its_document(self):
        def requests():
            for document in ("report.txt", "other.txt"):
                yield MEMORIES.StreamLookupRequest(query=query(TEXT), options=MEMORIES.LookupOptions(
                    source_language="en", document=document))

        replies = list(self.memories.StreamLookup(requests()))
        first = [reply.response.matches[0].targets[0].segment.text for reply in replies]
        self.assertEqual(first, ["0", "2"])

    def test_what_is_too_long_is_refused(self):
        self.assertIn("document", self.fails(
            1, "lookup", TEXT, "--from", "en", "--document", "x" * 501))
        self.assertIn("domain", self.fails(
            1, "lookup", TEXT, "--from", "en", "--domain", "x" * 201))


if __name__ == "__main__":
    unittest.main()
