"""dragoman watch shows what others change, and goes on over a restart of the server."""

import json
import subprocess
import threading
import unittest

import server


class Watch(server.ServerCase):
    def watch(self, *arguments):
        """Starts dragoman watch --json; returns the process."""
        process = subprocess.Popen(
            [server.binary("dragoman"), "--server", self.server.address, "watch", *arguments, "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=server.clean_environment(self.folder))
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        process.kill()
        process.communicate()

    def next_change(self, process):
        """Returns the next line that the process prints; it is killed when none comes."""
        alarm = threading.Timer(server.DEADLINE_SECONDS, process.kill)
        alarm.start()
        line = process.stdout.readline()
        alarm.cancel()
        self.assertTrue(line, process.stderr.read() if not line else None)
        return json.loads(line)

    def test_once_shows_all_there_is(self):
        self.ok("memory", "create", "m")
        for text in ("one", "two", "three"):
            self.ok("add", "--memory", "m", f"en={text}", f"ru={text}")
        changes = self.json_lines("watch", "--memory", "m", "--after", "0", "--once")
        self.assertEqual([each["unit"]["variants"]["en"] for each in changes],
                         ["one", "two", "three"])
        self.assertEqual(self.json_lines("watch", "--memory", "m", "--once"), [])
        after = str(changes[1]["revision"])
        shown = self.ok("watch", "--memory", "m", "--after", after, "--once")
        self.assertIn("memories/m/units/3", shown)
        self.assertNotIn("memories/m/units/2", shown)

    def test_goes_on_over_a_restart(self):
        self.ok("glossary", "create", "g")
        address = self.server.address
        process = self.watch("--glossary", "g", "--after", "0")
        terms = self.file("terms.tsv", "id\ten\tru\nenvoy\tenvoy\tпосланник\n")
        self.ok("import", str(terms), "--glossary", "g")
        self.assertEqual(self.next_change(process)["name"], "glossaries/g/concepts/envoy")
        self.assertEqual(self.server.stop(), 0)
        type(self).server = server.Server(self.folder / "data", listen=address)
        self.addClassCleanup(self.server.kill)
        more = self.file("more.tsv", "id\ten\tru\nconsul\tconsul\tконсул\n")
        self.ok("import", str(more), "--glossary", "g")
        self.assertEqual(self.next_change(process)["name"], "glossaries/g/concepts/consul")

    def test_errors(self):
        self.assertIn("--memory NAME or --glossary NAME", self.fails(2, "watch"))
        self.assertIn("memories/none", self.fails(4, "watch", "--memory", "none"))


if __name__ == "__main__":
    unittest.main()
