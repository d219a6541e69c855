#include "server/engine/import_units.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "server/base/clock.h"
#include "server/engine/import_batch.h"
#include "server/engine/import_columns.h"
#include "server/engine/import_neighbours.h"
#include "server/engine/import_pipeline.h"
#include "server/engine/import_start.h"
#include "server/exchange/tmx.h"
#include "server/exchange/unit_tsv.h"
#include "server/exchange/xliff.h"

namespace dragoman {
namespace {

size_t BytesOf(const Variant& variant) {
  size_t bytes = variant.segment.text.size();
  if (variant.previous) bytes += variant.previous->size();
  if (variant.next) bytes += variant.next->size();
  for (const Code& code : variant.segment.codes) bytes += code.content.size() + sizeof(Code);
  return bytes;
}

// Returns about how many bytes the unit takes in the store.
size_t BytesOf(const Unit& unit) {
  size_t bytes = sizeof(Unit) + unit.author.size() + unit.document.size() + unit.domain.size();
  for (const Variant& variant : unit.variants) bytes += BytesOf(variant);
  for (const auto& [key, value] : unit.properties) bytes += key.size() + value.size();
  return bytes;
}

// Sets what an entry leaves open.
void SetDefaults(const ImportSettings& settings, Unit& unit) {
  if (unit.origin == Origin::kUnspecified) unit.origin = settings.origin;
  if (unit.state == ReviewState::kUnspecified) unit.state = settings.state;
  if (unit.author.empty() || settings.only_author) unit.author = settings.author;
  if (unit.document.empty()) unit.document = settings.document;
}

StatusOr<std::unique_ptr<UnitReader>> NewUnitReader(const ImportSettings& settings) {
  if (settings.format == FileFormat::kTmx) return NewTmxReader(settings.columns);
  if (settings.format == FileFormat::kXliff) return NewXliffReader(settings.columns);
  return NewUnitTsvReader(TableSettingsOf(settings));
}

class UnitImport : public Import {
 public:
  UnitImport(std::shared_ptr<MemoryShard> shard, const ImportSettings& settings,
             std::unique_ptr<UnitReader> reader, StartedImport started)
      : shard_(std::move(shard)),
        settings_(settings),
        reader_(std::move(reader)),
        import_(std::move(started)),
        started_micros_(import_.micros),
        ledger_(settings, shard_->view()->revision),
        draft_(settings.validate_only ? shard_->NewDraft() : nullptr),
        pipeline_([this](std::vector<UnitWrite> batch) { return Write(std::move(batch)); }) {
    ledger_.SetSkippedFormat(import_.skipped_format);
  }

  Status Feed(std::string_view bytes) override {
    ledger_.AddBytes(bytes.size());
    return FlushUnlessOk(
        reader_->Feed(bytes, [this](auto entry) { return Take(std::move(entry)); }));
  }

  Status Finish() override {
    RETURN_IF_ERROR(
        FlushUnlessOk(reader_->Finish([this](auto entry) { return Take(std::move(entry)); })));
    RETURN_IF_ERROR(Add(chain_.End()));
    ledger_.EndSkipped();
    RETURN_IF_ERROR(pipeline_.Drain());
    is_last_ = true;  // The pipeline stands still: what follows is the last batch.
    RETURN_IF_ERROR(Flush());
    ledger_.SetDone(*reader_);
    return absl::OkStatus();
  }

  ImportProgress TakeProgress() override { return ledger_.Take(); }
  bool IsFull() override { return ledger_.IsFull(); }

 private:
  Status Take(ReadEntry<UnitEntry> entry) {
    const EntryPlace place = ledger_.Begin(entry.line);
    std::optional<UnitWrite> write;
    if (auto accepted = Accept(std::move(entry.value)); accepted.ok()) {
      write = *std::move(accepted);
    } else {
      ledger_.Skip(place, entry.text, accepted.status());
    }
    // XLIFF states all neighbours: those of its segments that are no entries too.
    const bool states_neighbours = settings_.format == FileFormat::kXliff;
    if (!settings_.in_order || states_neighbours) return Add(std::move(write));
    return Add(chain_.Follow(std::move(write), entry.begins_document));
  }

  // Returns the write of an entry, or what is wrong with the entry.
  StatusOr<UnitWrite> Accept(StatusOr<UnitEntry> entry) const {
    RETURN_IF_ERROR(entry.status());
    UnitWrite write{std::move(entry->unit), std::move(entry->source)};
    SetDefaults(settings_, write.unit);
    write.unit.batch_id = ledger_.batch_id();
    // One time for the whole import: entries that name none, or one that has not come yet, are
    // equally new, whichever commit they fall into, so that a dry run counts as the real run does.
    const int64_t changed = write.unit.changed_micros;
    write.states_time = changed != 0 && changed <= started_micros_;
    if (!write.states_time) write.unit.changed_micros = started_micros_;
    RETURN_IF_ERROR(CheckUnitRow(write.unit));
    RETURN_IF_ERROR(CheckEntryBytes(BytesOf(write.unit)));
    return write;
  }

  Status Add(std::optional<UnitWrite> write) {
    if (!write) return absl::OkStatus();
    const size_t bytes = BytesOf(write->unit);
    if (!batch_.HasRoomFor(bytes)) RETURN_IF_ERROR(SendBatch());
    batch_.Add(*std::move(write), bytes);
    return absl::OkStatus();
  }

  Status Flush() {
    RETURN_IF_ERROR(SendBatch());
    return pipeline_.Drain();
  }

  // Where a file cannot be read further, what stands before is written and counted; what follows
  // the last entry is unknown.
  Status FlushUnlessOk(const Status& read) {
    if (read.ok()) return read;
    ledger_.EndSkipped();
    Status written = Add(chain_.Follow(std::nullopt, false));
    written.Update(Flush());
    return written.ok() ? read : written;
  }

  Status SendBatch() {
    if (batch_.empty()) return absl::OkStatus();
    std::vector<UnitWrite> batch = batch_.Take();
    if (!settings_.check_only) return pipeline_.Add(std::move(batch));
    ledger_.Count(Outcome::kUnchanged, batch.size());
    return absl::OkStatus();
  }

  // Called in a thread of the pipeline.
  Status Write(std::vector<UnitWrite> batch) {
    ASSIGN_OR_RETURN(const UnitWriteReport report,
                     draft_ != nullptr ? shard_->DryRun(std::move(batch), settings_.policy, *draft_,
                                                        &import_.commit.claims)
                                       : Commit(std::move(batch)));
    ledger_.Count(report);
    return absl::OkStatus();
  }

  StatusOr<UnitWriteReport> Commit(std::vector<UnitWrite> batch) {
    ImportRecord& record = import_.commit.record;
    record.skipped = ledger_.skipped();
    if (is_last_) record.state = ImportRecord::State::kDone;
    return shard_->Write(std::move(batch), settings_.policy, WriteContext(), &import_.commit);
  }

  const std::shared_ptr<MemoryShard> shard_;
  const ImportSettings settings_;
  const std::unique_ptr<UnitReader> reader_;
  StartedImport import_;
  const int64_t started_micros_;
  bool is_last_ = false;  // The batch that is being written.
  ImportLedger ledger_;
  const std::unique_ptr<UnitDraft> draft_;  // Of a dry run.
  NeighbourChain chain_;
  ImportBatch<UnitWrite> batch_;
  ImportPipeline pipeline_;  // Ends first: it uses the others.
};

}  // namespace

StatusOr<std::unique_ptr<Import>> NewUnitImport(std::shared_ptr<MemoryShard> shard,
                                                const ImportSettings& settings) {
  ASSIGN_OR_RETURN(auto reader, NewUnitReader(settings));
  ASSIGN_OR_RETURN(auto started, StartImport(settings, *reader, shard->imports()));
  if (!settings.key_property.empty() && !settings.check_only) {
    ASSIGN_OR_RETURN(auto keyed, KeyedUnits::Read(*shard, settings.key_property));
    started.commit.claims.SetKeyed(std::move(keyed));
  }
  return std::make_unique<UnitImport>(std::move(shard), settings, std::move(reader),
                                      std::move(started));
}

}  // namespace dragoman
