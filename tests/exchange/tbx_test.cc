// Concepts read from TBX as other tools write it, and what is written of them.
#include "server/exchange/tbx.h"

#include <gtest/gtest.h>

#include "server/exchange/tbx_names.h"
#include "tests/exchange/packed.h"
#include "tests/exchange/read_support.h"
#include "tests/exchange/tbx_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Concept ReadOne(std::string_view file) {
  const std::vector<Concept> concepts = ConceptsOf(ReadTbx(file));
  EXPECT_EQ(concepts.size(), 1U);
  return concepts.empty() ? Concept() : concepts.front();
}

std::string Shown(const Term& term) {
  return fmt::format("{} {} {} {}", term.language.tag(), term.text, static_cast<int>(term.status),
                     static_cast<int>(term.type));
}

std::vector<std::string> TermsOf(const Concept& entry) {
  std::vector<std::string> terms;
  for (const Term& term : entry.terms) terms.push_back(Shown(term));
  return terms;
}

std::string DataFile(std::string_view name) {
  return FileAt(fmt::format(DRAGOMAN_SOURCE_DIR "/tests/data/{}", name)).value();
}

TEST(Tbx, ReadsBothStylesAndMartifAlike) {
  const std::string dca = TbxWith(
      "<conceptEntry id='c1'><descrip type='subjectField'>law</descrip>"
      "<langSec xml:lang='en'><termSec><term>treaty</term>"
      "<termNote type='administrativeStatus'>preferredTerm-admn-sts</termNote>"
      "<termNote type='partOfSpeech'>noun</termNote><admin type='source'>UN</admin></termSec>"
      "</langSec></conceptEntry>");
  const std::string dct = TbxWith(
      "<conceptEntry id='c1'><min:subjectField>law</min:subjectField>"
      "<langSec xml:lang='en'><termSec><term>treaty</term>"
      "<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>"
      "<min:partOfSpeech>noun</min:partOfSpeech><basic:source>UN</basic:source></termSec>"
      "</langSec></conceptEntry>");
  const std::string martif = MartifWith(
      "<termEntry id='c1'><descrip type='subjectField'>law</descrip>"
      "<langSet lang='en'><ntig><termGrp><term>treaty</term>"
      "<termNote type='normativeAuthorization'>preferredTerm</termNote>"
      "<termNoteGrp><termNote type='partOfSpeech'>Noun</termNote></termNoteGrp></termGrp>"
      "<adminGrp><admin type='source'>UN</admin></adminGrp></ntig></langSet></termEntry>");
  const Concept entry = ReadOne(dca);
  EXPECT_EQ(entry.domain, "law");
  EXPECT_EQ(entry.id, "c1");
  EXPECT_THAT(TermsOf(entry), ElementsAre("en treaty 1 1"));
  EXPECT_EQ(entry.terms[0].part_of_speech, "noun");
  EXPECT_EQ(entry.terms[0].source, "UN");
  EXPECT_EQ(ReadOne(dct), entry);
  EXPECT_EQ(ReadOne(martif), entry);
}

TEST(Tbx, UnderstandsStatusesAndTypes) {
  const std::vector<std::pair<std::string, TermStatus>> statuses{
      {"preferredTerm-admn-sts", TermStatus::kPreferred},
      {"preferredTerm", TermStatus::kPreferred},
      {"Preferred", TermStatus::kPreferred},
      {"admittedTerm-admn-sts", TermStatus::kAdmitted},
      {"deprecatedTerm-admn-sts", TermStatus::kDeprecated},
      {"supersededTerm-admn-sts", TermStatus::kObsolete},
      {"supersededTerm", TermStatus::kObsolete},
      {"obsolete", TermStatus::kObsolete},
      {"notRecommended", TermStatus::kDeprecated},
      {"forbidden", TermStatus::kForbidden}};
  for (const auto& [value, status] : statuses) {
    ASSERT_TRUE(TermStatusOfTbx(value)) << value;
    EXPECT_EQ(TermStatusOfTbx(value)->value, status) << value;
    EXPECT_TRUE(TermStatusOfTbx(value)->is_all) << value;
  }
  EXPECT_FALSE(TermStatusOfTbx("finalized"));
  EXPECT_FALSE(TermStatusOfTbx("legalTerm")->is_all);
  EXPECT_EQ(TermTypeOfTbx("acronym")->value, TermType::kAbbreviation);
  EXPECT_EQ(TermTypeOfTbx("shortForm")->value, TermType::kVariant);
  EXPECT_FALSE(TermTypeOfTbx("formula"));
}

TEST(Tbx, WhatHasNoFieldGoesToTheNote) {
  const Concept entry = ReadOne(TbxWith(TbxEntryWith(
      "<note>one</note><note>two</note><admin type='customerSubset'>UN</admin>"
      "<descripGrp><descrip type='definition'>an agent</descrip><admin type='source'>D1</admin>"
      "</descripGrp><admin type='source'>E1</admin>",
      "<descripGrp><descrip type='context'>The envoy left.</descrip><admin type='source'>R "
      "1</admin>"
      "</descripGrp><termNote type='geographicalUsage'>GB</termNote><note>n</note>"
      "<termNote type='termType'>acronym</termNote>"
      "<termNote type='administrativeStatus'>legalTerm-admn-sts</termNote>")));
  EXPECT_EQ(entry.note, "one\ntwo\ncustomerSubset: UN");
  EXPECT_EQ(entry.definition, "an agent");
  EXPECT_EQ(entry.source, "E1\nD1");
  EXPECT_THAT(TermsOf(entry), ElementsAre("en envoy 1 2"));
  EXPECT_EQ(entry.terms[0].note,
            "context: The envoy left. (R 1)\ngeographicalUsage: GB\nn\ntermType: acronym\n"
            "administrativeStatus: legalTerm-admn-sts");
}

TEST(Tbx, DefinitionsOfLanguagesAreLabelledWhereThereAreSeveral) {
  const std::string term = "<termSec><term>x</term></termSec></langSec>";
  const std::string en = "<langSec xml:lang='en'><descrip type='definition'>A.</descrip>" + term;
  const std::string ru =
      "<langSec xml:lang='ru'><descrip type='definition'>Б.</descrip>"
      "<note>z</note>" +
      term;
  EXPECT_EQ(ReadOne(TbxWith("<conceptEntry>" + en + "</conceptEntry>")).definition, "A.");
  const Concept both = ReadOne(TbxWith("<conceptEntry>" + en + ru + "</conceptEntry>"));
  EXPECT_EQ(both.definition, "en: A.\nru: Б.");
  EXPECT_EQ(both.note, "ru: z");
  EXPECT_EQ(both.id, "entry-1");
}

TEST(Tbx, WhatIsLeftOutIsCountedWithItsLines) {
  const auto content = ReadTbx(TbxWith(
      TbxEntryWith("<transacGrp><date>2020</date></transacGrp>\n<xref target='x'>y</xref>") + "\n" +
      TbxEntryWith("<transacGrp/><note>a <hi>b</hi><ph>c</ph></note>")));
  EXPECT_THAT(content->losses, ElementsAre(Loss{"<hi> within a text", 1, {"line 6"}},
                                           Loss{"<ph> within a text", 1, {"line 6"}},
                                           Loss{"<transacGrp>", 2, {"line 4", "line 6"}},
                                           Loss{"<xref>", 1, {"line 5"}}));
  EXPECT_EQ(content->entries[1].value->note, "a b");
}

TEST(Tbx, NotesThatAreFullLoseCategoriesButNoText) {
  const std::string big(3995, 'x');
  const auto content = ReadTbx(
      TbxWith(TbxEntryWith("<note>" + big + "</note><admin type='projectSubset'>p1</admin>")));
  EXPECT_EQ(content->entries[0].value->note, big);
  EXPECT_THAT(content->losses,
              ElementsAre(Loss{"projectSubset: more than the field holds", 1, {"line 4"}}));
}

TEST(Tbx, LanguagesAreChosenAndReported) {
  const std::string file = MartifWith(
      "<termEntry><langSet xml:lang='EN_us'><tig><term>a</term></tig><tig><term>b</term></tig>"
      "</langSet><langSet lang='Russian'><tig><term>я</term></tig></langSet>"
      "<langSet lang='de'><note>n</note><tig><term>c</term></tig></langSet></termEntry>");
  ASSERT_OK_AND_ASSIGN(const TbxContent all, ReadTbx(file));
  EXPECT_THAT(all.entries[0].value,
              StatusIs(StatusCode::kInvalidArgument, "'Russian' is not a BCP-47"));
  ASSERT_OK_AND_ASSIGN(const TbxContent chosen, ReadTbx(file, {"en", "russian=ru"}));
  EXPECT_THAT(TermsOf(*chosen.entries[0].value),
              ElementsAre("en-US a 2 1", "en-US b 2 1", "ru я 2 1"));
  EXPECT_EQ(chosen.entries[0].value->note, "");
  ASSERT_EQ(chosen.languages.size(), 3U);
  EXPECT_EQ(chosen.languages[0].stored, "en-US");
  EXPECT_EQ(chosen.languages[0].segments, 2U);
  EXPECT_THAT(NewTbxReader({"german"}), StatusIs(StatusCode::kInvalidArgument, "columns: "));
}

TEST(Tbx, EncodingsAndPackedFiles) {
  const std::string file = TbxWith(TbxEntryWith(""));
  EXPECT_EQ(ConceptsOf(ReadTbx(Gzip(file))), ConceptsOf(ReadTbx(file)));
  std::string koi8 = MartifWith(
      "<termEntry id='a'><langSet lang='ru'><tig><term>\xF0\xCF\xD3"
      "</term></tig></langSet></termEntry>");
  koi8.replace(koi8.find("?>"), 2, " encoding='koi8-r'?>");
  EXPECT_THAT(TermsOf(ReadOne(koi8)), ElementsAre("ru Пос 2 1"));
}

Concept Envoy() {
  Concept entry;
  entry.id = "12";
  entry.category = "title";
  entry.domain = "diplomacy";
  entry.definition = "An agent & more.";
  entry.do_not_translate = true;
  Term term;
  term.language = *Language::Parse("ru");
  term.text = "посланник";
  term.status = TermStatus::kForbidden;
  term.part_of_speech = "noun";
  term.gender = "m";
  term.forms = {"посланника"};
  entry.terms.push_back(term);
  return entry;
}

TEST(Tbx, WritesBasicInEitherStyle) {
  EXPECT_THAT(TbxOf({Envoy()}), HasSubstr(R"(<conceptEntry id="_12">
  <descrip type="subjectField">diplomacy</descrip>
  <descrip type="definition">An agent &amp; more.</descrip>
  <note>dragoman|category=title|id=12|translate=no</note>
  <langSec xml:lang="ru">
    <termSec>
      <term>посланник</term>
      <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
      <termNote type="partOfSpeech">noun</termNote>
      <termNote type="grammaticalGender">masculine</termNote>
      <termNote type="termType">fullForm</termNote>
      <note>dragoman|forms=посланника|status=forbidden</note>
    </termSec>
  </langSec>
</conceptEntry>)"));
  const std::string dct = TbxOf({Envoy()}, TbxStyle::kDct, {"ru"});
  EXPECT_THAT(dct, HasSubstr("style=\"dct\" xml:lang=\"ru\""));
  EXPECT_THAT(dct, HasSubstr("<min:subjectField>diplomacy</min:subjectField>"));
  EXPECT_THAT(dct, HasSubstr("<basic:grammaticalGender>masculine</basic:grammaticalGender>"));
}

TEST(Tbx, CountsWhatOnlyANoteHolds) {
  const auto writer = NewTbxWriter({}, TbxStyle::kDca);
  ASSERT_TRUE((*writer)->Row(Envoy()));
  EXPECT_THAT(
      (*writer)->CountedLosses(),
      ElementsAre(Loss{"category of concepts", 1, {"12"}}, Loss{"forms of terms", 1, {"12"}},
                  Loss{"id of concepts", 1, {"12"}}, Loss{"status of terms", 1, {"12"}},
                  Loss{"translate of concepts", 1, {"12"}}));
  Concept plain;
  plain.id = "a";
  plain.terms = Envoy().terms;
  plain.terms[0].forms.clear();
  plain.terms[0].status = TermStatus::kObsolete;
  const auto other = NewTbxWriter({}, TbxStyle::kDca);
  ASSERT_TRUE((*other)->Row(plain));
  EXPECT_THAT((*other)->CountedLosses(), IsEmpty());
}

TEST(Tbx, WritesTheLanguagesAskedFor) {
  Concept entry = Envoy();
  entry.terms.push_back(entry.terms[0]);
  entry.terms[1].language = *Language::Parse("en");
  const std::string file = TbxOf({entry}, TbxStyle::kDca, {"en", "ru", "de"});
  EXPECT_LT(file.find("langSec xml:lang=\"en\""), file.find("langSec xml:lang=\"ru\""));
  EXPECT_EQ((*NewTbxWriter({"de"}, TbxStyle::kDca))->Row(entry), std::nullopt);
  EXPECT_THAT(NewTbxWriter({"en", "en"}, TbxStyle::kDca),
              StatusIs(StatusCode::kInvalidArgument, "columns: 'en' is given twice"));
  EXPECT_THAT(NewTbxWriter({"english"}, TbxStyle::kDca),
              StatusIs(StatusCode::kInvalidArgument, "columns: "));
}

TEST(Tbx, FilesAsWeblateAndMemoqWriteThem) {
  const std::vector<Concept> weblate = ConceptsOf(ReadTbx(DataFile("weblate.tbx")));
  ASSERT_EQ(weblate.size(), 3U);
  EXPECT_THAT(TermsOf(weblate[0]), ElementsAre("en embassy 2 1", "ru посольство 2 1"));
  EXPECT_EQ(weblate[0].note, "The mission, and the building");
  EXPECT_THAT(TermsOf(weblate[1]), ElementsAre("en charge 2 1", "ru поверенный 4 1"));
  EXPECT_TRUE(weblate[2].terms[0].do_not_translate);
  const std::vector<Concept> memoq = ConceptsOf(ReadTbx(DataFile("memoq.tbx")));
  ASSERT_EQ(memoq.size(), 1U);
  EXPECT_THAT(TermsOf(memoq[0]),
              ElementsAre("en ambassador 2 1", "ru посол 2 1", "ru амбассадор 4 1"));
}

TEST(Tbx, FilesOfTheDialectsAreUnderstoodByTheirCategories) {
  for (const char* name : {"min_dca.tbx", "basic_dct_prefixed.tbx", "multiterm.tbx"}) {
    const std::vector<Concept> concepts = ConceptsOf(ReadTbx(DataFile(name)));
    ASSERT_EQ(concepts.size(), 1U) << name;
    EXPECT_THAT(TermsOf(concepts[0]),
                ElementsAre("en Security Council 1 1", "en UNSC 2 2", "ur-PK سلامتی کونسل 1 1"))
        << name;
    EXPECT_EQ(concepts[0].domain, "United Nations") << name;
  }
  const std::vector<Concept> core = ConceptsOf(ReadTbx(DataFile("core.tbx")));
  ASSERT_EQ(core.size(), 1U);
  EXPECT_EQ(core[0].note, "Only notes and terms.");
}

}  // namespace
}  // namespace dragoman
