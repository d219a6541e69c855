"""The table of a benchmark run, in Markdown, from the figures that bench.py collects.

By hand: python3 tests/bench/report.py build/release/bench/results.json
"""

import json
import pathlib
import sys

BAR_SIZE = 1_000_000  # The size that the bars are about.
NONE = "–"


# ---- Figures.

def row_of(rows, **wanted):
    """Returns the first of the rows that has these values, or None."""
    return next((row for row in rows or []
                 if all(row[name] == value for name, value in wanted.items())), None)


def memories(results):
    """Yields (size, language's figures) of every memory looked up in."""
    for found in results["sizes"] + ([results["urdu"]] if results["urdu"] else []):
        for language in found["languages"]:
            yield found["size"], language


def cpu_micros(load):
    """Returns the processor time that one item took, on both sides."""
    return load["server_cpu_micros"] + load["client_cpu_micros"]


def least_cpu_micros(served, load):
    """Returns the processor time that an item of a load cannot do without: a lookup in process; for
    a unary call also an empty call with as many clients."""
    micros = served["in_process"]["one_thread"]["cpu_micros"]
    if load["kind"] == "unary":
        micros += cpu_micros(row_of(served["served"]["loads"], kind="echo",
                                    clients=load["clients"]))
    return micros


def possible_per_second(served, load):
    """Returns the rate that a load is measured by: what that processor time allows for unary
    calls, the rate in process for batches and streams."""
    if load["kind"] == "unary":
        return served["cores"] * 1e6 / least_cpu_micros(served, load)
    return served["in_process"]["two_threads"]["per_second"]


def index_bytes(found):
    """Returns the resident bytes for each segment of each language that lookups need."""
    figures = found["import"]
    used, empty = figures["resident_small_cache"], figures["empty"]
    segments = 2 * figures["import"]["units"]
    return (used["anonymous"] + used["file"] - empty["anonymous"] - empty["file"]) / segments


def wrong(results):
    """Returns what no run may show, one line each."""
    lines = []
    for size, language in memories(results):
        for row in language["recall"]:
            if row["found"] != row["expected"] or row["other_answers"]:
                lines.append(
                    f"{size:,} units, {language['language']}, T = {row['threshold']}, limit "
                    f"{row['limit']}: {row['found']} of {row['expected']} matches found, "
                    f"{row['other_answers']} of {row['queries']} answers differ")
    for found in results["sizes"]:
        figures, live = found["import"], found["live"]
        imported = figures["import"]["units"]
        if not figures["import"]["last_found"]:
            lines.append(f"{found['size']:,} units: the last unit of the import is not found")
        for start in ("start_after_kill", "start_after_stop"):
            if figures[start]["units"] != imported:
                lines.append(f"{found['size']:,} units: {imported} imported, "
                             f"{figures[start]['units']} there at {start}")
        for phase in ("idle", "importing"):
            if live[phase]["not_found"]:
                lines.append(f"{found['size']:,} units, {phase}: {live[phase]['not_found']} units "
                             "written were not found by the next lookup")
    return lines


# ---- Text.

def number(value):
    """Returns a number with as many digits as say something."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def one_of(times):
    return f"1/{times:,.0f}"


def percent(part):
    return f"{100 * part:.0f}%"


def markdown(title, columns, rows):
    """Returns a heading and a table; numbers are formatted, text stands as it is."""
    def line(cells):
        return "| " + " | ".join(cells) + " |"
    cells = [[cell if isinstance(cell, str) else number(cell) for cell in row] for row in rows]
    return "\n".join([f"### {title}", line(columns), line(["---"] * len(columns)),
                      *(line(row) for row in cells)]) + "\n"


def recall_text(language, threshold):
    rows = [row for row in language["recall"] if row["threshold"] == threshold]
    expected, found = (sum(row[name] for row in rows) for name in ("expected", "found"))
    others = sum(row["other_answers"] for row in rows)
    part = "100%" if found == expected else f"{100 * found / expected:.3f}%"
    return f"{part} of {expected:,}" + (f", {others} answers differ" if others else "")


def lookups_table(results):
    rows = []
    for size, language in memories(results):
        scan = language["scan"]
        for row in language["lookups"]:
            alone = row["threads"] == 1
            rows.append([
                f"{size:,}", language["language"], str(row["threshold"]), str(row["threads"]),
                row["mean"], row["p50"], row["p99"], row["cpu"], row["per_second"],
                row["analyse"], row["search"], row["fetch"], row["matches"], scan["mean"] / 1000,
                one_of(scan["mean"] / row["mean"]) if alone else NONE,
                one_of(scan["cpu"] / row["cpu"]) if alone else NONE,
                recall_text(language, row["threshold"]) if alone else NONE])
    return markdown("Lookups in process: text in, ten best out (µs)", [
        "units", "from", "T", "threads", "mean", "p50", "p99", "CPU", "lookups/s", "analyse",
        "search", "fetch", "matches", "scan, ms", "mean ÷ scan", "by CPU", "recall"], rows)


def short_table(results):
    rows = []
    for size, language in memories(results):
        for row in language["short"]:
            other = row_of(language["lookups"], threshold=row["threshold"], threads=1)
            rows.append([f"{size:,}", language["language"], str(row["threshold"]), row["mean"],
                         row["p50"], row["p99"], other["p99"], row["p99"] / other["p99"]])
    return markdown("Queries of 1–3 words (µs)", [
        "units", "from", "T", "mean", "p50", "p99", "p99 of the rest", "ratio"], rows)


def concordance_table(results):
    rows = [[f"{size:,}", language["language"], found["count"], found["found"], found["mean"],
             found["p50"], found["p99"]]
            for size, language in memories(results)
            for found in [language["concordance"]]]
    return markdown("Concordance of two neighbouring words, first 20 hits (µs)", [
        "units", "from", "queries", "segments found", "mean", "p50", "p99"], rows)


def growth_table(results):
    rows = []
    for small, large in zip(results["sizes"], results["sizes"][1:]):
        for before, after in zip(small["languages"], large["languages"]):
            for row in after["lookups"]:
                earlier = row_of(before["lookups"], threshold=row["threshold"],
                                 threads=row["threads"])
                if row["threads"] == 1:
                    rows.append([f"{small['size']:,} → {large['size']:,}", after["language"],
                                 str(row["threshold"]), large["size"] / small["size"],
                                 row["mean"] / earlier["mean"], row["p50"] / earlier["p50"],
                                 row["p99"] / earlier["p99"]])
    return markdown("Growth, one thread", [
        "units", "from", "T", "units ×", "mean ×", "p50 ×", "p99 ×"], rows)


def call_table(results):
    rows = []
    for found in results["sizes"]:
        trips = found["served"]["served"]["round_trips"]
        side = found["served"]["in_process"]["server_side"]
        echo = trips["echo"]["p50"]
        rows.append([f"{found['size']:,}", echo, trips["echo"]["p99"], trips["lookup"]["p50"],
                     trips["lookup"]["p99"], trips["lookup_steps"]["p50"], side["p50"],
                     trips["lookup"]["p50"] - echo, side["p50"] / echo,
                     (trips["lookup"]["p50"] - echo) / echo])
    return markdown("One lookup against one empty call, T = 70, one in flight (µs)", [
        "units", "empty p50", "empty p99", "lookup p50", "lookup p99", "steps p50",
        "server side p50", "lookup − empty", "server side ÷ empty", "(lookup − empty) ÷ empty"],
        rows)


def load_table(results):
    rows = []
    for found in results["sizes"]:
        served = found["served"]
        for threads in ("one_thread", "two_threads"):
            row = served["in_process"][threads]
            rows.append([f"{found['size']:,}", "in process", str(row["threads"]),
                         row["per_second"], row["cpu_micros"], *[NONE] * 4])
        for load in served["served"]["loads"]:
            row = [f"{found['size']:,}", "empty" if load["kind"] == "echo" else load["kind"],
                   str(load["clients"]), load["per_second"], load["server_cpu_micros"],
                   load["client_cpu_micros"]]
            if load["kind"] == "echo":
                rows.append(row + [NONE] * 3)
                continue
            possible = possible_per_second(served, load)
            rows.append(row + [possible, percent(load["per_second"] / possible),
                               percent(least_cpu_micros(served, load) / cpu_micros(load))])
    return markdown("Served: clients beside the server, T = 70", [
        "units", "calls", "clients", "a second", "server CPU µs each", "client CPU µs each",
        "possible a second", "reached", "by CPU time"], rows)


def import_table(results):
    rows = []
    for found in results["sizes"]:
        figures, disk = found["import"], found["import"]["disk"]
        done, units = figures["import"], figures["import"]["units"]
        resident = figures["resident"]
        rows.append([
            f"{found['size']:,}", f"{units:,}", done["seconds"], done["per_second"],
            done["server_cpu_seconds"], done["client_cpu_seconds"],
            done["resident"]["peak"] / 2**20, (resident["anonymous"] + resident["file"]) / 2**20,
            index_bytes(found), disk["store"] / units, disk["index"] / units,
            figures["start_after_stop"]["seconds"], figures["start_after_kill"]["seconds"]])
    return markdown("Import of two-language units, memory, disk, starts", [
        "units", "stored", "s", "units/s", "server CPU s", "client CPU s", "peak MiB",
        "in use MiB", "resident bytes a segment", "store bytes a unit", "index bytes a unit",
        "start after stop, s", "after kill -9, s"], rows)


def live_table(results):
    rows = []
    for found in results["sizes"]:
        live = found["live"]
        idle, busy = live["idle"], live["importing"]
        rows.append([
            f"{found['size']:,}", live["units_added"] / busy["seconds"], busy["seconds"],
            idle["lookup"]["p50"], idle["lookup"]["p99"], busy["lookup"]["p50"],
            busy["lookup"]["p99"], busy["lookup"]["p99"] / idle["lookup"]["p99"],
            idle["write"]["p50"], busy["write"]["p50"], busy["write"]["p99"],
            f"{idle['write']['count'] + busy['write']['count']:,}",
            f"{idle['not_found'] + busy['not_found']:,}"])
    return markdown("Lookups and writes beside an import at full speed (µs)", [
        "units", "import units/s", "s", "lookup p50 idle", "p99 idle", "p50 importing",
        "p99 importing", "p99 ×", "write p50 idle", "p50 importing", "p99 importing", "written",
        "not found"], rows)


# ---- Bars.

def bars_table(results):
    """Returns the bars beside what the largest memory shows."""
    found = results["sizes"][-1]
    english = found["languages"][0]
    rows = []

    def add(what, bar, here, met):
        rows.append([what, bar, here if isinstance(here, str) else number(here),
                     "yes" if met else "no"])

    _add_lookup_bars(add, results, english)
    _add_served_bars(add, found["served"])
    _add_import_bars(add, found)
    concordance = english["concordance"]["p99"] / 1000
    add("concordance, two words, first 20 hits: p99, ms", "≤ 5", concordance, concordance <= 5)
    title = f"Bars, at {found['size']:,} units from English"
    if found["size"] < BAR_SIZE:
        title += f" (they are meant for {BAR_SIZE:,})"
    return markdown(title, ["what", "bar", "here", "met"], rows)


def _add_lookup_bars(add, results, english):
    complete = all(row["found"] == row["expected"] and not row["other_answers"]
                   for _, language in memories(results) for row in language["recall"])
    add("recall, every memory, language and T", "100%, same order",
        "100%" if complete else "less", complete)
    for threshold, least, micros in ((70, 500, 100), (85, 1000, 50), (50, 100, 500)):
        row = row_of(english["lookups"], threshold=threshold, threads=1)
        ratio = english["scan"]["mean"] / row["mean"]
        by_cpu = english["scan"]["cpu"] / row["cpu"]
        add(f"T = {threshold}: mean against the scan", f"1/{least}",
            f"{one_of(ratio)} ({one_of(by_cpu)} by CPU time)", ratio >= least)
        add(f"T = {threshold}: mean, µs", f"≤ {micros}", row["mean"], row["mean"] <= micros)
        if threshold == 70:
            add("T = 70: p99, µs", "≤ 1,000", row["p99"], row["p99"] <= 1000)
    if len(results["sizes"]) > 1:
        before = row_of(results["sizes"][-2]["languages"][0]["lookups"], threshold=70, threads=1)
        after = row_of(english["lookups"], threshold=70, threads=1)
        growth = after["mean"] / before["mean"]
        sizes = [each["size"] for each in results["sizes"][-2:]]
        add(f"growth from {sizes[0]:,} to {sizes[1]:,}, T = 70", "× 5", f"× {number(growth)}",
            growth <= 5)
    for threshold in (50, 70, 85):
        brief = row_of(english["short"], threshold=threshold)["p99"]
        rest = row_of(english["lookups"], threshold=threshold, threads=1)["p99"]
        add(f"T = {threshold}: p99 of 1–3 words ÷ the rest", "≤ 1", brief / rest, brief <= rest)


def _add_served_bars(add, served):
    side = served["in_process"]["server_side"]["p50"]
    trips = served["served"]["round_trips"]
    ratio = side / trips["echo"]["p50"]
    add("server side of a lookup ÷ empty call, p50", "≤ 1", ratio, ratio <= 1)
    for kind, bar in (("unary", 0.8), ("batch", 0.9), ("stream", 0.9),
                      ("stream of 25", 0.9)):
        best = max((load for load in served["served"]["loads"] if load["kind"] == kind),
                   key=lambda load: load["per_second"])
        reached = best["per_second"] / possible_per_second(served, best)
        by_cpu = least_cpu_micros(served, best) / cpu_micros(best)
        add(f"{kind} rate, of what is possible", f"≥ {percent(bar)}",
            f"{percent(reached)} ({percent(by_cpu)} by CPU time)", reached >= bar)


def _add_import_bars(add, found):
    figures, live = found["import"], found["live"]
    slower = live["importing"]["lookup"]["p99"] / live["idle"]["lookup"]["p99"]
    add("lookups beside an import, p99 against idle", "× 3", f"× {number(slower)}", slower <= 3)
    lost = live["idle"]["not_found"] + live["importing"]["not_found"]
    add("a written unit is found by the next lookup", "always", f"{lost} were not", lost == 0)
    rate, peak = figures["import"]["per_second"], figures["import"]["resident"]["peak"] / 2**20
    add("import, units/s", "≥ 40,000", rate, rate >= 40000)
    add("import, resident, MiB", "< 1,024", peak, peak < 1024)
    size = index_bytes(found)
    add("resident bytes per segment and language", "≤ 96", size, size <= 96)
    for name, bar in (("stop", 1), ("kill", 3)):
        seconds = figures[f"start_after_{name}"]["seconds"]
        add(f"start to first lookup after {name}, s", f"≤ {bar}", seconds, seconds <= bar)


# ---- All of it.

def head(results):
    """Returns when, where and on what this was measured."""
    facts, amount = results["machine"], results["amount"]
    words = ", ".join(f"{name} {mean:.1f}" for made in results["data"].values()
                      for name, mean in made["mean_words"].items())
    real = ", ".join(f"{made['real_units']:,} of {made['units']:,} {name} units ({corpus})"
                     for (name, made), corpus in zip(results["data"].items(),
                                                     results["corpora"].values()))
    return (f"{results['date']}, commit {results['commit']}. {facts['cpu']}, {facts['cores']} "
            f"cores, {facts['memory_gib']} GiB, {facts['system']}, load {facts['load_before']} "
            f"before the run. Seed {results['seed']}; {amount['queries']} queries of 4 words or "
            f"more and {amount['short']} of 1–3; answers of {amount['recall']} and "
            f"{amount['recall'] // 4} of them compared with the scan's, at limits 10 and 1000; the "
            f"scan timed on {amount['scan']}. Real text: {real}; the rest repeats with word edits. "
            f"Mean words: {words}.\n")


def table(results):
    """Returns the whole report; of a run that broke off, what there is."""
    complete = [found for found in results["sizes"] if "live" in found]
    results = {**results, "sizes": complete}
    parts = [f"## {results['date']}\n", head(results)]
    if complete:
        parts += [make(results) for make in (bars_table, lookups_table, short_table,
                                             concordance_table, growth_table, call_table, load_table, import_table, live_table)]
    return "\n".join(parts)


if __name__ == "__main__":
    print(table(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))))
