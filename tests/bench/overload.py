#!/usr/bin/python3
"""Offers a server many times the work it can do and prints what it answers, what it refuses, and how soon.

The work is a batch of lookups that takes some milliseconds. The peak is what clients get who wait for each answer;
then other clients send a multiple of that, whatever comes back. Usage:

    tests/bench/overload.py --bin build/release/bin [--times 10] [--seconds 10]
"""

import argparse
import os
import pathlib
import sys
import tempfile
import threading
import time

import grpc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

WAITING_CLIENTS = 4
CONNECTIONS = 4


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="folder of dragomand")
    parser.add_argument("--times", type=float, default=10, help="times the peak to offer")
    parser.add_argument("--seconds", type=float, default=10, help="how long each part takes")
    parser.add_argument("--queries", type=int, default=100, help="lookups of a batch")
    return parser.parse_args()


def connect(address):
    return grpc.insecure_channel(address, options=[("grpc.use_local_subchannel_pool", 1)])


def fill(wire, stub):
    """Writes a memory of texts that are much alike, so that a lookup has work."""
    memory = stub.CreateMemory(wire.MEMORIES.CreateMemoryRequest(memory_id="load")).name
    for batch in range(5):
        units = [wire.unit({"en": f"The committee of {i % 97} states met on day {batch * 1000 + i} of the year",
                            "ru": f"Комитет {i}"}) for i in range(1000)]
        stub.WriteUnits(wire.MEMORIES.WriteUnitsRequest(parent=memory, units=units))
    return memory


def batch_of(wire, memory, count):
    request = wire.MEMORIES.BatchLookupRequest(options=wire.options(memory, "en", "ru", min_score=60))
    request.queries.extend(
        wire.query(f"The committee of {i} members met on the last day of the year") for i in range(count))
    return request


def peak(stubs, request, seconds):
    """Returns the calls a second that clients get who wait for each answer."""
    end = time.monotonic() + seconds
    counts = []

    def work(stub):
        count = 0
        while time.monotonic() < end:
            stub.BatchLookup(request)
            count += 1
        counts.append(count)

    threads = [threading.Thread(target=work, args=(stubs[i % len(stubs)],)) for i in range(WAITING_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


class Offer:
    """Calls that are sent at a rate; what became of them, by code, with the milliseconds each took."""

    def __init__(self, stubs, request):
        self.stubs = stubs
        self.request = request
        self.outcomes = {}
        self.lock = threading.Lock()
        self.open = 0
        self.idle = threading.Condition(self.lock)

    def send(self, per_second, seconds):
        start = time.monotonic()
        for i in range(int(per_second * seconds)):
            pause = start + i / per_second - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            self.call(self.stubs[i % len(self.stubs)])
        self.elapsed = time.monotonic() - start
        with self.idle:
            self.idle.wait_for(lambda: self.open == 0, timeout=60)

    def call(self, stub):
        sent = time.monotonic()
        with self.lock:
            self.open += 1
        stub.BatchLookup.future(self.request).add_done_callback(lambda call: self.note(call, sent))

    def note(self, call, sent):
        with self.idle:
            self.outcomes.setdefault(call.code().name, []).append((time.monotonic() - sent) * 1000)
            self.open -= 1
            self.idle.notify()


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0


def main():
    asked = arguments()
    os.environ["DRAGOMAND_BINARY"] = str(asked.bin / "dragomand")
    import server
    import wire
    with tempfile.TemporaryDirectory(prefix="dragoman-overload-") as folder:
        running = server.Server(pathlib.Path(folder) / "data")
        try:
            channels = [connect(running.address) for _ in range(CONNECTIONS)]
            stubs = [wire.MEMORY_STUBS.MemoryServiceStub(channel) for channel in channels]
            request = batch_of(wire, fill(wire, stubs[0]), asked.queries)
            most = peak(stubs, request, asked.seconds)
            offer = Offer(stubs, request)
            offer.send(asked.times * most, asked.seconds)
            good = len(offer.outcomes.get("OK", [])) / offer.elapsed
            sent = sum(map(len, offer.outcomes.values())) / offer.elapsed
            print("| calls | a second | of the peak | ms p50 | ms p99 |\n| --- | --- | --- | --- | --- |")
            print(f"| peak | {most:.0f} | 100% | – | – |\n| offered | {sent:.0f} | {sent / most:.0%} | – | – |")
            for code, took in sorted(offer.outcomes.items()):
                print(f"| {code} | {len(took) / offer.elapsed:.0f} | {len(took) / offer.elapsed / most:.0%} | "
                      f"{percentile(took, 0.5):.1f} | {percentile(took, 0.99):.1f} |")
            return 0 if good >= 0.8 * most else 1
        finally:
            running.kill()


if __name__ == "__main__":
    sys.exit(main())
