#include "server/engine/glossary_shard.h"

#include <spdlog/spdlog.h>

#include <functional>
#include <utility>

#include "server/base/clock.h"
#include "server/engine/sure_commit.h"
#include "server/store/codec.h"
#include "server/store/keys.h"
#include "server/store/scan_all.h"

namespace dragoman {
namespace {

constexpr size_t kConceptsPerScan = 10000;

using ConceptPointer = std::shared_ptr<const Concept>;

Status NoSuchConcept(std::string_view glossary, std::string_view id) {
  return Error(StatusCode::kNotFound, "no concept '{}/concepts/{}'", glossary, Shortened(id));
}

// Returns whether the two say the same, whoever wrote them and when.
bool SameContent(const Concept& stored, Concept given) {
  given.revision = stored.revision;
  given.created_micros = stored.created_micros;
  given.changed_micros = stored.changed_micros;
  given.author = stored.author;
  given.batch_id = stored.batch_id;
  return given == stored;
}

// What one write does to one concept.
struct PlannedConcept {
  ConceptOutcome outcome = ConceptOutcome::kUnchanged;
  ConceptPointer result;
};

// Plans the write of concepts[index] in the place of `stored`.
StatusOr<PlannedConcept> PlanConcept(const ConceptPointer& stored,
                                     const std::vector<Concept>& concepts, size_t index,
                                     const WriteLog& log) {
  const Concept& given = concepts[index];
  const Status same = CheckEtag(given.revision, stored == nullptr ? 0 : stored->revision);
  if (!same.ok()) return WithFieldPrefix(fmt::format("concepts[{}]", index), same);
  if (stored != nullptr && SameContent(*stored, given)) {
    return PlannedConcept{ConceptOutcome::kUnchanged, stored};
  }
  auto result = std::make_shared<Concept>(given);
  result->revision = log.revision();
  result->created_micros = stored == nullptr ? log.now_micros() : stored->created_micros;
  result->changed_micros = log.now_micros();
  const auto outcome = stored == nullptr ? ConceptOutcome::kStored : ConceptOutcome::kReplaced;
  return PlannedConcept{outcome, std::move(result)};
}

ConceptPointer Find(const GlossaryView& view, std::string_view id) {
  const auto found = view.concepts->find(id);
  return found == view.concepts->end() ? nullptr : found->second;
}

void CountTerms(const Concept& entry, int64_t sign, std::map<Language, uint64_t>& terms) {
  for (const Term& term : entry.terms) {
    if ((terms[term.language] += static_cast<uint64_t>(sign)) == 0) terms.erase(term.language);
  }
}

RequestRecord::Result ResultOf(const PlannedConcept& planned) {
  return {.outcome = static_cast<uint8_t>(planned.outcome),
          .unit = 0,
          .concept_id = planned.result->id,
          .revision = planned.result->revision};
}

ConceptWriteReport ConceptReportOf(const RequestRecord& answer) {
  ConceptWriteReport report{.results = {}, .revision = answer.revision};
  for (const RequestRecord::Result& result : answer.results) {
    report.results.push_back(
        {static_cast<ConceptOutcome>(result.outcome), result.concept_id, result.revision});
  }
  return report;
}

}  // namespace

Outcome OutcomeOf(ConceptOutcome outcome) {
  switch (outcome) {
    case ConceptOutcome::kStored:
      return Outcome::kStored;
    case ConceptOutcome::kReplaced:
      return Outcome::kMerged;
    case ConceptOutcome::kUnchanged:
      return Outcome::kUnchanged;
  }
  return Outcome::kUnchanged;
}

// One write. `plan` adds to `changes`, and finds what is there through `stored`.
struct GlossaryShard::Job {
  using Stored = std::function<ConceptPointer(const std::string& id)>;
  std::function<Status(const Stored& stored, const WriteLog& log, Changes& changes,
                       RequestRecord& answer)>
      plan;
  const WriteContext& context;
  RequestRecord answer;
  Status status;
  ImportCommit* import = nullptr;  // The commit is this import's alone.
  ImportRecord* undo = nullptr;    // The commit is of this import's undo alone.

  bool is_alone() const { return import != nullptr || undo != nullptr; }
};

GlossaryShard::GlossaryShard(Store& store, const Resource& resource)
    : store_(store),
      name_(resource.name()),
      shard_number_(resource.shard_number),
      shard_(ShardName(resource)),
      imports_(store, shard_),
      view_(std::make_shared<GlossaryView>()) {}

StatusOr<std::shared_ptr<GlossaryShard>> GlossaryShard::Open(Store& store,
                                                             const Resource& resource) {
  std::shared_ptr<GlossaryShard> shard(new GlossaryShard(store, resource));
  const Status loaded = shard->Load();
  if (loaded.code() != StatusCode::kDataLoss) RETURN_IF_ERROR(loaded);
  if (!loaded.ok()) {
    shard->damage_ = Error(loaded.code(), "{}: {}", shard->name_, MessageOf(loaded));
    spdlog::error("{}", MessageOf(shard->damage_));
  }
  return shard;
}

Status GlossaryShard::Load() {
  Changes changes;
  const auto take = [&changes](const KeyValue& item) -> Status {
    ASSIGN_OR_RETURN(Concept entry, DecodeConcept(item.value));
    auto shared = std::make_shared<const Concept>(std::move(entry));
    changes[shared->id] = shared;
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const Revision revision,
                   ScanAll(store_, shard_, AllConcepts(), kConceptsPerScan, take));
  Publish(changes, revision);
  return absl::OkStatus();
}

StatusOr<ConceptWriteReport> GlossaryShard::Write(const std::vector<Concept>& concepts,
                                                  const WriteContext& context,
                                                  ImportCommit* import) {
  const auto plan = [&concepts, import](const Job::Stored& stored, const WriteLog& log,
                                        Changes& changes, RequestRecord& answer) -> Status {
    Account account;
    for (size_t i = 0; i < concepts.size(); ++i) {
      const std::string& id = concepts[i].id;
      ASSIGN_OR_RETURN(const PlannedConcept planned, PlanConcept(stored(id), concepts, i, log));
      answer.results.push_back(ResultOf(planned));
      if (planned.outcome != ConceptOutcome::kUnchanged) changes[id] = planned.result;
      Count(OutcomeOf(planned.outcome), account);
    }
    if (import != nullptr) import->Count(account);
    return absl::OkStatus();
  };
  Job job{.plan = plan, .context = context, .answer = {}, .status = {}, .import = import};
  RETURN_IF_ERROR(Submit(job));
  return ConceptReportOf(job.answer);
}

StatusOr<ConceptWriteReport> GlossaryShard::DryRun(const std::vector<Concept>& concepts) const {
  const auto present = view();
  const WriteLog log(store_, shard_, present->revision + 1, NowMicros());
  RequestRecord answer{.content_hash = 0, .revision = present->revision, .results = {}};
  for (size_t i = 0; i < concepts.size(); ++i) {
    ASSIGN_OR_RETURN(const PlannedConcept planned,
                     PlanConcept(Find(*present, concepts[i].id), concepts, i, log));
    answer.results.push_back(ResultOf(planned));
  }
  return ConceptReportOf(answer);
}

Status GlossaryShard::Delete(const std::string& id, Revision etag, const WriteContext& context) {
  const auto plan = [&](const Job::Stored& stored, const WriteLog&, Changes& changes,
                        RequestRecord& answer) -> Status {
    const ConceptPointer entry = stored(id);
    if (entry == nullptr) return NoSuchConcept(name_, id);
    RETURN_IF_ERROR(CheckEtag(etag, entry->revision));
    changes[id] = nullptr;
    answer.results.push_back(ResultOf({ConceptOutcome::kReplaced, entry}));
    return absl::OkStatus();
  };
  Job job{.plan = plan, .context = context, .answer = {}, .status = {}};
  return Submit(job);
}

StatusOr<UndoStep> GlossaryShard::Undo(ImportRecord& record,
                                       const absl::flat_hash_set<Revision>& commits) {
  UndoStep step;
  ImportRecord after = record;
  const auto plan = [&](const Job::Stored&, const WriteLog& log, Changes& changes,
                        RequestRecord&) -> Status {
    ASSIGN_OR_RETURN(const UndoPart part, NextUndoPart(imports_, after));
    ASSIGN_OR_RETURN(auto undone, UndoConcepts(imports_, part.concepts, part.commit, commits));
    for (auto& one : undone) {
      if (one.kind == UndoKind::kRemoved) changes[one.id] = nullptr;
      if (one.kind == UndoKind::kRestored) {
        one.value->revision = log.revision();
        changes[one.id] = std::make_shared<const Concept>(*std::move(one.value));
      }
      CountUndone(one, fmt::format("{}/concepts/{}", name_, one.id), step, after);
    }
    return absl::OkStatus();
  };
  const WriteContext none;
  Job job{.plan = plan, .context = none, .answer = {}, .status = {}, .undo = &after};
  RETURN_IF_ERROR(Submit(job));
  record = after;
  step.revision = view()->revision;
  return step;
}

StatusOr<std::shared_ptr<const Concept>> GlossaryShard::Get(std::string_view id) const {
  ConceptPointer entry = Find(*view(), id);
  if (entry == nullptr) return NoSuchConcept(name_, id);
  return entry;
}

ConceptPage GlossaryShard::List(std::string_view from, size_t limit) const {
  const auto present = view();
  ConceptPage page;
  for (auto it = present->concepts->lower_bound(from); it != present->concepts->end(); ++it) {
    if (page.concepts.size() == limit) {
      page.next = it->first;
      break;
    }
    page.concepts.push_back(it->second);
  }
  return page;
}

std::shared_ptr<const GlossaryView> GlossaryShard::ViewFor(const Language& language) {
  auto present = view();
  if (present->indexes.contains(language)) return present;
  const absl::MutexLock lock(&publish_mutex_);
  present = view();
  if (present->indexes.contains(language)) return present;
  std::vector<ConceptChange> all;
  for (const auto& [id, entry] : *present->concepts) all.push_back({id, entry});
  auto index = std::make_unique<TermIndex>(language);
  index->Apply(all, present->revision);
  auto next = std::make_shared<GlossaryView>(*present);
  next->indexes[language] = index->snapshot();
  indexes_[language] = std::move(index);
  const absl::MutexLock view_lock(&view_mutex_);
  view_ = next;
  return next;
}

void GlossaryShard::CompactIndexes() {
  std::vector<TermIndex*> indexes;
  {
    const absl::MutexLock lock(&publish_mutex_);
    for (const auto& [language, index] : indexes_) indexes.push_back(index.get());
  }
  for (TermIndex* const index : indexes) index->Compact();
  const absl::MutexLock lock(&publish_mutex_);
  auto next = std::make_shared<GlossaryView>(*view());
  for (const auto& [language, index] : indexes_) next->indexes[language] = index->snapshot();
  const absl::MutexLock view_lock(&view_mutex_);
  view_ = std::move(next);
}

std::shared_ptr<const GlossaryView> GlossaryShard::view() const {
  const absl::MutexLock lock(&view_mutex_);
  return view_;
}

std::shared_ptr<const NameIndex> GlossaryShard::NamesOf(const GlossaryView& view) {
  const absl::MutexLock lock(&names_mutex_);
  if (names_ == nullptr || names_revision_ != view.revision) {
    names_ = std::make_shared<NameIndex>(*view.concepts, names_.get());
    names_revision_ = view.revision;
  }
  return names_;
}

Status GlossaryShard::Submit(Job& job) {
  queue_.Run(job, [this](std::span<Job* const> jobs) { CommitInTurn(jobs); });
  return job.status;
}

// Commits the jobs in their order: those of imports alone, the others together where they can be.
void GlossaryShard::CommitInTurn(std::span<Job* const> jobs) {
  while (!jobs.empty()) {
    size_t count = 1;
    if (!jobs.front()->is_alone()) {
      while (count < jobs.size() && !jobs[count]->is_alone()) ++count;
    }
    CommitAll(jobs.first(count));
    jobs = jobs.subspan(count);
  }
}

// Plans every job, then commits what they change at once. A job that fails leaves no trace; when
// the commit fails, so do all jobs.
void GlossaryShard::CommitAll(std::span<Job* const> jobs) {
  Changes group;
  WriteLog log(store_, shard_, view()->revision + 1, NowMicros());
  for (Job* job : jobs) job->status = PlanJob(*job, group, log);
  if (jobs.front()->is_alone() && !jobs.front()->status.ok()) return;
  const Status committed = Commit(group, *jobs.front(), log);
  if (committed.ok()) return;
  if (committed.code() == StatusCode::kResourceExhausted && jobs.size() > 1) {
    // Together they may be more than the store takes at once: each has its own commit.
    for (Job* job : jobs) CommitAll({&job, 1});
    return;
  }
  for (Job* job : jobs) {
    if (job->status.ok()) job->status = committed;
  }
}

Status GlossaryShard::PlanJob(Job& job, Changes& group, WriteLog& log) {
  if (closed_) return Error(StatusCode::kNotFound, "'{}' was deleted", name_);
  ASSIGN_OR_RETURN(auto earlier, log.FindAnswer(job.context));
  if (earlier) {
    job.answer = *std::move(earlier);
    return absl::OkStatus();
  }
  const auto present = view();
  const auto stored = [&](const std::string& id) {
    const auto changed = group.find(id);
    return changed == group.end() ? Find(*present, id) : changed->second;
  };
  Changes changes;
  job.answer = {};
  RETURN_IF_ERROR(job.plan(stored, log, changes, job.answer));
  // A job that changes nothing may have found what another one of the group writes.
  const bool nothing = changes.empty() && group.empty();
  job.answer.revision = nothing ? log.revision() - 1 : log.revision();
  log.AddAnswer(job.context, job.answer);
  for (auto& [id, entry] : changes) group[id] = std::move(entry);
  return absl::OkStatus();
}

Status GlossaryShard::Commit(const Changes& changes, const Job& first, WriteLog& log) {
  const auto present = view();
  Batch batch;
  for (const auto& [id, entry] : changes) {
    const ConceptPointer before = Find(*present, id);
    log.AddConcept(id);  // Always: a revision that was given out must be used up.
    if (before == nullptr && entry == nullptr) continue;  // Made and deleted in one commit.
    if (before != nullptr) {
      batch.puts.push_back({ConceptVersionKey(id, log.revision()), EncodeConcept(*before)});
    }
    if (entry == nullptr) {
      batch.deletes.push_back(ConceptKey(id));
      continue;
    }
    log.AddBatchId(entry->batch_id);
    batch.puts.push_back({ConceptKey(id), EncodeConcept(*entry)});
  }
  if (first.import != nullptr) first.import->AddTo(log);
  if (first.undo != nullptr) log.SetImport(*first.undo, "");
  if (log.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(log.AddTo(batch));
  RETURN_IF_ERROR(SureCommit(store_, shard_, log.revision() - 1, batch).status());
  Publish(changes, log.revision());
  return absl::OkStatus();
}

void GlossaryShard::Publish(const Changes& changes, Revision revision) {
  const absl::MutexLock lock(&publish_mutex_);
  auto next = std::make_shared<GlossaryView>(*view());
  auto concepts = std::make_shared<GlossaryView::Concepts>(*next->concepts);
  std::vector<ConceptChange> index_changes;
  for (const auto& [id, entry] : changes) {
    if (const auto before = Find(*next, id)) CountTerms(*before, -1, next->terms);
    if (entry == nullptr) {
      concepts->erase(id);
    } else {
      CountTerms(*entry, 1, next->terms);
      (*concepts)[id] = entry;
    }
    index_changes.push_back({id, entry});
  }
  next->concepts = std::move(concepts);
  next->revision = revision;
  for (auto& [language, index] : indexes_) {
    index->Apply(index_changes, revision);
    next->indexes[language] = index->snapshot();
  }
  const absl::MutexLock view_lock(&view_mutex_);
  view_ = std::move(next);
}

}  // namespace dragoman
