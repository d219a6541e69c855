// What XLIFF says and how it is understood.
#include "server/exchange/xliff.h"

#include <absl/strings/str_join.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/exchange/read_support.h"
#include "tests/exchange/xliff_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using Lines = std::vector<std::string>;

// Returns of each entry its texts, or why it is none.
Lines TextsOf(std::string_view file) {
  const auto entries = ReadXliff(file);
  EXPECT_OK(entries);
  Lines lines;
  if (!entries.ok()) return lines;
  for (const auto& entry : *entries) {
    if (entry.value.ok()) {
      const auto& variants = entry.value->unit.variants;
      lines.push_back(fmt::format("{}={}", Shown(variants[0].segment), Shown(variants[1].segment)));
    } else {
      lines.emplace_back(MessageOf(entry.value.status()));
    }
  }
  return lines;
}

TEST(Xliff, ReadsTransUnits) {
  ASSERT_OK_AND_ASSIGN(
      const XliffEntries entries,
      ReadXliff(Xliff1With("<group id='g'><trans-unit id='7' resname='title' size-unit='char'>\n"
                           "<source>One <![CDATA[<two>]]></source><target state='translated'>Раз"
                           "</target><note from='Ann'>n &amp; m</note><note>k</note>"
                           "<alt-trans><source>x</source><target>y</target></alt-trans>"
                           "<context-group><context>c</context></context-group>"
                           "<mq:info>i</mq:info></trans-unit></group>")));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].line, 4U);
  EXPECT_TRUE(entries[0].begins_document);
  ASSERT_OK(entries[0].value);
  const Unit& unit = entries[0].value->unit;
  EXPECT_EQ(entries[0].value->source, Tag("en"));
  EXPECT_EQ(Shown(unit), "0 2 0 0  talks.docx \nen: One <two>  \nru: Раз  ");
  EXPECT_THAT(
      unit.properties,
      ElementsAre(Pair("xliff:id", "7"), Pair("xliff:note", "n & m"), Pair("xliff:note#2", "k"),
                  Pair("xliff:note[from]", "Ann"), Pair("xliff:resname", "title")));
}

TEST(Xliff, ReadsSegmentsOfUnits) {
  ASSERT_OK_AND_ASSIGN(
      const XliffEntries entries,
      ReadXliff(Xliff2With("<group id='g'><unit id='u' name='title'><notes><note id='n'>t</note>"
                           "</notes><originalData><data id='d'>x</data></originalData>\n"
                           "<segment id='s' state='reviewed'><source>One.</source><target>Раз."
                           "</target></segment>\n"
                           "<ignorable><source> </source><target> </target></ignorable>"
                           "<segment><source>Two.</source><target>Два.</target></segment>"
                           "<mtc:matches><segment/></mtc:matches></unit></group>")));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].line, 5U);
  EXPECT_EQ(entries[1].line, 6U);
  EXPECT_TRUE(entries[0].begins_document);
  EXPECT_FALSE(entries[1].begins_document);
  ASSERT_OK(entries[0].value);
  ASSERT_OK(entries[1].value);
  EXPECT_EQ(Shown(entries[0].value->unit), "0 3 0 0  talks.docx \nen: One.  Two.\nru: Раз.  Два.");
  EXPECT_EQ(Shown(entries[1].value->unit), "0 0 0 0  talks.docx \nen: Two. One. \nru: Два. Раз. ");
  EXPECT_THAT(
      entries[0].value->unit.properties,
      ElementsAre(Pair("xliff:id", "u"), Pair("xliff:name", "title"), Pair("xliff:note", "t"),
                  Pair("xliff:note[id]", "n"), Pair("xliff:segment", "s")));
}

TEST(Xliff, SplitTransUnitsAreOneUnitPerSegment) {
  const std::string file = Xliff1With(
      "<trans-unit id='1'><source><g id='1'>One.</g> Two. 3</source>"
      "<seg-source><g id='1'><mrk mtype='seg' mid='a'>One<x id='2'/>.</mrk></g> "
      "<mrk mtype='seg' mid='b'>Two <mrk mtype='seg' mid='c'>x</mrk>.</mrk> "
      "<mrk mtype='seg' mid='d'>3</mrk></seg-source>"
      "<target><mrk mtype='seg' mid='b'>Два.</mrk> lost <g id='1'>"
      "<mrk mtype='seg' mid='a'>Раз.</mrk></g></target>"
      "<sdl:seg-defs><sdl:seg id='a' conf='Draft'><sdl:seg id='b' conf='Draft'/></sdl:seg>"
      "<sdl:seg id='b' conf='ApprovedSignOff'/></sdl:seg-defs></trans-unit>");
  EXPECT_THAT(TextsOf(file), ElementsAre("One|<x id=\"2\"/>|.=Раз.",
                                         "Two (<mrk mtype=\"seg\" mid=\"c\">(x)</mrk>).=Два."));
  ASSERT_OK_AND_ASSIGN(const XliffEntries entries, ReadXliff(file));
  EXPECT_EQ(entries[0].value->unit.state, ReviewState::kDraft);
  EXPECT_EQ(entries[1].value->unit.state, ReviewState::kReviewed);
  EXPECT_EQ(entries[1].value->unit.properties.at("xliff:mid"), "b");
  EXPECT_EQ(entries[1].value->unit.At(Tag("en"))->next, "3");
  EXPECT_EQ(entries[1].value->unit.At(Tag("ru"))->next, std::nullopt);
}

TEST(Xliff, ASegSourceWithoutSegmentsDoesNotSplit) {
  EXPECT_THAT(TextsOf(Xliff1With("<trans-unit id='1'><source>a</source><seg-source>a</seg-source>"
                                 "<target>б</target></trans-unit>")),
              ElementsAre("a=б"));
}

TEST(Xliff, InlineElementsOf1AreCodes) {
  const auto shown = [](const std::string& source) {
    const auto unit = ReadXliffUnit(Xliff1With(TransUnit(source, "x")));
    return unit.ok() ? Shown(unit->At(Tag("en"))->segment) : unit.status().ToString();
  };
  EXPECT_EQ(shown("a<g id='1'>b<g id='2'/></g>c"), "a(<g id=\"1\">(b(<g id=\"2\">()</g>))</g>)c");
  EXPECT_EQ(shown("<mrk mtype='protected'>b</mrk>"), "(<mrk mtype=\"protected\">(b)</mrk>)");
  EXPECT_EQ(shown("a<x id='1'/>b<bx id='2'/>c<ex id='2'/>"),
            "a|<x id=\"1\"/>|b(<bx id=\"2\"/>(c)<ex id=\"2\"/>)");
  EXPECT_EQ(shown("<bpt id='1'>&lt;b></bpt>a<ept id='1'>&lt;/b></ept>"),
            "(<bpt id=\"1\">&lt;b&gt;</bpt>(a)<ept id=\"1\">&lt;/b&gt;</ept>)");
  EXPECT_EQ(shown("a<ph id='1'>&lt;i title='<sub>in <g id='2'>g</g></sub>'></ph>"),
            "a|<ph id=\"1\">&lt;i title='<sub>in <g id=\"2\">g</g></sub>'&gt;</ph>|");
  EXPECT_EQ(shown("a<it id='1' pos='open'/>b<it id='1' pos='close'/><it id='3'/>"),
            "a(<it id=\"1\" pos=\"open\"/>(b)<it id=\"1\" pos=\"close\"/>)|<it id=\"3\"/>|");
  EXPECT_EQ(shown("a<mq:ch val='1'>c</mq:ch>b"), "a|<mq:ch val=\"1\">c</mq:ch>|b");
  EXPECT_EQ(shown("a<mrk mtype='x-sdl-deleted'>old</mrk>b"),
            "a|<mrk mtype=\"x-sdl-deleted\">old</mrk>|b");
}

TEST(Xliff, InlineElementsOf2AreCodes) {
  const auto shown = [](const std::string& source) {
    const auto unit = ReadXliffUnit(Xliff2With(Unit2(source, "x")));
    return unit.ok() ? Shown(unit->At(Tag("en"))->segment) : unit.status().ToString();
  };
  EXPECT_EQ(shown("a<pc id='1' dataRefStart='d'>b</pc>c"),
            "a(<pc id=\"1\" dataRefStart=\"d\">(b)</pc>)c");
  EXPECT_EQ(shown("<sc id='1'/>a<ec startRef='1'/>b<ph id='2'/>"),
            "(<sc id=\"1\"/>(a)<ec startRef=\"1\"/>)b|<ph id=\"2\"/>|");
  EXPECT_EQ(shown("<mrk id='1' type='term'>a</mrk>"), "(<mrk id=\"1\" type=\"term\">(a)</mrk>)");
  EXPECT_EQ(shown("<sm id='1'/>a<em startRef='1'/>"), "(<sm id=\"1\"/>(a)<em startRef=\"1\"/>)");
  EXPECT_EQ(shown("a<cp hex='001A'/>b<cp hex='FFFF'/>"),
            "a\x1A"
            "b\uFFFF");
  EXPECT_EQ(shown("a<cp hex='D800'/>b"), "a|<cp hex=\"D800\"/>|b");
  EXPECT_THAT(shown("a<cp hex='110000'/>b"), HasSubstr("<cp hex=\"110000\"> is no character"));
  EXPECT_THAT(shown("a<cp hex='1x'/>b"), HasSubstr("<cp hex=\"1x\"> is no character"));
  EXPECT_THAT(shown("a<cp/>b"), HasSubstr("<cp hex=\"\"> is no character"));
}

TEST(Xliff, StatesAreThoseOfUnits) {
  const auto of_target = [](std::string_view target, std::string_view unit = "") {
    return ReadXliffUnit(
               Xliff1With(fmt::format("<trans-unit id='1' {}><source>a</source><target {}>б"
                                      "</target></trans-unit>",
                                      unit, target)))
        ->state;
  };
  EXPECT_EQ(of_target(""), ReviewState::kUnspecified);
  EXPECT_EQ(of_target("state='x-own'"), ReviewState::kUnspecified);
  for (const char* state : {"new", "needs-translation", "needs-review-l10n"}) {
    EXPECT_EQ(of_target(fmt::format("state='{}'", state)), ReviewState::kDraft) << state;
  }
  EXPECT_EQ(of_target("state='translated'"), ReviewState::kTranslated);
  EXPECT_EQ(of_target("state='final'"), ReviewState::kReviewed);
  EXPECT_EQ(of_target("state='signed-off'"), ReviewState::kReviewed);
  EXPECT_EQ(of_target("state='translated'", "approved='yes'"), ReviewState::kReviewed);
  EXPECT_EQ(of_target("state='translated'", "approved='no'"), ReviewState::kTranslated);
  EXPECT_EQ(of_target("", "mq:status='ManuallyConfirmed'"), ReviewState::kTranslated);
  EXPECT_EQ(of_target("", "mq:status='Proofread'"), ReviewState::kReviewed);
  EXPECT_EQ(of_target("", "mq:status='NotStarted'"), ReviewState::kUnspecified);
  EXPECT_EQ(of_target("", "m:confirmed='1'"), ReviewState::kTranslated);
  EXPECT_EQ(of_target("", "m:confirmed='0'"), ReviewState::kDraft);
  const auto of_segment = [](std::string_view state) {
    return ReadXliffUnit(Xliff2With(Unit2("a", "б", fmt::format("state='{}'", state))))->state;
  };
  EXPECT_EQ(of_segment("initial"), ReviewState::kDraft);
  EXPECT_EQ(of_segment("translated"), ReviewState::kTranslated);
  EXPECT_EQ(of_segment("reviewed"), ReviewState::kReviewed);
  EXPECT_EQ(of_segment("final"), ReviewState::kReviewed);
  EXPECT_EQ(of_segment("bad"), ReviewState::kUnspecified);
}

TEST(Xliff, WhatHasNoTranslationIsCounted) {
  const std::string file = Xliff1With(
      "<trans-unit id='1'><source>a</source></trans-unit>\n" + TransUnit("b", " <x id='1'/>") +
      TransUnit("<x id='1'/>", "b") + TransUnit("c", "в", "translate='no'") +
      "<group translate='no'>" + TransUnit("d", "г") + TransUnit("e", "д", "translate='yes'") +
      "</group>" + TransUnit("f", "е"));
  EXPECT_THAT(TextsOf(file), ElementsAre("e=д", "f=е"));
  const auto reader = NewXliffReader({});
  EXPECT_OK(ReadAll(**reader, file));
  Lines counted;
  for (const Loss& one : (*reader)->CountedLosses()) {
    counted.push_back(
        fmt::format("{} {}: {}", one.count, one.what, absl::StrJoin(one.places, ", ")));
  }
  EXPECT_THAT(counted, ElementsAre("2 segments with translate=\"no\": line 5",
                                   "1 segments without a text: line 5",
                                   "2 segments without a translation: line 4, line 5"));
}

// Returns "previous/next" of each text, "?" for unknown ones.
std::string NeighboursIn(std::string_view file) {
  const auto entries = ReadXliff(file);
  EXPECT_OK(entries);
  std::string text;
  for (const auto& entry : *entries) {
    text += entry.begins_document ? "[" : " ";
    for (const Variant& one : entry.value->unit.variants) {
      text += fmt::format("{}/{} ", one.previous.value_or("?"), one.next.value_or("?"));
    }
  }
  return text;
}

TEST(Xliff, SegmentsOfAFileAreNeighbours) {
  EXPECT_EQ(NeighboursIn(Xliff1With(TransUnit("a", "а") + TransUnit("b", "") + TransUnit("c", "в") +
                                    TransUnit("<x/>", "г") + TransUnit("d", "д"))),
            "[/b /?  b/? ?/г  ?/ г/ ");
  EXPECT_EQ(NeighboursIn(Xliff1With(TransUnit("a", "а") +
                                    "</body></file><file source-language='en' "
                                    "target-language='de'><body>" +
                                    TransUnit("b", "б"))),
            "[/ / [/ / ");
}

TEST(Xliff, LanguagesAreThoseOfTheFileElseOfTheTexts) {
  const auto read = [](std::string_view file_attributes, const Lines& languages = {}) {
    const std::string file = fmt::format(
        "<xliff version='1.2'><file {}><body><trans-unit id='1'><source xml:lang='fr'>a</source>"
        "<target xml:lang='de'>b</target></trans-unit></body></file></xliff>",
        file_attributes);
    const auto entries = ReadXliff(file, languages);
    if (!entries.ok()) return std::string(MessageOf(entries.status()));
    const auto& value = entries->front().value;
    if (!value.ok()) return std::string(MessageOf(value.status()));
    std::string text = value->source.tag() + ":";
    for (const Variant& one : value->unit.variants) text += " " + one.language.tag();
    return text;
  };
  EXPECT_EQ(read("source-language='EN_us' target-language='ru'"), "en-US: en-US ru");
  EXPECT_EQ(read("source-language='en'"), "en: en de");
  EXPECT_EQ(read(""), "fr: fr de");
  EXPECT_EQ(read("source-language='en'", {"en=en-GB", "de"}), "en-GB: en-GB de");
  EXPECT_EQ(read("source-language='en'", {"de"}), ": de");
  EXPECT_EQ(read("target-language='fr'"), "source and target are both 'fr'");
  EXPECT_THAT(read("source-language='english'"), HasSubstr("'english' is not a BCP-47"));
  EXPECT_THAT(read("", {"English"}), HasSubstr("columns: 'English' is no language tag"));

  const auto reader = NewXliffReader({});
  EXPECT_OK(ReadAll(**reader, Xliff1With(TransUnit("a", "б") + TransUnit("c", ""))));
  ASSERT_EQ((*reader)->Languages().size(), 2U);
  EXPECT_EQ((*reader)->Languages()[0].segments, 1U);
}

TEST(Xliff, SkippedEntriesAreAFileOfTheirOwn) {
  const std::string split =
      "<trans-unit id=\"2\"><source>b c</source><seg-source><mrk mtype=\"seg\" "
      "mid=\"1\"><sub/></mrk>"
      "<mrk mtype=\"seg\" mid=\"2\">c<sub/></mrk></seg-source><target><mrk mtype=\"seg\" "
      "mid=\"1\">b"
      "</mrk><mrk mtype=\"seg\" mid=\"2\">c</mrk></target></trans-unit>";
  for (const std::string& file :
       {Xliff1With(TransUnit("a", "а") + split + TransUnit("<sub/>", "d")),
        Xliff2With(Unit2("a", "а") + Unit2("<sub/>b &lt;--", "б") + Unit2("c", "") +
                   Unit2("<x/>", "d"))}) {
    const auto reader = NewXliffReader({});
    ASSERT_OK_AND_ASSIGN(const std::string out, SkippedFileOf(**reader, file));
    Lines expected = TextsOf(file);
    expected.erase(expected.begin());
    EXPECT_EQ(TextsOf(out), expected) << out;
  }
}

TEST(Xliff, FilesOfOtherToolsAreReadInPiecesOfAnySize) {
  const std::filesystem::path folder = DRAGOMAN_SHARED_DIR "/corpus/exchange/xliff";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no shared corpus";
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    const std::string content = FileAt(file.path()).value();
    const std::string whole = ShownXliff(content);
    EXPECT_EQ(ShownXliff(content, 7), whole) << file.path();
  }
}

}  // namespace
}  // namespace dragoman
