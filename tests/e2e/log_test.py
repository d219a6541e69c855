"""The log as JSON: one object a line, with its fields; calls that fail or take long are in it, texts are not."""

import datetime
import json
import pathlib
import re
import tempfile
import unittest

import grpc

import server
from wire import MEMORIES, MEMORY_STUBS, options, query, unit

SECRET = "A confidential sentence that nobody may read."


class JsonLog(unittest.TestCase):
    def start(self, *arguments):
        folder = tempfile.TemporaryDirectory(prefix="dragoman-e2e-")
        self.addCleanup(folder.cleanup)
        self.server = server.Server(pathlib.Path(folder.name) / "data", "--log-slow-ms", "1", *arguments)
        self.addCleanup(self.server.kill)
        channel = self.server.channel()
        self.addCleanup(channel.close)
        self.memories = MEMORY_STUBS.MemoryServiceStub(channel)

    def write(self, count, request_id=""):
        """Writes so many units in one call, which takes longer than a millisecond."""
        self.memories.WriteUnits(MEMORIES.WriteUnitsRequest(
            parent="memories/m", request_id=request_id,
            units=[unit({"en": f"{SECRET} {i}", "ru": f"Тайна {i}."}) for i in range(count)]))

    def entries(self):
        """Stops the server and returns its log."""
        self.assertEqual(self.server.stop(), 0)
        return [json.loads(line) for line in self.server.log_text().splitlines()]

    def test_every_line_is_an_object_with_the_common_fields(self):
        self.start("--log-format", "json")
        entries = self.entries()
        for entry in entries:
            self.assertEqual(list(entry)[:4], ["time", "level", "event", "message"])
            datetime.datetime.strptime(entry["time"], "%Y-%m-%dT%H:%M:%S.%fZ")
        events = [entry["event"] for entry in entries]
        self.assertLess(events.index("serving"), events.index("stopping"))
        self.assertEqual(events[-1], "stopped")

    def test_a_slow_call_is_told_with_who_and_what_but_without_its_texts(self):
        self.start("--log-format", "json")
        self.memories.CreateMemory(MEMORIES.CreateMemoryRequest(memory_id="m"))
        self.write(200, request_id="request-7")
        slow = [entry for entry in self.entries() if entry["event"] == "call_slow"]
        entry = next(entry for entry in slow if entry["method"] == "MemoryService.WriteUnits")
        self.assertEqual(entry["level"], "warning")
        self.assertEqual(entry["code"], "OK")
        self.assertGreaterEqual(entry["ms"], 1)
        self.assertEqual(entry["caller"], "local")
        self.assertEqual(entry["resources"], "memories/m")
        self.assertEqual(entry["request_id"], "request-7")
        self.assertTrue(entry["peer"].startswith("ipv4:127.0.0.1:"))
        text = self.server.log_text()
        for secret in (SECRET, "Тайна"):
            self.assertNotIn(secret, text)

    def test_many_such_calls_are_counted_rather_than_told(self):
        self.start("--log-format", "json")
        self.memories.CreateMemory(MEMORIES.CreateMemoryRequest(memory_id="m"))
        calls = 0
        while not re.search('"left_out"', self.server.log_text()):
            self.write(2)
            calls += 1
        slow = [entry for entry in self.entries() if entry["event"] == "call_slow"]
        self.assertLess(len(slow), calls)
        self.assertGreater(max(entry.get("left_out", 0) for entry in slow), 0)

    def test_as_text_the_fields_follow_the_message(self):
        self.start()
        self.memories.CreateMemory(MEMORIES.CreateMemoryRequest(memory_id="m"))
        self.write(200)
        self.assertEqual(self.server.stop(), 0)
        self.assertRegex(self.server.log_text(),
                         r" warning a call took long: method=MemoryService\.WriteUnits code=OK ms=\d+ ")


if __name__ == "__main__":
    unittest.main()
