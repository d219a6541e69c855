"""Identity and rights with the programs as users run them: the first token, roles, TLS, certificates,
the audit log; and that no secret is written anywhere but where it was asked for."""

import json
import os
import pathlib
import stat
import subprocess
import tempfile
import unittest

import server


class Certificates:
    """An authority and what it signs, made by openssl."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.root = self.folder / "ca.pem"
        self._run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                  "-keyout", self.folder / "ca.key", "-out", self.root, "-subj", "/CN=Test",
                  "-days", "1")

    def issue(self, name):
        """Returns (certificate, key) for localhost, with that common name."""
        key, request, made = (self.folder / f"{name}.{end}" for end in ("key", "csr", "pem"))
        self._run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                  "-keyout", key, "-out", request, "-subj", f"/CN={name}")
        names = self.folder / "names"
        names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        self._run("x509", "-req", "-in", request, "-CA", self.root, "-CAkey",
                  self.folder / "ca.key", "-CAcreateserial", "-out", made, "-days", "1",
                  "-extfile", names)
        return made, key

    def _run(self, *arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def bytes_below(folder):
    """Returns the bytes of all files below a folder."""
    return b"".join(path.read_bytes() for path in pathlib.Path(folder).rglob("*") if path.is_file())


class RightsCase(server.ServerCase):
    """A server that asks everybody for a token; its first one is in admin.token."""

    OPTIONS = ("--require-tokens",)

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="dragoman-e2e-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.token_file = cls.folder / "admin.token"
        cls.start()

    @classmethod
    def start(cls):
        cls.server = server.Server(cls.folder / "data", "--bootstrap-token-file", cls.token_file,
                                   *cls.OPTIONS)
        cls.addClassCleanup(cls.server.kill)

    def admin(self, *arguments, **options):
        return self.ok(*arguments, "--token-file", self.token_file, **options)

    def token(self, principal, *arguments):
        """Makes a token and returns the environment in which it is used."""
        made = json.loads(self.admin("token", "create", principal, *arguments, "--json"))
        return {"DRAGOMAN_TOKEN": made["secret"]}, made


class RightsTest(RightsCase):

    def test_first_token_is_for_its_owner_alone(self):
        self.assertEqual(stat.S_IMODE(self.token_file.stat().st_mode), 0o600)
        caller = json.loads(self.admin("whoami", "--json"))
        self.assertEqual((caller["principal"], caller["server_role"]), ("admin", "admin"))
        self.assertIn("needs a token", self.fails(1, "whoami"))
        self.assertIn("--token-file", self.fails(1, "whoami"))

    def test_roles(self):
        self.admin("memory", "create", "roles")
        self.admin("memory", "create", "hidden")
        reader, _ = self.token("reader", "--role", "reader", "--memory", "roles")
        writer, _ = self.token("writer")
        self.admin("grant", "writer", "translator", "--memory", "roles")
        add = ("add", "--memory", "roles", "en=One", "ru=Один")
        self.assertIn("role translator on memories/roles", self.fails(1, *add, environment=reader))
        self.ok(*add, environment=writer)
        unit = self.json_lines("lookup", "One", "--from", "en", environment=reader)[0]
        self.assertEqual(unit["matches"][0]["author"], "writer")
        names = self.json("memory", "list", environment=reader)["memories"]
        self.assertEqual([memory["name"] for memory in names], ["memories/roles"])
        hidden = self.fails(4, "memory", "get", "hidden", environment=reader)
        missing = self.fails(4, "memory", "get", "absent", environment=reader)
        self.assertEqual(hidden.replace("hidden", "absent"), missing)
        self.admin("revoke", "writer", "--memory", "roles")
        self.assertIn("no memory", self.fails(4, *add, environment=writer))
        grants = json.loads(self.admin("grants", "--memory", "roles", "--json"))["grants"]
        self.assertEqual([(each["principal"], each["role"]) for each in grants],
                         [("reader", "reader")])

    def test_tokens_end(self):
        anna, made = self.token("anna", "--role", "reader", "--everything", "--expires", "1d")
        self.assertIn(made["id"], self.admin("token", "list"))
        self.assertIn("anna", self.ok("whoami", environment=anna))
        self.admin("token", "revoke", made["id"])
        self.assertIn("unknown, expired or revoked", self.fails(1, "whoami", environment=anna))
        self.token("anna")
        self.assertIn("hard to tell from 'anna'",
                      self.fails(1, "token", "create", "Anna", "--token-file", self.token_file))

    def test_audit(self):
        self.admin("memory", "create", "audited")
        writer, made = self.token("auditee", "--role", "translator", "--memory", "audited")
        self.ok("add", "--memory", "audited", "en=One", "ru=Один", environment=writer)
        self.fails(1, "memory", "delete", "audited", environment=writer)
        lines = self.admin("audit", "--principal", "auditee", "--since", "1h", "--json")
        entries = [json.loads(line) for line in lines.splitlines()]
        self.assertEqual([(each["method"], each["outcome"]) for each in entries],
                         [("MemoryService.WriteUnits", "done"),
                          ("MemoryService.DeleteMemory", "refused")])
        self.assertEqual(entries[0]["token"], made["id"])
        self.assertEqual(entries[0]["resources"], ["memories/audited"])
        self.assertEqual(entries[0]["details"], "entries=1 stored=1")
        self.assertIn("auditee  done", self.admin("audit", "--memory", "audited"))
        self.assertEqual(self.admin("audit", "--since", "2100-01-01"), "")
        self.assertIn("the server", self.fails(1, "audit", environment=writer))


class SecretsTest(RightsCase):

    def test_no_secret_is_kept_and_the_log_of_changes_survives(self):
        environment, made = self.token("anna", "--role", "admin", "--everything")
        self.ok("memory", "create", "kept", environment=environment)
        self.fails(1, "whoami", environment={"DRAGOMAN_TOKEN": made["secret"] + "x"})
        self.server.kill()
        first = self.token_file.read_text(encoding="utf-8").strip()
        kept = bytes_below(self.folder / "data")
        log = self.server.log_text().encode()
        self.assertIn(b"anna", kept)
        for secret in (made["secret"], first):
            random = secret.split("_", 2)[2]
            self.assertNotIn(random.encode(), kept)
            self.assertNotIn(random.encode(), log)
        type(self).start()  # With the file that is there: an administrator has a token.
        self.ok("memory", "get", "kept", environment=environment)
        lines = [json.loads(line) for line in self.admin("audit", "--json").splitlines()]
        self.assertIn(("anna", "MemoryService.CreateMemory"),
                      [(each["principal"], each["method"]) for each in lines])


class TlsTest(RightsCase):

    @classmethod
    def start(cls):
        cls.certificates = Certificates(cls.folder)
        certificate, key = cls.certificates.issue("server")
        cls.OPTIONS = ("--tls-cert", certificate, "--tls-key", key,
                       "--tls-client-ca", cls.certificates.root)
        cls.server = server.Server(cls.folder / "data", "--bootstrap-token-file", cls.token_file,
                                   *cls.OPTIONS, listen="0.0.0.0:0")
        cls.addClassCleanup(cls.server.kill)
        cls.server.address = "localhost:" + cls.server.address.rsplit(":", 1)[1]

    def test_tokens_and_certificates_over_tls(self):
        trust = ("--tls-ca", self.certificates.root)
        self.assertIn("admin", self.admin("whoami", *trust))
        self.fails(3, "whoami")  # Without TLS nobody answers.
        certificate, key = self.certificates.issue("ci.example")
        shown = (*trust, "--tls-cert", certificate, "--tls-key", key)
        self.assertIn("cert:ci.example", self.ok("whoami", *shown))
        self.admin("grant", "cert:ci.example", "reader", "--everything", *trust)
        self.assertIn("reader  everything", self.ok("whoami", *shown))
        self.assertIn("needs a token", self.fails(1, "whoami", *trust))


class QuotaTest(server.ServerCase):
    ARGUMENTS = ("--quota", "entries=1000", "--quota", "local:entries=2")

    def test_whoami_shows_what_is_left(self):
        self.ok("memory", "create", "m")
        self.assertIn("1 of 2 entries a day left", self.ok("whoami"))
        self.ok("add", "--memory", "m", "en=one", "ru=один")
        quotas = self.json("whoami")["quotas"]
        self.assertEqual([(each["kind"], each["limit"], each["left"]) for each in quotas],
                         [("entries", 2, 0)])
        refused = self.dragoman("add", "--memory", "m", "en=two", "ru=два")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("quota of 2 entries a day is used up", refused.stderr)
        self.ok("lookup", "--memory", "m", "--from", "en", "one")


class StartTest(unittest.TestCase):
    """What a server refuses to begin with, and says."""

    def refusal(self, *options):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [server.binary("dragomand"), "--data", os.path.join(folder, "data"), *options],
                capture_output=True, text=True, timeout=server.DEADLINE_SECONDS, check=False,
                env=server.clean_environment(folder))
        self.assertEqual(done.returncode, 1, done.stderr)
        return done.stderr.splitlines()[-1]

    def test_is_not_open_to_the_world_by_mistake(self):
        line = self.refusal("--listen", "0.0.0.0:0")
        for word in ("0.0.0.0:0", "other machines", "--tls-cert", "--insecure-open-to-network"):
            self.assertIn(word, line)

    def test_wrong_files_are_named(self):
        self.assertIn("/none.pem",
                      self.refusal("--listen", "127.0.0.1:0", "--tls-cert", "/none.pem",
                                   "--tls-key", "/none.key"))
        self.assertIn("first token", self.refusal("--listen", "127.0.0.1:0",
                                                  "--bootstrap-token-file", "/none/admin.token"))


if __name__ == "__main__":
    unittest.main()
