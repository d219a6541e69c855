"""Every element of the .proto files has a comment, and v1 only grows."""

import pathlib
import subprocess
import tempfile
import unittest

import project
import protos

_COMMENTED = """syntax = "proto3";
package p.v1;
// A message.
message M {
  // A field.
  string a = 1;
  int32 b = 2;  // Behind it is fine too.
  // Kinds.
  enum Kind {
    // None.
    NONE = 0;
  }
  // A map.
  map<string, uint64> counts = 3;
  // Optional.
  optional bytes c = 4;
  // One of two.
  oneof d {
    // First.
    M e = 5;
  }
  // Many.
  repeated Kind kinds = 6;
}
// A service.
service S {
  // A method.
  rpc Get(stream M) returns (M);
}
"""


def load(text):
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "a.proto").write_text(text, encoding="utf-8")
        return protos.load(folder)


class ThisProject(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.files = protos.load(project.ROOT / "proto")

    def test_every_element_has_a_comment(self):
        found = protos.uncommented(self.files)
        self.assertFalse(bool(found), "\n" + "\n".join(found))

    def test_v1_only_grows(self):
        old = protos.LISTING.read_text(encoding="utf-8").splitlines()
        gone = protos.lost(old, protos.listing(self.files))
        self.assertFalse(bool(gone), "\nchanged or removed, which breaks clients or stored records:\n" +
                         "\n".join(gone))

    def test_the_list_is_complete(self):
        old = protos.LISTING.read_text(encoding="utf-8").splitlines()
        added = protos.lost(protos.listing(self.files), old)
        self.assertFalse(bool(added), "\nrun tests/lint/update_descriptors.sh; not listed yet:\n" +
                         "\n".join(added))


    def test_limits_are_said(self):
        limits = (project.ROOT / "server/engine/limits.h").read_text(encoding="utf-8")
        texts = [path.read_text(encoding="utf-8") for path in (project.ROOT / "proto").rglob("*.proto")]
        found = protos.unsaid_limits(limits, texts)
        self.assertFalse(bool(found), f"no .proto names the number of {', '.join(found)}")


class Limits(unittest.TestCase):
    def test_a_limit_that_is_not_said_is_found(self):
        header = ("inline constexpr size_t kSaid = 1 << 20;\ninline constexpr size_t kComma = 4096;\n"
                  "inline constexpr size_t kNot = 17;\n")
        self.assertEqual(protos.unsaid_limits(header, ["At most 1048576 bytes, 4,096 codes, 170 words"]), ["kNot"])


class Comments(unittest.TestCase):
    def test_commented(self):
        self.assertEqual(protos.uncommented(load(_COMMENTED)), [])

    def test_each_lost_comment_is_found(self):
        lines = _COMMENTED.splitlines()
        for number, line in enumerate(lines):
            is_oneof = "One of two" in line  # Its fields have their own.
            if "//" in line and not is_oneof:
                cut = lines.copy()
                cut[number] = line[:line.index("//")]
                with self.subTest(line):
                    self.assertEqual(len(protos.uncommented(load("\n".join(cut)))), 1)


class Listing(unittest.TestCase):
    def test_says_what_clients_rely_on(self):
        self.assertEqual(protos.listing(load(_COMMENTED)), [
            "p.v1.M.Kind.NONE = 0 value",
            "p.v1.M.a = 1 string",
            "p.v1.M.b = 2 int32",
            "p.v1.M.c = 4 optional bytes",
            "p.v1.M.counts = 3 map<string, uint64>",
            "p.v1.M.e = 5 oneof p.v1.M",
            "p.v1.M.kinds = 6 repeated p.v1.M.Kind",
            "p.v1.S.Get (stream p.v1.M) returns (p.v1.M)",
        ])

    def test_each_breaking_change_is_found(self):
        old = protos.listing(load(_COMMENTED))
        for was, becomes in (("string a = 1", "bytes a = 1"), ("string a = 1", "string a = 9"),
                             ("string a = 1", "string z = 1"), ("NONE = 0", "OTHER = 0"),
                             ("repeated Kind kinds", "Kind kinds"), ("(stream M)", "(M)"),
                             ("optional bytes c", "bytes c"), ("<string, uint64>", "<string, int64>"),
                             ("  int32 b = 2;  // Behind it is fine too.\n", "")):
            with self.subTest(becomes):
                self.assertIn(was, _COMMENTED)
                changed = protos.listing(load(_COMMENTED.replace(was, becomes)))
                self.assertEqual(len(protos.lost(old, changed)), 1)

    def test_growth_is_fine(self):
        grown = _COMMENTED.replace("string a = 1;", "string a = 1; // More.\n  string f = 7;")
        self.assertEqual(protos.lost(protos.listing(load(_COMMENTED)), protos.listing(load(grown))), [])

    def test_an_unreadable_file_is_an_error(self):
        with self.assertRaises(subprocess.CalledProcessError):
            load("message {")


if __name__ == "__main__":
    unittest.main()
