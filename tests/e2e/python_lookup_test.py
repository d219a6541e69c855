"""A client in another language: lookups in three scripts, single, in batches and by stream."""

import unittest

import grpc

import wire
from wire import COMMON, MEMORIES, options, query, unit

INVALID = grpc.StatusCode.INVALID_ARGUMENT
ROWS = (
    {"en": "Bilateral trade exceeded USD 1.2 billion in 2024.",
     "ru": "В 2024 году двусторонняя торговля превысила 1,2 млрд долларов США.",
     "ur": "2024ء میں دو طرفہ تجارت 1.2 ارب امریکی ڈالر سے تجاوز کر گئی۔"},
    {"en": "The ambassador met the minister in Islamabad.",
     "ru": "Посол встретился с министром в Исламабаде.",
     "ur": "سفیر نے اسلام آباد میں وزیر سے ملاقات کی۔"},
    {"en": "The parties did not agree on a date.",
     "ru": "Стороны не договорились о дате.",
     "ur": "فریقین کسی تاریخ پر متفق نہیں ہوئے۔"},
)
DIRECTIONS = (("en", "ru"), ("ru", "en"), ("ur", "en"), ("ru", "ur"))


class Lookups(wire.WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.name = "memories/talks"
        cls.memories.CreateMemory(MEMORIES.CreateMemoryRequest(memory_id="talks"))
        cls.memories.WriteUnits(
            MEMORIES.WriteUnitsRequest(parent=cls.name, units=[unit(row) for row in ROWS]))

    def look_up(self, text, source, *targets, **fields):
        request = MEMORIES.LookupRequest(options=options(self.name, source, *targets, **fields),
                                         query=query(text))
        return self.memories.Lookup(request)

    def test_every_direction(self):
        for source, target in DIRECTIONS:
            for row in ROWS:
                with self.subTest(f"{source} to {target}: {row[source]}"):
                    best = self.look_up(row[source], source, target).matches[0]
                    self.assertEqual((best.score, best.kind), (100, MEMORIES.EXACT))
                    self.assertEqual(best.source.segment.text, row[source])
                    self.assertEqual([(each.language, each.segment.text) for each in best.targets],
                                     [(target, row[target])])

    def test_order_of_targets(self):
        best = self.look_up(ROWS[0]["en"], "en", "ur", "ru").matches[0]
        self.assertEqual([target.language for target in best.targets], ["ur", "ru"])
        best = self.look_up(ROWS[0]["en"], "en").matches[0]
        self.assertEqual({target.language for target in best.targets}, {"ru", "ur"})

    def test_a_match_explains_itself(self):
        cases = (
            ("Bilateral trade exceeded USD 1.4 billion in 2023.", "en", "ru", "number"),
            ("Посол встретился с министрами в Ташкенте.", "ru", "ur", "name"),
            ("فریقین کسی تاریخ پر متفق ہوئے۔", "ur", "en", "negation"))
        for text, source, target, flag in cases:
            with self.subTest(text):
                best = self.look_up(text, source, target, min_score=50, include_diff=True,
                                    include_explanation=True).matches[0]
                self.assertEqual(best.kind, MEMORIES.FUZZY)
                self.assertLess(best.score, 100)
                if flag != "name":
                    self.assertTrue(getattr(best.flags, flag), best.flags)
                points = [value for _, value in best.penalties.ListFields()]
                self.assertEqual(sum(points), 100 - best.score)
                self.assertEqual(best.explanation.score, best.score)
                self.assertEqual(best.explanation.penalties, best.penalties)
                self.check_cover(best, text)

    def check_cover(self, match, text):
        """The parts of the diff, joined, are both texts, to the byte."""
        query_bytes, stored_bytes = text.encode(), match.source.segment.text.encode()
        joined_query = b"".join(query_bytes[part.query.begin:part.query.end] for part in match.diff)
        joined = b"".join(stored_bytes[part.stored.begin:part.stored.end] for part in match.diff)
        self.assertEqual((joined_query, joined), (query_bytes, stored_bytes))
        self.assertTrue(any(part.kind != COMMON.DiffPart.EQUAL for part in match.diff))

    def test_scores_are_the_explained_ones(self):
        text = "The ambassadors met the minister in Lahore."
        best = self.look_up(text, "en", min_score=50).matches[0]
        explained = self.memories.Explain(MEMORIES.ExplainRequest(
            language="en", query=COMMON.Segment(text=text), stored=best.source.segment))
        self.assertEqual(explained.score, best.score)
        self.assertEqual([word.fold for word in explained.query],
                         ["the", "ambassadors", "met", "the", "minister", "in", "lahore"])

    def test_context(self):
        memory = self.memory()
        answer = unit({"en": "Yes.", "ru": "Да."})
        answer.variants[0].previous, answer.variants[0].next = "Are you sure?", ""
        self.write(memory, answer, unit({"en": "Yes.", "ru": "Так точно."}))
        request = MEMORIES.LookupRequest(
            options=options(memory, "en", "ru"), query=query("Yes.", previous="Are you sure?", next=""))
        matches = self.memories.Lookup(request).matches
        self.assertEqual([(match.kind, match.targets[0].segment.text) for match in matches],
                         [(MEMORIES.IN_CONTEXT_EXACT, "Да."), (MEMORIES.EXACT, "Так точно.")])

    def test_penalties_change_the_order_only(self):
        memory = self.memory()
        machine = unit({"en": "Good morning", "ru": "Хорошее утро"}, origin=MEMORIES.MACHINE)
        human = unit({"en": "Good morning!", "ru": "Доброе утро!"}, origin=MEMORIES.HUMAN)
        self.write(memory, machine, human)
        wanted = options(memory, "en", "ru")
        wanted.memories[0].machine_penalty = 20
        matches = self.memories.Lookup(
            MEMORIES.LookupRequest(options=wanted, query=query("Good morning"))).matches
        self.assertEqual([match.origin for match in matches], [MEMORIES.HUMAN, MEMORIES.MACHINE])
        self.assertEqual((matches[1].score, matches[1].ranked_score), (100, 80))
        self.assertEqual([(each.reason, each.points) for each in matches[1].applied_penalties],
                         [("machine", 20)])

    def test_language_variants_answer_each_other(self):
        memory = self.memory()
        self.write(memory, unit({"en-GB": "The lorry is late.", "ru": "Грузовик опаздывает."}))
        for source in ("en", "en-GB", "EN-gb"):
            request = MEMORIES.LookupRequest(options=options(memory, source, "ru"),
                                             query=query("The lorry is late."))
            with self.subTest(source):
                best = self.memories.Lookup(request).matches[0]
                self.assertEqual((best.score, best.source.language), (100, "en-GB"))

    def test_a_batch_answers_in_order(self):
        request = MEMORIES.BatchLookupRequest(
            options=options(self.name, "ru", "ur"),
            queries=[query(ROWS[n % 3]["ru"]) for n in range(30)])
        responses = self.memories.BatchLookup(request).responses
        self.assertEqual([response.matches[0].targets[0].segment.text for response in responses],
                         [ROWS[n % 3]["ur"] for n in range(30)])

    def test_a_stream_answers_in_order(self):
        def requests():
            yield MEMORIES.StreamLookupRequest(options=options(self.name, "en", "ru"))
            for n in range(300):
                yield MEMORIES.StreamLookupRequest(query=query(ROWS[n % 3]["en"]), tag=str(n))
            yield MEMORIES.StreamLookupRequest(options=options(self.name, "ur", "en"),
                                               query=query(ROWS[0]["ur"]), tag="ur")

        replies = list(self.memories.StreamLookup(requests()))
        self.assertEqual([reply.tag for reply in replies], [str(n) for n in range(300)] + ["ur"])
        for n, reply in enumerate(replies[:300]):
            self.assertEqual(reply.response.matches[0].targets[0].segment.text, ROWS[n % 3]["ru"])
        self.assertEqual(replies[-1].response.matches[0].targets[0].segment.text, ROWS[0]["en"])

    def test_a_wrong_query_does_not_end_a_stream(self):
        good = ROWS[1]["en"]
        texts = (good, "", "x" * 70000, good)  # An empty one has no match.
        requests = [MEMORIES.StreamLookupRequest(query=query(text)) for text in texts]
        requests[0].options.CopyFrom(options(self.name, "en"))
        replies = list(self.memories.StreamLookup(iter(requests)))
        self.assertEqual([reply.HasField("error") for reply in replies], [False, False, True, False])
        self.assertEqual(list(replies[1].response.matches), [])
        self.assertEqual(replies[2].error.code, INVALID.value[0])
        self.assertEqual(wire.fields_of(replies[2].error), ["query.segment.text"])
        self.assertFalse(replies[2].HasField("response"))
        self.assertEqual(replies[3].response.matches[0].score, 100)

    def test_errors_name_their_field(self):
        right = query("Yes.")
        for wanted, asked, field in (
                (options(self.name, "nonsense!"), right, "options.source_language"),
                (options(self.name, ""), right, "options.source_language"),
                (options(self.name, "en", "ru", "?"), right, "options.target_languages[1]"),
                (options(self.name, "en", min_score=101), right, "options.min_score"),
                (options(self.name, "en", limit=1001), right, "options.limit"),
                (options("glossaries/talks", "en"), right, "options.memories[0].name"),
                (options(self.name, "en"), query("x" * 70000), "query.segment.text")):
            request = MEMORIES.LookupRequest(options=wanted, query=asked)
            with self.subTest(field):
                self.assertEqual(self.refused(INVALID, self.memories.Lookup, request), [field])
        self.refused(grpc.StatusCode.NOT_FOUND, self.memories.Lookup,
                     MEMORIES.LookupRequest(options=options("memories/none", "en"), query=right))


if __name__ == "__main__":
    unittest.main()
