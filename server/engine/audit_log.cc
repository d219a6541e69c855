#include "server/engine/audit_log.h"

#include <absl/time/time.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "server/base/clock.h"
#include "server/engine/sure_commit.h"
#include "server/engine/write_log.h"
#include "server/store/codec.h"
#include "server/store/keys.h"

namespace dragoman {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(1);  // Of records that nobody waits for.
constexpr size_t kMostInCommit = 1000;
constexpr size_t kMostWaiting = 100'000;  // While the disk takes nothing.
constexpr size_t kAuditPage = 1000;
constexpr size_t kMostScanned = 20'000;  // For one page of a list.
constexpr double kRefusedAtOnce = 20;
constexpr double kRefusedPerSecond = 1;

bool Matches(const AuditQuery& query, const AuditRecord& record) {
  if (!query.principal.empty() && record.principal != query.principal) return false;
  if (query.resource.empty()) return true;
  return std::find(record.resources.begin(), record.resources.end(), query.resource) !=
         record.resources.end();
}

}  // namespace

StatusOr<std::unique_ptr<AuditLog>> AuditLog::Open(Store& store, uint64_t most_records) {
  std::unique_ptr<AuditLog> log(new AuditLog(store, most_records));
  RETURN_IF_ERROR(log->Load());
  log->thread_ = std::thread([opened = log.get()] { opened->Run(); });
  return log;
}

AuditLog::~AuditLog() {
  {
    const absl::MutexLock lock(&mutex_);
    ending_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

Status AuditLog::Load() {
  const absl::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(revision_, store_.Head(kAuditShard));
  ASSIGN_OR_RETURN(const ShardMeta meta, ReadMeta(store_, kAuditShard));
  next_number_ = meta.next_number;
  if (next_number_ == 1) return absl::OkStatus();
  ASSIGN_OR_RETURN(last_micros_, TimeOf(next_number_ - 1));
  return absl::OkStatus();
}

Status AuditLog::Write(AuditRecord record) {
  const absl::MutexLock lock(&mutex_);
  return AwaitWritten(Add(std::move(record)));
}

void AuditLog::Note(AuditRecord record) {
  const absl::MutexLock lock(&mutex_);
  Add(std::move(record));
}

void AuditLog::NoteRefused(AuditRecord record) {
  const absl::MutexLock lock(&mutex_);
  if (!MayKeepRefused()) {
    ++suppressed_;
    return;
  }
  record.suppressed = std::exchange(suppressed_, 0);
  Add(std::move(record));
}

// Returns how many were added since the start, with this one.
uint64_t AuditLog::Add(AuditRecord record) {
  last_micros_ = std::max(last_micros_, NowMicros());
  record.time_micros = last_micros_;
  if (waiting_.size() == kMostWaiting) {
    spdlog::error("the audit log loses the record of {} by '{}': nothing can be written",
                  record.method, record.principal);
    return added_;
  }
  waiting_.push_back(std::move(record));
  return ++added_;
}

Status AuditLog::AwaitWritten(uint64_t count) {
  wanted_ = std::max(wanted_, count);
  const auto is_settled = [this, count] {
    return written_ >= count || failed_ >= count || ending_;
  };
  mutex_.Await(absl::Condition(&is_settled));
  return written_ >= count ? absl::OkStatus() : failure_;
}

// A bucket that fills with time: a few at once, then one a second.
bool AuditLog::MayKeepRefused() {
  const int64_t now = NowMicros();
  const double seconds = static_cast<double>(now - refused_micros_) / 1e6;
  refused_room_ = std::min(kRefusedAtOnce, refused_room_ + seconds * kRefusedPerSecond);
  refused_micros_ = now;
  if (refused_room_ < 1) return false;
  refused_room_ -= 1;
  return true;
}

void AuditLog::Run() {
  const absl::MutexLock lock(&mutex_);
  while (true) {
    const auto is_urgent = [this] { return ending_ || wanted_ > std::max(written_, failed_); };
    mutex_.AwaitWithTimeout(absl::Condition(&is_urgent), kPatience);
    if (waiting_.empty()) {
      if (ending_) return;
      continue;
    }
    const size_t count = std::min(waiting_.size(), kMostInCommit);
    const std::vector<AuditRecord> records(waiting_.begin(), waiting_.begin() + count);
    const uint64_t number = next_number_;
    mutex_.Unlock();
    const Status committed = Commit(records, number);
    mutex_.Lock();
    if (committed.ok()) {
      waiting_.erase(waiting_.begin(), waiting_.begin() + count);
      written_ += count;
      next_number_ += count;
      continue;
    }
    spdlog::error("the audit log cannot be written: {}", MessageOf(committed));
    failure_ = committed;
    failed_ = added_;
    if (ending_) return;
  }
}

// Runs in the one thread that writes. `number`: of the first record.
Status AuditLog::Commit(const std::vector<AuditRecord>& records, uint64_t number) {
  Batch batch;
  for (const AuditRecord& record : records) {
    batch.puts.push_back({AuditKey(number), EncodeAuditRecord(record)});
    if (number > most_records_) batch.deletes.push_back(AuditKey(number - most_records_));
    ++number;
  }
  batch.puts.push_back({MetaKey(), EncodeShardMeta({.next_number = number})});
  return CommitNext(store_, kAuditShard, revision_, batch);
}

uint64_t AuditLog::FirstNumber(uint64_t next) const {
  return next > most_records_ ? next - most_records_ : 1;
}

StatusOr<int64_t> AuditLog::TimeOf(uint64_t number) {
  ASSIGN_OR_RETURN(const auto values, store_.MultiGet(kAuditShard, {AuditKey(number)}));
  if (!values.front()) return 0;  // Removed just then: older than what is looked for.
  ASSIGN_OR_RETURN(const AuditRecord record, DecodeAuditRecord(*values.front()));
  return record.time_micros;
}

// Returns the number of the first record of that time or later: times never fall.
StatusOr<uint64_t> AuditLog::FirstFrom(int64_t start_micros, uint64_t next) {
  uint64_t low = FirstNumber(next);
  uint64_t high = next;
  while (start_micros > 0 && low < high) {
    const uint64_t middle = low + (high - low) / 2;
    ASSIGN_OR_RETURN(const int64_t time, TimeOf(middle));
    if (time < start_micros) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

StatusOr<AuditPage> AuditLog::List(const AuditQuery& query, uint64_t from, size_t limit) {
  uint64_t next = 0;
  {
    const absl::MutexLock lock(&mutex_);
    RETURN_IF_ERROR(AwaitWritten(added_));
    next = next_number_;
  }
  ASSIGN_OR_RETURN(const uint64_t first, FirstFrom(query.start_micros, next));
  AuditPage page;
  KeyRange range = AuditFrom(std::max(from, first));
  for (size_t scanned = 0; scanned < kMostScanned;) {
    ASSIGN_OR_RETURN(const ScanPage read, store_.Scan(kAuditShard, range, kAuditPage));
    for (const KeyValue& item : read.items) {
      ASSIGN_OR_RETURN(AuditRecord record, DecodeAuditRecord(item.value));
      if (query.end_micros != 0 && record.time_micros >= query.end_micros) return page;
      if (!Matches(query, record)) continue;
      if (page.records.size() == limit) {
        page.next = NumberOfAuditKey(item.key);
        return page;
      }
      page.records.push_back(std::move(record));
    }
    if (!read.next) return page;
    range.begin = *read.next;
    scanned += read.items.size();
  }
  page.next = NumberOfAuditKey(range.begin);
  return page;
}

}  // namespace dragoman
