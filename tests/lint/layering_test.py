"""The layers include only what they may, and a breach is caught."""

import pathlib
import tempfile
import unittest

import layers
import project


class Layering(unittest.TestCase):
    def violations_of(self, sources):
        """Returns the violations of a tree made of {path: text}."""
        with tempfile.TemporaryDirectory() as root:
            for path, text in sources.items():
                file = pathlib.Path(root) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            return layers.violations(root)

    def assert_one(self, sources, *words):
        found = self.violations_of(sources)
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])

    def test_this_project(self):
        problems = layers.violations(project.ROOT)
        self.assertFalse(bool(problems), "\n" + "\n".join(problems))

    def test_table_names_only_its_layers_and_has_no_circle(self):
        known = set(layers.LAYERS) | {"proto/wire", "proto/storage"}
        for layer, others in layers.LAYERS.items():
            self.assertLessEqual(set(others), known, layer)
        for library, users in layers.LIBRARIES.items():
            self.assertLessEqual(set(users), known, library)
        self.assertEqual(layers.table_circles(layers.LAYERS), [])

    def test_good_tree(self):
        self.assertEqual(self.violations_of({
            "server/model/unit.h": '#include <vector>\n#include "server/base/status.h"\n',
            "server/store/codec.cc": '#include <rocksdb/db.h>\n'
                                     '#include "dragoman/storage/v1/storage.pb.h"\n',
            "client/main.cc": '#include <grpcpp/grpcpp.h>\n'
                              '#include "dragoman/v1/memory_service.grpc.pb.h"\n',
            "tests/store/codec_test.cc": '#include "server/engine/lookup.h"\n',
        }), [])

    def test_upward_include(self):
        self.assert_one({"server/base/hash.cc": '#include "server/model/unit.h"\n'},
                        "server/base/hash.cc", "server/model/unit.h")

    def test_indented_include(self):
        self.assert_one({"server/text/a.cc": '#if A\n  #  include "server/store/store.h"\n#endif\n'},
                        "server/store")

    def test_stored_records_outside_the_store(self):
        self.assert_one({"server/engine/a.cc": '#include "dragoman/storage/v1/storage.pb.h"\n'},
                        "proto/storage")

    def test_wire_in_the_engine(self):
        self.assert_one({"server/engine/a.h": '#include "dragoman/v1/common.pb.h"\n'}, "proto/wire")

    def test_server_in_the_client(self):
        self.assert_one({"client/a.cc": '#include "server/engine/lookup.h"\n'}, "server/engine")

    def test_tests_in_the_server(self):
        self.assert_one({"server/engine/a.cc": '#include "tests/status_matchers.h"\n'},
                        "in no layer")

    def test_library_of_another_layer(self):
        self.assert_one({"server/engine/a.cc": "#include <rocksdb/db.h>\n"}, "rocksdb/db.h")
        self.assert_one({"server/match/a.cc": "#include <unicode/brkiter.h>\n"}, "brkiter")

    def test_longest_library_prefix_counts(self):
        self.assertEqual(self.violations_of({"server/match/a.cc": "#include <unicode/utf8.h>\n"}), [])

    def test_unknown_layer(self):
        self.assert_one({"server/util/a.h": "#include <vector>\n"}, "server/util/a.h", "no layer")

    def test_relative_include(self):
        self.assert_one({"server/text/a.cc": '#include "a.h"\n'}, '"a.h"')

    def test_our_header_in_angle_brackets(self):
        self.assert_one({"server/text/a.cc": "#include <server/base/status.h>\n"}, "quotes")

    def test_circle_of_files(self):
        self.assert_one({
            "server/text/a.h": '#include "server/text/b.h"\n',
            "server/text/b.h": '#include "server/text/c.h"\n',
            "server/text/c.h": '#include "server/text/a.h"\n',
        }, "circle", "server/text/b.h")


if __name__ == "__main__":
    unittest.main()
