#include "server/engine/import_concepts.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "server/engine/import_batch.h"
#include "server/engine/import_columns.h"
#include "server/engine/import_ledger.h"
#include "server/engine/import_start.h"
#include "server/exchange/concept_tsv.h"
#include "server/exchange/tbx.h"

namespace dragoman {
namespace {

// Returns about how many bytes the concept takes in the store.
size_t BytesOf(const Concept& entry) {
  size_t bytes = sizeof(Concept) + entry.definition.size() + entry.note.size() +
                 entry.source.size() + entry.domain.size() + entry.category.size();
  for (const Term& term : entry.terms) {
    bytes += sizeof(Term) + term.text.size() + term.note.size() + term.source.size() +
             term.full_form.size() + term.outlets.size() * sizeof(OutletStatus);
    for (const std::string& form : term.forms) bytes += form.size();
  }
  return bytes;
}

class ConceptImport : public Import {
 public:
  ConceptImport(std::shared_ptr<GlossaryShard> shard, const ImportSettings& settings,
                std::unique_ptr<ConceptReader> reader, StartedImport started)
      : shard_(std::move(shard)),
        settings_(settings),
        reader_(std::move(reader)),
        import_(std::move(started)),
        ledger_(settings, shard_->view()->revision) {
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
    ledger_.EndSkipped();
    import_.commit.record.state = ImportRecord::State::kDone;
    RETURN_IF_ERROR(WriteBatch());
    shard_->CompactIndexes();
    ledger_.SetDone(*reader_);
    return absl::OkStatus();
  }

  ImportProgress TakeProgress() override { return ledger_.Take(); }
  bool IsFull() override { return ledger_.IsFull(); }

 private:
  Status Take(ReadEntry<Concept> entry) {
    const EntryPlace place = ledger_.Begin(entry.line);
    auto accepted = Accept(std::move(entry.value), place.line);
    if (accepted.ok()) {
      if (!Keeps(accepted->id)) return Add(*std::move(accepted));
      ledger_.Count(Outcome::kUnchanged);
      import_.commit.Count({.unchanged = 1});
      return absl::OkStatus();
    }
    ledger_.Skip(place, entry.text, accepted.status());
    return absl::OkStatus();
  }

  // Returns the concept to write, or what is wrong with the entry.
  StatusOr<Concept> Accept(StatusOr<Concept> read, uint64_t line) {
    RETURN_IF_ERROR(read.status());
    Concept entry = *std::move(read);
    if (entry.author.empty() || settings_.only_author) entry.author = settings_.author;
    entry.batch_id = ledger_.batch_id();
    RETURN_IF_ERROR(CheckConceptRow(entry, settings_.format));
    RETURN_IF_ERROR(CheckEntryBytes(BytesOf(entry)));
    const auto [there, is_new] = lines_.try_emplace(entry.id, line);
    if (!is_new) {
      return FieldError("id", fmt::format("'{}' stands at line {} already; give each its own",
                                          entry.id, there->second));
    }
    KeepOrderOfTerms(entry);
    return entry;
  }

  // A file says which terms a concept has, not in which order: a concept whose terms are the same
  // in another order is unchanged.
  void KeepOrderOfTerms(Concept& entry) const {
    const auto stored = shard_->Get(entry.id);
    if (!stored.ok() || (*stored)->terms.size() != entry.terms.size()) return;
    const std::vector<Term>& terms = (*stored)->terms;
    if (std::is_permutation(terms.begin(), terms.end(), entry.terms.begin())) entry.terms = terms;
  }

  // Returns whether what the glossary has of this id stays.
  bool Keeps(const std::string& id) const {
    return settings_.policy == WritePolicy::kKeepStored && !settings_.check_only &&
           shard_->Get(id).ok();
  }

  Status Add(Concept entry) {
    const size_t bytes = BytesOf(entry);
    if (!batch_.HasRoomFor(bytes)) RETURN_IF_ERROR(WriteBatch());
    batch_.Add(std::move(entry), bytes);
    return absl::OkStatus();
  }

  // Where a file cannot be read further, what stands before is written and counted.
  Status FlushUnlessOk(const Status& read) {
    if (read.ok()) return read;
    ledger_.EndSkipped();
    const Status written = WriteBatch();
    return written.ok() ? read : written;
  }

  Status WriteBatch() {
    if (batch_.empty()) return absl::OkStatus();
    const std::vector<Concept> entries = batch_.Take();
    if (settings_.check_only) {
      ledger_.Count(Outcome::kUnchanged, entries.size());
      return absl::OkStatus();
    }
    import_.commit.record.skipped = ledger_.skipped();
    ASSIGN_OR_RETURN(const ConceptWriteReport report,
                     settings_.validate_only
                         ? shard_->DryRun(entries)
                         : shard_->Write(entries, WriteContext(), &import_.commit));
    for (const auto& result : report.results) ledger_.Count(OutcomeOf(result.outcome));
    ledger_.SetRevision(report.revision);
    return absl::OkStatus();
  }

  const std::shared_ptr<GlossaryShard> shard_;
  const ImportSettings settings_;
  const std::unique_ptr<ConceptReader> reader_;
  StartedImport import_;
  ImportLedger ledger_;
  absl::flat_hash_map<std::string, uint64_t> lines_;  // By id: where it stands.
  ImportBatch<Concept> batch_;
};

StatusOr<std::unique_ptr<ConceptReader>> NewConceptReader(const ImportSettings& settings) {
  if (settings.format == FileFormat::kTbx) return NewTbxReader(settings.columns);
  return NewConceptTsvReader(TableSettingsOf(settings));
}

}  // namespace

StatusOr<std::unique_ptr<Import>> NewConceptImport(std::shared_ptr<GlossaryShard> shard,
                                                   const ImportSettings& settings) {
  ASSIGN_OR_RETURN(auto reader, NewConceptReader(settings));
  ASSIGN_OR_RETURN(auto started, StartImport(settings, *reader, shard->imports()));
  return std::make_unique<ConceptImport>(std::move(shard), settings, std::move(reader),
                                         std::move(started));
}

}  // namespace dragoman
