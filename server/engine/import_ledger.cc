#include "server/engine/import_ledger.h"

#include <utility>

#include "server/base/utf8.h"
#include "server/engine/engine_figures.h"

namespace dragoman {
namespace {

// Returns the message of a status without the field that it begins with.
std::string MessageWithoutField(const Status& status, const std::string& field) {
  std::string_view message = MessageOf(status);
  if (!field.empty()) message.remove_prefix(field.size() + 2);
  return std::string(message);
}

// Returns the beginning of an entry as valid UTF-8.
std::string Excerpt(std::string_view text) {
  constexpr size_t kMaxBytes = 200;
  std::string_view begin = text.substr(0, kMaxBytes);
  if (const auto invalid = FirstInvalidUtf8(begin)) begin = begin.substr(0, *invalid);
  return fmt::format("{}{}", begin, begin.size() < text.size() ? "..." : "");
}

}  // namespace

ImportLedger::ImportLedger(const ImportSettings& settings, Revision revision)
    : batch_id_(settings.batch_id), problems_left_(settings.max_problems) {
  progress_.batch_id = batch_id_;
  progress_.revision = revision;
  const bool writes = !settings.validate_only && !settings.check_only;
  if (writes) running_.emplace(TheEngineFigures().imports.running);
}

ImportLedger::~ImportLedger() {
  const absl::MutexLock lock(&mutex_);
  AddToFigures();
}

void ImportLedger::AddToFigures() {
  if (!running_) return;
  ImportFigures& figures = TheEngineFigures().imports;
  const Account& account = progress_.account;
  figures.stored.Add(account.stored - counted_.stored);
  figures.merged.Add(account.merged - counted_.merged);
  figures.unchanged.Add(account.unchanged - counted_.unchanged);
  figures.skipped.Add(account.skipped - counted_.skipped);
  figures.bytes.Add(progress_.bytes - bytes_counted_);
  counted_ = account;
  bytes_counted_ = progress_.bytes;
}

void ImportLedger::Skip(const EntryPlace& place, std::string_view text, const Status& why) {
  const absl::MutexLock lock(&mutex_);
  if (skipped_format_ != nullptr) {
    if (progress_.account.skipped == 0) skipped_data_ += skipped_format_->Header();
    skipped_data_ += skipped_format_->Entry({place.line, text, MessageOf(why)});
  }
  ++progress_.account.skipped;
  if (problems_left_ == 0) return;
  --problems_left_;
  std::string field = FieldOf(why);
  std::string message = MessageWithoutField(why, field);
  progress_.problems.push_back(
      {place.line, place.entry, std::move(field), std::move(message), Excerpt(text)});
}

void ImportLedger::EndSkipped() {
  const absl::MutexLock lock(&mutex_);
  if (skipped_format_ == nullptr || progress_.account.skipped == 0) return;
  skipped_data_ += skipped_format_->Footer();
}

void ImportLedger::Count(Outcome outcome) {
  const absl::MutexLock lock(&mutex_);
  dragoman::Count(outcome, progress_.account);
}

void ImportLedger::Count(Outcome outcome, size_t entries) {
  const absl::MutexLock lock(&mutex_);
  for (size_t i = 0; i < entries; ++i) dragoman::Count(outcome, progress_.account);
}

void ImportLedger::Count(const UnitWriteReport& report) {
  const absl::MutexLock lock(&mutex_);
  for (const UnitOutcome& one : report.outcomes) dragoman::Count(one.outcome, progress_.account);
  progress_.revision = report.revision;
}

ImportProgress ImportLedger::Take() {
  const absl::MutexLock lock(&mutex_);
  AddToFigures();
  ImportProgress taken = progress_;
  progress_.problems.clear();
  taken.skipped_data = skipped_data_.substr(0, kMaxSkippedPieceBytes);
  skipped_data_.erase(0, kMaxSkippedPieceBytes);
  taken.more_skipped = !skipped_data_.empty();
  return taken;
}

}  // namespace dragoman
