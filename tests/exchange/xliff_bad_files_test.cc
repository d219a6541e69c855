// XLIFF that is wrong, broken or hostile, and packed files.
#include <absl/strings/str_replace.h>
#include <gtest/gtest.h>

#include "tests/exchange/packed.h"
#include "tests/exchange/xliff_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(XliffBadFiles, ABadSegmentIsOneBadEntry) {
  const std::vector<std::pair<std::string, std::string>> bad{
      {TransUnit("a <b>x</b>", "x"), "<b> in a text is no inline element of this version"},
      {TransUnit("a <pc>x</pc>", "x"), "<pc> in a text is no inline element of this version"},
      {TransUnit("a", "<sub>x</sub>"), "<sub> stands outside of a code"},
      {"<trans-unit id='1'><target>x</target></trans-unit>", "a segment without <source>"},
      {"<trans-unit id='1'><source>a</source><source>b</source></trans-unit>",
       "two <source> in one segment"},
      {"<trans-unit id='1'><source>a</source><target>a</target><target>b</target></trans-unit>",
       "two <target> in one segment"}};
  for (const auto& [unit, why] : bad) {
    const auto entries =
        ReadXliff(Xliff1With(TransUnit("1", "2") + "\n" + unit + "\n" + TransUnit("3", "4")));
    ASSERT_OK(entries) << unit;
    ASSERT_EQ(entries->size(), 3U) << unit;
    EXPECT_OK((*entries)[0].value);
    EXPECT_THAT((*entries)[1].value, StatusIs(kBad, why)) << unit;
    EXPECT_EQ((*entries)[1].line, 5U) << unit;
    EXPECT_OK((*entries)[2].value);
  }
  const std::string nameless =
      absl::StrReplaceAll(Xliff2With(Unit2("a", "б")), {{" trgLang", " x"}});
  EXPECT_THAT(ReadXliffUnit(nameless), StatusIs(kBad, "the file does not name both languages"));
  ASSERT_OK_AND_ASSIGN(const XliffEntries entries,
                       ReadXliff(Xliff2With(Unit2("a <g>x</g>", "x") + Unit2("b", "y"))));
  EXPECT_THAT(entries[0].value, StatusIs(kBad, "<g> in a text is no inline element"));
  EXPECT_OK(entries[1].value);
}

TEST(XliffBadFiles, AnUnknownEntityIsAFaultOfItsUnit) {
  const std::string file =
      absl::StrReplaceAll(Xliff1With("&nbsp;" + TransUnit("a&nbsp;b", "x") + TransUnit("c", "d")),
                          {{"<xliff ", "<!DOCTYPE xliff SYSTEM \"xliff.dtd\"><xliff "}});
  ASSERT_OK_AND_ASSIGN(const XliffEntries entries, ReadXliff(file));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_THAT(entries[0].value, StatusIs(kBad, "the entity '&nbsp;' is not known"));
  EXPECT_OK(entries[1].value);
}

TEST(XliffBadFiles, AFileThatEndsEarlyGivesWhatStandsBefore) {
  for (const std::string& file :
       {Xliff1With(TransUnit("1", "2") + "\n" + TransUnit("3", "4 <ph>x</ph>")),
        Xliff2With(Unit2("1", "2") + "\n" + Unit2("3", "4 <cp hex='1'/>"))}) {
    const size_t first_end = file.find("unit>\n<") + 5;
    for (size_t size = 0; size < file.size(); ++size) {
      const std::string shown = ShownXliff(std::string_view(file).substr(0, size));
      EXPECT_THAT(shown, HasSubstr("INVALID_ARGUMENT: line ")) << size;
      EXPECT_EQ(shown.starts_with("4 true OK\n"), size >= first_end) << size << shown;
    }
  }
  const std::string broken = Xliff1With(TransUnit("1", "2") + "\n<trans-unit></body>");
  EXPECT_THAT(ShownXliff(broken, 9),
              HasSubstr("line 5: mismatched tag; the file was read up to there"));
  const auto reader = NewXliffReader({});
  std::optional<std::string> next = "not read";
  const auto sink = [&next](const ReadEntry<UnitEntry>& entry) {
    next = entry.value->unit.At(Tag("en"))->next;
    return absl::OkStatus();
  };
  EXPECT_FALSE((*reader)->Feed(broken, sink).ok() && (*reader)->Finish(sink).ok());
  EXPECT_EQ(next, std::nullopt);
}

TEST(XliffBadFiles, OtherFilesAreRefused) {
  EXPECT_THAT(ReadXliff("<tmx/>"), StatusIs(kBad, "line 1: the root is <tmx>, not <xliff>"));
  EXPECT_THAT(ReadXliff("<xliff version=\"3.0\"/>"), StatusIs(kBad, "XLIFF version '3.0'"));
  EXPECT_THAT(ReadXliff("<xliff version=\"2.9\"/>"), StatusIs(kBad, "XLIFF version '2.9'"));
  EXPECT_THAT(ReadXliff("<xliff/>"), StatusIs(kBad, "XLIFF version ''"));
  EXPECT_OK(ReadXliff("<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.1\"/>"));
  EXPECT_THAT(ReadXliff("en\tru\n"), StatusIs(kBad, "line 1: "));
  EXPECT_THAT(ReadXliff("\x1f\x8b nonsense"), StatusIs(kBad, "(gzip) is damaged"));
}

TEST(XliffBadFiles, HostileFilesAreRefusedEarly) {
  const std::string bomb = absl::StrReplaceAll(
      Xliff1With(TransUnit("&y;", "x")),
      {{"<xliff ", "<!DOCTYPE xliff [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;\">]><xliff "}});
  EXPECT_THAT(ReadXliff(bomb), StatusIs(kBad, "line 2: a document type with declarations"));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<group>";
  EXPECT_THAT(ReadXliff(Xliff1With(deep)), StatusIs(kBad, "line 4: elements are nested too deep"));
  EXPECT_THAT(ReadXliff(Xliff1With("<trans-unit a='" + std::string(2 << 20, 'x'))),
              StatusIs(kBad, "line 4: a tag or comment of more than"));
}

TEST(XliffBadFiles, GiantUnitsAreBadEntriesAndEndlessOnesEndTheFile) {
  const std::string megabyte(1 << 20, 'x');
  std::string giant = "<trans-unit id='1'><source>";
  for (int i = 0; i < 33; ++i) giant += megabyte;
  const std::string end = "</source></trans-unit>";
  ASSERT_OK_AND_ASSIGN(const XliffEntries entries,
                       ReadXliff(Xliff1With(giant + end + TransUnit("a", "b"))));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_THAT(entries[0].value, StatusIs(kBad, "more than 12 MiB; split it"));
  EXPECT_OK(entries[1].value);
  EXPECT_THAT(ReadXliff(Xliff1With(giant + megabyte + giant)),
              StatusIs(kBad, "line 4: 64 MiB without the end of a <trans-unit>"));
  EXPECT_THAT(ReadXliff(Gzip(Xliff2With(std::string(100 << 20, ' ')))),
              StatusIs(kBad, "64 MiB without the end of a <unit>"));
}

TEST(XliffBadFiles, NotesDoNotMultiplyWithoutBound) {
  std::string unit = "<unit id='1'><notes><note>" + std::string(1 << 20, 'n') + "</note></notes>";
  for (int i = 0; i < 13; ++i) unit += "<segment><source>a</source></segment>";
  EXPECT_THAT(ReadXliffUnit(Xliff2With(unit + "</unit>")),
              StatusIs(kBad, "its notes are too long for 13 segments; shorten them"));
}

TEST(XliffBadFiles, PackedFilesAreRead) {
  const std::string file = Xliff1With(TransUnit("a", "b"));
  EXPECT_THAT(UnitsOf(ReadXliff(Gzip(file))), ElementsAre(ReadXliffUnit(file).value()));
}

// Returns elements of XLIFF where they belong and where they do not.
std::string RandomElements(TestRandom& random, int depth) {
  static const std::vector<std::string> kTags{"trans-unit id='1'",
                                              "trans-unit",
                                              "unit",
                                              "segment",
                                              "source",
                                              "target",
                                              "seg-source",
                                              "mrk",
                                              "mrk mtype='seg' mid='1'",
                                              "g",
                                              "pc",
                                              "x",
                                              "cp hex='41'",
                                              "note",
                                              "notes",
                                              "sdl:seg-defs",
                                              "sdl:seg",
                                              "group",
                                              "group translate='no'",
                                              "ph",
                                              "sub",
                                              "b"};
  if (depth == 0) return "text";
  std::string text;
  for (uint64_t i = random.Below(5); i > 0; --i) {
    const std::string& tag = kTags[random.Below(kTags.size())];
    text += fmt::format("<{}>{}</{}>", tag, RandomElements(random, depth - 1),
                        tag.substr(0, tag.find(' ')));
  }
  return text;
}

TEST(XliffBadFiles, RandomFilesDoNotHarm) {
  TestRandom random;
  for (int i = 0; i < 300; ++i) {
    const std::string body = RandomElements(random, 5);
    for (const std::string& file : {Xliff1With(body), Xliff2With(body)}) {
      const std::string shown = ShownXliff(file);
      EXPECT_TRUE(shown.ends_with("OK")) << file;
      EXPECT_EQ(ShownXliff(file, 1 + random.Below(50)), shown) << file;
    }
  }
}

}  // namespace
}  // namespace dragoman
