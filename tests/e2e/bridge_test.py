"""Bridged matches: source and target in two units that share their English, by every way out."""

import unittest

import grpc

import wire
from wire import MEMORIES, options, query

OPENED_EN = "The ambassador opened the conference."
OPENED_RU = "Посол открыл конференцию."
OPENED_UR = "سفیر نے کانفرنس کا افتتاح کیا۔"
DATE_RU = "Дата не назначена."
DATE_UR = "تاریخ مقرر نہیں۔"


class Bridges(wire.WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        for memory in ("russian", "urdu", "german"):
            case.ok("memory", "create", memory)
        cls.source = case.added("russian", en=OPENED_EN, ru=OPENED_RU)
        cls.target = case.added("urdu", en="the ambassador opened the Conference.", ur=OPENED_UR)
        case.added("german", de="Kein Datum.", ru=DATE_RU)
        case.added("german", ur=DATE_UR, de="Kein Datum.")

    def added(self, memory, **texts):
        """Stores a unit and returns its name."""
        pairs = [f"{language}={text}" for language, text in texts.items()]
        return self.json("add", "--memory", memory, *pairs)["name"]

    def matches(self, text, *arguments):
        return self.json("lookup", text, "--from", "ru", "--to", "ur", *arguments)["matches"]

    def test_both_units_are_cited(self):
        best, = self.matches(OPENED_RU)
        self.assertEqual((best["kind"], best["score"], best["ranked_score"]), ("bridged", 99, 94))
        self.assertEqual(best["unit"], self.source)
        self.assertEqual(best["source"], OPENED_RU)
        self.assertEqual(best["targets"], {"ur": OPENED_UR})
        self.assertEqual(best["penalties"], [{"reason": "form", "points": 1}])
        self.assertEqual(best["applied_penalties"], [{"reason": "bridge", "points": 5}])
        bridge = best["bridge"]
        self.assertEqual((bridge["unit"], bridge["memory"]), (self.target, "memories/urdu"))
        self.assertEqual(bridge["language"], "en")
        self.assertEqual(bridge["source_pivot"], OPENED_EN)
        self.assertEqual(bridge["pivot"], "the ambassador opened the Conference.")
        self.assertEqual((bridge["source_score"], bridge["pivot_score"]), (100, 99))

    def test_text_shows_both_units_and_their_pivots(self):
        text = self.ok("lookup", OPENED_RU, "--from", "ru", "--to", "ur")
        lines = text.splitlines()
        self.assertEqual(lines[0], f" 99  bridged           {self.source} + {self.target}")
        self.assertEqual(lines[1].split(None, 1), ["ru", OPENED_RU])
        self.assertEqual(lines[2].split(None, 1), ["en", OPENED_EN])
        self.assertEqual(lines[3].split(None, 1), ["en", "the ambassador opened the Conference."])
        self.assertIn(OPENED_UR, lines[4])
        self.assertIn("over en: source 100, pivots 99", text)
        self.assertIn("ranked 94: -5 bridge", text)

    def test_options(self):
        self.assertEqual(self.matches(OPENED_RU, "--no-bridge"), [])
        self.assertEqual(self.matches(OPENED_RU, "--memory", "russian"), [])
        both = ("--memory", "urdu", "--memory", "russian=8")
        best, = self.matches(OPENED_RU, *both, "--bridge-penalty", "0")
        self.assertEqual(best["applied_penalties"], [{"reason": "memory", "points": 8}])
        self.assertEqual(self.matches(DATE_RU), [])
        best, = self.matches(DATE_RU, "--bridge-language", "de")
        self.assertEqual(best["targets"], {"ur": DATE_UR})
        self.assertEqual(best["bridge"]["pivot"], "Kein Datum.")
        self.fails(2, "lookup", OPENED_RU, "--from", "ru", "--bridge-penalty", "101")
        self.assertIn("bridge_language", self.fails(
            1, "lookup", OPENED_RU, "--from", "ru", "--bridge-language", "english"))

    def test_a_direct_match_stands_first(self):
        self.ok("memory", "create", "both")
        direct = self.added("both", ru="Посол открыл конференцию!", ur="سفیر نے افتتاح کیا!")
        found = self.matches(OPENED_RU)
        self.assertEqual([match["kind"] for match in found], ["fuzzy", "bridged"])
        self.assertEqual([match["score"] for match in found], [99, 99])
        self.assertEqual(found[0]["unit"], direct)
        self.ok("memory", "delete", "both")

    def test_lines_of_a_file(self):
        texts = self.file("texts.txt", f"{OPENED_RU}\nДругое.\n{OPENED_RU}\n")
        found = self.json_lines("lookup", "--file", texts, "--from", "ru", "--to", "ur")
        self.assertEqual([[match["kind"] for match in line["matches"]] for line in found],
                         [["bridged"], [], ["bridged"]])

    def test_a_text_is_rendered_by_bridges_where_nothing_else_is_there(self):
        report = self.file("report.txt", f"{OPENED_RU}\n")
        arguments = ("render", report, "--from", "ru", "--to", "en", "--to", "ur")
        page = self.json(*arguments)
        direct, bridged = page["segments"][0]["matches"]
        self.assertEqual((direct["kind"], list(direct["targets"])), ("exact", ["en"]))
        self.assertEqual((bridged["kind"], list(bridged["targets"])), ("bridged", ["ur"]))
        self.assertEqual(self.json(*arguments[:4], "--to", "ur")["summary"]["bridged"], 1)
        text = self.ok(*arguments)
        self.assertIn(f"bridged           {self.source} + {self.target}", text)
        self.assertIn(OPENED_UR, text)
        out = self.folder / "report.html"
        self.ok(*arguments, "--html", out)
        html = out.read_text(encoding="utf-8")
        self.assertIn(f'<td lang="ur" dir="rtl"><p lang="ur" dir="rtl">{OPENED_UR}</p>', html)
        self.assertIn(f"bridged {self.source} + {self.target}, over en: source 100, pivots 99", html)
        self.assertIn('<p class="pivot" lang="en" dir="ltr">the ambassador opened the Conference.</p>',
                      html)

    def test_the_wire(self):
        wanted = MEMORIES.LookupOptions(source_language="ru", target_languages=["ur"])
        request = MEMORIES.LookupRequest(options=wanted, query=query(OPENED_RU))
        best, = self.memories.Lookup(request).matches
        self.assertEqual(best.kind, MEMORIES.BRIDGED)
        self.assertEqual((best.unit, best.bridge.unit), (self.source, self.target))
        self.assertEqual(best.bridge.pivot.language, "en")
        unit = self.memories.GetUnit(MEMORIES.GetUnitRequest(name=best.bridge.unit))
        self.assertEqual(best.bridge.etag, unit.etag)
        request.options.without_bridging = True
        self.assertEqual(len(self.memories.Lookup(request).matches), 0)
        for wrong in ({"bridge_penalty": 101}, {"bridge_penalty": -1}, {"bridge_language": "?"}):
            request = MEMORIES.LookupRequest(
                options=options("memories/urdu", "ru", "ur", **wrong), query=query(OPENED_RU))
            self.assertEqual(
                self.refused(grpc.StatusCode.INVALID_ARGUMENT, self.memories.Lookup, request),
                [f"options.{next(iter(wrong))}"])


if __name__ == "__main__":
    unittest.main()
