#include "server/engine/memory_indexes.h"

#include <algorithm>
#include <utility>

#include "server/base/files.h"
#include "server/base/parallel.h"
#include "server/engine/engine_figures.h"
#include "server/engine/part_choice.h"
#include "server/match/entry_agreement.h"

namespace dragoman {
namespace {

// Entries of one language in memory that make a file: few enough to be read again quickly from the
// store after a crash, many enough that files are worth their number.
constexpr size_t kFlushEntries = 65536;

// Units of a commit whose languages are each worth a thread.
constexpr size_t kLargeCommit = 512;

IndexEntry EntryOf(const Unit& unit, const VariantKeys& keys, uint64_t languages) {
  IndexEntry entry;
  entry.unit = unit.id;
  entry.keys = keys.text;
  entry.folds = keys.folds;
  entry.previous_hash = keys.previous_hash;
  entry.next_hash = keys.next_hash;
  entry.languages = languages;
  entry.penalty_class = PenaltyClass(unit.origin, unit.state);
  entry.document_hash = TieHash(unit.document);
  entry.domain_hash = TieHash(unit.domain);
  entry.changed_seconds = ChangedSeconds(unit);
  return entry;
}

// Returns the bits of a unit's languages; numbers the ones that are new.
uint64_t BitsOf(const Unit& unit, std::vector<Language>& numbered) {
  uint64_t bits = 0;
  for (const Variant& variant : unit.variants) {
    const auto found = std::find(numbered.begin(), numbered.end(), variant.language);
    const auto number = static_cast<size_t>(found - numbered.begin());
    if (found == numbered.end()) numbered.push_back(variant.language);
    bits |= uint64_t{1} << std::min(number, MemoryView::kNumberedLanguages);
  }
  return bits;
}

using ChangesByLanguage = std::map<Language, std::vector<IndexChange>>;

// Adds the removal of a unit from the languages that it has no more.
void AddRemovals(UnitId id, const UnitChange& change, const MemoryView& view,
                 ChangesByLanguage& changes) {
  const auto remove = [&](const Language& language) {
    if (!change.after || !change.after->Has(language)) changes[language].push_back({id, {}});
  };
  if (change.before_unknown) {
    for (const auto& [language, index] : view.indexes) remove(language);
  } else if (change.before) {
    for (const Variant& variant : change.before->variants) remove(variant.language);
  }
}

void AddEntries(const UnitChange& change, uint64_t languages, ChangesByLanguage& changes) {
  const Unit& unit = *change.after;
  const auto keys = change.keys != nullptr ? change.keys : KeysOf(unit);
  for (size_t i = 0; i < unit.variants.size(); ++i) {
    changes[unit.variants[i].language].push_back({unit.id, EntryOf(unit, (*keys)[i], languages)});
  }
}

// A large import reads here and there in files that nobody looks anything up in: they are not to
// fill the memory.
void ForgetFiles(const MemoryView& view) {
  for (const auto& [language, index] : view.indexes) {
    for (const LivePart& live : index->parts()) {
      if (!live.in_memory()) ForgetPages(live.part->image().bytes);
    }
  }
}

}  // namespace

std::vector<const IndexSnapshot*> MemoryView::Answering(const Language& wanted) const {
  std::vector<const IndexSnapshot*> found;
  for (const auto& [language, index] : indexes) {
    if (Answers(language, wanted)) found.push_back(index.get());
  }
  return found;
}

bool MemoryView::Agrees(const Unit& unit) const {
  const auto keys = KeysOf(unit);
  std::vector<Language> known = numbered;
  const uint64_t bits = BitsOf(unit, known);
  for (size_t i = 0; i < unit.variants.size(); ++i) {
    const auto index = indexes.find(unit.variants[i].language);
    if (index == indexes.end()) return false;
    if (!dragoman::Agrees(*index->second, EntryOf(unit, (*keys)[i], bits))) return false;
  }
  return true;
}

uint64_t MemoryView::BitOf(const Language& language) const {
  const auto found = std::find(numbered.begin(), numbered.end(), language);
  const auto number = static_cast<size_t>(found - numbered.begin());
  const bool is_told = found != numbered.end() && number < kNumberedLanguages;
  return is_told ? uint64_t{1} << number : 0;
}

uint64_t MemoryView::LanguageBits(std::span<const Language> wanted) const {
  if (wanted.empty()) return ~uint64_t{0};
  uint64_t bits = 0;
  for (size_t i = 0; i < numbered.size(); ++i) {
    const bool asked = std::any_of(wanted.begin(), wanted.end(), [&](const Language& language) {
      return Answers(numbered[i], language);
    });
    if (asked) bits |= uint64_t{1} << std::min(i, kNumberedLanguages);
  }
  return bits;
}

// A merge of what is in memory of one language.
struct MemoryIndexes::Flushing {
  MatchIndex* index;
  PartMerge merge;
  std::shared_ptr<const IndexPart> part{};
};

MemoryIndexes::MemoryIndexes(std::string folder)
    : folder_(folder), is_saved_(!folder.empty()), view_(std::make_shared<MemoryView>()) {}

Status MemoryIndexes::Load(const IdentityAt& identity_at) {
  if (!is_saved_) return Error(StatusCode::kNotFound, "indexes are kept in memory only");
  const absl::MutexLock files_lock(&files_mutex_);
  const absl::MutexLock write_lock(&write_mutex_);
  ASSIGN_OR_RETURN(SavedIndexes saved, folder_.Load());
  ASSIGN_OR_RETURN(const uint64_t identity, identity_at(saved.revision));
  if (identity != saved.identity) {
    return Error(StatusCode::kFailedPrecondition, "the index is of another history of the memory");
  }
  auto view = std::make_shared<MemoryView>();
  view->numbered = std::move(saved.languages);
  view->revision = saved.revision;
  for (auto& [language, parts] : saved.parts) {
    auto& index = indexes_[language];
    index = std::make_unique<MatchIndex>(std::move(parts), saved.revision);
    view->indexes[language] = index->snapshot();
  }
  saved_revision_ = saved.revision;
  saved_identity_ = saved.identity;
  const absl::MutexLock lock(&mutex_);
  view_ = std::move(view);
  return absl::OkStatus();
}

void MemoryIndexes::Apply(const std::map<UnitId, UnitChange>& changes, Revision revision,
                          uint64_t units) {
  const absl::MutexLock write_lock(&write_mutex_);
  auto next = std::make_shared<MemoryView>(*view());
  ChangesByLanguage by_language;
  for (const auto& [id, change] : changes) {
    AddRemovals(id, change, *next, by_language);
    if (change.after) AddEntries(change, BitsOf(*change.after, next->numbered), by_language);
  }
  std::vector<std::pair<MatchIndex*, std::span<const IndexChange>>> tasks;
  for (const auto& [language, index_changes] : by_language) {
    auto& index = indexes_[language];
    if (index == nullptr) index = std::make_unique<MatchIndex>();
    tasks.emplace_back(index.get(), index_changes);
  }
  const auto apply = [&](size_t i) { tasks[i].first->Apply(tasks[i].second, revision); };
  const bool is_large = changes.size() >= kLargeCommit;  // An import's.
  ParallelFor(tasks.size(), apply, is_large ? 1 : kSmallItems);
  for (const auto& [language, index_changes] : by_language) {
    next->indexes[language] = indexes_[language]->snapshot();
  }
  next->revision = revision;
  next->units = units;
  const absl::MutexLock lock(&mutex_);
  view_ = std::move(next);
}

void MemoryIndexes::Clear() {
  const absl::MutexLock write_lock(&write_mutex_);
  indexes_.clear();
  const absl::MutexLock lock(&mutex_);
  view_ = std::make_shared<MemoryView>();
}

std::shared_ptr<const MemoryView> MemoryIndexes::view() const {
  const absl::MutexLock lock(&mutex_);
  return view_;
}

// Shows readers the parts that a merge has put in place.
void MemoryIndexes::Republish() {
  auto next = std::make_shared<MemoryView>(*view());
  for (const auto& [language, index] : indexes_) next->indexes[language] = index->snapshot();
  const absl::MutexLock lock(&mutex_);
  view_ = std::move(next);
}

bool MemoryIndexes::WantsFlush() const {
  if (!is_saved_) return false;
  const auto present = view();
  return std::any_of(present->indexes.begin(), present->indexes.end(), [](const auto& index) {
    return EntriesInMemory(index.second->parts()) >= kFlushEntries;
  });
}

// Begins, at one revision, to merge what is in memory of every language.
std::vector<MemoryIndexes::Flushing> MemoryIndexes::BeginFlush(Revision& revision) {
  const absl::MutexLock write_lock(&write_mutex_);
  revision = view()->revision;
  std::vector<Flushing> flushing;
  for (const auto& [language, index] : indexes_) {
    auto merge = index->BeginMerge(PartsInMemory);
    if (merge) flushing.push_back({index.get(), *std::move(merge)});
  }
  return flushing;
}

Status MemoryIndexes::WriteParts(std::vector<Flushing>& flushing) {
  for (Flushing& one : flushing) {
    const std::string image = MergedImage(one.merge.sources);
    ASSIGN_OR_RETURN(one.part, folder_.WritePart(image));
  }
  return absl::OkStatus();
}

Status MemoryIndexes::Flush(const IdentityAt& identity_at) {
  const absl::MutexLock files_lock(&files_mutex_);
  if (closed_ || !is_saved_) return absl::OkStatus();
  Revision revision = 0;
  std::vector<Flushing> flushing = BeginFlush(revision);
  const Status written = WriteParts(flushing);
  {
    const absl::MutexLock write_lock(&write_mutex_);
    for (Flushing& one : flushing) {
      one.index->EndMerge(one.merge, written.ok() ? std::move(one.part) : nullptr);
    }
    Republish();
  }
  RETURN_IF_ERROR(written);
  ASSIGN_OR_RETURN(const uint64_t identity, identity_at(revision));
  RETURN_IF_ERROR(Save(revision, identity));
  ForgetFiles(*view());
  TheEngineFigures().indexes.flushes.Add();
  return absl::OkStatus();
}

StatusOr<bool> MemoryIndexes::Merge(bool thoroughly) {
  const absl::MutexLock files_lock(&files_mutex_);
  if (closed_ || !is_saved_) return false;
  std::vector<Flushing> merging;
  {
    const absl::MutexLock write_lock(&write_mutex_);
    for (const auto& [language, index] : indexes_) {
      auto merge = index->BeginMerge([thoroughly](std::span<const LivePart> parts) {
        return FilesToMerge(parts, thoroughly);
      });
      if (!merge) continue;
      merging.push_back({index.get(), *std::move(merge)});
      break;
    }
  }
  if (merging.empty()) return false;
  const Status written = WriteParts(merging);
  {
    const absl::MutexLock write_lock(&write_mutex_);
    Flushing& one = merging.front();
    one.index->EndMerge(one.merge, written.ok() ? std::move(one.part) : nullptr);
    Republish();
  }
  RETURN_IF_ERROR(written);
  // Entries killed since the saved revision may be marked already: their units are in the log.
  RETURN_IF_ERROR(Save(saved_revision_, saved_identity_));
  TheEngineFigures().indexes.merges.Add();
  return true;
}

Status MemoryIndexes::Save(Revision revision, uint64_t identity) {
  const auto present = view();
  SavedIndexes saved{
      .revision = revision, .identity = identity, .languages = present->numbered, .parts = {}};
  for (const auto& [language, index] : present->indexes) saved.parts[language] = index->parts();
  RETURN_IF_ERROR(folder_.Save(saved));
  saved_revision_ = revision;
  saved_identity_ = identity;
  return absl::OkStatus();
}

void MemoryIndexes::Close() {
  const absl::MutexLock files_lock(&files_mutex_);
  closed_ = true;
  if (is_saved_) folder_.Remove();
}

}  // namespace dragoman
