"""The dashboard and the alert rules use only what the server exports, and are right as PromQL."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))

import metrics_test  # noqa: E402
import server  # noqa: E402

DASHBOARD = ROOT / "deploy" / "grafana-dashboard.json"
ALERTS = ROOT / "deploy" / "alerts.yaml"

# Prometheus has it of each server it reads from.
OF_PROMETHEUS = {"up"}
# Labels that Prometheus adds, or that histograms have.
LABELS_ADDED = {"job", "instance", "le"}


def panels():
    """Returns the panels that show something."""
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def dashboard_expressions():
    """Returns [(panel, expression)] with Grafana's variables filled in."""
    filled = {"$__rate_interval": "5m", "$job": ".*", "$instance": ".*"}
    found = []
    for panel in panels():
        for target in panel["targets"]:
            expression = target["expr"]
            for variable, value in filled.items():
                expression = expression.replace(variable, value)
            found.append((panel["title"], expression))
    return found


def alert_expressions():
    """Returns [(alert, expression)]; an expression stands on its line, or folded on the next."""
    text = ALERTS.read_text(encoding="utf-8")
    found = re.findall(r"- alert: (\w+)\n\s+expr: (?:>-\n\s+)?(.+)", text)
    return found


def names_of(expression):
    """Returns the metrics that an expression reads."""
    return set(re.findall(r"\b(?:dragoman|process)_\w+|\bup\b", expression))


def labels_of(expression):
    """Returns the labels that an expression selects by or groups by."""
    selected = set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)\s*\"", expression))
    for group in re.findall(r"\b(?:by|on)\s*\(([^)]*)\)", expression):
        selected |= {label.strip() for label in group.split(",")}
    return selected


class Monitoring(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="dragoman-monitoring-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        running = server.Server(cls.folder / "data", "--metrics", "127.0.0.1:0")
        cls.addClassCleanup(running.kill)
        text = metrics_test.scrape(metrics_test.metrics_url(running.log_text()))
        cls.exported, cls.labels = set(), set(LABELS_ADDED)
        for name, labels in metrics_test.samples(text):
            cls.exported.add(name)
            cls.labels |= {label for label, _ in labels}

    def test_every_metric_is_exported(self):
        for where, expression in dashboard_expressions() + alert_expressions():
            with self.subTest(where, expression=expression):
                self.assertNotEqual(names_of(expression), set())
                self.assertEqual(names_of(expression) - self.exported - OF_PROMETHEUS, set())
                self.assertEqual(labels_of(expression) - self.labels, set())

    def test_every_alert_is_found(self):
        self.assertEqual(len(alert_expressions()), ALERTS.read_text(encoding="utf-8").count("- alert:"))

    def test_panels_have_titles_and_do_not_overlap(self):
        taken = set()
        for panel in panels():
            place = panel["gridPos"]
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"])
                     for y in range(place["y"], place["y"] + place["h"])}
            self.assertTrue(panel["title"])
            self.assertEqual(cells & taken, set(), panel["title"])
            self.assertLessEqual(place["x"] + place["w"], 24, panel["title"])
            taken |= cells

    def promtool(self, path):
        done = subprocess.run(["promtool", "check", "rules", path], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    @unittest.skipUnless(shutil.which("promtool"), "promtool is not installed")
    def test_the_rules_are_right(self):
        self.promtool(ALERTS)

    @unittest.skipUnless(shutil.which("promtool"), "promtool is not installed")
    def test_the_expressions_of_panels_are_right(self):
        rules = [{"record": f"panel_{number}", "expr": expression}
                 for number, (_, expression) in enumerate(dashboard_expressions())]
        path = self.folder / "panels.yaml"  # JSON is YAML.
        path.write_text(json.dumps({"groups": [{"name": "panels", "rules": rules}]}), encoding="utf-8")
        self.promtool(path)


if __name__ == "__main__":
    unittest.main()
