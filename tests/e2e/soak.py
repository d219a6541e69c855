#!/usr/bin/python3
"""Lets a server work for a long time: lookups, writes, terms, concordance, imports and exports at once,
with restarts, and looks for failed calls, lost writes and growth. Usage:

    tests/e2e/soak.py --bin build/release/bin [--minutes 30] [--restarts 4]

The data stay as many as they were: writers change the same units, imports bring the same file. Memory, handles and
threads are medians: of the last quarter of each stretch between restarts, beside the quarter before.
"""

import argparse
import os
import pathlib
import statistics
import sys
import tempfile
import time

import server
import wire
from load import DEADLINE_SECONDS, Load, RestartedServer

KEYS = 2000  # Units that are changed again and again, by each of two writers.
PAIRS = 20_000  # Of the file that is imported again and again.
SAMPLE_SECONDS = 2


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="folder of the programs")
    parser.add_argument("--minutes", type=float, default=30, help="how long it takes")
    parser.add_argument("--restarts", type=int, default=4, help="restarts in that time")
    return parser.parse_args()


def figures(pid):
    """Returns resident MiB that no file stands behind, open handles and threads of a process."""
    status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
    return {"MiB": int(status["RssAnon"].split()[0]) / 1024, "handles": len(os.listdir(f"/proc/{pid}/fd")),
            "threads": int(status["Threads"])}


def median_figures(pid, seconds):
    """Returns the medians of a process's figures over a time."""
    end = time.monotonic() + seconds
    samples = [figures(pid)]
    while time.monotonic() < end:
        time.sleep(SAMPLE_SECONDS)
        samples.append(figures(pid))
    return {name: statistics.median(sample[name] for sample in samples) for name in samples[0]}


class Soak:
    def __init__(self, folder):
        self.folder = folder
        self.server = RestartedServer(folder)
        self.dragoman = self.server.dragoman
        self.memories = wire.MEMORY_STUBS.MemoryServiceStub(self.server.channel)
        self.glossaries = wire.GLOSSARY_STUBS.GlossaryServiceStub(self.server.channel)
        self.written = {}
        self.names = {}

    def prepare(self):
        for memory in ("units", "file"):
            self.dragoman("memory", "create", memory)
        self.dragoman("glossary", "create", "terms")
        glossary = server.ROOT / "glossaries" / "institutions.tsv"
        self.dragoman("import", str(glossary), "--glossary", "terms")
        self.pairs = self.folder / "pairs.tsv"
        self.pairs.write_text("en\tru\n" + "".join(
            f"The delegation of state {i} met the minister on day {i % 365}\tДелегация государства {i} в день {i % 365}\n"
            for i in range(PAIRS)), encoding="utf-8")
        self.import_again(0)

    def look_up(self, number):
        self.memories.Lookup(wire.MEMORIES.LookupRequest(
            options=wire.options("file", "en", "ru"),
            query=wire.query(f"The delegation of state {number % PAIRS} meets the minister on day 12")),
            timeout=DEADLINE_SECONDS)

    def write(self, writer, number):
        """Writes a unit the first time and changes it ever after; remembers what was acknowledged."""
        key = (writer, number % KEYS)
        text = f"Clause {key[1]} of writer {writer}, wording {number}"
        unit = wire.unit({"en": text, "ru": f"Статья {number}"})
        if key in self.names:
            unit.name = self.names[key]
        reply = self.memories.WriteUnits(
            wire.MEMORIES.WriteUnitsRequest(parent="memories/units", units=[unit],
                                                 request_id=f"soak-{writer}-{number}"), timeout=DEADLINE_SECONDS)
        self.names[key] = reply.results[0].name
        self.written[key] = text

    def recognise(self, _):
        self.glossaries.RecogniseTerms(wire.GLOSSARIES.RecogniseTermsRequest(
            options=wire.GLOSSARIES.RecogniseOptions(glossaries=["glossaries/terms"], source_language="en"),
            text="The foreign minister spoke at the United Nations in Islamabad."), timeout=DEADLINE_SECONDS)

    def concordance(self, _):
        self.dragoman("concordance", "delegation minister", "--lang", "en", "--memory", "file")

    def import_again(self, _):
        self.dragoman("import", str(self.pairs), "--memory", "file", "--policy", "keep-newest")

    def export(self, number):
        self.dragoman("export", "--memory", "units", "--output", str(self.folder / f"out-{number % 2}.tmx"))

    def loads(self):
        """Begins what goes on at once, each with its pause in seconds."""
        calls = {"lookups": (self.look_up, 0.01), "writes": (lambda n: self.write(1, n), 0.05),
                 "more writes": (lambda n: self.write(2, n), 0.05), "terms": (self.recognise, 0.01),
                 "concordances": (self.concordance, 1), "imports": (self.import_again, 5), "exports": (self.export, 3)}
        return {name: Load(*call) for name, call in calls.items()}

    def lost(self):
        """Returns how many acknowledged units are not what was acknowledged last."""
        lost = 0
        for key, name in self.names.items():
            unit = self.memories.GetUnit(wire.MEMORIES.GetUnitRequest(name=name))
            lost += wire.texts_of(unit)["en"] != self.written[key]
        return lost


def main():
    asked = arguments()
    for program in ("dragomand", "dragoman"):
        os.environ[f"{program.upper()}_BINARY"] = str(asked.bin.resolve() / program)
    with tempfile.TemporaryDirectory(prefix="dragoman-soak-") as folder:
        soak = Soak(pathlib.Path(folder))
        try:
            return run(soak, asked)
        finally:
            soak.server.running.kill()


def run(soak, asked):
    soak.prepare()
    loads = soak.loads()
    stretch = asked.minutes * 60 / (asked.restarts + 1)
    print("| stretch | MiB before | end | handles before | end | threads before | end |\n" + "| --- " * 7 + "|")
    worst = 0
    try:
        for number in range(asked.restarts + 1):
            time.sleep(stretch / 2)
            before = median_figures(soak.server.running.process.pid, stretch / 4)
            end = median_figures(soak.server.running.process.pid, stretch / 4)
            worst = max(worst, end["MiB"] / before["MiB"])
            print(f"| {number + 1} | " + " | ".join(
                f"{before[name]:.0f} | {end[name]:.0f}" for name in ("MiB", "handles", "threads")) + " |", flush=True)
            if number < asked.restarts and soak.server.restart() != 0:
                raise RuntimeError(f"dragomand did not end well: {soak.server.running.log_text()[-2000:]}")
    finally:
        for load in loads.values():
            load.end()
    failures = [f"{name}: {failure}" for name, load in loads.items() for failure in load.failures]
    lost = soak.lost()
    check = soak.dragoman("check-store")
    print(f"\n{asked.restarts} restarts; " + ", ".join(f"{load.done} {name}" for name, load in loads.items()))
    print(f"{len(failures)} failed; {lost} of {len(soak.names)} units lost; greatest growth x {worst:.2f}")
    print(check.strip().splitlines()[-1])
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures or lost else 0


if __name__ == "__main__":
    sys.exit(main())
