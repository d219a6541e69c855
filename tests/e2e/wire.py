"""What the tests of the wire share: stubs in Python, short ways to build messages, decoded errors."""

import grpc

import server

ADMIN, ADMIN_STUBS = server.stubs("admin_service")
COMMON, _ = server.stubs("common")
DOCUMENTS, DOCUMENT_STUBS = server.stubs("document_service")
GLOSSARIES, GLOSSARY_STUBS = server.stubs("glossary_service")
MEMORIES, MEMORY_STUBS = server.stubs("memory_service")
TRANSFER, TRANSFER_STUBS = server.stubs("transfer_service")


def variant(language, text, **fields):
    return MEMORIES.Variant(language=language, segment=COMMON.Segment(text=text), **fields)


def unit(texts, **fields):
    """Returns a unit of {language: text}; the first one is its source."""
    return MEMORIES.Unit(variants=[variant(*item) for item in texts.items()], **fields)


def texts_of(stored):
    """Returns {language: text} of a unit."""
    return {each.language: each.segment.text for each in stored.variants}


def query(text, **fields):
    return MEMORIES.LookupQuery(segment=COMMON.Segment(text=text), **fields)


def options(memory, source, *targets, **fields):
    return MEMORIES.LookupOptions(memories=[MEMORIES.LookupMemory(name=memory)],
                                  source_language=source, target_languages=targets, **fields)


def concept(name, terms, **fields):
    """Returns a concept of [(language, text)] or [(language, text, {field: value})]."""
    return GLOSSARIES.Concept(name=name, **fields, terms=[
        GLOSSARIES.Term(language=term[0], text=term[1], **(term[2] if len(term) > 2 else {}))
        for term in terms])


def details_of(error):
    """Returns the ErrorStatus of the trailer grpc-status-details-bin."""
    trailer = dict(error.trailing_metadata()).get("grpc-status-details-bin")
    return COMMON.ErrorStatus.FromString(trailer) if trailer else None


def fields_of(details):
    """Returns the field paths that an ErrorStatus names."""
    fields = []
    for detail in details.details:
        bad_request = COMMON.BadRequest.FromString(detail.value)
        fields += [violation.field for violation in bad_request.field_violations]
    return fields


class WireCase(server.ServerCase):
    """One server and its stubs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = ADMIN_STUBS.AdminServiceStub(cls.channel)
        cls.documents = DOCUMENT_STUBS.DocumentServiceStub(cls.channel)
        cls.glossaries = GLOSSARY_STUBS.GlossaryServiceStub(cls.channel)
        cls.memories = MEMORY_STUBS.MemoryServiceStub(cls.channel)
        cls.transfer = TRANSFER_STUBS.TransferServiceStub(cls.channel)

    def memory(self):
        """Creates a memory named for the running test and returns its name."""
        request = MEMORIES.CreateMemoryRequest(memory_id=self.id_of_test())
        return self.memories.CreateMemory(request).name

    def glossary(self):
        """Creates a glossary named for the running test and returns its name."""
        request = GLOSSARIES.CreateGlossaryRequest(glossary_id=self.id_of_test())
        return self.glossaries.CreateGlossary(request).name

    def id_of_test(self):
        return self._testMethodName.replace("_", "-")[:63].strip("-")

    def write(self, memory, *units, **fields):
        return self.memories.WriteUnits(
            MEMORIES.WriteUnitsRequest(parent=memory, units=units, **fields))

    def write_concepts(self, glossary, *concepts, **fields):
        return self.glossaries.WriteConcepts(
            GLOSSARIES.WriteConceptsRequest(parent=glossary, concepts=concepts, **fields))

    def refused(self, code, call, request):
        """Makes a call that has to fail with `code`; returns the field paths it names."""
        with self.assertRaises(grpc.RpcError) as caught:
            reply = call(request)
            if hasattr(reply, "__next__"):
                list(reply)
        error = caught.exception
        self.assertEqual(error.code(), code, error.details())
        self.assertGreater(len(error.details()), 10, "a message that says nothing")
        details = details_of(error)
        if details is None:
            return []
        self.assertEqual((details.code, details.message), (code.value[0], error.details()))
        return fields_of(details)
