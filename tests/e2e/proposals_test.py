"""Proposals: the numbers of the text in the translation of a match, by every way out."""

import unittest

import wire
from wire import MEMORIES, options, query

STORED = "Trade reached 1.5 million dollars in the past 5 years."
ASKED = "Trade reached 2.3 million dollars in the past 3 years."
RU = "За последние 5 лет торговля достигла 1,5 млн долларов."
RU_PROPOSED = "За последние 3 лет торговля достигла 2,3 млн долларов."
UR = "گزشتہ 5 برسوں میں تجارت 15 لاکھ ڈالر تک پہنچ گئی۔"
UR_PROPOSED = "گزشتہ 3 برسوں میں تجارت 23 لاکھ ڈالر تک پہنچ گئی۔"


class Proposals(wire.WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        case.ok("memory", "create", "trade")
        case.ok("add", "--memory", "trade", f"en={STORED}", f"ru={RU}", f"ur={UR}")

    def match(self, target, *arguments):
        best, = self.json("lookup", ASKED, "--from", "en", "--to", target, *arguments)["matches"]
        return best

    def test_russian_has_its_own_style_and_a_warning(self):
        best = self.match("ru")
        self.assertEqual(best["targets"], {"ru": RU})
        proposal, = best["proposals"]
        self.assertEqual(proposal["text"], RU_PROPOSED)
        self.assertEqual([(c["old"], c["new"], c["warnings"]) for c in proposal["changes"]],
                         [("5", "3", ["agreement"]), ("1,5 млн", "2,3 млн", [])])
        self.assertEqual(proposal["missing"], [])

    def test_urdu_counts_in_lakhs(self):
        proposal, = self.match("ur")["proposals"]
        self.assertEqual(proposal["text"], UR_PROPOSED)

    def test_text_shows_the_changes(self):
        text = self.ok("lookup", ASKED, "--from", "en", "--to", "ru")
        self.assertIn("proposal ru  За последние [-5-]{+3+} лет торговля достигла "
                      "[-1,5 млн-]{+2,3 млн+} долларов.", text)
        self.assertIn("check in it: agreement of '3'", text)

    def test_they_can_be_left_out(self):
        self.assertNotIn("proposals", self.match("ru", "--no-proposals"))

    def test_the_wire_has_them_only_when_asked(self):
        request = MEMORIES.LookupRequest(options=options("memories/trade", "en", "ru", "ur"),
                                         query=query(ASKED))
        best, = self.memories.Lookup(request).matches
        self.assertEqual(len(best.proposals), 0)
        request.options.include_proposals = True
        best, = self.memories.Lookup(request).matches
        self.assertEqual([p.segment.text for p in best.proposals], [RU_PROPOSED, UR_PROPOSED])


if __name__ == "__main__":
    unittest.main()
