"""A full disk under a running server: writes are refused with the reason, reads go on, and writes go on by
themselves once there is space. The disk is a small tmpfs in a mount namespace of this test; where that is
not allowed the test is skipped."""

import ctypes
import os
import pathlib
import tempfile
import time
import unittest

import grpc

import server
from wire import MEMORIES, MEMORY_STUBS, query, unit

# The server keeps 256 MiB free for itself.
DISK_MEGABYTES = 320
SECONDS_TO_WRITE_AGAIN = 5
CLONE_NEWNS = 0x00020000
MS_REC_PRIVATE = 0x4000 | 1 << 18
LIBC = ctypes.CDLL(None, use_errno=True)


def mount_disk(folder):
    """Mounts a small disk on `folder`, seen by this process and its children only. Returns whether it did."""
    if LIBC.unshare(CLONE_NEWNS) != 0:
        return False
    if LIBC.mount(None, b"/", None, ctypes.c_ulong(MS_REC_PRIVATE), None) != 0:
        return False
    size = f"size={DISK_MEGABYTES}m".encode()
    return LIBC.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", ctypes.c_ulong(0), size) == 0


class FullDisk(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="dragoman-e2e-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name) / "disk"
        self.folder.mkdir()
        if not mount_disk(self.folder):
            self.skipTest("this user may not mount a small disk")
        self.addCleanup(LIBC.umount2, os.fsencode(self.folder), 2)
        self.server = server.Server(self.folder / "data")
        self.addCleanup(self.server.kill)
        channel = self.server.channel()
        self.addCleanup(channel.close)
        self.stub = MEMORY_STUBS.MemoryServiceStub(channel)
        self.stub.CreateMemory(MEMORIES.CreateMemoryRequest(memory_id="m"))

    def fill(self):
        """Another program takes all the space there is."""
        ballast = self.folder / "ballast"
        with open(ballast, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1 << 16))
            except OSError:
                return ballast

    def write(self, text):
        return self.stub.WriteUnits(MEMORIES.WriteUnitsRequest(
            parent="memories/m", units=[unit({"en": text, "ru": "к " + text})]))

    def found(self, text):
        options = MEMORIES.LookupOptions(source_language="en", min_score=100, limit=1)
        reply = self.stub.BatchLookup(
            MEMORIES.BatchLookupRequest(options=options, queries=[query(text)]))
        return [match.unit for match in reply.responses[0].matches]

    def test_refused_then_on_again(self):
        for number in range(3):
            stored = f"Clause {number} enters into force"
            name = self.write(stored).results[0].name
            ballast = self.fill()
            for attempt in range(5):
                with self.assertRaises(grpc.RpcError) as refused:
                    self.write(f"Refused {number}x{attempt}")
                self.assertEqual(refused.exception.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
                self.assertIn("disk", refused.exception.details())
                self.assertIn("free some space", refused.exception.details())
                self.assertEqual(self.found(stored), [name])
            ballast.unlink()
            self.write_again(f"After {number}")
            self.assertEqual(self.found(f"Refused {number}x0"), [])
        self.assertEqual(self.server.stop(), 0, self.server.log_text())

    def write_again(self, text):
        """Writes within the time promised, in the same process."""
        end = time.monotonic() + SECONDS_TO_WRITE_AGAIN
        while True:
            try:
                self.write(text)
                return
            except grpc.RpcError as error:
                self.assertLess(time.monotonic(), end, error)


if __name__ == "__main__":
    unittest.main()
