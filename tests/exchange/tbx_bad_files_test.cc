// TBX that is wrong, broken or hostile.
#include <absl/strings/str_replace.h>
#include <gtest/gtest.h>

#include "tests/exchange/packed.h"
#include "tests/exchange/read_support.h"
#include "tests/exchange/tbx_support.h"

namespace dragoman {
namespace {

using testing::HasSubstr;

TEST(TbxBadFiles, ABadEntryIsOneBadEntry) {
  const std::vector<std::pair<std::string, std::string>> bad{
      {"<termEntry><langSet><tig><term>a</term></tig></langSet></termEntry>",
       "a <langSet> without xml:lang"},
      {"<termEntry><langSet lang='english'><tig><term>a</term></tig></langSet></termEntry>",
       "'english' is not a BCP-47"},
      {"<termEntry><langSet lang='en'><tig><note>a</note></tig></langSet></termEntry>",
       "a term section without <term>"},
      {"<termEntry><langSet lang='en'><tig><term> </term></tig></langSet></termEntry>",
       "a term section without <term>, or with an empty one"},
      {"<termEntry><langSet "
       "lang='en'><tig><term>a</term><term>b</term></tig></langSet></termEntry>",
       "two <term> in one term section"},
      {"<termEntry><tig><term>a</term></tig></termEntry>", "<tig> does not belong where it stands"},
      {"<termEntry><langSet lang='en'><term>a</term></langSet></termEntry>",
       "<term> does not belong where it stands"},
      {"<termEntry>loose</termEntry>", "text outside of <term>"},
      {"<entry/>", "<entry> in <body> is no <conceptEntry> or <termEntry>"},
      {TbxEntryWith("<note>dragoman|valid_from=soon</note>"),
       "a <note> that begins with 'dragoman|': 'soon'"},
      {TbxEntryWith("<note>dragoman|mood=good</note>"), "no attribute 'mood' of concepts"},
      {TbxEntryWith("", "<note>dragoman|mood=good</note>"), "no attribute 'mood' of terms"},
      {TbxEntryWith("", "<note>dragoman|note=a;b</note>"), "a ';' that is not escaped"},
      {TbxEntryWith("<note>dragoman-escaped|note=\\q</note>"), "unknown escape"}};
  for (const auto& [entry, why] : bad) {
    const auto content =
        ReadTbx(TbxWith(TbxEntryWith("") + "\n" + entry + "\n" + TbxEntryWith("")));
    ASSERT_OK(content) << entry;
    ASSERT_EQ(content->entries.size(), 3U) << entry;
    EXPECT_OK(content->entries[0].value);
    EXPECT_THAT(content->entries[1].value, StatusIs(kBad, why)) << entry;
    EXPECT_EQ(content->entries[1].line, 5U) << entry;
    EXPECT_OK(content->entries[2].value);
  }
}

TEST(TbxBadFiles, SkippedEntriesAreAFileOfTheirOwn) {
  const std::string bad = "<termEntry id='b'><tig>&lt;a&gt; &amp;</tig></termEntry>\n";
  const std::string second = "<termEntry><p>c</p>loose</termEntry>";
  for (const std::string& file : {TbxWith(TbxEntryWith("") + bad + second),
                                  MartifWith(bad + TbxEntryWith("") + "<entry/>" + second),
                                  "<t:tbx xmlns:t='t'><t:tbxHeader>By hand</t:tbxHeader><t:text>"
                                  "<t:body>" +
                                      bad + second + "</t:body></t:text></t:tbx>"}) {
    const auto reader = NewTbxReader({});
    ASSERT_OK_AND_ASSIGN(const std::string skipped, SkippedFileOf(**reader, file));
    EXPECT_EQ(skipped.find("By hand") != skipped.npos, file.find("By hand") != file.npos);
    EXPECT_THAT(skipped, HasSubstr("<tig>&lt;a&gt; &amp;</tig>"));
    const auto content = ReadTbx(skipped);
    ASSERT_OK(content) << skipped;
    ASSERT_EQ(content->entries.size(), 2U) << skipped;
    EXPECT_THAT(content->entries[0].value, StatusIs(kBad, "<tig> does not belong where it stands"));
    EXPECT_THAT(content->entries[1].value, StatusIs(kBad, "text outside of <term>"));
  }
}

TEST(TbxBadFiles, AFileThatEndsEarlyGivesWhatStandsBefore) {
  const std::string file = TbxWith(TbxEntryWith("<note>a</note>") + "\n" + TbxEntryWith(""));
  const size_t end = file.find("</conceptEntry>") + 15;
  for (size_t size = 0; size < file.size(); ++size) {
    const std::string shown = ShownTbx(std::string_view(file).substr(0, size), 1 << 20);
    EXPECT_THAT(shown, HasSubstr("INVALID_ARGUMENT: line ")) << size;
    EXPECT_EQ(shown.starts_with("4 OK\n"), size >= end) << size << shown;
  }
  EXPECT_THAT(ShownTbx(TbxWith(TbxEntryWith("") + "\n<conceptEntry></body>"), 9),
              HasSubstr("line 5: mismatched tag; the file was read up to there"));
}

TEST(TbxBadFiles, OtherFilesAreRefused) {
  EXPECT_THAT(ReadTbx("<tmx/>"),
              StatusIs(kBad, "line 1: the root is <tmx>, not <tbx> or <martif>"));
  EXPECT_THAT(ReadTbx("en\tru\n"), StatusIs(kBad, "line 1: "));
  EXPECT_THAT(ReadTbx("\n"), StatusIs(kBad, "line 2: no element found"));
  EXPECT_THAT(ReadTbx("\x1f\x8b nonsense"), StatusIs(kBad, "(gzip) is damaged"));
}

TEST(TbxBadFiles, HostileFilesAreRefusedEarly) {
  const std::string bomb = absl::StrReplaceAll(
      TbxWith(TbxEntryWith("<note>&y;</note>")),
      {{"<tbx ", "<!DOCTYPE tbx [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;\">]><tbx "}});
  EXPECT_THAT(ReadTbx(bomb), StatusIs(kBad, "line 2: a document type with declarations"));
  const std::string secret = absl::StrReplaceAll(
      TbxWith(TbxEntryWith("<note>&s;</note>")),
      {{"<tbx ", "<!DOCTYPE tbx [<!ENTITY s SYSTEM \"file:///etc/hostname\">]><tbx "}});
  EXPECT_THAT(ReadTbx(secret), StatusIs(kBad, "line 2: a document type with declarations"));
  std::string deep = "<conceptEntry><note>";
  for (int i = 0; i < 100; ++i) deep += "<hi>";
  EXPECT_THAT(ReadTbx(TbxWith(deep)), StatusIs(kBad, "line 4: elements are nested too deep"));
  EXPECT_THAT(ReadTbx(TbxWith("<conceptEntry id='" + std::string(2 << 20, 'x'))),
              StatusIs(kBad, "line 4: a tag or comment of more than"));
}

TEST(TbxBadFiles, AnUnknownEntityIsAFaultOfItsEntry) {
  ASSERT_OK_AND_ASSIGN(const TbxContent content,
                       ReadTbx(MartifWith(TbxEntryWith("<note>a&nbsp;b</note>"))));
  ASSERT_EQ(content.entries.size(), 1U);
  EXPECT_THAT(content.entries[0].value, StatusIs(kBad, "the entity '&nbsp;' is not known"));
}

TEST(TbxBadFiles, GiantEntriesAreBadAndEndlessOnesEndTheFile) {
  const std::string megabyte(1 << 20, 'x');
  std::string giant = "<conceptEntry><note>";
  for (int i = 0; i < 33; ++i) giant += megabyte;
  const std::string end = "</note></conceptEntry>";
  ASSERT_OK_AND_ASSIGN(const TbxContent content, ReadTbx(TbxWith(giant + end + TbxEntryWith(""))));
  ASSERT_EQ(content.entries.size(), 2U);
  EXPECT_THAT(content.entries[0].value, StatusIs(kBad, "more than 12 MiB; split it"));
  EXPECT_OK(content.entries[1].value);
  EXPECT_THAT(ReadTbx(TbxWith(giant + giant)),
              StatusIs(kBad, "line 4: 64 MiB without the end of a <conceptEntry>"));
  std::string many = "<conceptEntry>";  // Elements count, though they hold nothing.
  for (int i = 0; i < 400000; ++i) many += "<note>a</note>";
  ASSERT_OK_AND_ASSIGN(const TbxContent crowd, ReadTbx(TbxWith(many + "</conceptEntry>")));
  EXPECT_THAT(crowd.entries[0].value, StatusIs(kBad, "more than 12 MiB; split it"));
  EXPECT_THAT(ReadTbx(Gzip(TbxWith(std::string(100 << 20, ' ')))),
              StatusIs(kBad, "64 MiB without the end of a <conceptEntry>"));
}

}  // namespace
}  // namespace dragoman
