#include "server/exchange/concept_tsv.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/exchange/random_concepts.h"
#include "tests/exchange/read_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using ConceptEntries = std::vector<ReadEntry<Concept>>;

StatusOr<ConceptEntries> ReadConcepts(std::string_view file,
                                      const std::vector<std::string>& columns = {},
                                      size_t piece_bytes = 1 << 20) {
  ASSIGN_OR_RETURN(const auto reader, NewConceptTsvReader({.columns = columns}));
  return ReadAll(*reader, file, piece_bytes);
}

// Returns the one concept of a file, or why there is none.
StatusOr<Concept> ReadConcept(std::string_view file) {
  ASSIGN_OR_RETURN(const ConceptEntries entries, ReadConcepts(file));
  if (entries.size() != 1) return Error(StatusCode::kInternal, "{} entries", entries.size());
  return entries.front().value;
}

std::string Shown(const StatusOr<ConceptEntries>& entries) {
  if (!entries.ok()) return entries.status().ToString();
  std::string text;
  for (const auto& entry : *entries) {
    text += fmt::format("{} {}", entry.line, entry.value.status().ToString());
    if (entry.value.ok()) {
      text += " " + entry.value->id;
      for (const Term& term : entry.value->terms) text += " " + term.text;
    }
    text += "\n";
  }
  return text;
}

std::string FileOf(const std::vector<Concept>& concepts, const TableStyle& style = {}) {
  ConceptTsvColumns columns;
  for (const Concept& entry : concepts) columns.Add(entry);
  const auto writer = ConceptTsvWriter::Create(columns.Names(), style);
  EXPECT_OK(writer);
  std::string file = (*writer)->Header();
  for (const Concept& entry : concepts) file += (*writer)->Row(entry).value_or("");
  return file;
}

TEST(ConceptTsv, ReadsATableAsALinguistWritesIt) {
  ASSERT_OK_AND_ASSIGN(
      const Concept entry,
      ReadConcept(
          "id\tcategory\ten\ten_abbr\tru\tru_variants\tru_gender\tnote\n"
          "g1\ttitle\tAmbassador\tAmb.\tпосол|forms=посла,послу\tамбассадор; посланник\tm\tx\n"));
  EXPECT_EQ(entry.id, "g1");
  EXPECT_EQ(entry.category, "title");
  EXPECT_EQ(entry.note, "x");
  ASSERT_EQ(entry.terms.size(), 5U);
  EXPECT_EQ(entry.terms[1].type, TermType::kAbbreviation);
  const Term& term = entry.terms[2];
  EXPECT_EQ(term.status, TermStatus::kPreferred);
  EXPECT_EQ(term.gender, "m");
  EXPECT_THAT(term.forms, ElementsAre("посла", "послу"));
  EXPECT_EQ(entry.terms[4].text, "посланник");
  EXPECT_EQ(entry.terms[4].status, TermStatus::kAdmitted);
}

TEST(ConceptTsv, AttributesStateWhatTheColumnDoesNot) {
  ASSERT_OK_AND_ASSIGN(
      const Concept entry,
      ReadConcept("en\nISSI|type=abbr|case=exact|stem=no|status=admitted|pos=noun|note=a\\=b\n"));
  const Term& term = entry.terms.front();
  EXPECT_EQ(term.type, TermType::kAbbreviation);
  EXPECT_EQ(term.case_rule, CaseRule::kExactCase);
  EXPECT_EQ(term.status, TermStatus::kAdmitted);
  EXPECT_TRUE(term.no_stem);
  EXPECT_EQ(term.part_of_speech, "noun");
  EXPECT_EQ(term.note, "a=b");
}

TEST(ConceptTsv, SaysWhenAndForWhomATermIs) {
  ASSERT_OK_AND_ASSIGN(
      const Concept entry,
      ReadConcept("valid_from\tvalid_until\ttranslate\ten\ten_abbr\ten_obsolete\tru\tru_animacy\n"
                  "2019-04-10\t2021\tno\tForeign Minister|outlets=app:forbidden, tass:preferred\t"
                  "FM|full=Foreign Minister|translate=no|source=MFA|confidence=official\t"
                  "Foreign Secretary|from=1924|until=1991-12\tминистр\tanimate\n"));
  EXPECT_EQ(entry.valid, (ValidTime{Date("2019-04-10"), Date("2021")}));
  EXPECT_TRUE(entry.do_not_translate);
  ASSERT_EQ(entry.terms.size(), 4U);
  EXPECT_THAT(entry.terms[0].outlets, ElementsAre(OutletStatus{"app", TermStatus::kForbidden},
                                                  OutletStatus{"tass", TermStatus::kPreferred}));
  EXPECT_EQ(entry.terms[1].full_form, "Foreign Minister");
  EXPECT_TRUE(entry.terms[1].do_not_translate);
  EXPECT_EQ(entry.terms[1].source, "MFA");
  EXPECT_EQ(entry.terms[1].confidence, "official");
  EXPECT_EQ(entry.terms[2].status, TermStatus::kObsolete);
  EXPECT_EQ(entry.terms[2].valid, (ValidTime{Date("1924"), Date("1991-12")}));
  EXPECT_EQ(entry.terms[3].animacy, "animate");
}

TEST(ConceptTsv, ATermWithoutAttributesIsAPlainCell) {
  const std::string file = "id\ten\tru\nx\tambassador\tпосол\n";
  ASSERT_OK_AND_ASSIGN(const Concept entry, ReadConcept(file));
  EXPECT_EQ(FileOf({entry}), file);
}

TEST(ConceptTsv, DescribesTheTermOfALaterColumn) {
  ASSERT_OK_AND_ASSIGN(const Concept entry, ReadConcept("ru_forms\tru\nпосла; послу\tпосол\n"));
  EXPECT_THAT(entry.terms.front().forms, ElementsAre("посла", "послу"));
}

TEST(ConceptTsv, MakesIdsFromLineNumbers) {
  EXPECT_EQ(Shown(ReadConcepts("id\ten\n\tone\n\nx\ttwo\n\tthree\n")),
            "2 OK line-2 one\n4 OK x two\n5 OK line-5 three\n");
}

TEST(ConceptTsv, ReadsTablesWithoutANameLine) {
  EXPECT_EQ(Shown(ReadConcepts("cough\tкашель\n", {"en", "ru"})), "1 OK line-1 cough кашель\n");
  EXPECT_EQ(Shown(ReadConcepts("en\tru\ncough\tкашель\n", {"en", "ru"})),
            "2 OK line-2 cough кашель\n");
}

TEST(ConceptTsv, NamesTheColumnOfABadCell) {
  const auto bad = StatusCode::kInvalidArgument;
  const auto wrong = ReadConcept("en\tru\nIndia|sort=place\tИндия\n");
  EXPECT_EQ(FieldOf(wrong.status()), "en");
  EXPECT_THAT(wrong, StatusIs(bad, "no attribute 'sort'"));
  EXPECT_THAT(ReadConcept("en\nx|type=short\n"), StatusIs(bad, "none of full, abbr, variant"));
  EXPECT_THAT(ReadConcept("en\nx|stem=never\n"), StatusIs(bad, "neither yes nor no"));
  EXPECT_THAT(ReadConcept("en\nx|from=May\n"), StatusIs(bad, "'May' is no date; write YYYY"));
  EXPECT_THAT(ReadConcept("en\nx|outlets=tass\n"), StatusIs(bad, "'tass' has no status"));
  EXPECT_THAT(ReadConcept("en\nx|outlets=tass:best\n"), StatusIs(bad, "'best' is none of"));
  const auto no_date = ReadConcept("valid_from\ten\nsoon\tx\n");
  EXPECT_EQ(FieldOf(no_date.status()), "valid_from");
  EXPECT_THAT(ReadConcept("translate\ten\nnever\tx\n"), StatusIs(bad, "neither yes nor no"));
  EXPECT_THAT(ReadConcept("en\tru\tru_gender\nx\t\tm\n"),
              StatusIs(bad, "no preferred term in 'ru'"));
  EXPECT_THAT(ReadConcept("en\tru\tnote\nx\ty\n"),
              StatusIs(bad, "2 cells, the file has 3 columns: en, ru, note; add the missing cell"));
}

TEST(ConceptTsv, RefusesAHeaderThatNamesNoColumns) {
  const auto bad = StatusCode::kInvalidArgument;
  EXPECT_THAT(ReadConcepts("Ambassador\tпосол\n"), StatusIs(bad, "'Ambassador' is no column"));
  EXPECT_THAT(ReadConcepts("id\tnote\n"), StatusIs(bad, "no terms among them"));
  EXPECT_THAT(ReadConcepts("en\ten_colour\n"), StatusIs(bad, "there may be preferred, variants"));
  EXPECT_THAT(ReadConcepts("en\tEN\n"), StatusIs(bad, "given twice"));
  EXPECT_THAT(ReadConcepts("en\ten_preferred\n"), StatusIs(bad, "given twice"));
  EXPECT_THAT(ReadConcepts(std::string("\0\1\2\0\0", 5)), StatusIs(bad, "the file is no text"));
}

TEST(ConceptTsv, RoundTrips) {
  TestRandom random;
  for (int i = 0; i < 200; ++i) {
    const std::vector<Concept> concepts{RandomConcept(random), RandomConcept(random)};
    const std::string file = FileOf(concepts);
    ASSERT_OK_AND_ASSIGN(const ConceptEntries entries, ReadConcepts(file));
    ASSERT_EQ(entries.size(), concepts.size()) << file;
    for (size_t n = 0; n < concepts.size(); ++n) {
      ASSERT_OK(entries[n].value) << file;
      Concept back = *entries[n].value;
      ASSERT_EQ(back.terms.size(), concepts[n].terms.size()) << file;
      EXPECT_TRUE(
          std::is_permutation(back.terms.begin(), back.terms.end(), concepts[n].terms.begin()))
          << file;
      back.terms = concepts[n].terms;  // Their order is that of the columns.
      EXPECT_EQ(back, concepts[n]) << file;
    }
  }
}

TEST(ConceptTsv, RoundTripsAsCsv) {
  TestRandom random;
  for (int i = 0; i < 200; ++i) {
    const TableStyle style{true, kCsvDelimiters[random.Below(4)], random.Below(4) == 0};
    std::vector<Concept> concepts{RandomConcept(random), RandomConcept(random)};
    for (Concept& entry : concepts) {
      if (random.Below(2) == 0) entry.definition.insert(0, 1, "=+-@\t\r'"[random.Below(7)]);
      if (random.Below(2) == 0) entry.terms[0].text.insert(0, 1, "=+-@'"[random.Below(5)]);
      if (random.Below(4) == 0) entry.note = "\\\\e";
    }
    const std::string file = FileOf(concepts, style);
    ASSERT_OK_AND_ASSIGN(const auto reader,
                         NewConceptTsvReader({.is_csv = true, .is_raw = style.is_raw}));
    ASSERT_OK_AND_ASSIGN(const ConceptEntries entries,
                         ReadAll(*reader, file, 1 + random.Below(300)));
    ASSERT_EQ(entries.size(), concepts.size()) << file;
    std::vector<Concept> read;
    for (const auto& entry : entries) {
      ASSERT_OK(entry.value) << file;
      read.push_back(*entry.value);
    }
    for (size_t n = 0; n < concepts.size(); ++n) {
      ASSERT_EQ(read[n].terms.size(), concepts[n].terms.size()) << file;
      EXPECT_TRUE(std::is_permutation(read[n].terms.begin(), read[n].terms.end(),
                                      concepts[n].terms.begin()))
          << file;
      EXPECT_EQ(read[n].definition, concepts[n].definition) << file;
      EXPECT_EQ(read[n].note, concepts[n].note) << file;
    }
    EXPECT_EQ(FileOf(read, style), file);
  }
}

TEST(ConceptTsv, ReadsSheetsOfOthers) {
  const auto read = [](std::string_view file, TableSettings settings) {
    settings.is_csv = true;
    const auto reader = NewConceptTsvReader(settings);
    return reader.ok() ? Shown(ReadAll(**reader, file)) : reader.status().ToString();
  };
  EXPECT_EQ(read("sep=;\nID;English;Russian;Russian synonyms;Comments;EN-part of speech\n"
                 "7;treaty;договор;\"соглашение; пакт\";x;noun\n",
                 {}),
            "3 OK 7 treaty договор соглашение пакт\n");
  EXPECT_EQ(read("Source term|Target term\na|b\n",
                 {.columns = {"Source term=en", "Target term=ru_variants"}}),
            "2 OK line-2 a b\n");
  EXPECT_EQ(read("Term (en),Term (ur-PK)\na,b\n", {}), "2 OK line-2 a b\n");
}

TEST(ConceptTsv, KeepsTheOrderOfLanguages) {
  const std::string file = "id\tur\tur_variants\ten\nx\tسفیر\tایلچی\tambassador\n";
  ASSERT_OK_AND_ASSIGN(const Concept entry, ReadConcept(file));
  EXPECT_EQ(FileOf({entry}), file);
}

TEST(ConceptTsv, NamesTheColumnOfATerm) {
  Term term;
  term.language = Tag("ru");
  EXPECT_EQ(ConceptTsvColumnOf(term), "ru_variants");
  term.status = TermStatus::kPreferred;
  EXPECT_EQ(ConceptTsvColumnOf(term), "ru");
  term.language = Tag("id");
  EXPECT_EQ(ConceptTsvColumnOf(term), "id_preferred");
}

TEST(ConceptTsv, PiecesOfAnySizeGiveTheSameEntries) {
  TestRandom random;
  const std::string file = FileOf({RandomConcept(random), RandomConcept(random)});
  for (const size_t piece_bytes : {1, 2, 5, 100}) {
    EXPECT_EQ(Shown(ReadConcepts(file, {}, piece_bytes)), Shown(ReadConcepts(file)));
  }
}

TEST(ConceptTsv, TruncationGivesTheFirstEntriesAndAnErrorAtMost) {
  TestRandom random;
  const std::string file = FileOf({RandomConcept(random), RandomConcept(random)});
  for (size_t size = 0; size < file.size(); ++size) {
    const auto entries = ReadConcepts(std::string_view(file).substr(0, size));
    if (entries.ok()) {
      EXPECT_LE(entries->size(), 2U);
      if (entries->size() == 2) {
        EXPECT_OK(entries->front().value);
      }
    } else {
      EXPECT_LT(size, file.find('\n')) << "only the first line can make the whole file wrong";
    }
  }
}

TEST(ConceptTsv, AnyBytesAreReadOrRefused) {
  TestRandom random;
  const std::string header = "id\ten\tru\ten_forms\tnote\n";
  for (int i = 0; i < 2000; ++i) {
    const std::string bytes = RandomBytes(random, 200);
    const auto entries = ReadConcepts(i % 2 == 0 ? bytes : header + bytes);
    if (!entries.ok()) {
      EXPECT_EQ(entries.status().code(), StatusCode::kInvalidArgument);
    }
  }
}

void ExpectReadsWhole(const std::string& path) {
  const auto file = FileAt(path);
  ASSERT_TRUE(file) << path;
  ASSERT_OK_AND_ASSIGN(const ConceptEntries entries, ReadConcepts(*file));
  EXPECT_FALSE(entries.empty()) << path;
  for (const auto& entry : entries) {
    EXPECT_OK(entry.value) << path << " line " << entry.line;
    if (entry.value.ok()) {
      EXPECT_FALSE(entry.value->terms.empty()) << path << " " << entry.line;
    }
  }
}

TEST(ConceptTsv, ReadsTheShippedGlossaries) {
  for (const auto& file : std::filesystem::directory_iterator(DRAGOMAN_SOURCE_DIR "/glossaries")) {
    if (file.path().extension() == ".tsv") ExpectReadsWhole(file.path());
  }
}

TEST(ConceptTsv, ReadsAGlossaryOfATranslator) {
  const std::string path = DRAGOMAN_SHARED_DIR "/corpus/glossary-seed.tsv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no shared corpus";
  ExpectReadsWhole(path);
}

}  // namespace
}  // namespace dragoman
