"""A client in another language: memories, units and their versions, as Python sees them."""

import unittest

import grpc
from google.protobuf import field_mask_pb2, timestamp_pb2

import wire
from wire import MEMORIES, texts_of, unit

INVALID = grpc.StatusCode.INVALID_ARGUMENT
OUTCOME = MEMORIES.UnitResult
PAIR = {"en": "The talks begin on Monday.", "ru": "Переговоры начнутся в понедельник."}
# Marks of direction, joiners and a decomposed letter: none may be lost or composed.
HARD_TEXTS = {
    "en": "A \u2067right-to-left\u2069 part, cafe\u0301,\u00a0a tab\tand\nlines \U0001f54a",
    "ru": "Ёлка и\u0306 Й: «кавычки»\u200b \u2014 конец ",
    "ur": "\u200fوہ مي\u200cخواهد \u06c1\u0654 گئے۔\u200e نستعلیق\u0670",
}


class Memories(wire.WireCase):
    def test_life_of_a_memory(self):
        name = self.memory()
        made = self.memories.GetMemory(MEMORIES.GetMemoryRequest(name=name))
        self.assertEqual((made.name, made.unit_count), ("memories/test-life-of-a-memory", 0))
        change = MEMORIES.Memory(name=name, display_name="Доклады", description="not in the mask",
                                 etag=made.etag)
        request = MEMORIES.UpdateMemoryRequest(
            memory=change, update_mask=field_mask_pb2.FieldMask(paths=["display_name"]))
        changed = self.memories.UpdateMemory(request)
        self.assertEqual((changed.display_name, changed.description), ("Доклады", ""))
        self.assertNotEqual(changed.etag, made.etag)
        self.refused(grpc.StatusCode.ABORTED, self.memories.UpdateMemory, request)
        self.refused(grpc.StatusCode.ALREADY_EXISTS, self.memories.CreateMemory,
                     MEMORIES.CreateMemoryRequest(memory_id="test-life-of-a-memory"))
        self.memories.DeleteMemory(MEMORIES.DeleteMemoryRequest(name=name))
        self.refused(grpc.StatusCode.NOT_FOUND, self.memories.GetMemory,
                     MEMORIES.GetMemoryRequest(name=name))

    def test_pages_of_memories(self):
        wanted = [f"memories/page-{number:02}" for number in range(7)]
        for name in wanted:
            self.memories.CreateMemory(
                MEMORIES.CreateMemoryRequest(memory_id=name.removeprefix("memories/")))
        listed, request = [], MEMORIES.ListMemoriesRequest(page_size=3)
        while True:
            page = self.memories.ListMemories(request)
            self.assertLessEqual(len(page.memories), 3)
            listed += [memory.name for memory in page.memories]
            request.page_token = page.next_page_token
            if not page.next_page_token:
                break
        self.assertEqual([name for name in listed if "/page-" in name], wanted)
        self.assertEqual(listed, sorted(set(listed)))

    def test_names_that_are_none(self):
        for wrong in ("", "Big", "1st", "a_b", "a" * 64):
            with self.subTest(wrong):
                fields = self.refused(INVALID, self.memories.CreateMemory,
                                      MEMORIES.CreateMemoryRequest(memory_id=wrong))
                self.assertEqual(fields, ["memory_id"])
        self.assertEqual(self.refused(INVALID, self.memories.GetMemory,
                                      MEMORIES.GetMemoryRequest(name="glossaries/x")), ["name"])
        self.assertEqual(self.refused(INVALID, self.memories.ListMemories,
                                      MEMORIES.ListMemoriesRequest(page_token="made up")),
                         ["page_token"])


class Units(wire.WireCase):
    def stored(self, name):
        return self.memories.GetUnit(MEMORIES.GetUnitRequest(name=name))

    def count(self, memory):
        return self.memories.GetMemory(MEMORIES.GetMemoryRequest(name=memory)).unit_count

    def test_texts_come_back_byte_for_byte(self):
        reply = self.write(self.memory(), unit(HARD_TEXTS))
        self.assertEqual(texts_of(self.stored(reply.results[0].name)), HARD_TEXTS)

    def test_fields_come_back(self):
        sent = unit(PAIR, origin=MEMORIES.ALIGNED, state=MEMORIES.REVIEWED, author="Надя",
                    document="talks.txt", domain="diplomacy", properties={"client": "МИД"},
                    update_time=timestamp_pb2.Timestamp(seconds=1_700_000_000))
        sent.variants[0].previous, sent.variants[0].next = "", "They end on Friday."
        code = sent.variants[0].segment.codes.add(kind=wire.COMMON.Code.STANDALONE,
                                                  position_byte=4, content="<br/>")
        stored = self.stored(self.write(self.memory(), sent).results[0].name)
        english = stored.variants[0]
        self.assertEqual((english.segment.codes[0], english.HasField("previous"), english.previous,
                          english.next), (code, True, "", "They end on Friday."))
        self.assertFalse(stored.variants[1].HasField("previous"))
        for field in ("origin", "state", "author", "document", "domain", "properties", "update_time"):
            self.assertEqual(getattr(stored, field), getattr(sent, field), field)

    def test_policies(self):
        memory = self.memory()
        other = {**PAIR, "ru": "Переговоры начинаются в понедельник."}

        def write(texts, seconds, policy):
            when = timestamp_pb2.Timestamp(seconds=seconds)
            return self.write(memory, unit(texts, update_time=when), policy=policy).results[0]

        first = write(PAIR, 2000, MEMORIES.REPLACE_SAME)
        self.assertEqual(first.outcome, OUTCOME.STORED)
        self.assertEqual(write(PAIR, 2000, MEMORIES.REPLACE_SAME).outcome, OUTCOME.UNCHANGED)
        older = write(other, 1000, MEMORIES.KEEP_NEWEST)
        self.assertEqual((older.outcome, older.name), (OUTCOME.UNCHANGED, first.name))
        newer = write({"en": PAIR["en"], "ur": "بات چیت پیر کو شروع ہوگی۔"}, 3000,
                      MEMORIES.KEEP_NEWEST)
        self.assertEqual((newer.outcome, newer.name), (OUTCOME.MERGED, first.name))
        self.assertEqual(set(texts_of(self.stored(first.name))), {"en", "ru", "ur"})
        added = write(other, 4000, MEMORIES.ADD)
        self.assertEqual(added.outcome, OUTCOME.STORED)
        self.assertNotEqual(added.name, first.name)
        self.assertEqual(write(other, 4000, MEMORIES.ADD).outcome, OUTCOME.UNCHANGED)
        self.assertEqual(self.count(memory), 2)

    def test_a_repeated_request_writes_nothing(self):
        memory = self.memory()
        first = self.write(memory, unit(PAIR), policy=MEMORIES.ADD, request_id="one")
        again = self.write(memory, unit(PAIR), policy=MEMORIES.ADD, request_id="one")
        self.assertEqual(again, first)
        other = MEMORIES.WriteUnitsRequest(parent=memory, units=[unit({"en": "x", "ru": "у"})],
                                           policy=MEMORIES.ADD, request_id="one")
        self.assertEqual(self.refused(grpc.StatusCode.ALREADY_EXISTS, self.memories.WriteUnits, other),
                         ["request_id"])
        self.assertEqual(self.count(memory), 1)

    def test_checking_only(self):
        memory = self.memory()
        reply = self.write(memory, unit(PAIR), validate_only=True)
        self.assertEqual((reply.account.entries, reply.account.stored, reply.results[0].name),
                         (1, 1, ""))
        self.assertEqual(self.count(memory), 0)

    def test_updates_versions_and_deletion(self):
        memory = self.memory()
        written = self.write(memory, unit(PAIR)).results[0]
        change = MEMORIES.Unit(name=written.name, etag=written.etag, author="Олег", domain="unmasked")
        request = MEMORIES.UpdateUnitRequest(
            unit=change, update_mask=field_mask_pb2.FieldMask(paths=["author"]))
        changed = self.memories.UpdateUnit(request)
        self.assertEqual((changed.author, changed.domain, texts_of(changed)), ("Олег", "", PAIR))
        self.refused(grpc.StatusCode.ABORTED, self.memories.UpdateUnit, request)
        request.update_mask.paths[:] = ["colour"]
        self.assertEqual(self.refused(INVALID, self.memories.UpdateUnit, request), ["update_mask"])
        self.refused(grpc.StatusCode.ABORTED, self.memories.DeleteUnit,
                     MEMORIES.DeleteUnitRequest(name=written.name, etag=written.etag))
        self.memories.DeleteUnit(MEMORIES.DeleteUnitRequest(name=written.name, etag=changed.etag))
        self.refused(grpc.StatusCode.NOT_FOUND, self.memories.GetUnit,
                     MEMORIES.GetUnitRequest(name=written.name))
        versions = self.memories.ListUnitVersions(
            MEMORIES.ListUnitVersionsRequest(name=written.name)).versions
        self.assertEqual([version.unit.author for version in versions], ["Олег", ""])
        self.assertEqual([version.current for version in versions], [False, False])
        self.assertGreater(versions[0].superseded_by, versions[1].superseded_by)

    def test_pages_of_units(self):
        memory = self.memory()
        count = 250
        self.write(memory, *(unit({"en": f"Item {n}", "ru": f"Пункт {n}"}) for n in range(count)))
        names, request = [], MEMORIES.ListUnitsRequest(parent=memory, page_size=60)
        while True:
            page = self.memories.ListUnits(request)
            names += [each.name for each in page.units]
            request.page_token = page.next_page_token
            if not page.next_page_token:
                break
        self.assertEqual(len(set(names)), count)
        self.assertEqual(names, sorted(names, key=lambda name: int(name.rsplit("/", 1)[1])))
        request.page_token = "made up"
        self.assertEqual(self.refused(INVALID, self.memories.ListUnits, request), ["page_token"])

    def test_one_wrong_unit_refuses_the_batch(self):
        memory = self.memory()
        for wrong, field in (
                (unit({"en": "One", "not a tag": "Один"}), "units[1].variants[1].language"),
                (unit({"en": "One", "ru": " \n"}), "units[1].variants[1].segment.text"),
                (unit({"en": "One"}), "units[1].variants"),
                (unit({"en": "One", "ru": "и" * 40000}), "units[1].variants[1].segment.text"),
                (unit({"en": "One", "EN": "Uno"}), "units[1].variants[1].language")):
            request = MEMORIES.WriteUnitsRequest(parent=memory, units=[unit(PAIR), wrong])
            with self.subTest(field):
                self.assertEqual(self.refused(INVALID, self.memories.WriteUnits, request), [field])
        many = MEMORIES.WriteUnitsRequest(parent=memory, units=[unit(PAIR)] * 1001)
        self.assertEqual(self.refused(INVALID, self.memories.WriteUnits, many), ["units"])
        self.assertEqual(self.count(memory), 0)


if __name__ == "__main__":
    unittest.main()
