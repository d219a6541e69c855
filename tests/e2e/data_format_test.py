"""Data of other versions: what an earlier server left behind opens; what a later one wrote is refused in words that
say what to do; indexes of another version are made anew."""

import pathlib
import shutil
import struct
import subprocess
import tarfile
import tempfile
import unittest

import server

FIRST_FORMAT = server.ROOT / "tests" / "data" / "format1.tar.xz"


def crc32c(data):
    """Returns the checksum of RocksDB's log (Castagnoli)."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(crc):
    """Returns a checksum as RocksDB writes it."""
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def with_format(log, number):
    """Returns a log of a new store whose record of the format says another number. A record is a checksum of what
    follows the length, the length, a type and the payload."""
    place = log.index(b"\x07\0format\x01")
    begin = 0
    while True:
        length = struct.unpack_from("<H", log, begin + 4)[0]
        if place < begin + 7 + length:
            break
        begin += 7 + length
    changed = bytearray(log)
    changed[place + 9] = ord(number)
    checked = changed[begin + 6:begin + 7 + length]
    struct.pack_into("<I", changed, begin, masked(crc32c(checked)))
    return bytes(changed)


class DataFormat(server.ServerCase):
    """Each test has a data folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="dragoman-e2e-")
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"

    def serve(self):
        running = server.Server(self.data)
        self.addCleanup(running.kill)
        return running

    def unpack(self):
        with tarfile.open(FIRST_FORMAT) as archive:
            archive.extractall(self.data)

    def check_found(self, address):
        found = self.json("lookup", "The ambassador opened the conference.", "--from", "en", "--to", "ur",
                          server=address)
        self.assertEqual(found["matches"][0]["score"], 100)
        self.assertIn("سفیر", str(found["matches"][0]))
        terms = self.ok("terms", "The ambassador spoke.", "--from", "en", "--to", "ru", server=address)
        self.assertIn("посол", terms)

    def test_data_of_the_first_format_open_with_all_that_is_in_them(self):
        self.unpack()
        address = self.serve().address
        self.check_found(address)
        units = self.json_lines("memory", "units", "reports", server=address)
        self.assertEqual(len(units), 4)
        imports = self.json("imports", "--memory", "reports", server=address)
        self.ok("undo", imports["imports"][0]["batch_id"], "--memory", "reports", server=address)
        self.assertEqual(len(self.json_lines("memory", "units", "reports", server=address)), 2)

    def test_indexes_that_cannot_be_used_are_made_of_the_store(self):
        self.unpack()
        for path in (self.data / "index").rglob("*.part"):
            image = bytearray(path.read_bytes())
            image[8] ^= 0x40
            path.write_bytes(image)
        self.check_found(self.serve().address)

    def test_data_without_indexes_open(self):
        self.unpack()
        shutil.rmtree(self.data / "index")
        self.check_found(self.serve().address)

    def test_a_later_format_is_refused_in_clear_words(self):
        self.serve().kill()
        log = next(self.data.glob("*.log"))
        log.write_bytes(with_format(log.read_bytes(), "2"))
        done = subprocess.run([server.binary("dragomand"), "--data", self.data, "--listen", "127.0.0.1:0"],
                              capture_output=True, text=True, timeout=server.DEADLINE_SECONDS,
                              env=server.clean_environment(self.data.parent))
        self.assertEqual(done.returncode, 1)
        self.assertIn("has format 2, this server knows 1; use the newer server", done.stderr)
        self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    unittest.main()
