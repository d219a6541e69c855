"""grpc.health.v1 for each service: SERVING while the server serves, NOT_SERVING before calls are refused."""

import tempfile
import threading
import unittest

import grpc

import server
from wire import MEMORIES, MEMORY_STUBS, TRANSFER, TRANSFER_STUBS, options, query

SERVING, NOT_SERVING = 1, 2
SERVICES = ["", *(f"dragoman.v1.{name}Service" for name in
                  ("Memory", "Glossary", "Transfer", "Document", "Name", "Admin", "Access", "Check", "Backup",
                   "Change"))]


def request(service):
    """Returns a HealthCheckRequest: its one field is a string of number 1."""
    return bytes([10, len(service)]) + service.encode() if service else b""


def status(answer):
    """Returns the status of a HealthCheckResponse: its one field is an enum of number 1."""
    return answer[1] if answer else 0


class Health(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="dragoman-e2e-")
        self.addCleanup(folder.cleanup)
        self.server = server.Server(f"{folder.name}/data")
        self.addCleanup(self.server.kill)
        self.channel = self.server.channel()
        self.addCleanup(self.channel.close)

    def check(self, service):
        method = self.channel.unary_unary("/grpc.health.v1.Health/Check")
        return status(method(request(service), timeout=server.DEADLINE_SECONDS))

    def watch(self, service):
        return self.channel.unary_stream("/grpc.health.v1.Health/Watch")(
            request(service), timeout=server.DEADLINE_SECONDS)

    def test_each_service_says_that_it_serves(self):
        for service in SERVICES:
            self.assertEqual(self.check(service), SERVING, service)

    def test_a_service_that_is_not_there_is_not_found(self):
        with self.assertRaises(grpc.RpcError) as raised:
            self.check("dragoman.v1.NoService")
        self.assertEqual(raised.exception.code(), grpc.StatusCode.NOT_FOUND)

    def test_a_server_that_stops_says_so_first_and_ends_what_it_began(self):
        watches = {service: self.watch(service) for service in SERVICES}
        for service, watch in watches.items():
            self.assertEqual(status(next(watch)), SERVING, service)
        memories = MEMORY_STUBS.MemoryServiceStub(self.channel)
        memories.CreateMemory(MEMORIES.CreateMemoryRequest(memory_id="m"))
        go_on = threading.Event()
        answers = TRANSFER_STUBS.TransferServiceStub(self.channel).Import(self.pieces(go_on))
        next(answers)  # The import is under way.
        self.server.process.terminate()
        for service, watch in watches.items():
            self.assertEqual(status(next(watch)), NOT_SERVING, service)
        self.assert_refused(memories)
        go_on.set()
        last = list(answers)[-1]
        self.assertTrue(last.done)
        self.assertEqual(last.account.stored, 1)
        self.assertEqual(self.server.process.wait(server.DEADLINE_SECONDS), 0)

    def test_a_stream_that_waits_for_its_client_keeps_no_server_from_stopping(self):
        memories = MEMORY_STUBS.MemoryServiceStub(self.channel)
        memories.CreateMemory(MEMORIES.CreateMemoryRequest(memory_id="m"))
        end = threading.Event()
        self.addCleanup(end.set)

        def requests():
            yield MEMORIES.StreamLookupRequest(options=options("m", "en", "ru"), query=query("One."), tag="1")
            end.wait(server.DEADLINE_SECONDS)

        answers = memories.StreamLookup(requests())
        self.assertEqual(next(answers).tag, "1")
        self.server.process.terminate()
        with self.assertRaises(grpc.RpcError) as raised:
            next(answers)
        self.assertEqual(raised.exception.code(), grpc.StatusCode.UNAVAILABLE)
        self.assertIn("try again", raised.exception.details())
        self.assertEqual(self.server.process.wait(server.DEADLINE_SECONDS), 0)

    def assert_refused(self, memories):
        """Calls that begin are refused, at the latest when the server has counted those under way."""
        while True:
            try:
                memories.ListMemories(MEMORIES.ListMemoriesRequest(), timeout=server.DEADLINE_SECONDS)
            except grpc.RpcError as error:
                self.assertEqual(error.code(), grpc.StatusCode.UNAVAILABLE)
                self.assertIn("try again", error.details())
                return

    @staticmethod
    def pieces(go_on):
        yield TRANSFER.ImportRequest(settings=TRANSFER.ImportSettings(
            parent="memories/m", format=TRANSFER.TSV))
        yield TRANSFER.ImportRequest(data="en\tru\nOne.\t".encode())
        go_on.wait(server.DEADLINE_SECONDS)
        yield TRANSFER.ImportRequest(data="Один.\n".encode())


if __name__ == "__main__":
    unittest.main()
