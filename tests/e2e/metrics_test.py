"""The metrics of the server as Prometheus reads them: over HTTP, in its format, and moved by what is done."""

import re
import shutil
import subprocess
import unittest
import urllib.error
import urllib.request

import server

SAMPLE = re.compile(r"^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$")
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


def metrics_url(log):
    """Returns the address that the server says it has for metrics."""
    return re.search(r"metrics on (http://\S+)", log).group(1)


def scrape(url):
    """Returns the text of the metrics."""
    with urllib.request.urlopen(url, timeout=server.DEADLINE_SECONDS) as answer:
        return answer.read().decode()


def samples(text):
    """Returns {(name, frozenset of labels): value}."""
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, labels, value = SAMPLE.match(line).groups()
            found[name, frozenset(LABEL.findall(labels or ""))] = float(value)
    return found


class Metrics(server.ServerCase):
    ARGUMENTS = ("--metrics", "127.0.0.1:0")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.url = metrics_url(cls.server.log_text())

    def value(self, name, **labels):
        found = samples(scrape(self.url))
        return found.get((f"dragoman_{name}", frozenset(labels.items())), 0)

    def moved(self, action, name, **labels):
        """Returns by how much a metric rises through what is done."""
        before = self.value(name, **labels)
        action()
        return self.value(name, **labels) - before

    def memory(self, name):
        self.ok("memory", "create", name)
        self.ok("add", "--memory", name, "en=The ambassador opened the conference.",
                "ru=Посол открыл конференцию.")

    def lookup(self, text="The ambassador opened the conference."):
        self.ok("lookup", text, "--from", "en", "--to", "ru")

    def test_a_call_is_counted_once_by_method_and_code(self):
        self.memory("counted")
        call = dict(method="MemoryService.Lookup", code="OK")
        self.assertEqual(self.moved(self.lookup, "rpc_calls_total", **call), 1)
        self.assertEqual(self.moved(self.lookup, "rpc_duration_seconds_count",
                                    method="MemoryService.Lookup"), 1)
        self.assertEqual(self.moved(
            lambda: self.fails(4, "lookup", "x", "--memory", "none", "--from", "en", "--to", "ru"),
            "rpc_calls_total", method="MemoryService.Lookup", code="NOT_FOUND"), 1)
        self.assertEqual(self.value("rpc_in_flight", method="MemoryService.Lookup"), 0)

    def test_lookups_are_counted_by_their_best_match(self):
        self.memory("kinds")
        exact = lambda: self.lookup()
        fuzzy = lambda: self.lookup("The ambassador opened the large conference.")
        none = lambda: self.lookup("Nothing of this is stored anywhere.")
        self.assertEqual(self.moved(exact, "lookups_total", best="exact"), 1)
        self.assertEqual(self.moved(fuzzy, "lookups_total", best="fuzzy"), 1)
        self.assertEqual(self.moved(none, "lookups_total", best="none"), 1)
        self.assertGreater(self.moved(fuzzy, "lookup_candidates_total"), 0)
        self.assertGreater(self.moved(fuzzy, "lookup_scored_total"), 0)
        self.assertGreater(self.moved(fuzzy, "lookup_stage_seconds_total", stage="search"), 0)

    def test_an_import_is_counted_by_outcome_and_a_dry_run_is_not(self):
        self.ok("memory", "create", "filled")
        path = self.file("two.tsv", "en\tru\nOne.\tОдин.\nTwo.\tДва.\n")
        take = lambda *more: self.ok("import", path, "--memory", "filled", *more)
        self.assertEqual(self.moved(lambda: take("--dry-run"), "import_entries_total",
                                    outcome="stored"), 0)
        self.assertEqual(self.moved(take, "import_entries_total", outcome="stored"), 2)
        self.assertEqual(self.moved(take, "import_entries_total", outcome="unchanged"), 2)
        self.assertEqual(self.value("imports_running"), 0)

    def test_writes_move_the_store_and_the_indexes(self):
        commits = "store_commit_duration_seconds_count"
        self.assertGreaterEqual(self.moved(lambda: self.memory("written"), commits), 2)
        self.assertGreater(self.value("store_log_bytes_total"), 0)
        self.assertGreater(self.value("store_log_syncs_total"), 0)
        self.assertGreater(self.value("store_disk_free_bytes"), 0)
        self.assertGreater(self.value("index_entries"), 0)
        self.assertGreater(self.value("units"), 0)
        self.assertEqual(self.value("store_background_errors"), 0)

    def test_the_process_has_the_names_that_prometheus_gives_it(self):
        found = {name: value for (name, _), value in samples(scrape(self.url)).items()}
        for name in ("process_cpu_seconds_total", "process_resident_memory_bytes",
                     "process_open_fds", "process_start_time_seconds"):
            self.assertGreater(found[name], 0, name)

    def test_no_name_and_no_text_of_users_is_shown(self):
        self.memory("secret-memory")
        self.lookup("A confidential sentence.")
        text = scrape(self.url)
        self.assertNotIn("secret-memory", text)
        self.assertNotIn("confidential", text)
        self.assertNotIn("ambassador", text)

    @unittest.skipUnless(shutil.which("promtool"), "promtool is not installed")
    def test_promtool_finds_nothing_wrong(self):
        done = subprocess.run(["promtool", "check", "metrics"], input=scrape(self.url), text=True,
                              capture_output=True)
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))


class Options(unittest.TestCase):
    def refused(self, *arguments):
        """Returns the exit code and the words of a server that does not start."""
        done = subprocess.run(
            [server.binary("dragomand"), "--data", "/nonexistent/dragoman", *arguments],
            capture_output=True, text=True, timeout=server.DEADLINE_SECONDS,
            env=server.clean_environment("/nonexistent"))
        return done.returncode, done.stderr

    def test_other_machines_read_no_metrics_unless_that_is_said(self):
        code, words = self.refused("--metrics", "0.0.0.0:0")
        self.assertEqual(code, 1)
        self.assertIn("--insecure-open-to-network", words)

    def test_what_is_no_address_is_refused(self):
        for address in ("9464", "unix:/tmp/metrics", "host:port"):
            code, words = self.refused("--metrics", address)
            self.assertEqual(code, 2, address)
            self.assertIn("is not HOST:PORT", words)


if __name__ == "__main__":
    unittest.main()
