// ListImports and ImportUndo, over memories and glossaries alike.
#include <utility>

#include "server/engine/transfer.h"

namespace dragoman {
namespace {

// The undo of an import of a memory or glossary.
template <typename Shard>
class UndoOf : public ImportUndo {
 public:
  UndoOf(std::shared_ptr<Shard> shard, std::unique_ptr<RunningImport> running, ImportRecord record,
         absl::flat_hash_set<Revision> commits)
      : shard_(std::move(shard)),
        running_(std::move(running)),
        record_(std::move(record)),
        commits_(std::move(commits)) {}

  StatusOr<UndoStep> Next() override {
    if (record_.state != ImportRecord::State::kUndone) return shard_->Undo(record_, commits_);
    return UndoStep{.left = {}, .revision = shard_->view()->revision};
  }
  const ImportRecord& record() const override { return record_; }

 private:
  const std::shared_ptr<Shard> shard_;
  const std::unique_ptr<RunningImport> running_;  // Ends before the shard.
  ImportRecord record_;
  const absl::flat_hash_set<Revision> commits_;
};

template <typename Shard>
StatusOr<std::unique_ptr<ImportUndo>> StartUndo(std::shared_ptr<Shard> shard,
                                                const std::string& batch_id) {
  ImportHistory& history = shard->imports();
  ASSIGN_OR_RETURN(ImportRecord record, history.BeginUndo(batch_id));
  auto running = std::make_unique<RunningImport>(history, batch_id);
  ASSIGN_OR_RETURN(auto commits, history.CommitsOf(record));
  return std::make_unique<UndoOf<Shard>>(std::move(shard), std::move(running), std::move(record),
                                         std::move(commits));
}

}  // namespace

StatusOr<ImportPage> ListImports(const Catalog& registry, std::string_view parent, size_t skip,
                                 size_t limit) {
  ASSIGN_OR_RETURN(const ResourceKind kind, KindOfParent(parent));
  if (kind == ResourceKind::kMemory) {
    ASSIGN_OR_RETURN(const auto memory, registry.Memory(parent));
    return memory->imports().List(skip, limit);
  }
  ASSIGN_OR_RETURN(const auto glossary, registry.Glossary(parent));
  return glossary->imports().List(skip, limit);
}

StatusOr<std::unique_ptr<ImportUndo>> ImportUndo::Start(const Catalog& registry,
                                                        std::string_view parent,
                                                        const std::string& batch_id) {
  ASSIGN_OR_RETURN(const ResourceKind kind, KindOfParent(parent));
  if (kind == ResourceKind::kMemory) {
    ASSIGN_OR_RETURN(auto memory, registry.Memory(parent));
    RETURN_IF_ERROR(memory->CheckReady());
    return StartUndo(std::move(memory), batch_id);
  }
  ASSIGN_OR_RETURN(auto glossary, registry.Glossary(parent));
  return StartUndo(std::move(glossary), batch_id);
}

}  // namespace dragoman
