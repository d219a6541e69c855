"""A client in another language: glossaries and recognition, files as streams, whole documents."""

import unittest

import grpc

import wire
from wire import COMMON, DOCUMENTS, GLOSSARIES, TRANSFER, concept, options, unit

INVALID = grpc.StatusCode.INVALID_ARGUMENT
NOT_FOUND = grpc.StatusCode.NOT_FOUND


class Glossaries(wire.WireCase):
    def recognise(self, glossary, text, source, *targets, **fields):
        request = GLOSSARIES.RecogniseTermsRequest(text=text, options=GLOSSARIES.RecogniseOptions(
            glossaries=[glossary], source_language=source, target_languages=targets, **fields))
        return self.glossaries.RecogniseTerms(request).terms

    def fill(self):
        glossary = self.glossary()
        self.write_concepts(
            glossary,
            concept("ambassador", [("en", "ambassador"), ("ru", "посол", {"gender": "m", "status": "PREFERRED"}),
                                   ("ur", "سفیر"), ("ru", "посланник", {"status": "DEPRECATED"})]),
            concept("mfa", [("en", "Ministry of Foreign Affairs"),
                            ("en", "MFA", {"type": "ABBREVIATION", "status": "ADMITTED"}),
                            ("ru", "Министерство иностранных дел"), ("ur", "وزارت خارجہ")]),
            concept("ministry", [("en", "ministry"), ("ru", "министерство"), ("ur", "وزارت")]))
        return glossary

    def test_recognition_in_three_languages(self):
        glossary = self.fill()
        for text, source, target, found in (
                ("Ambassadors left the Ministry of Foreign Affairs.", "en", "ru",
                 [("Ambassadors", ["посол", "посланник"], False),
                  ("Ministry of Foreign Affairs", ["Министерство иностранных дел"], False),
                  ("Ministry", ["министерство"], True)]),
                ("Послам вручили ноту Министерства иностранных дел.", "ru", "ur",
                 [("Послам", ["سفیر"], False), ("Министерства иностранных дел", ["وزارت خارجہ"], False),
                  ("Министерства", ["وزارت"], True)]),
                ("سفیروں نے وزارت خارجہ کا دورہ کیا۔", "ur", "en",
                 [("سفیروں", ["ambassador"], False),
                  ("وزارت خارجہ", ["Ministry of Foreign Affairs", "MFA"], False),
                  ("وزارت", ["ministry"], True)])):
            with self.subTest(text):
                terms = self.recognise(glossary, text, source, target)
                self.assertEqual([(term.text, [each.text for each in term.renderings], term.nested)
                                  for term in terms], found)
                for term in terms:
                    cut = text.encode()[term.range.begin:term.range.end].decode()
                    self.assertEqual(cut, term.text)

    def test_abbreviations_keep_their_case(self):
        glossary = self.fill()
        self.assertEqual(len(self.recognise(glossary, "The MFA replied.", "en", "ru")), 1)
        self.assertEqual(len(self.recognise(glossary, "The mfa replied.", "en", "ru")), 0)

    def test_renderings_say_what_to_avoid(self):
        glossary = self.fill()
        term, = self.recognise(glossary, "the ambassador", "en", "ru")
        self.assertEqual([(each.text, each.status, each.gender) for each in term.renderings],
                         [("посол", COMMON.PREFERRED, "m"),
                          ("посланник", COMMON.DEPRECATED, "")])
        old, = self.recognise(glossary, "посланник", "ru", "en")
        self.assertEqual(old.status, COMMON.DEPRECATED)

    def test_what_was_written_is_recognised_at_once(self):
        glossary = self.fill()
        for word in ("alpha", "beta", "gamma"):
            self.write_concepts(glossary, concept("new", [("en", word), ("ru", word)]))
            self.assertEqual([term.text for term in self.recognise(glossary, "alpha beta gamma", "en")],
                             [word])
        self.glossaries.DeleteConcept(
            GLOSSARIES.DeleteConceptRequest(name=glossary + "/concepts/new"))
        self.assertEqual(len(self.recognise(glossary, "alpha beta gamma", "en")), 0)

    def test_search(self):
        glossary = self.fill()
        request = GLOSSARIES.SearchConceptsRequest(glossaries=[glossary], query="foreign min")
        self.assertEqual([entry.name for entry in self.glossaries.SearchConcepts(request).concepts],
                         [glossary + "/concepts/mfa"])
        request.query = " "
        self.assertEqual(self.refused(INVALID, self.glossaries.SearchConcepts, request), ["query"])

    def test_a_stream_answers_every_text_in_order(self):
        glossary = self.fill()
        texts = ["the ambassador", "nothing", "MFA", "ministries"] * 50
        first = GLOSSARIES.StreamRecogniseTermsRequest(options=GLOSSARIES.RecogniseOptions(
            glossaries=[glossary], source_language="en", target_languages=["ru"]))
        rest = (GLOSSARIES.StreamRecogniseTermsRequest(text=text) for text in texts)
        replies = list(self.glossaries.StreamRecogniseTerms(iter((first, *rest))))
        self.assertEqual([[term.text for term in reply.response.terms] for reply in replies],
                         [["ambassador"], [], ["MFA"], ["ministries"]] * 50)

    def test_wrong_concepts(self):
        glossary = self.glossary()
        for wrong, field in (
                (concept("a", [("english", "x")]), "concepts[1].terms[0].language"),
                (concept("a", [("en", " ")]), "concepts[1].terms[0].text"),
                (concept("a", []), "concepts[1].terms"),
                (concept("ok", [("en", "x")]), "concepts[1].name")):
            request = GLOSSARIES.WriteConceptsRequest(
                parent=glossary, concepts=[concept("ok", [("en", "fine")]), wrong])
            with self.subTest(field):
                self.assertEqual(self.refused(INVALID, self.glossaries.WriteConcepts, request), [field])
        self.assertEqual(self.glossaries.GetGlossary(
            GLOSSARIES.GetGlossaryRequest(name=glossary)).concept_count, 0)


class Files(wire.WireCase):
    FILE = "en\tru\tur\nPeace.\tМир.\tامن۔\nTrade.\tТорговля.\tتجارت۔\n"

    def send(self, parent, content, piece=7, **fields):
        settings = TRANSFER.ImportSettings(parent=parent, format=TRANSFER.TSV, **fields)
        data = content.encode()
        messages = [TRANSFER.ImportRequest(settings=settings)] + [
            TRANSFER.ImportRequest(data=data[at:at + piece]) for at in range(0, len(data), piece)]
        return list(self.transfer.Import(iter(messages)))

    def receive(self, parent, **fields):
        replies = list(self.transfer.Export(TRANSFER.ExportRequest(
            parent=parent, format=TRANSFER.TSV, **fields)))
        self.assertEqual([reply.done for reply in replies], [False] * (len(replies) - 1) + [True])
        return b"".join(reply.data for reply in replies).decode()

    def test_in_and_out(self):
        memory = self.memory()
        last = self.send(memory, self.FILE)[-1]
        self.assertTrue(last.done)
        self.assertEqual((last.account.entries, last.account.stored, last.bytes),
                         (2, 2, len(self.FILE.encode())))
        self.assertEqual(self.receive(memory, columns=["en", "ru", "ur"]), self.FILE)

    def test_problems_are_named_by_line(self):
        memory = self.memory()
        replies = self.send(memory, self.FILE + "War.\tВойна.\nEnd.\t\t\n")
        problems = [problem for reply in replies for problem in reply.problems]
        self.assertEqual([problem.line for problem in problems], [4, 5])
        account = replies[-1].account
        self.assertEqual((account.entries, account.stored, account.skipped), (4, 2, 2))

    def test_checking_only(self):
        memory = self.memory()
        last = self.send(memory, self.FILE, validate_only=True)[-1]
        self.assertEqual(last.account.stored, 2)
        self.assertEqual(self.receive(memory, columns=["en"]), "en\n")

    def test_a_glossary(self):
        glossary = self.glossary()
        last = self.send(glossary, "id\ten\tru\nun\tUnited Nations; UN\tООН\n")[-1]
        self.assertEqual(last.account.stored, 1)
        entry = self.glossaries.GetConcept(
            GLOSSARIES.GetConceptRequest(name=glossary + "/concepts/un"))
        self.assertEqual([term.text for term in entry.terms], ["United Nations", "UN", "ООН"])

    def test_refusals(self):
        memory = self.memory()
        for fields, field in (({"columns": ["english", "ru"]}, "settings.columns"),
                              ({"max_problems": -1}, "settings.max_problems")):
            settings = TRANSFER.ImportSettings(parent=memory, format=TRANSFER.TSV, **fields)
            request = iter([TRANSFER.ImportRequest(settings=settings)])
            self.assertEqual(self.refused(INVALID, self.transfer.Import, request), [field])
        data_first = iter([TRANSFER.ImportRequest(data=b"en\tru\n")])
        self.assertEqual(self.refused(INVALID, self.transfer.Import, data_first), ["settings"])
        nowhere = TRANSFER.ExportRequest(parent="memories/none", format=TRANSFER.TSV)
        self.refused(NOT_FOUND, self.transfer.Export, nowhere)


class Documents(wire.WireCase):
    TEXT = "Dr. Khan spoke. Peace.\n\nПеревод: Peace.\n"

    def test_segments(self):
        reply = self.documents.SegmentDocument(
            DOCUMENTS.SegmentDocumentRequest(text=self.TEXT, language="en"))
        self.assertEqual([(segment.text, segment.paragraph) for segment in reply.segments],
                         [("Dr. Khan spoke.", 0), ("Peace.", 0), ("Перевод: Peace.", 1)])
        for segment in reply.segments:
            cut = self.TEXT.encode()[segment.range.begin:segment.range.end].decode()
            self.assertEqual(cut, segment.text)
        wrong = DOCUMENTS.SegmentDocumentRequest(text=self.TEXT, language="english")
        self.assertEqual(self.refused(INVALID, self.documents.SegmentDocument, wrong), ["language"])

    def test_rendering(self):
        memory, glossary = self.memory(), self.glossary()
        self.write(memory, unit({"en": "Peace.", "ru": "Мир.", "ur": "امن۔"}))
        self.write_concepts(glossary, concept("dr", [("en", "Dr."), ("ru", "д-р")]))
        request = DOCUMENTS.RenderDocumentRequest(
            text=self.TEXT, options=options(memory, "en", "ur"), glossaries=[glossary])
        segments = list(self.documents.RenderDocument(request))
        self.assertEqual([(each.index, each.segment_count) for each in segments],
                         [(0, 3), (1, 3), (2, 3)])
        self.assertEqual([[match.score for match in each.lookup.matches] for each in segments],
                         [[], [100], []])
        self.assertEqual(segments[1].lookup.matches[0].targets[0].segment.text, "امن۔")
        self.assertEqual([term.text for term in segments[0].terms], ["Dr."])
        request.options.memories[0].name = "memories/none"
        self.refused(NOT_FOUND, self.documents.RenderDocument, request)


if __name__ == "__main__":
    unittest.main()
