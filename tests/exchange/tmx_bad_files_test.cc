// TMX that is wrong, broken or hostile, and packed files.
#include <absl/strings/str_replace.h>
#include <gtest/gtest.h>

#include "tests/exchange/packed.h"
#include "tests/exchange/tmx_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(TmxBadFiles, ABadUnitIsOneBadEntry) {
  const std::vector<std::pair<std::string, std::string>> bad{
      {"<tu><tuv><seg>a</seg></tuv></tu>", "a <tuv> without xml:lang"},
      {"<tu><tuv lang='en'></tuv></tu>", "a <tuv> without <seg>"},
      {"<tu><tuv lang='en'><seg>a</seg><seg>b</seg></tuv></tu>", "two <seg> in one <tuv>"},
      {"<tu><tuv lang='english'><seg>a</seg></tuv></tu>", "'english' is not a BCP-47"},
      {"<tu><seg>a</seg></tu>", "<seg> does not belong in a <tu>"},
      {"<tu>loose<tuv lang='en'><seg>a</seg></tuv></tu>", "text outside of <seg>"},
      {"<tu><tuv lang='en'>loose<seg>a</seg></tuv></tu>", "text outside of <seg>"},
      {"<tu><prop type='a'><b/></prop></tu>", "<b> stands in a <note> or <prop>"},
      {TmxPair("a <b>x</b>", "x"), "<b> in <seg> is no inline element"},
      {TmxPair("a <sub>x</sub>", "x"), "<sub> in <seg> stands outside of a code"},
      {TmxPair("a <ph type='x-dragoman-character'>0041</ph>", "x"), "'0041' is no character"},
      {TmxPair("a", "x", TmxProp("x-dragoman-origin", "robot")),
       "<prop type=\"x-dragoman-origin\">: 'robot' is none of"},
      {TmxPair("a", "x", TmxProp("x-dragoman-author-escaped", "\\q")), "unknown escape in '\\q'"},
      {TmxPair("a", "x", TmxProp("x-dragoman-created", "-5")), "'-5' is no time"},
      {"<tu note='a'><tuv lang='en'><seg>a</seg></tuv></tu>", "an attribute 'note'"},
      {"<tu><tuv lang='en'><seg>a</seg></tuv><tuv lang='EN'><seg>b</seg></tuv></tu>",
       "'en' stands twice"},
      {"<unit/>", "<unit> in <body> is no <tu>"}};
  for (const auto& [unit, why] : bad) {
    const auto entries =
        ReadTmx(TmxWith(TmxPair("1", "2") + "\n" + unit + "\n" + TmxPair("3", "4")));
    ASSERT_OK(entries) << unit;
    ASSERT_EQ(entries->size(), 3U) << unit;
    EXPECT_OK((*entries)[0].value);
    EXPECT_THAT((*entries)[1].value, StatusIs(kBad, why)) << unit;
    EXPECT_EQ((*entries)[1].line, 5U) << unit;
    EXPECT_OK((*entries)[2].value);
  }
}

TEST(TmxBadFiles, AnUnknownEntityIsAFaultOfItsUnit) {
  const std::string file =
      absl::StrReplaceAll(TmxWith("&nbsp;" + TmxPair("a&nbsp;b", "x") + TmxPair("c", "d")),
                          {{"<tmx ", "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><tmx "}});
  ASSERT_OK_AND_ASSIGN(const TmxEntries entries, ReadTmx(file));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_THAT(entries[0].value, StatusIs(kBad, "the entity '&nbsp;' is not known"));
  EXPECT_OK(entries[1].value);
}

TEST(TmxBadFiles, AFileThatEndsEarlyGivesWhatStandsBefore) {
  const std::string file = TmxWith(TmxPair("1", "2") + "\n" + TmxPair("3", "4 <ph/>"));
  for (size_t size = 0; size < file.size(); ++size) {
    const std::string shown = ShownTmx(std::string_view(file).substr(0, size), 1 << 20);
    EXPECT_THAT(shown, HasSubstr("INVALID_ARGUMENT: line ")) << size;
    const bool has_first = size >= file.find("</tu>") + 5;
    EXPECT_EQ(shown.starts_with("4 true OK\n"), has_first) << size << shown;
  }
  EXPECT_THAT(ShownTmx(TmxWith(TmxPair("1", "2") + "\n<tu></body>"), 9),
              HasSubstr("line 5: mismatched tag; the file was read up to there"));
}

TEST(TmxBadFiles, OtherFilesAreRefused) {
  EXPECT_THAT(ReadTmx("<srx/>"), StatusIs(kBad, "line 1: the root is <srx>, not <tmx>"));
  EXPECT_THAT(ReadTmx("<tmx version=\"2.0\"/>"), StatusIs(kBad, "TMX version '2.0'"));
  EXPECT_THAT(ReadTmx("en\tru\n"), StatusIs(kBad, "line 1: "));
  EXPECT_THAT(ReadTmx("\x1f\x8b nonsense"), StatusIs(kBad, "(gzip) is damaged"));
}

TEST(TmxBadFiles, HostileFilesAreRefusedEarly) {
  const std::string bomb = absl::StrReplaceAll(
      TmxWith(TmxPair("&y;", "x")),
      {{"<tmx ", "<!DOCTYPE tmx [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;\">]><tmx "}});
  EXPECT_THAT(ReadTmx(bomb), StatusIs(kBad, "line 2: a document type with declarations"));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<hi>";
  EXPECT_THAT(ReadTmx(TmxWith("<tu><tuv lang='en'><seg>" + deep)),
              StatusIs(kBad, "line 4: elements are nested too deep"));
  EXPECT_THAT(ReadTmx(TmxWith("<tu a='" + std::string(2 << 20, 'x'))),
              StatusIs(kBad, "line 4: a tag or comment of more than"));
}

TEST(TmxBadFiles, GiantUnitsAreBadEntriesAndEndlessOnesEndTheFile) {
  const std::string megabyte(1 << 20, 'x');
  std::string giant = "<tu><tuv lang='en'><seg>";
  for (int i = 0; i < 33; ++i) giant += megabyte;
  const std::string end = "</seg></tuv></tu>";
  ASSERT_OK_AND_ASSIGN(const TmxEntries entries, ReadTmx(TmxWith(giant + end + TmxPair("a", "b"))));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_THAT(entries[0].value, StatusIs(kBad, "more than 12 MiB; split it"));
  EXPECT_OK(entries[1].value);
  EXPECT_THAT(ReadTmx(TmxWith(giant + megabyte + giant)),
              StatusIs(kBad, "line 4: 64 MiB without the end of a <tu>"));
  EXPECT_THAT(ReadTmx(Gzip(TmxWith(std::string(100 << 20, ' ')))),
              StatusIs(kBad, "64 MiB without the end of a <tu>"));
}

TEST(TmxBadFiles, PackedFilesAreRead) {
  const std::string file = TmxWith(TmxPair("a", "b"));
  EXPECT_THAT(UnitsOf(ReadTmx(Gzip(file))), ElementsAre(ReadTmxUnit(file).value()));
  const std::string members = Gzip(file.substr(0, 50)) + Gzip(file.substr(50));
  EXPECT_THAT(UnitsOf(ReadTmx(members, {}, 1)), ElementsAre(ReadTmxUnit(file).value()));
  for (size_t size = 2; size < members.size(); ++size) {
    EXPECT_FALSE(ReadTmx(members.substr(0, size)).ok()) << size;
  }
}

}  // namespace
}  // namespace dragoman
