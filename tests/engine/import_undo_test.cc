// Imports taken back, cut off and gone on with.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "tests/engine/transfer_support.h"
#include "tests/random.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using State = ImportRecord::State;

constexpr std::string_view kMemoryName = "memories/m";

std::string Rows(size_t from, size_t to, std::string_view target = "слово") {
  std::string file = "en\tru\n";
  for (size_t i = from; i < to; ++i) file += fmt::format("word {}\t{} {}\n", i, target, i);
  return file;
}

// Returns rows of few sources with other targets and languages.
std::string RandomRows(TestRandom& random, size_t rows) {
  std::string file = "en\tru\tur\n";
  for (size_t i = 0; i < rows; ++i) {
    file += fmt::format("word {}\tслово {}\t{}\n", random.Below(40), random.Below(4),
                        random.Below(2) == 0 ? "" : fmt::format("لفظ {}", random.Below(3)));
  }
  return file;
}

class ImportUndoTest : public TransferTest {
 protected:
  std::shared_ptr<MemoryShard> Memory() { return registry_->Memory("m").value(); }

  ImportPage Listed(std::string_view parent = kMemoryName) {
    return ListImports(*registry_, parent, 0, 100).value();
  }

  void Edit(UnitId id, std::string_view author) {
    ASSERT_OK(Memory()->Update(id, 0,
                               [author](Unit& unit) {
                                 unit.author = author;
                                 return absl::OkStatus();
                               },
                               {}));
  }
};

TEST_F(ImportUndoTest, TakesBackWhatAnImportDid) {
  TestRandom random;
  for (int i = 0; i < 40; ++i) {
    ASSERT_OK(Run({.parent = "memories/m"}, RandomRows(random, random.Below(60))).status);
    const std::vector<Unit> before = ContentOf("m");
    ImportSettings settings{.parent = "memories/m", .batch_id = fmt::format("b{}", i)};
    settings.policy = static_cast<WritePolicy>(1 + random.Below(4));
    ASSERT_OK(Run(settings, RandomRows(random, 1 + random.Below(120))).status);
    const bool changed = ContentOf("m") != before;
    const auto undone = Undo(kMemoryName, settings.batch_id);
    if (!changed) {
      EXPECT_THAT(undone, StatusIs(StatusCode::kNotFound, "no import"));
      continue;
    }
    ASSERT_OK(undone);
    EXPECT_EQ(ContentOf("m"), before);
    EXPECT_EQ(undone->left, 0U);
    EXPECT_EQ(Memory()->view()->units, before.size());
  }
}

TEST_F(ImportUndoTest, LeavesWhatSomebodyChangedSince) {
  TestRandom random;
  for (int i = 0; i < 30; ++i) {
    ASSERT_OK(Run({.parent = "memories/m"}, RandomRows(random, 60)).status);
    std::map<UnitId, Unit> expected;
    for (const Unit& unit : ContentOf("m")) expected[unit.id] = unit;
    const std::string id = fmt::format("b{}", i);
    ASSERT_OK(Run({.parent = "memories/m", .batch_id = id}, RandomRows(random, 100)).status);
    std::set<std::string> left;
    for (const Unit& unit : UnitsOf("m")) {
      const uint64_t choice = random.Below(6);
      if (choice > 1) continue;
      if (unit.batch_id == id) left.insert(fmt::format("memories/m/units/{}", unit.id));
      if (choice == 0) {
        Edit(unit.id, fmt::format("somebody {}", i));
        expected[unit.id] = *Memory()->Get(unit.id);
        expected[unit.id].revision = 0;
      } else {
        ASSERT_OK(Memory()->Delete(unit.id, 0, {}));
        expected.erase(unit.id);
      }
    }
    std::vector<LeftEntry> named;
    ASSERT_OK_AND_ASSIGN(const ImportRecord record, Undo(kMemoryName, id, &named));
    std::map<UnitId, Unit> there;
    for (const Unit& unit : ContentOf("m")) there[unit.id] = unit;
    EXPECT_EQ(there, expected);
    std::set<std::string> names;
    for (const LeftEntry& one : named) names.insert(one.name);
    EXPECT_EQ(names, left);
    EXPECT_EQ(record.left, left.size());
  }
}

TEST_F(ImportUndoTest, TakesBackAGlossary) {
  ASSERT_EQ(ImportConcepts("id\ten\na\tx\nb\ty\n", {.batch_id = "first"}),
            "2 stored, 0 merged, 0 unchanged, 0 skipped");
  const auto glossary = registry_->Glossary("m").value();
  ASSERT_EQ(ImportConcepts("id\ten\na\tx2\nb\ty2\nc\tz\nd\tw\n", {.batch_id = "second"}),
            "2 stored, 2 merged, 0 unchanged, 0 skipped");
  ASSERT_OK(glossary->Delete("d", 0, {}));
  Concept edited = **glossary->Get("b");
  edited.note = "mine";
  ASSERT_OK(glossary->Write({edited}, {}));
  std::vector<LeftEntry> left;
  ASSERT_OK_AND_ASSIGN(const ImportRecord record, Undo("glossaries/m", "second", &left));
  EXPECT_EQ(record.restored, 1U);
  EXPECT_EQ(record.removed, 1U);
  ASSERT_EQ(left.size(), 2U);
  EXPECT_EQ(left[0].name, "glossaries/m/concepts/b");
  EXPECT_FALSE(left[0].deleted);
  EXPECT_TRUE(left[1].deleted);
  EXPECT_EQ((*glossary->Get("a"))->terms.front().text, "x");
  EXPECT_EQ((*glossary->Get("b"))->note, "mine");
  EXPECT_THAT(glossary->Get("c"), StatusIs(StatusCode::kNotFound, ""));
  EXPECT_THAT(glossary->imports().List(0, 10)->imports.size(), 2U);
}

TEST_F(ImportUndoTest, AnUndoThatBreaksOffIsGoneOnWith) {
  ASSERT_OK(Run({.parent = "memories/m"}, Rows(0, 3000, "старое")).status);
  const std::vector<Unit> before = ContentOf("m");
  ASSERT_OK(Run({.parent = "memories/m", .batch_id = "b"}, Rows(1000, 9000)).status);
  for (int steps = 0; ContentOf("m") != before; ++steps) {
    ASSERT_LT(steps, 20);
    ASSERT_OK_AND_ASSIGN(const auto undo, ImportUndo::Start(*registry_, kMemoryName, "b"));
    ASSERT_OK(undo->Next());
    EXPECT_THAT(ImportUndo::Start(*registry_, kMemoryName, "b"),
                StatusIs(StatusCode::kFailedPrecondition, "is running"));
  }
  const ImportRecord record = Listed().imports.front().record;
  EXPECT_EQ(record.state, State::kUndone);
  EXPECT_EQ(record.removed, 6000U);
  EXPECT_EQ(record.restored, 2000U);
  EXPECT_THAT(Run({.parent = "memories/m", .batch_id = "b"}, "en\tru\na\tа\n").status,
              StatusIs(StatusCode::kFailedPrecondition, "was undone"));
  EXPECT_OK(Undo(kMemoryName, "b"));  // Again: nothing is left to undo.
}

TEST_F(ImportUndoTest, TheSameFileGoesOnWithAnImportThatWasCutOff) {
  TestRandom random;
  const std::string file = Rows(0, 10000);
  for (const WritePolicy policy : {WritePolicy::kAdd, WritePolicy::kReplaceSame}) {
    for (int i = 0; i < 4; ++i) {
      ImportSettings settings{.parent = "memories/m", .policy = policy};
      settings.batch_id = fmt::format("{}-{}", static_cast<int>(policy), i);
      settings.file_name = "file.tsv";
      settings.author = "A";
      settings.resume = true;
      EXPECT_THAT(Run(settings, file).status, StatusIs(StatusCode::kNotFound, "nothing of"));
      settings.resume = false;
      {
        ASSERT_OK_AND_ASSIGN(const auto import, Import::Start(*registry_, settings));
        ASSERT_OK(import->Feed(file.substr(0, file.size() / 2 + random.Below(file.size() / 2))));
        EXPECT_THAT(Import::Start(*registry_, settings),
                    StatusIs(StatusCode::kFailedPrecondition, "is running"));
        while (UnitsOf("m").size() < kMaxImportBatchEntries) continue;
      }
      const ListedImport cut_off = Listed().imports.front();
      EXPECT_EQ(cut_off.record.state, State::kStarted);
      EXPECT_FALSE(cut_off.running);
      EXPECT_EQ(cut_off.record.stored, UnitsOf("m").size());
      settings.resume = true;
      const Imported rest = Run(settings, file);
      ASSERT_OK(rest.status);
      EXPECT_EQ(rest.last.account.unchanged, cut_off.record.stored);
      EXPECT_EQ(UnitsOf("m").size(), 10000U);
      const ImportRecord record = Listed().imports.front().record;
      EXPECT_EQ(record.state, State::kDone);
      EXPECT_EQ(record.stored, 10000U);
      EXPECT_EQ(record.unchanged, 0U);
      EXPECT_EQ(record.file_name, "file.tsv");
      EXPECT_EQ(record.author, "A");
      ASSERT_OK_AND_ASSIGN(const ImportRecord undone, Undo(kMemoryName, settings.batch_id));
      EXPECT_EQ(undone.removed, 10000U);
      EXPECT_TRUE(UnitsOf("m").empty());
    }
  }
}

TEST_F(ImportUndoTest, ListsWhatChangedSomethingTheNewestFirst) {
  ASSERT_OK(Run({.parent = "memories/m", .batch_id = "one"}, Rows(0, 5) + "bad\n").status);
  ASSERT_OK(Run({.parent = "memories/m", .batch_id = "none"}, Rows(0, 5)).status);
  ASSERT_OK(
      Run({.parent = "memories/m", .validate_only = true, .batch_id = "dry"}, Rows(5, 9)).status);
  ASSERT_OK(Run({.parent = "memories/m", .batch_id = "two"}, Rows(3, 7)).status);
  const ImportPage page = Listed();
  ASSERT_EQ(page.imports.size(), 2U);
  EXPECT_EQ(page.imports[0].record.id, "two");
  EXPECT_EQ(page.imports[0].record.stored, 2U);
  EXPECT_EQ(page.imports[0].record.unchanged, 2U);
  EXPECT_EQ(page.imports[1].record.skipped, 1U);
  const ImportPage second = ListImports(*registry_, kMemoryName, 1, 1).value();
  EXPECT_EQ(second.imports.front().record.id, "one");
  EXPECT_FALSE(second.more);
}

TEST_F(ImportUndoTest, AnImportSharesNoCommitWithOtherWriters) {
  const auto memory = Memory();
  std::atomic<bool> ended = false;
  std::thread writer([&] {
    for (int i = 0; !ended; ++i) {
      UnitWrite write;
      for (const char* tag : {"en", "ru"}) {
        Variant& variant = write.unit.variants.emplace_back();
        variant.language = *Language::Parse(tag);
        variant.segment.text = fmt::format("live {}", i % 50);
      }
      write.source = write.unit.variants.front().language;
      EXPECT_OK(memory->Write({write}, WritePolicy::kAdd, {}));
    }
  });
  EXPECT_OK(Run({.parent = "memories/m", .batch_id = "b"}, Rows(0, 20000)).status);
  ended = true;
  writer.join();
  ASSERT_OK_AND_ASSIGN(const ImportRecord record, Undo(kMemoryName, "b"));
  EXPECT_EQ(record.removed, 20000U);
  EXPECT_EQ(record.left, 0U);
  for (const Unit& unit : UnitsOf("m")) EXPECT_EQ(unit.batch_id, "");
}

}  // namespace
}  // namespace dragoman
