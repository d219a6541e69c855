"""Imports as one contract: cut off by kill -9 and gone on with, undone, skipped entries mended."""

import pathlib
import subprocess
import tempfile
import time
import unittest

import grpc

import server

TRANSFER, TRANSFER_STUBS = server.stubs("transfer_service")

ROWS = 30000
# Of the rows: where the server or the client is killed.
POINTS = (1, 6000, 15000, 26000)


def table(target="слово"):
    return "en\tru\n" + "".join(f"word {i} of the file\t{target} {i}\n" for i in range(ROWS))


def tmx():
    rows = "".join(f'<tu tuid="{i}"><tuv xml:lang="en"><seg>word {i} of the file</seg></tuv>'
                   f'<tuv xml:lang="ru"><seg>слово {i}</seg></tuv></tu>\n' for i in range(ROWS))
    return f'<tmx version="1.4"><header srclang="en"/><body>\n{rows}</body></tmx>\n'


class ImportContract(server.ServerCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="dragoman-e2e-")
        self.addCleanup(folder.cleanup)
        self.own = pathlib.Path(folder.name)

    def start(self):
        running = server.Server(self.own / "data")
        self.addCleanup(running.kill)
        return running

    def imports(self, running):
        with running.channel() as channel:
            stub = TRANSFER_STUBS.TransferServiceStub(channel)
            return list(stub.ListImports(
                TRANSFER.ListImportsRequest(parent="memories/m")).imports)

    def begin(self, running, path, *options):
        """Starts an import by the client; returns its process."""
        process = subprocess.Popen(
            [server.binary("dragoman"), "import", path, "--memory", "m", "--skip-bad", *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**server.clean_environment(self.own), "DRAGOMAN_SERVER": running.address})
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def wait_for(self, running, process, rows):
        """Waits until the newest import has stored so many rows, or its client has ended."""
        deadline = time.monotonic() + server.DEADLINE_SECONDS
        while process.poll() is None:
            self.assertLess(time.monotonic(), deadline, running.log_text())
            imports = self.imports(running)
            if imports and imports[0].account.stored >= rows:
                return

    def expect_whole(self, running, batch):
        """Every row is there exactly once, and counted once."""
        listed = self.imports(running)
        self.assertEqual([one.batch_id for one in listed], [batch])
        self.assertEqual(listed[0].state, TRANSFER.ImportBatch.DONE)
        self.assertEqual((listed[0].account.stored, listed[0].account.unchanged), (ROWS, 0))
        exported = self.ok("export", "--memory", "m", "--columns", "en,ru", server=running.address)
        self.assertEqual(sorted(exported.splitlines()[1:]), sorted(table().splitlines()[1:]))

    def undo(self, running, batch):
        undone = self.json("undo", batch, "--memory", "m", server=running.address)
        self.assertEqual((undone["removed"], undone["left"]), (ROWS, 0))
        self.assertEqual(self.imports(running)[0].state, TRANSFER.ImportBatch.UNDONE)
        self.assertEqual(self.ok("export", "--memory", "m", server=running.address), "")

    def test_kill_of_the_server_at_several_points(self):
        files = {"rows.tsv": table(), "rows.tmx": tmx()}
        for name, content in files.items():
            (self.own / name).write_text(content, encoding="utf-8")
        for number, point in enumerate(POINTS):
            name = list(files)[number % 2]
            with self.subTest(point=point, file=name):
                self.setUp()
                path = self.own / name
                path.write_text(files[name], encoding="utf-8")
                running = self.start()
                self.ok("memory", "create", "m", server=running.address)
                process = self.begin(running, path, "--batch-id", "b")
                self.wait_for(running, process, point)
                running.kill()
                process.wait()
                running = self.start()
                listed = self.imports(running)
                if listed and listed[0].state == TRANSFER.ImportBatch.INTERRUPTED:
                    stored = int(listed[0].account.stored)
                    self.assertEqual(
                        len(self.ok("export", "--memory", "m", "--columns", "en,ru",
                                    server=running.address).splitlines()), stored + 1)
                    resumed = self.json("import", path, "--memory", "m", "--resume", "b",
                                        server=running.address)
                    self.assertEqual(resumed["unchanged"], stored)
                else:
                    self.ok("import", path, "--memory", "m", "--batch-id", "b",
                            server=running.address)
                self.expect_whole(running, "b")
                self.undo(running, "b")

    def test_kill_of_the_client(self):
        path = self.own / "rows.tsv"
        path.write_text(table(), encoding="utf-8")
        running = self.start()
        self.ok("memory", "create", "m", server=running.address)
        process = self.begin(running, path)
        self.wait_for(running, process, 5000)
        process.kill()
        deadline = time.monotonic() + server.DEADLINE_SECONDS
        while self.imports(running)[0].state == TRANSFER.ImportBatch.RUNNING:
            self.assertLess(time.monotonic(), deadline)
        listed = self.imports(running)[0]
        self.assertEqual(listed.state, TRANSFER.ImportBatch.INTERRUPTED)
        self.assertEqual(listed.file_name, "rows.tsv")
        # The same file by itself is enough; it is another import then.
        rest = self.json("import", path, "--memory", "m", server=running.address)
        self.assertEqual(rest["stored"] + rest["unchanged"], ROWS)
        self.assertEqual(rest["unchanged"], listed.account.stored)
        again = self.json("import", path, "--memory", "m", server=running.address)
        self.assertEqual(again["unchanged"], ROWS)

    def test_kill_of_the_server_during_an_undo(self):
        (self.own / "old.tsv").write_text(table(), encoding="utf-8")
        (self.own / "new.tsv").write_text(table("ответ"), encoding="utf-8")
        running = self.start()
        self.ok("memory", "create", "m", server=running.address)
        self.ok("import", self.own / "old.tsv", "--memory", "m", "--batch-id", "a",
                server=running.address)
        before = self.ok("export", "--memory", "m", server=running.address)
        self.ok("import", self.own / "new.tsv", "--memory", "m", "--batch-id", "b",
                server=running.address)
        with running.channel() as channel:
            stub = TRANSFER_STUBS.TransferServiceStub(channel)
            progress = stub.UndoImport(
                TRANSFER.UndoImportRequest(parent="memories/m", batch_id="b"))
            for _ in range(3):
                next(progress)
            running.kill()
            with self.assertRaises(grpc.RpcError):
                for _ in progress:
                    pass
        running = self.start()
        self.assertEqual(self.imports(running)[0].state, TRANSFER.ImportBatch.UNDO_INTERRUPTED)
        undone = self.json("undo", "b", "--memory", "m", server=running.address)
        self.assertEqual((undone["restored"], undone["left"]), (ROWS, 0))
        self.assertEqual(self.ok("export", "--memory", "m", server=running.address), before)

    def test_skipped_entries_are_mended_and_sent_again(self):
        self.ok("memory", "create", "skips")
        path = self.file("some.tsv", "en\tru\none\tодин\ntwo\t\nthree\tтри\tx\n")
        done = self.dragoman("import", path, "--memory", "skips", "--skipped", "wrong.tsv")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "3 entries: 1 stored, 0 merged, 0 unchanged, 2 skipped\n")
        self.assertIn("written to 'wrong.tsv'", done.stderr)
        wrong = (self.folder / "wrong.tsv").read_text(encoding="utf-8")
        self.assertTrue(wrong.startswith("@skipped\ten\tru\nline 3: "), wrong)
        mended = wrong.replace("two\t\n", "two\tдва\n").replace("три\tx", "три")
        self.file("wrong.tsv", mended)
        self.assertEqual(self.ok("import", "wrong.tsv", "--memory", "skips"),
                         "2 entries: 2 stored, 0 merged, 0 unchanged, 0 skipped\n")

    def test_a_dry_run_names_what_is_wrong_and_changes_nothing(self):
        self.ok("memory", "create", "dry")
        path = self.file("dry.tsv", "en\tru\none\tодин\none\tраз\ntwo\t\n")
        self.assertEqual(
            self.ok("import", path, "--memory", "dry", "--dry-run", "--skipped", "dry-wrong.tsv"),
            "3 entries: 2 would be stored, 0 merged, 0 unchanged, 1 skipped; only checked, nothing "
            "changed\n")
        self.assertTrue((self.folder / "dry-wrong.tsv").exists())
        self.assertEqual(self.ok("imports", "--memory", "dry"), "")

    def test_imports_and_undo_of_a_glossary(self):
        self.ok("glossary", "create", "g")
        path = self.file("g.tsv", "id\ten\tru\na\tambassador\tпосол\n")
        self.ok("import", path, "--glossary", "g", "--batch-id", "one", "--author", "A")
        text = self.ok("imports", "--glossary", "g")
        self.assertRegex(text, r"\Aone  done, 20\S+Z, A, g\.tsv\n  1 entry: 1 stored")
        self.assertEqual(self.ok("undo", "one", "--glossary", "g"),
                         "undone: 1 removed, 0 restored, 0 left\n")
        self.assertEqual(self.json("imports", "--glossary", "g")["imports"][0]["state"], "undone")
        self.assertIn("no import 'none'", self.fails(4, "undo", "none", "--glossary", "g"))


if __name__ == "__main__":
    unittest.main()
