// One glossary: its concepts in the store, its term indexes, its writes. As in a memory, the store
// is the truth and the indexes follow each commit before it is acknowledged.
#pragma once

#include <absl/synchronization/mutex.h>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/engine/account.h"
#include "server/engine/commit_queue.h"
#include "server/engine/import_commit.h"
#include "server/engine/import_undo.h"
#include "server/engine/name_index.h"
#include "server/engine/unit_write.h"
#include "server/engine/write_log.h"
#include "server/model/concept.h"
#include "server/model/resource.h"
#include "server/store/store.h"
#include "server/term/term_index.h"

namespace dragoman {

enum class ConceptOutcome : uint8_t { kStored = 1, kReplaced = 2, kUnchanged = 3 };

// Returns the outcome in the words that imports count in.
Outcome OutcomeOf(ConceptOutcome outcome);

struct ConceptWriteReport {
  struct Result {
    ConceptOutcome outcome = ConceptOutcome::kStored;
    std::string id;
    Revision revision = 0;  // Of the concept: its etag.
  };
  std::vector<Result> results;  // One per concept, in order.
  Revision revision = 0;        // Of the glossary that has them.
};

struct ConceptPage {
  std::vector<std::shared_ptr<const Concept>> concepts;
  std::optional<std::string> next;  // The first id of the next page.
};

// All concepts and term indexes at one revision. Immutable.
struct GlossaryView {
  using Concepts = NameIndex::Concepts;  // By id.

  std::shared_ptr<const Concepts> concepts = std::make_shared<Concepts>();
  std::map<Language, std::shared_ptr<const TermSnapshot>> indexes;
  std::map<Language, uint64_t> terms;  // By exact tag.
  Revision revision = 0;
};

// Thread-safe.
class GlossaryShard {
 public:
  // Opens a glossary and builds its indexes. One whose data are damaged is empty, as CheckReady
  // says: the others are to serve.
  //
  // Errors: those of the store but for DataLoss.
  static StatusOr<std::shared_ptr<GlossaryShard>> Open(Store& store, const Resource& resource);

  // Returns whether the concepts are there, which whoever uses them asks first.
  //
  // Errors: DataLoss naming the glossary.
  const Status& CheckReady() const { return damage_; }

  // Writes the concepts in one commit, each in place of the one of its id: all or none. A concept
  // whose revision is not 0 must replace that revision. `import`: as in MemoryShard::Write.
  //
  // Requires: each concept passes CheckConcept; their ids differ.
  // Errors:   Aborted about "concepts[INDEX].etag", AlreadyExists (request id of another request),
  // NotFound
  //           (glossary deleted), those of Store::Commit.
  StatusOr<ConceptWriteReport> Write(const std::vector<Concept>& concepts,
                                     const WriteContext& context, ImportCommit* import = nullptr);
  // Returns what Write would do.
  StatusOr<ConceptWriteReport> DryRun(const std::vector<Concept>& concepts) const;

  // As MemoryShard::Undo.
  StatusOr<UndoStep> Undo(ImportRecord& record, const absl::flat_hash_set<Revision>& commits);
  ImportHistory& imports() { return imports_; }

  // Errors: NotFound; Aborted (another etag; 0: any).
  Status Delete(const std::string& id, Revision etag, const WriteContext& context);
  StatusOr<std::shared_ptr<const Concept>> Get(std::string_view id) const;
  // Returns the concepts with ids from `from` on, at most `limit`.
  ConceptPage List(std::string_view from, size_t limit) const;

  // Returns the view with an index of `language`, which is built on first use.
  std::shared_ptr<const GlossaryView> ViewFor(const Language& language);
  std::shared_ptr<const GlossaryView> view() const;
  // Puts the parts of the term indexes together that an import has left; see TermIndex::Compact.
  void CompactIndexes();
  // Returns the name keys of a view of this glossary, which are made when they are first asked for.
  std::shared_ptr<const NameIndex> NamesOf(const GlossaryView& view);

  const std::string& name() const { return name_; }
  uint64_t shard_number() const { return shard_number_; }
  // Refuses all later writes; those under way finish.
  void Close() { closed_ = true; }

 private:
  struct Job;
  using Changes = std::map<std::string, std::shared_ptr<const Concept>>;  // nullptr: deleted.

  GlossaryShard(Store& store, const Resource& resource);
  Status Load();
  Status Submit(Job& job);
  void CommitInTurn(std::span<Job* const> jobs);
  void CommitAll(std::span<Job* const> jobs);
  Status PlanJob(Job& job, Changes& group, WriteLog& log);
  Status Commit(const Changes& changes, const Job& first, WriteLog& log);
  void Publish(const Changes& changes, Revision revision);

  Store& store_;
  const std::string name_;  // "glossaries/ID".
  const uint64_t shard_number_;
  const std::string shard_;
  ImportHistory imports_;
  CommitQueue<Job> queue_;
  std::atomic<bool> closed_ = false;
  Status damage_;  // Set before anybody has the shard.

  absl::Mutex publish_mutex_;  // Held while a view is made.
  std::map<Language, std::unique_ptr<TermIndex>> indexes_ ABSL_GUARDED_BY(publish_mutex_);
  mutable absl::Mutex view_mutex_;
  std::shared_ptr<const GlossaryView> view_ ABSL_GUARDED_BY(view_mutex_);
  absl::Mutex names_mutex_;  // Held while name keys are made.
  std::shared_ptr<const NameIndex> names_ ABSL_GUARDED_BY(names_mutex_);  // The last ones made,
  Revision names_revision_ ABSL_GUARDED_BY(names_mutex_) = 0;             // and of which revision.
};

}  // namespace dragoman
