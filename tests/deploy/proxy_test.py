"""deploy/nginx.conf: calls, streams, errors and tokens pass, and headers that never end do not."""

import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
sys.path.insert(0, str(ROOT / "tests" / "bench"))

import flood  # noqa: E402
import server  # noqa: E402

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
MAIN = """
user root;
daemon off;
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {site}
}}
"""


def site(folder):
    """Returns the configuration as it is shipped, on sockets of the folder and without TLS."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for shipped, ours in (("listen 443 ssl http2;", f"listen unix:{folder}/front http2;"),
                          ("server 127.0.0.1:7070;", f"server unix:{folder}/back;")):
        assert shipped in text, shipped
        text = text.replace(shipped, ours)
    return "\n".join(line for line in text.splitlines() if "ssl_" not in line)


@unittest.skipUnless(NGINX, "nginx is not installed")
class Proxy(server.ServerCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="dragoman-proxy-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.token_file = self.folder / "token"
        self.back = server.Server(f"{folder.name}/data", "--require-tokens", "--bootstrap-token-file",
                                  str(self.token_file), listen=f"unix:{folder.name}/back")
        self.addCleanup(self.back.kill)
        configuration = self.folder / "nginx.conf"
        configuration.write_text(MAIN.format(folder=folder.name, site=site(folder.name)), encoding="utf-8")
        nginx = subprocess.Popen([NGINX, "-c", str(configuration)], stderr=subprocess.PIPE)
        self.addCleanup(nginx.communicate)
        self.addCleanup(nginx.terminate)
        self.front = f"unix:{folder.name}/front"
        self.await_front(nginx)

    def await_front(self, nginx):
        deadline = time.monotonic() + server.DEADLINE_SECONDS
        while time.monotonic() < deadline and nginx.poll() is None:
            with socket.socket(socket.AF_UNIX) as attempt:
                if attempt.connect_ex(self.front.removeprefix("unix:")) == 0:
                    return
            time.sleep(0.01)
        self.fail("nginx does not serve")

    def connect(self):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self.front.removeprefix("unix:"))
        return connection

    def through(self, *arguments, **options):
        environment = {"DRAGOMAN_TOKEN": self.token_file.read_text(encoding="utf-8").strip()}
        return self.ok(*arguments, server=self.front, environment=environment, **options)

    def test_calls_streams_and_tokens_pass(self):
        self.through("memory", "create", "m")
        rows = "en\tru\n" + "".join(f"Sentence {i} stands.\tПредложение {i} стоит.\n" for i in range(3000))
        self.through("import", self.file("rows.tsv", rows.encode()), "--memory", "m")
        answer = self.through("lookup", "Sentence 17 stands.", "--memory", "m", "--from", "en", "--to", "ru")
        self.assertIn("Предложение 17 стоит.", answer)
        self.assertEqual(self.through("export", "--memory", "m", "--format", "tsv").count("\n"), 3001)

    def test_errors_pass_with_their_text(self):
        error = self.fails(1, "status", server=self.front)
        self.assertIn("token", error)

    def test_headers_that_never_end_are_refused(self):
        connection = self.connect()
        self.addCleanup(connection.close)
        connection.settimeout(server.DEADLINE_SECONDS)  # A proxy that reads on for ever fails here.
        # The stream's headers go on in frames of which none says that it is the last.
        connection.sendall(flood.greeting() + flood.frame(flood.HEADERS, 0, 1, b"\x00\x01a\x01b"))
        try:
            for _ in range(1000):
                connection.sendall(flood.frame(flood.CONTINUATION, 0, 1, b"\x00\x03key\x7f\x81\x07" + b"v" * 256))
            while connection.recv(65536):
                pass
        except ConnectionError:
            pass  # Closed by nginx, as it should be.
        self.through("memory", "list")


if __name__ == "__main__":
    unittest.main()
