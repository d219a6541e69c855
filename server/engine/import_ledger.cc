#include "server/engine/import_ledger.h"

#include <utility>

namespace dragoman {
namespace {

// Returns the message of a status without the field that it begins with.
std::string MessageWithoutField(const Status& status, const std::string& field) {
  std::string_view message = MessageOf(status);
  if (!field.empty()) message.remove_prefix(field.size() + 2);
  return std::string(message);
}

}  // namespace

ImportLedger::ImportLedger(size_t max_problems, std::string batch_id, Revision revision)
    : batch_id_(std::move(batch_id)), problems_left_(max_problems) {
  progress_.batch_id = batch_id_;
  progress_.revision = revision;
}

void ImportLedger::Skip(const EntryPlace& place, const Status& why) {
  const absl::MutexLock lock(&mutex_);
  ++progress_.account.skipped;
  if (problems_left_ == 0) return;
  --problems_left_;
  std::string field = FieldOf(why);
  std::string message = MessageWithoutField(why, field);
  progress_.problems.push_back({place.line, place.entry, std::move(field), std::move(message)});
}

void ImportLedger::Count(Outcome outcome) {
  const absl::MutexLock lock(&mutex_);
  CountOne(outcome);
}

void ImportLedger::Count(Outcome outcome, size_t entries) {
  const absl::MutexLock lock(&mutex_);
  for (size_t i = 0; i < entries; ++i) CountOne(outcome);
}

void ImportLedger::Count(const UnitWriteReport& report) {
  const absl::MutexLock lock(&mutex_);
  for (const UnitOutcome& outcome : report.outcomes) CountOne(outcome.outcome);
  progress_.revision = report.revision;
}

void ImportLedger::CountOne(Outcome outcome) {
  switch (outcome) {
    case Outcome::kStored:
      ++progress_.account.stored;
      break;
    case Outcome::kMerged:
      ++progress_.account.merged;
      break;
    case Outcome::kUnchanged:
      ++progress_.account.unchanged;
      break;
  }
}

ImportProgress ImportLedger::Take() {
  const absl::MutexLock lock(&mutex_);
  ImportProgress taken = progress_;
  progress_.problems.clear();
  return taken;
}

}  // namespace dragoman
