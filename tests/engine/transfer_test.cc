#include "server/engine/transfer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "server/engine/limits.h"
#include "server/store/memory_store.h"
#include "tests/random.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Language Tag(std::string_view tag) { return *Language::Parse(tag); }

std::string Show(const Account& account) {
  return fmt::format("{} stored, {} merged, {} unchanged, {} skipped", account.stored,
                     account.merged, account.unchanged, account.skipped);
}

// The whole of what an import said.
struct Imported {
  Status status;
  ImportProgress last;
  std::vector<Problem> problems;
};

// Returns "line field: message" of each problem.
std::vector<std::string> Shown(const std::vector<Problem>& problems) {
  std::vector<std::string> shown;
  for (const Problem& one : problems) {
    shown.push_back(fmt::format("{} {}: {}", one.line, one.field, one.message));
  }
  return shown;
}

class TransferTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(registry_, Registry::Open(*store_));
    for (const char* id : {"m", "copy"}) {
      ASSERT_OK(registry_->Create(ResourceKind::kMemory, id, "", ""));
      ASSERT_OK(registry_->Create(ResourceKind::kGlossary, id, "", ""));
    }
  }

  Imported Run(const ImportSettings& settings, std::string_view file,
               size_t piece_bytes = 1 << 20) {
    auto import = Import::Start(*registry_, settings);
    if (!import.ok()) return {import.status(), {}, {}};
    Imported result;
    while (result.status.ok() && !file.empty()) {
      result.status = (*import)->Feed(file.substr(0, piece_bytes));
      file.remove_prefix(std::min(piece_bytes, file.size()));
      Note((*import)->TakeProgress(), result);
    }
    if (result.status.ok()) result.status = (*import)->Finish();
    Note((*import)->TakeProgress(), result);
    return result;
  }

  // Imports into memories/m and returns the account.
  std::string ImportUnits(std::string_view file, ImportSettings settings = {}) {
    settings.parent = "memories/m";
    const Imported result = Run(settings, file);
    return result.status.ok() ? Show(result.last.account) : result.status.ToString();
  }

  std::string ImportConcepts(std::string_view file, ImportSettings settings = {}) {
    settings.parent = "glossaries/m";
    const Imported result = Run(settings, file);
    return result.status.ok() ? Show(result.last.account) : result.status.ToString();
  }

  StatusOr<std::string> ExportAll(const ExportSettings& settings, ExportPiece* last = nullptr) {
    ASSIGN_OR_RETURN(const auto file_export, Export::Start(*registry_, settings));
    std::string file;
    while (true) {
      ASSIGN_OR_RETURN(const ExportPiece piece, file_export->Next());
      EXPECT_LE(piece.data.size(), 256U << 10);
      file += piece.data;
      if (last != nullptr) *last = piece;
      if (piece.done) return file;
    }
  }

  std::vector<Unit> UnitsOf(std::string_view memory) {
    std::vector<Unit> units;
    UnitId from = 1;
    for (bool more = true; more;) {
      auto page = (*registry_->Memory(memory))->List(from, 1000);
      EXPECT_OK(page);
      for (Unit& unit : page->units) units.push_back(std::move(unit));
      more = page->next.has_value();
      from = page->next.value_or(0);
    }
    return units;
  }

  std::unique_ptr<Store> store_ = NewMemoryStore();
  std::unique_ptr<Registry> registry_;

 private:
  static void Note(ImportProgress progress, Imported& result) {
    for (Problem& problem : progress.problems) result.problems.push_back(std::move(problem));
    result.last = std::move(progress);
  }
};

// Returns "previous|text|next" of each unit in a language; "?" for an unknown neighbour.
std::vector<std::string> Chain(const std::vector<Unit>& units, std::string_view tag) {
  std::vector<std::string> chain;
  for (const Unit& unit : units) {
    const Variant* variant = unit.At(Tag(tag));
    if (variant == nullptr) continue;
    chain.push_back(fmt::format("{}|{}|{}", variant->previous.value_or("?"), variant->segment.text,
                                variant->next.value_or("?")));
  }
  return chain;
}

// Returns the unit as a file holds it.
Unit Content(Unit unit) {
  unit.id = 0;
  unit.revision = 0;
  unit.batch_id = "";
  return unit;
}

TEST_F(TransferTest, ImportsUnitsAndCountsARepeatAsUnchanged) {
  const std::string file = "en\tru\nGood morning\tДоброе утро\nThank you\tСпасибо\n";
  EXPECT_EQ(ImportUnits(file), "2 stored, 0 merged, 0 unchanged, 0 skipped");
  EXPECT_EQ(ImportUnits(file), "0 stored, 0 merged, 2 unchanged, 0 skipped");
  EXPECT_EQ(ImportUnits("en\tru\nThank you\tБлагодарю\n"),
            "0 stored, 1 merged, 0 unchanged, 0 skipped");
}

TEST_F(TransferTest, ReportsEachBadRowWithItsPlace) {
  const Imported result = Run({.parent = "memories/m", .batch_id = "b"},
                              "en\tru\tur\t@origin\n"
                              "one\tодин\t\t\n"
                              "two\tдва\n"
                              "three\t\t\t\n"
                              "four\tчетыре\t\trobot\n"
                              "five\tп\xFF\t\t\n" +
                                  std::string(kMaxTextBytes + 1, 'x') + "\tдлинно\t\t\n");
  ASSERT_OK(result.status);
  EXPECT_EQ(Show(result.last.account), "1 stored, 0 merged, 0 unchanged, 5 skipped");
  EXPECT_EQ(result.last.account.entries(), 6U);
  EXPECT_EQ(result.problems.front().entry, 2U);
  EXPECT_THAT(
      Shown(result.problems),
      ElementsAre("3 : 2 cells, the file has 4 columns: en, ru, ur, @origin; add the missing cell "
                  "or leave it empty",
                  "4 : only 'en' is filled; a unit needs its text in at least two languages",
                  "5 @origin: 'robot' is none of human, machine, aligned",
                  "6 : not valid UTF-8 at byte 7 of the line; convert the file to UTF-8",
                  "7 en: 65537 bytes; at most 65536 are allowed"));
}

TEST_F(TransferTest, ReportsNoMoreProblemsThanAskedForAndCountsAll) {
  const Imported result =
      Run({.parent = "memories/m", .max_problems = 2}, "en\tru\na\nb\nc\nd\tг\n");
  EXPECT_EQ(result.problems.size(), 2U);
  EXPECT_EQ(Show(result.last.account), "1 stored, 0 merged, 0 unchanged, 3 skipped");
}

TEST_F(TransferTest, NamesTheColumnOfEveryRule) {
  const Imported result = Run({.parent = "memories/m"},
                              "en\tru\ten@codes\tru@next\t@author\t@property:k\n"
                              "a\tа\talone|at=9|code=x\t\t\t\n"
                              "b\tб\t\t" +
                                  std::string(kMaxTextBytes + 1, 'x') + "\t\t\n" + "c\tв\t\t\t" +
                                  std::string(kMaxNameBytes + 1, 'x') + "\t\n" + "d\tг\t\t\t\t" +
                                  std::string(kMaxPropertyValueBytes + 1, 'x') + "\n");
  std::vector<std::string> fields;
  for (const Problem& one : result.problems) fields.push_back(one.field);
  EXPECT_THAT(fields, ElementsAre("en@codes", "ru@next", "@author", "@property:k"));
}

TEST_F(TransferTest, DefaultsAreForEntriesThatNameNone) {
  ImportSettings settings{.parent = "memories/m",
                          .origin = Origin::kAligned,
                          .state = ReviewState::kDraft,
                          .author = "A",
                          .document = "D",
                          .batch_id = "first"};
  ASSERT_OK(Run(settings, "en\tru\t@origin\t@author\na\tа\t\t\nb\tб\thuman\tB\n").status);
  const std::vector<Unit> units = UnitsOf("m");
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[0].origin, Origin::kAligned);
  EXPECT_EQ(units[0].author, "A");
  EXPECT_EQ(units[1].origin, Origin::kHuman);
  EXPECT_EQ(units[1].author, "B");
  EXPECT_EQ(units[1].state, ReviewState::kDraft);
  EXPECT_EQ(units[1].document, "D");
  EXPECT_EQ(units[1].batch_id, "first");
}

TEST_F(TransferTest, MakesABatchId) {
  const Imported first = Run({.parent = "memories/m"}, "");
  const Imported second = Run({.parent = "memories/m"}, "");
  EXPECT_THAT(first.last.batch_id, HasSubstr("import-20"));
  EXPECT_NE(first.last.batch_id, second.last.batch_id);
}

TEST_F(TransferTest, NeighboursInOrder) {
  ImportSettings settings{.parent = "memories/m", .in_order = true};
  ASSERT_OK(Run(settings, "en\tru\tur\na\tа\t\nb\tб\tب\nbad\nc\tв\t\n\nd\tг\t\n", 3).status);
  const std::vector<Unit> units = UnitsOf("m");
  EXPECT_THAT(Chain(units, "en"), ElementsAre("|a|b", "a|b|?", "?|c|", "|d|"));
  EXPECT_THAT(Chain(units, "ur"), ElementsAre("?|ب|?"));
}

TEST_F(TransferTest, NeighboursAreUnknownWithoutOrder) {
  ImportUnits("en\tru\na\tа\nb\tб\n");
  EXPECT_THAT(Chain(UnitsOf("m"), "en"), ElementsAre("?|a|?", "?|b|?"));
}

TEST_F(TransferTest, NeighboursOfTheFileStay) {
  ASSERT_OK(Run({.parent = "memories/m", .in_order = true},
                "en\tru\ten@next\na\tа\t\nb\tб\tz\nc\tв\t\\e\n")
                .status);
  EXPECT_THAT(Chain(UnitsOf("m"), "en"), ElementsAre("|a|b", "a|b|z", "b|c|"));
}

TEST_F(TransferTest, ProgressCountsOnlyWhatIsOnDisk) {
  ASSERT_OK_AND_ASSIGN(const auto import, Import::Start(*registry_, {.parent = "memories/m"}));
  std::string file = "en\tru\n";
  for (size_t i = 0; i < kMaxWriteEntries + 1; ++i)
    file += fmt::format("word {}\tслово {}\n", i, i);
  ASSERT_OK(import->Feed(file));
  const ImportProgress progress = import->TakeProgress();
  EXPECT_EQ(progress.account.stored, kMaxWriteEntries);
  EXPECT_EQ(UnitsOf("m").size(), kMaxWriteEntries);
  EXPECT_EQ(progress.bytes, file.size());
  EXPECT_FALSE(progress.done);
  ASSERT_OK(import->Finish());
  const ImportProgress last = import->TakeProgress();
  EXPECT_EQ(last.account.stored, kMaxWriteEntries + 1);
  EXPECT_TRUE(last.done);
  EXPECT_EQ(last.revision, (*registry_->Memory("m"))->view()->revision);
  EXPECT_EQ(last.revision, 2U);
}

TEST_F(TransferTest, LargeEntriesMakeSmallBatches) {
  std::string file = "en\tru\n";
  for (int i = 0; i < 100; ++i) {
    file += fmt::format("{} {}\t{}\n", i, std::string(60000, 'x'), std::string(60000, 'y'));
  }
  EXPECT_EQ(ImportUnits(file), "100 stored, 0 merged, 0 unchanged, 0 skipped");
  EXPECT_EQ((*registry_->Memory("m"))->view()->revision, 3U);  // 12 MB, 4 MiB each.
}

TEST_F(TransferTest, ABadFirstLineIsAboutTheWholeFile) {
  const Imported result = Run({.parent = "memories/m"}, "Hello\tПривет\nyes\tда\n");
  EXPECT_THAT(result.status, StatusIs(StatusCode::kInvalidArgument, "'Hello' is no column"));
  EXPECT_EQ(result.last.account.entries(), 0U);
  EXPECT_FALSE(result.last.done);
  EXPECT_THAT(Run({.parent = "memories/m", .columns = {"en", "ru"}},
                  "\xFF\xFE"
                  "a\n")
                  .status,
              StatusIs(StatusCode::kInvalidArgument, "save it as UTF-8"));
}

TEST_F(TransferTest, StartNamesTheBadSetting) {
  const auto field_of = [this](const ImportSettings& settings) {
    const auto import = Import::Start(*registry_, settings);
    EXPECT_THAT(import, StatusIs(StatusCode::kInvalidArgument, ""));
    return FieldOf(import.status());
  };
  EXPECT_EQ(field_of({.parent = "m"}), "settings.parent");
  EXPECT_EQ(field_of({.parent = "memories/m", .columns = {"russian"}}), "settings.columns");
  EXPECT_EQ(field_of({.parent = "memories/m", .author = std::string(201, 'x')}), "settings.author");
  EXPECT_EQ(field_of({.parent = "memories/m", .max_problems = 10001}), "settings.max_problems");
  EXPECT_EQ(field_of({.parent = "glossaries/m", .in_order = true}), "settings.in_order");
  EXPECT_EQ(field_of({.parent = "glossaries/m", .policy = WritePolicy::kAdd}), "settings.policy");
  EXPECT_THAT(Import::Start(*registry_, {.parent = "memories/none"}),
              StatusIs(StatusCode::kNotFound, ""));
}

TEST_F(TransferTest, ADryRunWritesNothing) {
  EXPECT_EQ(ImportUnits("en\tru\na\tа\na\tа\na\tб\n", {.validate_only = true}),
            "1 stored, 1 merged, 1 unchanged, 0 skipped");
  EXPECT_EQ(ImportConcepts("id\ten\na\tx\na\ty\n", {.validate_only = true}),
            "1 stored, 0 merged, 0 unchanged, 1 skipped");
  EXPECT_TRUE(UnitsOf("m").empty());
  EXPECT_EQ((*registry_->Memory("m"))->view()->revision, 0U);
  EXPECT_EQ((*registry_->Glossary("m"))->view()->revision, 0U);
}

// Returns a file of units with many of the same source, bad rows and documents.
std::string RandomUnitFile(TestRandom& random, size_t rows) {
  std::string file = "en\tru\t@state\t@changed\n";
  for (size_t i = 0; i < rows; ++i) {
    switch (random.Below(12)) {
      case 0:
        file += "\n";
        break;
      case 1:
        file += "alone\t\t\t\n";
        break;
      case 2:
        file += "short\n";
        break;
      default:
        file += fmt::format("word {}\tслово {}\t{}\t{}\n", random.Below(20), random.Below(3),
                            random.Below(2) == 0 ? "draft" : "",
                            random.Below(2) == 0 ? std::to_string(1 + random.Below(5)) : "");
    }
  }
  return file;
}

TEST_F(TransferTest, ADryRunCountsAsTheRealRun) {
  TestRandom random;
  for (int i = 0; i < 60; ++i) {
    ImportSettings settings{.parent = "memories/m"};
    settings.policy = static_cast<WritePolicy>(1 + random.Below(3));
    settings.in_order = random.Below(2) == 0;
    const std::string file = RandomUnitFile(random, random.Below(i % 10 == 0 ? 3000 : 100));
    settings.validate_only = true;
    const Imported dry = Run(settings, file);
    settings.validate_only = false;
    const Imported real = Run(settings, file);
    ASSERT_OK(dry.status);
    ASSERT_OK(real.status);
    EXPECT_EQ(Show(dry.last.account), Show(real.last.account));
    EXPECT_EQ(Shown(dry.problems), Shown(real.problems));
  }
}

TEST_F(TransferTest, PiecesOfAnySizeGiveTheSameAccount) {
  TestRandom random;
  const std::string file = RandomUnitFile(random, 200);
  ImportSettings settings{.parent = "memories/m", .in_order = true};
  settings.validate_only = true;
  const std::string whole = Show(Run(settings, file).last.account);
  for (const size_t piece_bytes : {1, 7, 1000}) {
    EXPECT_EQ(Show(Run(settings, file, piece_bytes).last.account), whole);
  }
}

TEST_F(TransferTest, EveryTruncationCountsEachEntryOnce) {
  TestRandom random;
  const std::string file = RandomUnitFile(random, 15);
  for (size_t size = file.find('\n') + 1; size < file.size(); ++size) {
    const std::string_view part = std::string_view(file).substr(0, size);
    const Imported result = Run({.parent = "memories/m", .validate_only = true}, part);
    ASSERT_OK(result.status);
    uint64_t entries = 0;  // Lines but the first, the empty ones left out.
    for (size_t begin = part.find('\n') + 1; begin < part.size();) {
      const size_t end = std::min(part.find('\n', begin), part.size());
      entries +=
          part.substr(begin, end - begin).find_first_not_of('\t') != std::string_view::npos &&
          end > begin;
      begin = end + 1;
    }
    EXPECT_EQ(result.last.account.entries(), entries) << part;
  }
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
    variant.language = Tag(tag);
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
  for (size_t i = 0; i < 500; ++i) writes.push_back({RandomUnit(random, i), Tag("en")});
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

TEST_F(TransferTest, ImportsConceptsAndCountsARepeatAsUnchanged) {
  const std::string file = "id\ten\tru\ng1\tambassador\tпосол\ng2\ttreaty\tдоговор; соглашение\n";
  EXPECT_EQ(ImportConcepts(file, {.author = "A", .batch_id = "b"}),
            "2 stored, 0 merged, 0 unchanged, 0 skipped");
  EXPECT_EQ(ImportConcepts(file), "0 stored, 0 merged, 2 unchanged, 0 skipped");
  EXPECT_EQ(ImportConcepts("id\ten\ng1\tenvoy\n"), "0 stored, 1 merged, 0 unchanged, 0 skipped");
  ASSERT_OK_AND_ASSIGN(const auto entry, (*registry_->Glossary("m"))->Get("g2"));
  EXPECT_EQ(entry->author, "A");
  EXPECT_EQ(entry->batch_id, "b");
}

TEST_F(TransferTest, ReportsEachBadConceptWithItsPlace) {
  const Imported result = Run({.parent = "glossaries/m"},
                              "id\ten\tru\tru_variants\n"
                              "g1\tone\tодин\t\n"
                              "g1\ttwo\tдва\t\n"
                              "a b\tthree\tтри\t\n"
                              "g4\tfour\tчетыре\t4; —\n"
                              "g5\t\t\t\n"
                              "g6\tsix\n");
  ASSERT_OK(result.status);
  EXPECT_EQ(Show(result.last.account), "1 stored, 0 merged, 0 unchanged, 5 skipped");
  EXPECT_THAT(Shown(result.problems),
              ElementsAre("3 id: 'g1' stands at line 2 already; give each row its own",
                          "4 id: 'a b' is no concept id; use 1 to 128 of [A-Za-z0-9._-]",
                          "5 ru_variants: '—': a term needs a letter or a digit",
                          "6 : no term in any language; fill in at least one column of terms",
                          "7 : 2 cells, the file has 4 columns: id, en, ru, ru_variants; add the "
                          "missing cell or leave it empty"));
}

TEST_F(TransferTest, ARefusedConceptDoesNotTakeItsId) {
  EXPECT_EQ(ImportConcepts("id\ten\ng1\t—\ng1\tone\n"),
            "1 stored, 0 merged, 0 unchanged, 1 skipped");
}

TEST_F(TransferTest, AnExportGivesTheSameConcepts) {
  TestRandom random;
  std::vector<Concept> concepts;
  for (int i = 0; i < 300; ++i) {
    Concept entry;
    entry.id = fmt::format("c{}", i);
    entry.note = random.Below(2) == 0 ? "a\tb\\n\n" : "";
    entry.author = "A";
    for (uint64_t n = 1 + random.Below(5); n > 0; --n) {
      Term term;
      term.language = Tag(random.Below(2) == 0 ? "ru" : "en");
      term.text = fmt::format("term; {}|{}", n, random.Below(10));
      term.status = static_cast<TermStatus>(1 + random.Below(4));
      term.type = static_cast<TermType>(1 + random.Below(3));
      term.forms = {"form,1", "form 2 "};
      entry.terms.push_back(std::move(term));
    }
    concepts.push_back(std::move(entry));
  }
  ASSERT_OK((*registry_->Glossary("m"))->Write(concepts, {}));
  ASSERT_OK_AND_ASSIGN(const std::string file, ExportAll({.parent = "glossaries/m"}));
  EXPECT_EQ(ImportConcepts(file), "0 stored, 0 merged, 300 unchanged, 0 skipped");
  ASSERT_OK(Run({.parent = "glossaries/copy"}, file).status);
  for (const Concept& entry : concepts) {
    ASSERT_OK_AND_ASSIGN(const auto copied, (*registry_->Glossary("copy"))->Get(entry.id));
    ASSERT_EQ(copied->terms.size(), entry.terms.size());
    EXPECT_TRUE(std::is_permutation(entry.terms.begin(), entry.terms.end(), copied->terms.begin()));
    EXPECT_EQ(copied->note, entry.note);
    EXPECT_EQ(copied->author, entry.author);
  }
}

}  // namespace
}  // namespace dragoman
