#include "server/engine/memory_shard.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>
#include <utility>

#include "server/base/clock.h"
#include "server/base/hash.h"
#include "server/base/parallel.h"
#include "server/engine/limits.h"
#include "server/engine/sure_commit.h"
#include "server/engine/write_log.h"
#include "server/store/codec.h"
#include "server/store/keys.h"

namespace dragoman {
namespace {

constexpr size_t kUnitsPerScan = 10000;

// Units between two lines of progress in the log.
constexpr uint64_t kProgress = 250'000;

Status NoSuchUnit(std::string_view memory, UnitId id) {
  return Error(StatusCode::kNotFound, "no unit '{}/units/{}'", memory, id);
}

// Adds what the change of a unit writes: its present version, and the one it supersedes.
void AddUnitChange(UnitId id, const UnitChange& change, Revision revision, Batch& batch) {
  if (change.before) {
    batch.puts.push_back({UnitVersionKey(id, revision), EncodeUnit(*change.before)});
  }
  if (change.after) {
    batch.puts.push_back({UnitKey(id), EncodeUnit(*change.after)});
  } else if (change.before) {
    batch.deletes.push_back(UnitKey(id));
  }
}

RequestRecord::Result ResultOf(const UnitOutcome& outcome) {
  return {.outcome = static_cast<uint8_t>(outcome.outcome),
          .unit = outcome.id,
          .concept_id = {},
          .revision = outcome.revision};
}

UnitWriteReport UnitReportOf(const RequestRecord& answer) {
  UnitWriteReport report{.outcomes = {}, .revision = answer.revision};
  for (const RequestRecord::Result& result : answer.results) {
    report.outcomes.push_back({static_cast<Outcome>(result.outcome), result.unit, result.revision});
  }
  return report;
}

Status LogHasGaps() { return Error(StatusCode::kFailedPrecondition, "the store's log has gaps"); }

uint64_t UnitsAfter(uint64_t before, const UnitDraft& draft) {
  for (const auto& [id, change] : draft.changes()) {
    before += change.after.has_value();
    before -= change.before.has_value();
  }
  return before;
}

void PrepareAll(std::vector<UnitWrite>& units) {
  for (UnitWrite& unit : units) {
    if (unit.keys == nullptr) Prepare(unit);
  }
}

// Puts units into the indexes in place of whatever these hold of them.
void ApplyLoaded(const std::vector<UnitId>& ids, std::vector<std::optional<Unit>> units,
                 Revision revision, uint64_t count, MemoryIndexes& indexes) {
  std::vector<std::shared_ptr<const UnitKeys>> keys(units.size());
  ParallelFor(units.size(), [&](size_t i) {
    if (units[i]) keys[i] = KeysOf(*units[i]);
  });
  std::map<UnitId, UnitChange> changes;
  for (size_t i = 0; i < ids.size(); ++i) {
    changes[ids[i]] = {.after = std::move(units[i]), .keys = keys[i], .before_unknown = true};
  }
  indexes.Apply(changes, revision, count);
}

// Says whose data are damaged, where that is not said yet.
Status Named(std::string_view name, const Status& status) {
  if (status.code() != StatusCode::kDataLoss || MessageOf(status).starts_with(name)) return status;
  return Error(status.code(), "{}: {}", name, MessageOf(status));
}

}  // namespace

// One write. `plan` fills a draft and the answer.
struct MemoryShard::Job {
  std::function<Status(UnitDraft& draft, const WriteLog& log, RequestRecord& answer)> plan;
  const WriteContext& context;
  RequestRecord answer;
  Status status;
  ImportCommit* import = nullptr;  // The commit is this import's alone.
  ImportRecord* undo = nullptr;    // The commit is of this import's undo alone.

  bool is_alone() const { return import != nullptr || undo != nullptr; }
};

MemoryShard::MemoryShard(Store& store, const Resource& resource, const std::string& index_folder)
    : store_(store),
      name_(resource.name()),
      shard_number_(resource.shard_number),
      shard_(ShardName(resource)),
      stored_(store, shard_),
      imports_(store, shard_),
      indexes_(index_folder) {}

StatusOr<std::shared_ptr<MemoryShard>> MemoryShard::Open(Store& store, const Resource& resource,
                                                         const std::string& index_folder,
                                                         uint64_t most_built_at_once) {
  std::shared_ptr<MemoryShard> shard(new MemoryShard(store, resource, index_folder));
  const Status loaded = shard->Load(most_built_at_once);
  if (loaded.code() != StatusCode::kDataLoss) RETURN_IF_ERROR(loaded);
  if (!loaded.ok()) shard->SetBuildFailure(loaded);
  return shard;
}

Status MemoryShard::Load(uint64_t most_built_at_once) {
  Status usable = indexes_.Load([this](Revision revision) { return IdentityAt(revision); });
  if (usable.ok()) usable = CatchUp();
  ready_ = usable.ok();
  if (ready_) return usable;
  // The store itself decides whether something is lost; an index never does.
  if (usable.code() != StatusCode::kNotFound) {
    spdlog::warn("{}: {}; its index is built anew", name_, MessageOf(usable));
  }
  ASSIGN_OR_RETURN(const auto meta, ReadMeta(store_, shard_));
  units_to_index_ = meta.units.value_or(0);
  if (units_to_index_ > most_built_at_once) return absl::OkStatus();
  RETURN_IF_ERROR(Rebuild([] { return false; }));
  ready_ = true;
  return absl::OkStatus();
}

Status MemoryShard::CheckReady() const {
  if (ready_) return absl::OkStatus();
  const absl::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(build_failure_);
  return Error(StatusCode::kUnavailable,
               "the index of '{}' is being built, {} of {} units are in it; try again soon", name_,
               units_indexed_.load(), units_to_index_);
}

Status MemoryShard::BuildIndexes(const std::function<bool()>& ending) {
  if (ready_ || closed_) return absl::OkStatus();
  if (Status known = CheckReady(); known.code() == StatusCode::kDataLoss) return known;
  const absl::Time start = absl::Now();
  const Status built = Rebuild([&] { return closed_ || ending(); });
  if (built.ok()) {
    ready_ = true;
    spdlog::info("{}: index of {} units built in {:.1f} s", name_, view()->units,
                 absl::ToDoubleSeconds(absl::Now() - start));
    return built;
  }
  if (built.code() != StatusCode::kCancelled) SetBuildFailure(built);
  return built;
}

void MemoryShard::SetBuildFailure(const Status& failure) {
  spdlog::error("{}: its index cannot be built: {}", name_, MessageOf(failure));
  const absl::MutexLock lock(&mutex_);
  build_failure_ = Error(failure.code(), "{}: {}", name_, MessageOf(failure));
}

// Names the memory's history up to a revision by its log.
StatusOr<uint64_t> MemoryShard::IdentityAt(Revision revision) {
  if (revision == 0) return shard_number_;
  ASSIGN_OR_RETURN(const auto entry, store_.MultiGet(shard_, {LogKey(revision)}));
  if (entry.front()) return Hash64(*entry.front());
  return Error(StatusCode::kFailedPrecondition, "the store has no revision {}", revision);
}

// Brings next id and indexes to the store's present state.
Status MemoryShard::CatchUp() {
  ASSIGN_OR_RETURN(const auto meta, ReadMeta(store_, shard_));
  ASSIGN_OR_RETURN(const Revision head, store_.Head(shard_));
  if (!meta.units && head > 0) {
    return Error(StatusCode::kFailedPrecondition, "its units were never counted");
  }
  next_id_ = meta.next_number;
  RETURN_IF_ERROR(Replay(view()->revision, head));
  indexes_.Apply({}, head, meta.units.value_or(0));
  return absl::OkStatus();
}

// Puts into the indexes what the commits after `from` changed.
Status MemoryShard::Replay(Revision from, Revision to) {
  if (from > to) return Error(StatusCode::kFailedPrecondition, "the index is ahead of the store");
  std::set<UnitId> changed;
  KeyRange range = LogFrom(from + 1);
  for (Revision next = from + 1; next <= to;) {
    ASSIGN_OR_RETURN(const ScanPage page, store_.Scan(shard_, range, kUnitsPerScan));
    for (const KeyValue& item : page.items) {
      if (RevisionOfLogKey(item.key) != next++) return LogHasGaps();
      ASSIGN_OR_RETURN(const LogEntry entry, DecodeLogEntry(item.value));
      changed.insert(entry.units.begin(), entry.units.end());
    }
    if (next <= to && !page.next) return LogHasGaps();
    if (page.next) range.begin = *page.next;
  }
  for (auto it = changed.begin(); it != changed.end();) {
    std::vector<UnitId> ids;
    for (; it != changed.end() && ids.size() < kUnitsPerScan; ++it) ids.push_back(*it);
    ASSIGN_OR_RETURN(auto units, stored_.Get(ids));
    ApplyLoaded(ids, std::move(units), from, view()->units, indexes_);
  }
  return absl::OkStatus();
}

// Puts all units into empty indexes. Errors: Cancelled when it is `ending`.
Status MemoryShard::Rebuild(const std::function<bool()>& ending) {
  indexes_.Clear();
  units_indexed_ = 0;
  ASSIGN_OR_RETURN(const auto meta, ReadMeta(store_, shard_));
  next_id_ = meta.next_number;
  Revision revision = 0;
  KeyRange range = AllUnits();
  for (bool more = true; more;) {
    if (ending()) return absl::CancelledError("the server stops");
    ASSIGN_OR_RETURN(const ScanPage page, AddToIndexes(range));
    revision = page.revision;
    more = page.next.has_value();
    if (more) range.begin = *page.next;
  }
  indexes_.Apply({}, revision, units_indexed_);
  return absl::OkStatus();
}

// Puts the units of one page into the indexes.
StatusOr<ScanPage> MemoryShard::AddToIndexes(const KeyRange& range) {
  ASSIGN_OR_RETURN(ScanPage page, store_.Scan(shard_, range, kUnitsPerScan));
  std::vector<UnitId> ids;
  std::vector<std::optional<Unit>> units;
  for (const KeyValue& item : page.items) {
    ASSIGN_OR_RETURN(Unit unit, DecodeUnit(item.value));
    ids.push_back(unit.id);
    units.emplace_back(std::move(unit));
  }
  const uint64_t count = units_indexed_ + ids.size();
  if (count / kProgress > units_indexed_ / kProgress) {
    spdlog::info("{}: {} of {} units indexed", name_, count, units_to_index_);
  }
  ApplyLoaded(ids, std::move(units), page.revision, count, indexes_);
  units_indexed_ = count;
  return page;
}

void MemoryShard::Close() {
  closed_ = true;
  indexes_.Close();
}

Status MemoryShard::SaveIndexes() {
  if (!ready_) return absl::OkStatus();  // Half of an index is none.
  return indexes_.Flush([this](Revision revision) { return IdentityAt(revision); });
}

StatusOr<bool> MemoryShard::MaintainIndexes(bool idle) {
  if (!ready_) return false;
  if (indexes_.WantsFlush()) {
    RETURN_IF_ERROR(SaveIndexes());
    return true;
  }
  return indexes_.Merge(idle);
}

StatusOr<UnitWriteReport> MemoryShard::Write(std::vector<UnitWrite> units, WritePolicy policy,
                                             const WriteContext& context, ImportCommit* import) {
  PrepareAll(units);
  const auto plan = [&](UnitDraft& draft, const WriteLog& log, RequestRecord& answer) -> Status {
    const UnitDraft::Commit commit{log.now_micros(), log.revision(),
                                   import == nullptr ? nullptr : &import->claims};
    Account account;
    for (const UnitWrite& unit : units) {
      ASSIGN_OR_RETURN(const UnitOutcome outcome, draft.Plan(unit, policy, commit));
      answer.results.push_back(ResultOf(outcome));
      Count(outcome.outcome, account);
    }
    if (import != nullptr) import->Count(account);
    return absl::OkStatus();
  };
  Job job{.plan = plan, .context = context, .answer = {}, .status = {}, .import = import};
  RETURN_IF_ERROR(Submit(job));
  return UnitReportOf(job.answer);
}

StatusOr<UnitWriteReport> MemoryShard::DryRun(std::vector<UnitWrite> units, WritePolicy policy,
                                              UnitDraft& draft, ImportClaims* claims) const {
  RETURN_IF_ERROR(CheckReady());
  PrepareAll(units);
  UnitWriteReport report;
  report.revision = view()->revision;
  for (const UnitWrite& unit : units) {
    ASSIGN_OR_RETURN(UnitOutcome outcome,
                     draft.Plan(unit, policy, {NowMicros(), report.revision + 1, claims}));
    if (outcome.outcome == Outcome::kStored) outcome.id = 0;
    report.outcomes.push_back(outcome);
  }
  return report;
}

std::unique_ptr<UnitDraft> MemoryShard::NewDraft() const {
  return std::make_unique<UnitDraft>(stored_, view(), next_id_);
}

StatusOr<Unit> MemoryShard::Update(UnitId id, Revision etag, const Edit& edit,
                                   const WriteContext& context) {
  const auto plan = [&](UnitDraft& draft, const WriteLog& log, RequestRecord& answer) -> Status {
    ASSIGN_OR_RETURN(const Unit before, Require(draft, id, etag));
    Unit after = before;
    RETURN_IF_ERROR(edit(after));
    UnitOutcome outcome{Outcome::kUnchanged, id, before.revision};
    if (after != before) {
      after.revision = log.revision();
      after.changed_micros = log.now_micros();
      draft.Put(before, std::move(after));
      outcome = {Outcome::kMerged, id, log.revision()};
    }
    answer.results.push_back(ResultOf(outcome));
    return absl::OkStatus();
  };
  Job job{.plan = plan, .context = context, .answer = {}, .status = {}};
  RETURN_IF_ERROR(Submit(job));
  return VersionAt(id, job.answer.results.front().revision);
}

Status MemoryShard::Delete(UnitId id, Revision etag, const WriteContext& context) {
  const auto plan = [&](UnitDraft& draft, const WriteLog&, RequestRecord& answer) -> Status {
    ASSIGN_OR_RETURN(const Unit before, Require(draft, id, etag));
    draft.Put(before, std::nullopt);
    answer.results.push_back(ResultOf({Outcome::kMerged, id, before.revision}));
    return absl::OkStatus();
  };
  Job job{.plan = plan, .context = context, .answer = {}, .status = {}};
  return Submit(job);
}

StatusOr<UndoStep> MemoryShard::Undo(ImportRecord& record,
                                     const absl::flat_hash_set<Revision>& commits) {
  UndoStep step;
  ImportRecord after = record;
  const auto plan = [&](UnitDraft& draft, const WriteLog& log, RequestRecord&) -> Status {
    ASSIGN_OR_RETURN(const UndoPart part, NextUndoPart(imports_, after));
    ASSIGN_OR_RETURN(const auto undone, UndoUnits(imports_, part.units, part.commit, commits));
    for (const auto& one : undone) {
      if (one.kind == UndoKind::kRestored || one.kind == UndoKind::kRemoved) {
        std::optional<Unit> restored = one.value;
        if (restored) restored->revision = log.revision();
        draft.Put(one.present, std::move(restored));
      }
      CountUndone(one, fmt::format("{}/units/{}", name_, one.id), step, after);
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

StatusOr<Unit> MemoryShard::Get(UnitId id) const {
  ASSIGN_OR_RETURN(auto units, Read({&id, 1}));
  if (!units.front()) return NoSuchUnit(name_, id);
  return *std::move(units.front());
}

StatusOr<std::vector<std::optional<Unit>>> MemoryShard::Read(std::span<const UnitId> ids) const {
  StatusOr<std::vector<std::optional<Unit>>> units = stored_.Get(ids);
  return units.ok() ? std::move(units) : Named(name_, units.status());
}

StatusOr<UnitPage> MemoryShard::List(UnitId from, size_t limit) const {
  KeyRange range = AllUnits();
  range.begin = UnitKey(from);
  const auto scanned = store_.Scan(shard_, range, limit);
  if (!scanned.ok()) return Named(name_, scanned.status());
  UnitPage page;
  for (const KeyValue& item : scanned->items) {
    StatusOr<Unit> unit = DecodeUnit(item.value);
    if (!unit.ok()) return Named(name_, unit.status());
    page.units.push_back(*std::move(unit));
  }
  if (scanned->next && !page.units.empty()) page.next = page.units.back().id + 1;
  return page;
}

StatusOr<UnitVersionPage> MemoryShard::Versions(UnitId id, Revision from, size_t limit) const {
  StatusOr<std::vector<UnitVersion>> versions = AllVersions(id);
  if (!versions.ok()) return Named(name_, versions.status());
  if (versions->empty()) return NoSuchUnit(name_, id);
  UnitVersionPage page;
  for (UnitVersion& version : *versions) {
    if (from != 0 && (version.superseded_by == 0 || version.superseded_by > from)) continue;
    if (page.versions.size() == limit) {
      page.next = version.superseded_by;
      break;
    }
    page.versions.push_back(std::move(version));
  }
  return page;
}

void MemoryShard::AwaitIndexes() {
  // A job that plans nothing ends after every commit that is under way.
  const WriteContext none;
  Job job{.plan = [](UnitDraft&, const WriteLog&, RequestRecord&) { return absl::OkStatus(); },
          .context = none,
          .answer = {},
          .status = {}};
  (void)Submit(job);
}

// Returns every version of a unit, the newest first; none when there never was such a unit.
StatusOr<std::vector<UnitVersion>> MemoryShard::AllVersions(UnitId id) const {
  while (true) {
    // The present one first: if a commit supersedes it meanwhile, it is among the others.
    ASSIGN_OR_RETURN(const auto present, stored_.Get({&id, 1}));
    ASSIGN_OR_RETURN(std::vector<UnitVersion> versions, SupersededVersions(id));
    const Revision last = versions.empty() ? 0 : versions.back().superseded_by;
    if (present.front() && present.front()->revision < last) continue;
    if (present.front()) versions.push_back({*present.front(), 0});
    std::reverse(versions.begin(), versions.end());
    return versions;
  }
}

StatusOr<std::vector<UnitVersion>> MemoryShard::SupersededVersions(UnitId id) const {
  std::vector<UnitVersion> versions;
  KeyRange range = AllVersionsOf(id);
  for (bool more = true; more;) {
    ASSIGN_OR_RETURN(const ScanPage page, store_.Scan(shard_, range, kUnitsPerScan));
    for (const KeyValue& item : page.items) {
      ASSIGN_OR_RETURN(Unit unit, DecodeUnit(item.value));
      versions.push_back({std::move(unit), SupersededBy(item.key).value_or(0)});
    }
    more = page.next.has_value();
    if (more) range.begin = *page.next;
  }
  return versions;
}

StatusOr<Unit> MemoryShard::VersionAt(UnitId id, Revision revision) const {
  ASSIGN_OR_RETURN(std::vector<UnitVersion> versions, AllVersions(id));
  for (UnitVersion& version : versions) {
    if (version.unit.revision == revision) return std::move(version.unit);
  }
  return NoSuchUnit(name_, id);
}

StatusOr<Unit> MemoryShard::Require(const UnitDraft& draft, UnitId id, Revision etag) const {
  ASSIGN_OR_RETURN(auto unit, draft.Get(id));
  if (!unit) return NoSuchUnit(name_, id);
  RETURN_IF_ERROR(CheckEtag(etag, unit->revision));
  return *std::move(unit);
}

Status MemoryShard::Submit(Job& job) {
  queue_.Run(job, [this](std::span<Job* const> jobs) { CommitInTurn(jobs); });
  return Named(name_, job.status);
}

// Commits the jobs in their order: those of imports alone, the others together where they can be.
void MemoryShard::CommitInTurn(std::span<Job* const> jobs) {
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
void MemoryShard::CommitAll(std::span<Job* const> jobs) {
  Status ready = CheckReady();
  if (ready.ok() && must_catch_up_ && !closed_) ready = CatchUp();
  if (!ready.ok()) {
    for (Job* job : jobs) job->status = ready;
    return;
  }
  must_catch_up_ = false;
  const auto group = NewDraft();
  WriteLog log(store_, shard_, view()->revision + 1, NowMicros());
  for (Job* job : jobs) job->status = PlanJob(*job, *group, log);
  if (jobs.front()->is_alone() && !jobs.front()->status.ok()) return;
  const Status committed = Commit(*group, *jobs.front(), log);
  if (committed.ok()) return;
  if (committed.code() == StatusCode::kResourceExhausted && jobs.size() > 1) {
    // Together they may be more than the store takes at once: each has its own commit.
    for (Job* job : jobs) CommitAll({&job, 1});
    return;
  }
  // It may have been written all the same: the next commit looks first.
  must_catch_up_ = true;
  for (Job* job : jobs) {
    if (job->status.ok()) job->status = committed;
  }
}

Status MemoryShard::PlanJob(Job& job, UnitDraft& group, WriteLog& log) {
  if (closed_) return Error(StatusCode::kNotFound, "'{}' was deleted", name_);
  ASSIGN_OR_RETURN(auto earlier, log.FindAnswer(job.context));
  if (earlier) {
    job.answer = *std::move(earlier);
    return absl::OkStatus();
  }
  UnitDraft draft(group);
  job.answer = {};
  RETURN_IF_ERROR(job.plan(draft, log, job.answer));
  // A job that changes nothing may have found what another one of the group writes.
  const bool nothing = draft.changes().empty() && group.changes().empty();
  job.answer.revision = nothing ? log.revision() - 1 : log.revision();
  log.AddAnswer(job.context, job.answer);
  draft.Merge();
  return absl::OkStatus();
}

Status MemoryShard::Commit(const UnitDraft& group, const Job& first, WriteLog& log) {
  for (const auto& [id, change] : group.changes()) {
    log.AddUnit(id);
    if (change.after) log.AddBatchId(change.after->batch_id);
  }
  if (first.import != nullptr) first.import->AddTo(log);
  if (first.undo != nullptr) log.SetImport(*first.undo, "");
  if (log.empty()) return absl::OkStatus();
  Batch batch;
  for (const auto& [id, change] : group.changes()) AddUnitChange(id, change, log.revision(), batch);
  const uint64_t units = UnitsAfter(view()->units, group);
  batch.puts.push_back(
      {MetaKey(), EncodeShardMeta({.next_number = group.next_id(), .units = units})});
  RETURN_IF_ERROR(log.AddTo(batch));
  RETURN_IF_ERROR(SureCommit(store_, shard_, log.revision() - 1, batch).status());
  next_id_ = group.next_id();
  indexes_.Apply(group.changes(), log.revision(), units);
  return absl::OkStatus();
}

}  // namespace dragoman
