#!/usr/bin/python3
"""Cancels long calls of a server midway and prints how long the server goes on to work for them.

Work is the processor time of the server's threads, which has nothing else to do: a call has stopped when none of the
steps of 5 ms after it takes a third of one processor. Usage:

    tests/bench/cancel.py --bin build/release/bin [--units 200000] [--repeats 10]
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import grpc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

BAR_MILLIS = 50
STEP_SECONDS = 0.005
WATCH_SECONDS = 0.5  # What goes on for longer counts as this.
BUSY_SHARE = 1 / 3
DOCUMENT_BYTES = 3_000_000
PLACES = ["Tashkent", "Lahore", "Moscow", "Karachi", "Geneva", "Astana", "Islamabad", "Kazan", "Vienna", "Doha", "Baku"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="folder of dragomand and dragoman")
    parser.add_argument("--units", type=int, default=200_000, help="units of the memory")
    parser.add_argument("--repeats", type=int, default=10, help="cancellations of each call")
    return parser.parse_args()


def sentence(number):
    """Returns one of many English texts that are much alike."""
    places = [PLACES[number // len(PLACES) ** i % len(PLACES)] for i in range(3)]
    return f"The minister met the delegation from {places[0]} in {places[1]}, {number} days before {places[2]}"


def run_client(asked, running, *command):
    subprocess.run([asked.bin / "dragoman", "--server", running.address, *command], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def fill(asked, running, folder):
    import wire
    memories = wire.MEMORY_STUBS.MemoryServiceStub(running.channel())
    memories.CreateMemory(wire.MEMORIES.CreateMemoryRequest(memory_id="load"))
    table = folder / "units.tsv"
    with open(table, "w", encoding="utf-8") as out:
        out.write("en\tru\n")
        out.writelines(f"{sentence(i)}\tМинистр встретил делегацию {i % 5000}\n" for i in range(asked.units))
    run_client(asked, running, "import", table, "--memory", "load", "--policy", "add")


def document(name):
    lines = []
    size = 0
    while size < DOCUMENT_BYTES:
        lines.append(sentence(len(lines)) + ".\n\n")
        size += len(lines[-1])
    return {"name": name, "content": "".join(lines)[:DOCUMENT_BYTES].encode()}


def calls(channel):
    """Returns {name: function that begins the call}; what is streamed is read in a thread."""
    import server
    import wire
    checks, check_stubs = server.stubs("check_service")
    memory = wire.MEMORY_STUBS.MemoryServiceStub(channel)
    transfer = wire.TRANSFER_STUBS.TransferServiceStub(channel)
    admin = wire.ADMIN_STUBS.AdminServiceStub(channel)
    documents = wire.DOCUMENT_STUBS.DocumentServiceStub(channel)
    check = check_stubs.CheckServiceStub(channel)
    options = wire.options("memories/load", "en", "ru", min_score=50)
    batch = wire.MEMORIES.BatchLookupRequest(
        options=options, queries=[wire.query(sentence(7 * i) + " again") for i in range(1000)])
    export = wire.TRANSFER.ExportRequest(parent="memories/load", format=wire.TRANSFER.TMX)
    report = checks.ReportConsistencyRequest(source_language="en", target_language="ru", memories=["memories/load"])
    text = document("report.txt")
    analysis = wire.DOCUMENTS.AnalyseDocumentsRequest(files=[text], options=options)
    pretranslation = wire.DOCUMENTS.PretranslateDocumentRequest(document=text, options=options)
    return {
        "BatchLookup": lambda: memory.BatchLookup.future(batch),
        "Export": lambda: reading(transfer.Export(export)),
        "CheckStore": lambda: reading(admin.CheckStore(wire.ADMIN.CheckStoreRequest())),
        "ReportConsistency": lambda: reading(check.ReportConsistency(report)),
        "AnalyseDocuments": lambda: reading(documents.AnalyseDocuments(analysis)),
        "PretranslateDocument": lambda: documents.PretranslateDocument.future(pretranslation),
    }


def reading(stream):
    def read():
        try:
            for _ in stream:
                pass
        except grpc.RpcError:
            pass  # Cancelled, as it should be.
    threading.Thread(target=read, daemon=True).start()
    return stream


def processor_seconds(pid):
    """Returns the processor time of a process, to the nanosecond."""
    spent = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            spent += int((task / "schedstat").read_text().split()[0])
        except FileNotFoundError:
            pass  # The thread has ended.
    return spent / 1e9


def works_until(pid):
    """Returns the milliseconds until the process has stopped to work."""
    start = at = time.monotonic()
    before = processor_seconds(pid)
    last = 0
    while at - start < WATCH_SECONDS:
        time.sleep(STEP_SECONDS)
        now, spent = time.monotonic(), processor_seconds(pid)
        if spent - before > BUSY_SHARE * (now - at):
            last = now - start
        at, before = now, spent
    return last * 1000


def cancellations(begin, pid, repeats):
    """Returns for each cancelled call the milliseconds for which the server went on."""
    times = []
    for i in range(repeats):
        call = begin()
        time.sleep(0.06 + 0.03 * (i % 8))  # At various points of its work.
        if call.done():
            continue
        call.cancel()
        times.append(works_until(pid))
    return sorted(times)


def main():
    asked = arguments()
    os.environ["DRAGOMAND_BINARY"] = str(asked.bin / "dragomand")
    import server
    worst = 0
    with tempfile.TemporaryDirectory(prefix="dragoman-cancel-") as name:
        folder = pathlib.Path(name)
        running = server.Server(folder / "data")
        try:
            fill(asked, running, folder)
            time.sleep(15)  # Until its index is merged, as after any import.
            # The first to read all of it wakes the store's own thread for some 80 ms, whether cancelled or not.
            run_client(asked, running, "export", "--format", "tmx", "--memory", "load")
            time.sleep(1)
            print("| call | cancelled | ms p50 | ms most |\n| --- | --- | --- | --- |")
            for call, begin in calls(running.channel()).items():
                times = cancellations(begin, running.process.pid, asked.repeats)
                if not times:
                    print(f"| {call} | 0: it ended before | – | – |")
                    continue
                worst = max(worst, times[-1])
                print(f"| {call} | {len(times)} | {times[len(times) // 2]:.0f} | {times[-1]:.0f} |", flush=True)
            return 0 if worst <= BAR_MILLIS else 1
        finally:
            running.kill()


if __name__ == "__main__":
    sys.exit(main())
