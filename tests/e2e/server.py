"""What all end-to-end tests share: a server in a temporary folder, Python stubs, the command line.

The environment names the programs: DRAGOMAND_BINARY and DRAGOMAN_BINARY. Stubs are generated at test
time from proto/, so that the tests read the protos as any client in another language does.
"""

import functools
import importlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import unittest

import grpc

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "glossaries" / "sample"
SHARED = pathlib.Path(os.environ.get("DRAGOMAN_SHARED_DIR", ROOT.parent / "shared"))
DEADLINE_SECONDS = 30


def binary(name):
    """Returns the path of "dragomand" or "dragoman"."""
    variable = f"{name.upper()}_BINARY"
    path = os.environ.get(variable)
    if not path:
        raise RuntimeError(f"set {variable} to the path of {name}")
    return path


@functools.lru_cache(maxsize=None)
def stub_folder():
    """Generates the stubs once and returns their folder, which lives as long as the process."""
    folder = tempfile.TemporaryDirectory(prefix="dragoman-stubs-")
    protos = sorted((ROOT / "proto" / "dragoman" / "v1").glob("*.proto"))
    subprocess.run(
        ["protoc", f"--proto_path={ROOT / 'proto'}", f"--python_out={folder.name}",
         f"--grpc_python_out={folder.name}",
         f"--plugin=protoc-gen-grpc_python={shutil.which('grpc_python_plugin')}", *protos],
        check=True)
    sys.path.insert(0, folder.name)
    return folder


def stubs(name):
    """Returns (messages, stubs) of one proto file, e.g. stubs("memory_service")."""
    stub_folder()
    return tuple(importlib.import_module(f"dragoman.v1.{name}{ending}")
                 for ending in ("_pb2", "_pb2_grpc"))


class Server:
    """A dragomand on a free port. Starting waits for its address, never for a fixed time."""

    def __init__(self, data, *options, listen="127.0.0.1:0"):
        self.data = pathlib.Path(data)
        self.log = open(self.data.parent / "dragomand.log", "ab")
        self.process = subprocess.Popen(
            [binary("dragomand"), "--data", self.data, "--listen", listen, *options],
            stdout=subprocess.PIPE, stderr=self.log, env=clean_environment(self.data.parent))
        alarm = threading.Timer(DEADLINE_SECONDS, self.process.kill)
        alarm.start()
        self.address = self.process.stdout.readline().decode().strip()
        alarm.cancel()
        if not self.address:
            self.kill()
            raise RuntimeError("dragomand did not start: " + self.log_text())

    def log_text(self):
        return (self.data.parent / "dragomand.log").read_text(encoding="utf-8")

    def channel(self):
        return grpc.insecure_channel(self.address, options=[
            ("grpc.max_receive_message_length", 64 << 20)])

    def stop(self, number=signal.SIGTERM):
        """Sends a signal and returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(DEADLINE_SECONDS)
        self.process.stdout.close()
        self.log.close()
        return code

    def kill(self):
        return self.stop(signal.SIGKILL)


def clean_environment(home):
    """Returns an environment in which nothing of the user's own Dragoman is left."""
    kept = {key: value for key, value in os.environ.items()
            if not key.startswith("DRAGOMAN") and key not in ("NO_COLOR", "XDG_CONFIG_HOME")}
    return {**kept, "HOME": str(home), "LC_ALL": "C.UTF-8"}


class ServerCase(unittest.TestCase):
    """One server for all tests of a class; each test makes memories of its own names."""

    ARGUMENTS = ()  # Of dragomand; "{folder}" is that of the class.

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="dragoman-e2e-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        arguments = (each.format(folder=cls.folder) for each in cls.ARGUMENTS)
        cls.server = Server(cls.folder / "data", *arguments)
        cls.addClassCleanup(cls.server.kill)
        cls.channel = cls.server.channel()
        cls.addClassCleanup(cls.channel.close)

    def file(self, name, content):
        """Writes a file into the temporary folder and returns its path."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def dragoman(self, *arguments, stdin=b"", server=None, environment=None):
        """Runs the client; stdout and stderr come back as text, wrong UTF-8 as surrogates."""
        where = {} if server == "" else {"DRAGOMAN_SERVER": server or self.server.address}
        done = subprocess.run(
            [binary("dragoman"), *arguments], capture_output=True, cwd=self.folder,
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            env={**clean_environment(self.folder), **where, **(environment or {})},
            timeout=DEADLINE_SECONDS)
        done.stdout = done.stdout.decode(errors="surrogateescape")
        done.stderr = done.stderr.decode(errors="surrogateescape")
        return done

    def ok(self, *arguments, **options):
        """Runs the client, which has to succeed, and returns what it printed."""
        done = self.dragoman(*arguments, **options)
        self.assertEqual(done.returncode, 0, f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def json(self, *arguments, **options):
        """As ok(), for one JSON value."""
        return json.loads(self.ok(*arguments, "--json", **options))

    def json_lines(self, *arguments, **options):
        """As ok(), for one JSON value a line."""
        return [json.loads(line) for line in self.ok(*arguments, "--json", **options).splitlines()]

    def fails(self, code, *arguments, **options):
        """Runs the client, which has to fail with `code`, and returns its one line on stderr."""
        done = self.dragoman(*arguments, **options)
        self.assertEqual(done.returncode, code, f"{arguments}: {done.stdout}{done.stderr}")
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 1, f"{arguments}: {done.stderr}")
        self.assertTrue(lines[0].startswith("dragoman: "), lines[0])
        return lines[0]
