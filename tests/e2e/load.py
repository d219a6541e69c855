"""A server that is restarted, and clients that go on and on meanwhile."""

import json
import subprocess
import threading

import grpc

import server

DEADLINE_SECONDS = 60

POLICY = {"methodConfig": [{
    "name": [{}], "waitForReady": True,
    "retryPolicy": {"maxAttempts": 5, "initialBackoff": "0.2s", "maxBackoff": "10s", "backoffMultiplier": 4,
                    "retryableStatusCodes": ["UNAVAILABLE"]}}]}


def retrying_channel(address):
    """Returns a channel whose calls outlast a restart of the server."""
    return grpc.insecure_channel(
        address, options=[("grpc.service_config", json.dumps(POLICY)),
                          ("grpc.initial_reconnect_backoff_ms", 100),
                          ("grpc.max_reconnect_backoff_ms", 1000)])


class RestartedServer:
    """A server on a socket that stays, and clients that outlast its restarts."""

    def __init__(self, folder):
        self.folder = folder
        self.address = f"unix:{folder}/socket"
        self.start()
        self.channel = retrying_channel(self.address)

    def start(self):
        self.running = server.Server(self.folder / "data", listen=self.address)

    def restart(self):
        """Returns the exit code of the server that was."""
        code = self.running.stop()
        self.start()
        return code

    def dragoman(self, *arguments):
        """Runs the client, which has to succeed, and returns what it printed."""
        done = subprocess.run(
            [server.binary("dragoman"), "--wait", str(DEADLINE_SECONDS), *arguments], text=True,
            capture_output=True, env={**server.clean_environment(self.folder),
                                      "DRAGOMAN_SERVER": self.address})
        if done.returncode != 0:
            raise RuntimeError(f"{arguments}: {done.stderr}")
        return done.stdout


class Load:
    """Calls that are repeated in a thread until the end; keeps what failed."""

    def __init__(self, call, pause=0.0):
        self.call, self.pause, self.done, self.failures = call, pause, 0, []
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.ending.is_set():
            try:
                self.call(self.done)
            except Exception as error:  # Whatever it is, the test names it.
                self.failures.append(str(error))
            self.done += 1
            if self.pause:
                self.ending.wait(self.pause)

    def end(self):
        self.ending.set()
        self.thread.join()
