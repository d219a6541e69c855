"""Clients that go on and on, over restarts of their server."""

import json
import threading

import grpc

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
