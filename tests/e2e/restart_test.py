"""Rolling restarts: a server that is restarted again and again while clients look up and write, and no call
fails. Clients of other languages need a retry policy for UNAVAILABLE, which deploy/README.md gives; `dragoman`
and client/api bring their own."""

import concurrent.futures
import os
import pathlib
import tempfile
import unittest

import grpc

from load import DEADLINE_SECONDS, Load, RestartedServer
from wire import MEMORIES, MEMORY_STUBS, options, query, unit

RESTARTS = 20 if int(os.environ.get("DRAGOMAN_TEST_FACTOR", "1")) > 1 else 3


class RollingRestarts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="dragoman-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.server = RestartedServer(self.folder)
        self.addCleanup(lambda: self.server.running.kill())
        self.addCleanup(self.server.channel.close)
        self.memories = MEMORY_STUBS.MemoryServiceStub(self.server.channel)
        self.dragoman = self.server.dragoman
        self.dragoman("memory", "create", "load")

    def look_up(self, _):
        self.memories.Lookup(MEMORIES.LookupRequest(options=options("load", "en", "ru"),
                                                    query=query("The ambassador spoke.")),
                             timeout=DEADLINE_SECONDS)

    def write(self, number):
        self.memories.WriteUnits(MEMORIES.WriteUnitsRequest(
            parent="memories/load", request_id=f"request-{number}",
            units=[unit({"en": f"Sentence {number}.", "ru": f"Фраза {number}."})]),
            timeout=DEADLINE_SECONDS)

    def test_no_call_fails(self):
        pairs = self.folder / "pairs.tsv"
        pairs.write_text("en\tru\n" + "The ambassador spoke.\tПосол выступил.\n" * 50, encoding="utf-8")
        by_wire = Load(self.look_up)
        writes = Load(self.write)
        by_program = Load(lambda _: self.dragoman("lookup", "The ambassador spoke.", "--from", "en",
                                                  "--to", "ru"))
        by_library = Load(lambda _: self.dragoman("check", str(pairs), "--from", "en", "--to", "ru"))
        loads = (by_wire, writes, by_program, by_library)
        try:
            for _ in range(RESTARTS):
                before = [load.done for load in loads]
                while any(load.done == was for load, was in zip(loads, before)):
                    by_wire.thread.join(0.01)
                self.assertEqual(self.server.restart(), 0)
        finally:
            for load in loads:
                load.end()
        self.assertEqual([load.failures[:1] for load in loads], [[]] * len(loads))
        self.assertIn(f"{writes.done} units", self.dragoman("memory", "get", "load"))
        print(f"\n{RESTARTS} restarts, {sum(load.done for load in loads)} calls, 0 failed")

    def test_streams_wait_for_the_server_before_they_begin(self):
        pairs = self.folder / "pairs.tsv"
        pairs.write_text("en\tru\nThe ambassador spoke.\tПосол выступил.\n", encoding="utf-8")
        self.dragoman("glossary", "create", "terms")
        languages = ("--from", "en", "--to", "ru", "--file", str(pairs))
        commands = (("import", str(pairs), "--memory", "load"), ("lookup", *languages), ("terms", *languages))
        self.assertEqual(self.server.running.stop(), 0)
        with concurrent.futures.ThreadPoolExecutor(len(commands)) as threads:
            printed = [threads.submit(self.dragoman, *command) for command in commands]
            concurrent.futures.wait(printed, timeout=1)
            self.assertEqual([each.done() for each in printed], [False] * len(commands))
            self.server.start()
            for each in printed:
                each.result()  # Raises what the program said, if it failed.
        self.assertIn("1 unit", self.dragoman("memory", "get", "load"))

    def test_a_client_without_a_policy_is_told_to_try_again(self):
        """Whatever becomes of a call during an end of the server, it is UNAVAILABLE, never CANCELLED."""
        bare = grpc.insecure_channel(self.server.address, options=[("grpc.enable_retries", 0)])
        self.addCleanup(bare.close)
        memories = MEMORY_STUBS.MemoryServiceStub(bare)
        codes = set()

        def call(_):
            try:
                memories.ListMemories(MEMORIES.ListMemoriesRequest(), timeout=DEADLINE_SECONDS)
            except grpc.RpcError as error:
                codes.add(error.code())

        loads = [Load(call) for _ in range(4)]
        try:
            self.assertEqual(self.server.running.stop(), 0)
        finally:
            for load in loads:
                load.end()
        self.assertLessEqual(codes, {grpc.StatusCode.UNAVAILABLE})


if __name__ == "__main__":
    unittest.main()
