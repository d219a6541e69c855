"""What was acknowledged survives kill -9; SIGTERM lets requests under way end, then exits with 0."""

import pathlib
import tempfile
import threading
import unittest

import grpc

import server
from wire import MEMORIES, MEMORY_STUBS, query, unit

WRITERS = 4
ACKNOWLEDGED_BEFORE_KILL = 400
BATCH = 5


def write(stub, units):
    """Writes units given as {language: text}."""
    return stub.WriteUnits(MEMORIES.WriteUnitsRequest(
        parent="memories/m", units=[unit(each) for each in units]))


class Writer(threading.Thread):
    """Writes batches until the server is gone, and remembers what was acknowledged."""

    def __init__(self, channel, number, progress):
        super().__init__()
        self.stub = MEMORY_STUBS.MemoryServiceStub(channel)
        self.number = number
        self.progress = progress
        self.acknowledged = {}

    def run(self):
        serial = 0
        try:
            while True:
                texts = [f"Clause {self.number}x{serial + i} enters into force at once"
                         for i in range(BATCH)]
                serial += BATCH
                reply = write(self.stub, [{"en": text, "ru": "к " + text} for text in texts])
                self.acknowledged.update(zip(texts, (result.name for result in reply.results)))
                self.progress.release()
        except grpc.RpcError as error:
            self.code = error.code()


class Crash(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="dragoman-e2e-")
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"

    def start(self):
        """Starts a server on the same data; returns it, a channel and a stub."""
        running = server.Server(self.data)
        self.addCleanup(running.kill)
        channel = running.channel()
        self.addCleanup(channel.close)
        return running, channel, MEMORY_STUBS.MemoryServiceStub(channel)

    def write_until(self, running, channel, end):
        """Lets four threads write, calls end() in the middle, and returns what was acknowledged."""
        progress = threading.Semaphore(0)
        writers = [Writer(channel, number, progress) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for _ in range(ACKNOWLEDGED_BEFORE_KILL // BATCH):
            self.assertTrue(progress.acquire(timeout=server.DEADLINE_SECONDS), running.log_text())
        code = end()
        for writer in writers:
            writer.join(server.DEADLINE_SECONDS)
            self.assertFalse(writer.is_alive())
        acknowledged = {}
        for writer in writers:
            acknowledged.update(writer.acknowledged)
        self.assertGreaterEqual(len(acknowledged), ACKNOWLEDGED_BEFORE_KILL)
        return code, acknowledged

    def check(self, stub, acknowledged):
        """Every acknowledged unit is there under its name, and is found."""
        for text, name in acknowledged.items():
            stored = stub.GetUnit(MEMORIES.GetUnitRequest(name=name))
            self.assertEqual(stored.variants[0].segment.text, text)
        options = MEMORIES.LookupOptions(source_language="en", min_score=100, limit=1)
        texts = list(acknowledged)
        for begin in range(0, len(texts), 1000):
            queries = [query(text) for text in texts[begin:begin + 1000]]
            reply = stub.BatchLookup(MEMORIES.BatchLookupRequest(options=options, queries=queries))
            for asked, found in zip(queries, reply.responses, strict=True):
                self.assertEqual([match.unit for match in found.matches],
                                 [acknowledged[asked.segment.text]])

    def test_kill(self):
        running, channel, stub = self.start()
        stub.CreateMemory(MEMORIES.CreateMemoryRequest(memory_id="m"))
        _, acknowledged = self.write_until(running, channel, running.kill)

        _, _, stub = self.start()
        self.check(stub, acknowledged)
        count = stub.GetMemory(MEMORIES.GetMemoryRequest(name="memories/m")).unit_count
        self.assertGreaterEqual(count, len(acknowledged))
        self.assertEqual(count % BATCH, 0, "a batch is stored whole or not at all")
        again = write(stub, [{"en": "After the crash", "ru": "После сбоя"}])
        self.assertEqual(again.account.stored, 1)
        self.assertNotIn(again.results[0].name, acknowledged.values())

    def test_end_in_order(self):
        running, channel, stub = self.start()
        stub.CreateMemory(MEMORIES.CreateMemoryRequest(memory_id="m"))
        code, acknowledged = self.write_until(running, channel, running.stop)
        self.assertEqual(code, 0, running.log_text())

        running, _, stub = self.start()
        self.check(stub, acknowledged)
        self.assertEqual(stub.GetMemory(MEMORIES.GetMemoryRequest(name="memories/m")).unit_count,
                         len(acknowledged))
        self.assertEqual(running.stop(), 0)


if __name__ == "__main__":
    unittest.main()
