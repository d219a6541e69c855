"""A backup made while units are written holds what was acknowledged before it, and is restored."""

import subprocess
import threading
import time
import unittest

import server
from wire import MEMORIES, MEMORY_STUBS, unit


def restore(*arguments):
    """Runs dragomand restore."""
    return subprocess.run([server.binary("dragomand"), "restore", *arguments],
                          capture_output=True, text=True, timeout=server.DEADLINE_SECONDS)


class Writer(threading.Thread):
    """Writes a unit after the other until it is stopped, and remembers what was acknowledged."""

    def __init__(self, channel):
        super().__init__()
        self.stub = MEMORY_STUBS.MemoryServiceStub(channel)
        self.acknowledged = []
        self.ending = threading.Event()

    def run(self):
        while not self.ending.is_set():
            text = f"Clause {len(self.acknowledged)} enters into force"
            self.stub.WriteUnits(MEMORIES.WriteUnitsRequest(
                parent="memories/m", units=[unit({"en": text, "ru": "к " + text})]))
            self.acknowledged.append(text)

    def stop(self):
        self.ending.set()
        self.join()


class Backup(server.ServerCase):
    ARGUMENTS = ("--backups", "{folder}/backups")

    def restored(self, name):
        """Restores the newest backup and returns the address of a server on it."""
        done = restore("--backups", self.folder / "backups", "--data", self.folder / name)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("restored backup", done.stdout)
        running = server.Server(self.folder / name)
        self.addCleanup(running.kill)
        return running.address

    def test_backup_during_writes_holds_what_was_acknowledged(self):
        self.ok("memory", "create", "m")
        writer = Writer(self.channel)
        writer.start()
        try:
            while len(writer.acknowledged) < 200:
                time.sleep(0.001)
            before = list(writer.acknowledged)
            made = self.json("backup", "create")
        finally:
            writer.stop()
        points = {point["name"]: point["revision"] for point in made["points"]}
        self.assertGreaterEqual(points["memories/m"], len(before))
        copy = self.restored("restored")
        figures = {each["name"]: each for each in self.json("status", server=copy)["resources"]}
        self.assertEqual(figures["memories/m"]["revision"], points["memories/m"])
        exported = self.ok("export", "--memory", "m", server=copy)
        for text in before:
            self.assertIn(text, exported)
        match = self.json("lookup", before[-1], "--from", "en", "--to", "ru", "--memory", "m",
                          server=copy)["matches"][0]
        self.assertEqual((match["score"], match["source"]), (100, before[-1]))

    def test_list_verify_trim(self):
        for _ in range(3):
            newest = self.json("backup", "create")["id"]
        self.assertIn(f"backup {newest - 1}  ", self.ok("backup", "verify", str(newest - 1)))
        self.assertIn("deleted", self.ok("backup", "trim", "--keep", "1"))
        self.assertEqual([each["id"] for each in self.json("backup", "list")["backups"]], [newest])
        self.assertIn(f"there is no backup {newest - 1}; the newest is {newest}",
                      self.fails(4, "backup", "verify", str(newest - 1)))

    def test_restore_says_what_is_wrong(self):
        self.ok("backup", "create")
        backups = ("--backups", self.folder / "backups")
        taken = restore(*backups, "--data", self.folder / "data")
        self.assertEqual(taken.returncode, 1)
        self.assertIn("is there already", taken.stderr)
        missing = restore("--backups", self.folder / "none", "--data", self.folder / "new")
        self.assertEqual(missing.returncode, 1)
        self.assertIn("the folder of backups", missing.stderr)
        usage = restore("--data", self.folder / "new")
        self.assertEqual(usage.returncode, 2)
        self.assertIn("--backups", usage.stderr)


class NoFolder(server.ServerCase):
    def test_server_without_a_folder_says_so(self):
        self.assertIn("start it with --backups DIR", self.fails(1, "backup", "create"))


if __name__ == "__main__":
    unittest.main()
