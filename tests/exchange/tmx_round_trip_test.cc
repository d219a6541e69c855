// What was written as TMX is read back, whatever it is.
#include <gtest/gtest.h>

#include <filesystem>

#include "server/exchange/xml_text.h"
#include "tests/exchange/packed.h"
#include "tests/exchange/read_support.h"
#include "tests/exchange/tmx_support.h"

namespace dragoman {
namespace {

TEST(TmxRoundTrip, ReadsWhatItWrote) {
  TestRandom random;
  for (int i = 0; i < 400; ++i) {
    std::vector<Unit> units;
    for (int j = 0; j < 4; ++j) units.push_back(RandomTmxUnit(random));
    const std::string file = TmxOf(units);
    EXPECT_TRUE(XmlHolds(file));
    const auto read = UnitsOf(ReadTmx(file, {}, 1 + random.Below(500)));
    ASSERT_EQ(read.size(), units.size()) << file;
    for (size_t j = 0; j < units.size(); ++j) {
      ASSERT_EQ(read[j].properties, units[j].properties) << TmxOf({units[j]});
      ASSERT_EQ(Shown(read[j]), Shown(units[j])) << TmxOf({units[j]});
      ASSERT_TRUE(read[j] == units[j]) << TmxOf({units[j]});
    }
    EXPECT_EQ(TmxOf(read), file);
  }
}

TEST(TmxRoundTrip, LargestUnitsAreReadBack) {
  Unit unit;
  for (const char* tag : {"en", "ru"}) {
    Segment segment{std::string(65536, '"'), {}};
    for (uint32_t i = 0; i < 1000; ++i) {
      segment.codes.push_back({CodeKind::kOpen, i, i % 2 == 0 ? "<hi>" : std::string(300, '\\')});
    }
    unit.variants.push_back(VariantOf(tag, std::move(segment)));
  }
  for (int i = 0; i < 500; ++i) unit.properties[fmt::format("tmx:a{}", i)] = std::string(4096, '"');
  EXPECT_TRUE(UnitsOf(ReadTmx(TmxOf({unit}))) == std::vector{unit});
}

TEST(TmxRoundTrip, PiecesMakeNoDifference) {
  TestRandom random;
  std::vector<std::string> files{TmxWith(TmxPair("a &amp; <ph>b</ph>", "é") + "\n<x/>" +
                                         TmxPair("c", "d <b/>") + "<tu></body>")};
  files.push_back(Gzip(files.front()));
  files.push_back(TmxOf({RandomTmxUnit(random), RandomTmxUnit(random)}));
  for (const std::string& file : files) {
    const std::string whole = ShownTmx(file, 1 << 20);
    for (const size_t piece : {1, 2, 3, 7, 100}) EXPECT_EQ(ShownTmx(file, piece), whole);
  }
}

TEST(TmxRoundTrip, RandomChangesNeverHarm) {
  TestRandom random;
  for (int i = 0; i < 500; ++i) {
    std::string file = TmxOf({RandomTmxUnit(random), RandomTmxUnit(random)});
    for (uint64_t j = 1 + random.Below(3); j > 0; --j) {
      file.replace(random.Below(file.size()), random.Below(6), RandomBytes(random, 6));
    }
    EXPECT_EQ(ShownTmx(file, 1 << 20), ShownTmx(file, 1 + random.Below(50)));
  }
}

TEST(TmxRoundTrip, FilesOfOtherToolsAreReadBackAsWritten) {
  const std::string folder = DRAGOMAN_SHARED_DIR "/corpus/exchange/tmx";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no shared corpus";
  for (const auto& path : std::filesystem::directory_iterator(folder)) {
    const auto entries = ReadTmx(FileAt(path.path()).value());
    ASSERT_OK(entries) << path;
    std::vector<Unit> units;
    for (const auto& entry : *entries) {
      if (entry.value.ok()) units.push_back(entry.value->unit);
    }
    const std::string file = TmxOf(units);
    const std::vector<Unit> again = UnitsOf(ReadTmx(file));
    EXPECT_EQ(again, units) << path;
    EXPECT_EQ(TmxOf(again), file) << path;
  }
}

}  // namespace
}  // namespace dragoman
