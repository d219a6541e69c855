// What the tests of imports and exports share: memories and glossaries in a store of their own, and
// whole files going in and out.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/engine/transfer.h"
#include "server/store/memory_store.h"
#include "tests/status_matchers.h"

namespace dragoman {

inline std::string Show(const Account& account) {
  return fmt::format("{} stored, {} merged, {} unchanged, {} skipped", account.stored,
                     account.merged, account.unchanged, account.skipped);
}

// The whole of what an import said.
struct Imported {
  Status status;
  ImportProgress last;
  std::vector<Problem> problems;
  std::string skipped_file;
};

// Returns "line field: message" of each problem.
inline std::vector<std::string> Shown(const std::vector<Problem>& problems) {
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
    for (const char* id : {"m", "copy", "copy-2"}) {
      ASSERT_OK(registry_->Create(ResourceKind::kMemory, id, "", ""));
      ASSERT_OK(registry_->Create(ResourceKind::kGlossary, id, "", ""));
    }
  }

  Imported Run(const ImportSettings& settings, std::string_view file,
               size_t piece_bytes = 1 << 20) {
    auto import = Import::Start(*registry_, settings);
    if (!import.ok()) return {import.status(), {}, {}, {}};
    Imported result;
    while (result.status.ok() && !file.empty()) {
      result.status = (*import)->Feed(file.substr(0, piece_bytes));
      file.remove_prefix(std::min(piece_bytes, file.size()));
      Note((*import)->TakeProgress(), result);
    }
    if (result.status.ok()) result.status = (*import)->Finish();
    do Note((*import)->TakeProgress(), result);
    while (result.last.more_skipped);
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

  // Undoes an import; returns how it ended.
  StatusOr<ImportRecord> Undo(std::string_view parent, const std::string& batch_id,
                              std::vector<LeftEntry>* left = nullptr) {
    ASSIGN_OR_RETURN(const auto undo, ImportUndo::Start(*registry_, parent, batch_id));
    while (undo->record().state != ImportRecord::State::kUndone) {
      ASSIGN_OR_RETURN(const UndoStep step, undo->Next());
      if (left != nullptr) left->insert(left->end(), step.left.begin(), step.left.end());
    }
    return undo->record();
  }

  // Returns the units of a memory but for their revisions.
  std::vector<Unit> ContentOf(std::string_view memory) {
    std::vector<Unit> units = UnitsOf(memory);
    for (Unit& unit : units) unit.revision = 0;
    return units;
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
    result.skipped_file += progress.skipped_data;
    result.last = std::move(progress);
  }
};

}  // namespace dragoman
