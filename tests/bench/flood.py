#!/usr/bin/python3
"""Floods a server over HTTP/2 and prints what that does to the lookups of others, and to its memory.

Each attack runs beside a client that looks up one sentence after the other; the same client is measured before it,
so that a figure is a ratio of one run. Needs Debian's python3-hpack. Usage:

    tests/bench/flood.py --bin build/release/bin [--seconds 5] [--attacks reset,ping] [--address HOST:PORT]

With --address the attacks and the lookups go there, to a proxy in front of a server that already has the memory.
Attackers have machines of their own: with --attacker-gives-way theirs takes only what processor time is left here.
"""

import argparse
import os
import pathlib
import resource
import selectors
import socket
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
HEADERS, RST_STREAM, SETTINGS, PING, CONTINUATION = 1, 3, 4, 6, 9
END_HEADERS, ACK = 4, 1
IDLE_CONNECTIONS = 2000
DEADLINE_SECONDS = 5
TEXT = "The committee met on the last day of the year"


def frame(kind, flags=0, stream=0, payload=b""):
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def greeting():
    return PREFACE + frame(SETTINGS)


def headers_block(address):
    """Returns the headers of a call, as they are from the second call of a connection on, and of the first."""
    import hpack
    encoder = hpack.Encoder()
    fields = [(":method", "POST"), (":scheme", "http"), (":path", "/dragoman.v1.MemoryService/Lookup"),
              (":authority", address), ("content-type", "application/grpc"), ("te", "trailers")]
    return encoder.encode(fields), encoder.encode(fields)


def resets(address):
    first, later = headers_block(address)
    stream = 1
    reset = struct.pack(">I", 8)
    yield greeting() + frame(HEADERS, END_HEADERS, stream, first) + frame(RST_STREAM, 0, stream, reset)
    while True:
        frames = b""
        for _ in range(50):
            stream += 2
            frames += frame(HEADERS, END_HEADERS, stream, later) + frame(RST_STREAM, 0, stream, reset)
        yield frames


def pings(_address):
    yield greeting()
    while True:
        yield frame(PING, 0, 0, b"01234567") * 100


def settings(_address):
    yield greeting()
    while True:
        yield frame(SETTINGS, 0, 0, struct.pack(">HI", 4, 65535)) * 100


def continuations(address):
    first, _ = headers_block(address)
    yield greeting() + frame(HEADERS, 0, 1, first)
    while True:
        yield frame(CONTINUATION, 0, 1, b"\x00\x01a\x01b" * 20) * 50


FLOODS = {"reset": resets, "ping": pings, "settings": settings, "continuation": continuations}


def flood(name, address):
    """Sends as fast as is taken, on one connection after the other, until killed; reads what comes."""
    host, port = address.rsplit(":", 1)
    while True:
        try:
            with socket.create_connection((host, int(port))) as connection:
                for data in FLOODS[name](address):
                    connection.sendall(data)
                    drain(connection)
        except OSError:
            time.sleep(0.01)  # Closed on us: that is the defence.


def drain(connection):
    try:
        while connection.recv(65536, socket.MSG_DONTWAIT):
            pass
    except BlockingIOError:
        pass


def hold_idle(address):
    """Opens many connections that say hello and nothing more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    host, port = address.rsplit(":", 1)
    held = []
    for _ in range(min(IDLE_CONNECTIONS, hard - 100)):
        connection = socket.create_connection((host, int(port)))
        connection.sendall(greeting())
        held.append(connection)
    print("ready", flush=True)
    selectors.DefaultSelector().select(3600)
    time.sleep(3600)


def attack(name, address, gives_way):
    process = subprocess.Popen([sys.executable, __file__, "--attack", name, "--address", address],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if gives_way:
        os.sched_setscheduler(process.pid, os.SCHED_IDLE, os.sched_param(0))
    if name == "idle":
        process.stdout.readline()
    return process


def lookups(stub, request, seconds):
    """Returns the milliseconds of each lookup, one after the other; of one that fails those of its deadline."""
    import grpc
    end = time.monotonic() + seconds
    took = []
    while time.monotonic() < end:
        start = time.monotonic()
        try:
            stub.Lookup(request, timeout=DEADLINE_SECONDS)
        except grpc.RpcError:
            took.append(DEADLINE_SECONDS * 1000)
            continue
        took.append((time.monotonic() - start) * 1000)
    return sorted(took)


def resident_kib(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def measure(wire, running, address, asked):
    import grpc
    channel = grpc.insecure_channel(address)
    stub = wire.MEMORY_STUBS.MemoryServiceStub(channel)
    request = wire.MEMORIES.LookupRequest(options=wire.options("memories/load", "en", "ru"),
                                          query=wire.query(TEXT))
    lookups(stub, request, 1)
    print("| attack | lookups p50 ms | p99 ms | p50 × | p99 × | memory + MiB |\n| --- | --- | --- | --- | --- | --- |")
    for name in asked.attacks.split(","):
        calm = lookups(stub, request, asked.seconds)
        before = resident_kib(running.process.pid) if running else 0
        attacker = attack(name, address, asked.attacker_gives_way)
        try:
            hit = lookups(stub, request, asked.seconds)
            grown = (resident_kib(running.process.pid) - before) / 1024 if running else 0
        finally:
            attacker.kill()
            attacker.wait()
        middle, worst = hit[len(hit) // 2], hit[int(len(hit) * 0.99)]
        print(f"| {name} | {middle:.2f} | {worst:.2f} | {middle / calm[len(calm) // 2]:.1f} | "
              f"{worst / calm[int(len(calm) * 0.99)]:.1f} | {grown:.1f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, help="folder of dragomand")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--attacks", default=",".join([*FLOODS, "idle"]))
    parser.add_argument("--address", help="of a proxy or server that runs")
    parser.add_argument("--attacker-gives-way", action="store_true", help="attack with idle processor time only")
    parser.add_argument("--attack", help=argparse.SUPPRESS)  # The part that a child process does.
    asked = parser.parse_args()
    if asked.attack:
        return hold_idle(asked.address) if asked.attack == "idle" else flood(asked.attack, asked.address)
    if not asked.address and not asked.bin:
        parser.error("give --bin or --address")
    os.environ.setdefault("DRAGOMAND_BINARY", str(asked.bin / "dragomand") if asked.bin else "none")
    import server
    import wire
    if not asked.bin:
        return measure(wire, None, asked.address, asked)
    with tempfile.TemporaryDirectory(prefix="dragoman-flood-") as folder:
        running = server.Server(pathlib.Path(folder) / "data")
        try:
            fill(wire, running)
            measure(wire, running, asked.address or running.address, asked)
        finally:
            running.kill()


def fill(wire, running):
    stub = wire.MEMORY_STUBS.MemoryServiceStub(running.channel())
    stub.CreateMemory(wire.MEMORIES.CreateMemoryRequest(memory_id="load"))
    stub.WriteUnits(wire.MEMORIES.WriteUnitsRequest(
        parent="memories/load", units=[wire.unit({"en": TEXT, "ru": "Комитет собрался"})]))


if __name__ == "__main__":
    sys.exit(main())
