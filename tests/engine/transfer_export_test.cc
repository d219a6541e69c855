// Exports, and imports of what they wrote.
#include <gtest/gtest.h>

#include "tests/engine/engine_support.h"
#include "tests/engine/transfer_support.h"
#include "tests/random.h"

namespace dragoman {
namespace {

// Returns the unit as a file holds it.
Unit Content(Unit unit) {
  unit.id = 0;
  unit.revision = 0;
  unit.batch_id = "";
  return unit;
}

Unit RandomUnit(TestRandom& random, size_t number) {
  const auto text = [&random] {
    static constexpr const char* kPieces[] = {"слово", "\t",  "\n", "\r", "\\",   ";",  "|", "=",
                                              " ",     "\\e", ",",  "x",  "سفیر", "\"", "-"};
    std::string made = "a";
    for (uint64_t n = random.Below(8); n > 0; --n) made += kPieces[random.Below(15)];
    return made;
  };
  Unit unit;
  for (const char* tag : {"en", "ru", "ur-PK"}) {
    if (unit.variants.size() == 2 && random.Below(2) == 0) continue;
    Variant variant;
    variant.language = Lang(tag);
    variant.segment.text = fmt::format("{} {}", number, text());
    if (random.Below(2) == 0) variant.previous = random.Below(2) == 0 ? "" : text();
    if (random.Below(2) == 0) variant.next = random.Below(2) == 0 ? "" : text();
    if (random.Below(2) == 0) variant.segment.codes = {{CodeKind::kOpen, 1, text()}};
    unit.variants.push_back(std::move(variant));
  }
  unit.origin = static_cast<Origin>(random.Below(4));
  unit.state = static_cast<ReviewState>(random.Below(4));
  if (random.Below(2) == 0) unit.document = text();
  if (random.Below(2) == 0) unit.domain = text();
  if (random.Below(2) == 0) unit.properties[text()] = random.Below(2) == 0 ? "" : text();
  unit.changed_micros = static_cast<int64_t>(random.Below(3));
  return unit;
}

TEST_F(TransferTest, AnExportGivesTheSameUnits) {
  TestRandom random;
  std::vector<UnitWrite> writes;
  for (size_t i = 0; i < 500; ++i) writes.push_back({RandomUnit(random, i), Lang("en")});
  ASSERT_OK((*registry_->Memory("m"))->Write(writes, WritePolicy::kAdd, {}));

  ASSERT_OK_AND_ASSIGN(const std::string file, ExportAll({.parent = "memories/m"}));
  const Imported result = Run({.parent = "memories/copy", .policy = WritePolicy::kAdd}, file, 1000);
  ASSERT_OK(result.status);
  EXPECT_THAT(Shown(result.problems), testing::IsEmpty());
  const std::vector<Unit> there = UnitsOf("m");
  const std::vector<Unit> copied = UnitsOf("copy");
  ASSERT_EQ(copied.size(), there.size());
  for (size_t i = 0; i < there.size(); ++i) EXPECT_EQ(Content(copied[i]), Content(there[i]));

  EXPECT_EQ(ImportUnits(file), "0 stored, 0 merged, 500 unchanged, 0 skipped");
  ASSERT_OK_AND_ASSIGN(const std::string again, ExportAll({.parent = "memories/copy"}));
  EXPECT_EQ(again, file);
}

TEST_F(TransferTest, AnExportOfTmxGivesTheSameUnits) {
  TestRandom random;
  std::vector<UnitWrite> writes;
  for (size_t i = 0; i < 500; ++i) writes.push_back({RandomUnit(random, i), Lang("en")});
  ASSERT_OK((*registry_->Memory("m"))->Write(writes, WritePolicy::kAdd, {}));

  const auto tmx_of = [this](const std::string& parent) {
    return ExportAll({.parent = parent, .format = FileFormat::kTmx}).value();
  };
  const std::string file = tmx_of("memories/m");
  const Imported result =
      Run({.parent = "memories/copy", .format = FileFormat::kTmx, .policy = WritePolicy::kAdd},
          file, 1000);
  ASSERT_OK(result.status);
  EXPECT_THAT(Shown(result.problems), testing::IsEmpty());
  const std::vector<Unit> there = UnitsOf("m");
  const std::vector<Unit> copied = UnitsOf("copy");
  ASSERT_EQ(copied.size(), there.size());
  for (size_t i = 0; i < there.size(); ++i) EXPECT_EQ(Content(copied[i]), Content(there[i]));
  EXPECT_EQ(tmx_of("memories/copy"), file);
}

TEST_F(TransferTest, XliffIsNotWritten) {
  const auto exported = ExportAll({.parent = "memories/m", .format = FileFormat::kXliff});
  EXPECT_THAT(exported, StatusIs(StatusCode::kInvalidArgument, "export as TSV, CSV or TMX"));
  EXPECT_EQ(FieldOf(exported.status()), "format");
}

TEST_F(TransferTest, ExportsManyPieces) {
  std::string file = "en\tru\n";
  for (int i = 0; i < 5000; ++i) file += fmt::format("{} {}\tслово\n", i, std::string(200, 'x'));
  ImportUnits(file);
  ExportPiece last;
  ASSERT_OK_AND_ASSIGN(const std::string exported,
                       ExportAll({.parent = "memories/m", .columns = {"en", "ru"}}, &last));
  EXPECT_EQ(exported, file);
  EXPECT_EQ(last.entries, 5000U);
}

TEST_F(TransferTest, ExportsOnlyTheColumnsAskedFor) {
  ImportUnits("en\tru\tur\na\tа\t\nb\tб\tب\nc\tв\tپ\n");
  ExportPiece last;
  ASSERT_OK_AND_ASSIGN(const std::string file,
                       ExportAll({.parent = "memories/m", .columns = {"ur", "@author"}}, &last));
  EXPECT_EQ(file, "ur\t@author\nب\t\nپ\t\n");
  EXPECT_EQ(last.entries, 2U);
  EXPECT_EQ(last.skipped, 1U);
}

TEST_F(TransferTest, AnEmptyResourceIsAnEmptyFile) {
  for (const char* parent : {"memories/m", "glossaries/m"}) {
    ASSERT_OK_AND_ASSIGN(const std::string file, ExportAll({.parent = parent}));
    EXPECT_EQ(file, "");
    EXPECT_OK(Run({.parent = parent}, file).status);
  }
  ASSERT_OK_AND_ASSIGN(const std::string header,
                       ExportAll({.parent = "memories/m", .columns = {"en", "ru"}}));
  EXPECT_EQ(header, "en\tru\n");
}

TEST_F(TransferTest, ExportStartNamesWhatIsWrong) {
  const auto bad = Export::Start(*registry_, {.parent = "memories/m", .columns = {"russian"}});
  EXPECT_THAT(bad, StatusIs(StatusCode::kInvalidArgument, "'russian'"));
  EXPECT_EQ(FieldOf(bad.status()), "columns");
  EXPECT_THAT(Export::Start(*registry_, {.parent = "units/m"}),
              StatusIs(StatusCode::kInvalidArgument, "neither 'memories/ID'"));
  EXPECT_THAT(Export::Start(*registry_, {.parent = "glossaries/none"}),
              StatusIs(StatusCode::kNotFound, ""));
}

ValidTime RandomTime(TestRandom& random) {
  ValidTime valid;
  if (random.Below(2) == 0) valid.from = PartialDate::Parse("1991-12-26").value();
  if (random.Below(2) == 0) valid.until = PartialDate::Parse("2024").value();
  return valid;
}

Term RandomTerm(TestRandom& random) {
  Term term;
  term.language = Lang(random.Below(2) == 0 ? "ru" : "en");
  term.text = fmt::format("term; {}|{}", random.Below(10), random.Below(10));
  term.status = static_cast<TermStatus>(1 + random.Below(5));
  term.type = static_cast<TermType>(1 + random.Below(3));
  term.forms = {"form,1", "form 2 "};
  term.valid = RandomTime(random);
  if (random.Below(2) == 0) {
    term.outlets = {{"tass", static_cast<TermStatus>(1 + random.Below(5))},
                    {"app", TermStatus::kForbidden}};
  }
  if (random.Below(2) == 0) term.animacy = "animate";
  if (random.Below(2) == 0) term.source = "MFA; 2019|p=3";
  if (random.Below(2) == 0) term.confidence = "own, unsure";
  term.do_not_translate = random.Below(2) == 0;
  return term;
}

Concept RandomConcept(TestRandom& random) {
  Concept entry;
  entry.note = random.Below(2) == 0 ? "a\tb\\n\n" : "";
  entry.author = "A";
  entry.valid = RandomTime(random);
  entry.do_not_translate = random.Below(4) == 0;
  for (uint64_t n = 1 + random.Below(5); n > 0; --n) entry.terms.push_back(RandomTerm(random));
  Term& last = entry.terms.back();
  if (entry.terms.size() > 1 && last.type == TermType::kAbbreviation &&
      entry.terms[0].type != TermType::kAbbreviation) {
    last.language = entry.terms[0].language;
    last.full_form = entry.terms[0].text;
  }
  return entry;
}

TEST_F(TransferTest, AnExportGivesTheSameConcepts) {
  TestRandom random;
  std::vector<Concept> concepts;
  for (int i = 0; i < 300; ++i) {
    concepts.push_back(RandomConcept(random));
    concepts.back().id = fmt::format("c{}", i);
  }
  ASSERT_OK((*registry_->Glossary("m"))->Write(concepts, {}));
  for (const FileFormat format : {FileFormat::kTsv, FileFormat::kCsv, FileFormat::kTbx}) {
    const auto file_of = [&](const std::string& parent) {
      return ExportAll({.parent = parent, .format = format}).value();
    };
    const std::string file = file_of("glossaries/m");
    const std::string copy = IsTable(format) ? "glossaries/copy" : "glossaries/copy-2";
    EXPECT_EQ(ImportConcepts(file, {.format = format}),
              "0 stored, 0 merged, 300 unchanged, 0 skipped");
    ASSERT_OK(Run({.parent = copy, .format = format}, file).status);
    EXPECT_EQ(file_of(copy), file);
  }
  for (const Concept& entry : concepts) {
    ASSERT_OK_AND_ASSIGN(const auto copied, (*registry_->Glossary("copy"))->Get(entry.id));
    ASSERT_EQ(copied->terms.size(), entry.terms.size());
    EXPECT_TRUE(std::is_permutation(entry.terms.begin(), entry.terms.end(), copied->terms.begin()));
    EXPECT_EQ(copied->note, entry.note);
    EXPECT_EQ(copied->author, entry.author);
    EXPECT_EQ(copied->valid, entry.valid);
    EXPECT_EQ(copied->do_not_translate, entry.do_not_translate);
  }
}

}  // namespace
}  // namespace dragoman
