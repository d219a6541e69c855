"""Directs the benchmarks: makes data, fills memories of each size, runs every program on them,
writes figures and table. Started by run.sh after the build, and by ctest with --quick.

The exit code says whether answers were right, never whether they were fast.
"""

import argparse
import datetime
import itertools
import json
import lzma
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import time

import report

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLE = ROOT / "glossaries" / "sample" / "memory.tsv"
URDU_UNITS = 60_000  # What the Urdu corpus has, less what is held out.
LEAST_LIVE_UNITS = 50_000  # Imported beside lookups: enough to take a while.

# How much is measured.
FULL = {"queries": 1000, "short": 300, "recall": 1000, "scan": 20, "rounds": 3, "seconds": 3,
        "idle": 10, "settle": 6}
QUICK = {"queries": 100, "short": 40, "recall": 100, "scan": 4, "rounds": 1, "seconds": 0.2,
         "idle": 1, "settle": 0}


def parse_arguments():
    parser = argparse.ArgumentParser(description="Runs the benchmarks and prints their table.")
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="folder of the programs")
    parser.add_argument("--quick", action="store_true", help="10,000 units, few queries")
    parser.add_argument("--sizes", help="units, with commas (default 10000,100000,1000000)")
    parser.add_argument("--data", type=pathlib.Path, default=CORPUS, help="folder of the corpus")
    parser.add_argument("--work", type=pathlib.Path,
                        help="folder for temporary files (default: one in $TMPDIR)")
    parser.add_argument("--keep", action="store_true",
                        help="leave data and stores there, for single programs")
    parser.add_argument("--out", type=pathlib.Path,
                        help="folder for table.md and results.json (default: bench beside --bin)")
    parser.add_argument("--min-words", type=int, default=1,
                        help="leave out pairs of fewer words (default 1: all)")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn (default 1)")
    parser.add_argument("--recall", type=int, help="queries whose answers are compared")
    parser.add_argument("--json", action="store_true", help="print figures instead of the table")
    arguments = parser.parse_args()
    sizes = arguments.sizes or ("10000" if arguments.quick else "10000,100000,1000000")
    arguments.sizes = sorted(int(size) for size in sizes.split(","))
    arguments.out = arguments.out or arguments.bin.resolve().parent / "bench"
    return arguments


def say(text):
    print(f"bench: {time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def machine():
    """Returns what a reader needs to know of this machine."""
    def first(path, field):
        lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
        return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(field)), "?")
    return {
        "cpu": first("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count(),
        "memory_gib": round(int(first("/proc/meminfo", "MemTotal").split()[0]) / 2**20),
        "system": f"{platform.system()} {platform.release()}",
        "load_before": round(os.getloadavg()[0], 1),
    }


def commit():
    """Returns the commit that is measured, with "+" when the tree has changes; "?" outside of git."""
    def git(*words):
        return subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True,
                              check=True).stdout
    try:
        return git("rev-parse", "--short", "HEAD").strip() + ("+" if git("status", "-s") else "")
    except (OSError, subprocess.CalledProcessError):
        return "?"


class Bench:
    """One run: its settings, its temporary folder, what it has found so far."""

    def __init__(self, arguments, work):
        self.arguments = arguments
        self.work = work
        self.amount = dict(QUICK if arguments.quick else FULL)
        if arguments.recall is not None:
            self.amount["recall"] = arguments.recall
        self.results = {
            "date": datetime.date.today().isoformat(), "commit": commit(), "machine": machine(),
            "quick": arguments.quick, "seed": arguments.seed, "min_words": arguments.min_words,
            "amount": self.amount, "sizes": [], "urdu": None,
        }

    def run(self, program, **options):
        """Runs a program and returns the JSON that it prints."""
        words = [self.arguments.bin / program]
        for name, value in options.items():
            words += ["--" + name.replace("_", "-"), value]
        done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            log = self.work / "log"
            if log.exists():
                print(*log.read_text(encoding="utf-8").splitlines()[-20:], sep="\n",
                      file=sys.stderr)
            sys.exit(f"bench: {program} failed")
        return json.loads(done.stdout)

    def save(self):
        out = self.arguments.out
        out.mkdir(parents=True, exist_ok=True)
        (out / "results.json").write_text(json.dumps(self.results, indent=1), encoding="utf-8")
        (out / "table.md").write_text(report.table(self.results), encoding="utf-8")

    # Data.

    def pairs(self, name, column):
        """Returns a file of English and another language: from the corpus, else the sample."""
        path = self.work / f"{name}.tsv"
        packed = self.arguments.data / f"{name}.tsv.xz"
        self.results.setdefault("corpora", {})[name] = packed.name if packed.exists() else "sample"
        if packed.exists():
            with lzma.open(packed) as source, open(path, "wb") as target:
                shutil.copyfileobj(source, target)
        else:
            say(f"no {packed.name} in the data folder: using {SAMPLE.relative_to(ROOT)}")
            rows = [line.split("\t") for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
            path.write_text("".join(f"{row[0]}\t{row[column]}\n" for row in rows[1:]),
                            encoding="utf-8")
        return path

    def make_data(self, name, column, units, stored_within):
        """Makes units and queries; returns their folder."""
        folder = self.work / f"{name}-data"
        folder.mkdir()
        made = self.run("make_data", input=self.pairs(name, column), out=folder, first="en",
                        second=name[-2:], units=units, stored_within=stored_within,
                        queries=self.amount["queries"], short=self.amount["short"],
                        min_words=self.arguments.min_words, seed=self.arguments.seed)
        self.results.setdefault("data", {})[name] = made
        return folder

    def slice(self, data, begin, end):
        """Returns a file of the units from `begin` to `end`."""
        path = self.work / f"units-{begin}-{end}.tsv"
        with open(data / "units.tsv", "rb") as source, open(path, "wb") as target:
            target.write(source.readline())
            target.writelines(itertools.islice(source, begin, end))
        return path

    # Measurements.

    def fill(self, store, data, units, language):
        return self.run("import_bench", server=self.arguments.bin / "dragomand",
                        client=self.arguments.bin / "dragoman", data=store, log=self.work / "log",
                        units=units, language=language, queries=data / f"queries-{language}.txt",
                        settle_seconds=self.amount["settle"])

    def look_up(self, store, data, language):
        return self.run("lookup_bench", data=store, language=language,
                        queries=data / f"queries-{language}.txt",
                        short=data / f"short-{language}.txt", rounds=self.amount["rounds"],
                        recall_queries=self.amount["recall"], scan_queries=self.amount["scan"])

    def serve(self, store, data):
        return self.run("served_bench", server=self.arguments.bin / "dragomand_with_echo",
                        data=store, log=self.work / "log", language="en",
                        queries=data / "queries-en.txt", seconds=self.amount["seconds"])

    def live(self, store, data, more):
        return self.run("live_bench", server=self.arguments.bin / "dragomand",
                        client=self.arguments.bin / "dragoman", data=store, log=self.work / "log",
                        units=more, queries=data / "queries-en.txt",
                        idle_seconds=self.amount["idle"])

    def live_units(self, size):
        return max(size // 5, 2000 if self.arguments.quick else LEAST_LIVE_UNITS)

    def measure(self, size, data):
        """Measures everything on a memory of one size."""
        store = self.work / f"store-{size}"
        found = {"size": size, "languages": []}
        self.results["sizes"].append(found)
        units = self.slice(data, 0, size)
        more = self.slice(data, size, size + self.live_units(size))
        say(f"{size:,} units: import, starts")
        found["import"] = self.fill(store, data, units, "en")
        for language in ("en", "ru"):
            say(f"{size:,} units: lookups from {language}")
            found["languages"].append(self.look_up(store, data, language))
            self.save()
        say(f"{size:,} units: served lookups")
        found["served"] = self.serve(store, data)
        self.save()
        say(f"{size:,} units: lookups beside an import")
        found["live"] = self.live(store, data, more)
        self.save()
        if not self.arguments.keep:
            for path in (units, more):
                path.unlink()
            shutil.rmtree(store)

    def measure_urdu(self):
        size = min(self.arguments.sizes[-1], URDU_UNITS)
        data = self.make_data("en-ur", 2, size, min(self.arguments.sizes[0], size))
        say(f"{size:,} units: lookups from ur")
        store = self.work / "store-ur"
        self.fill(store, data, data / "units.tsv", "ur")
        self.results["urdu"] = {"size": size, "languages": [self.look_up(store, data, "ur")]}
        self.save()

    def measure_all(self):
        sizes = self.arguments.sizes
        say(f"seed {self.arguments.seed}, sizes {', '.join(f'{size:,}' for size in sizes)}")
        most = max(size + self.live_units(size) for size in sizes)
        data = self.make_data("en-ru", 1, most, sizes[0])
        for size in sizes:
            self.measure(size, data)
        self.measure_urdu()


def main():
    arguments = parse_arguments()
    work = tempfile.mkdtemp(prefix="dragoman-bench-", dir=arguments.work)
    try:
        bench = Bench(arguments, pathlib.Path(work))
        bench.measure_all()
    finally:
        if arguments.keep:
            say(f"data and stores are in {work}")
        else:
            shutil.rmtree(work)
    print(json.dumps(bench.results) if arguments.json else report.table(bench.results))
    wrong = report.wrong(bench.results)
    for line in wrong:
        say(f"WRONG: {line}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
