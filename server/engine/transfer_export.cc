// Exports, of tables in two passes: the first finds the columns that it takes to lose nothing, the
// second writes the rows. Neither holds more than a page of entries.
#include <utility>

#include "server/engine/transfer.h"
#include "server/exchange/concept_tsv.h"
#include "server/exchange/tbx.h"
#include "server/exchange/tmx.h"
#include "server/exchange/unit_tsv.h"

namespace dragoman {
namespace {

constexpr size_t kPageEntries = 1000;
constexpr size_t kPieceBytes = 256 << 10;

// The units of a memory, page by page. What is written to the memory meanwhile may be seen or not;
// a language or property that comes after the first pass has no column.
class UnitPages {
 public:
  using Columns = UnitTsvColumns;
  using TsvWriter = UnitTsvWriter;
  using Writer = UnitWriter;

  explicit UnitPages(std::shared_ptr<MemoryShard> shard) : shard_(std::move(shard)) {}
  void Rewind() { next_ = 1; }
  bool at_end() const { return !next_; }

  // Calls `take` with each unit of the next page.
  template <typename Take>
  Status NextPage(const Take& take) {
    ASSIGN_OR_RETURN(const UnitPage page, shard_->List(*next_, kPageEntries));
    for (const Unit& unit : page.units) take(unit);
    next_ = page.next;
    return absl::OkStatus();
  }

 private:
  const std::shared_ptr<MemoryShard> shard_;
  std::optional<UnitId> next_ = 1;
};

// The concepts of a glossary at one revision, page by page.
class ConceptPages {
 public:
  using Columns = ConceptTsvColumns;
  using TsvWriter = ConceptTsvWriter;
  using Writer = ConceptWriter;

  explicit ConceptPages(const GlossaryShard& shard)
      : view_(shard.view()), next_(view_->concepts->begin()) {}
  void Rewind() { next_ = view_->concepts->begin(); }
  bool at_end() const { return next_ == view_->concepts->end(); }

  template <typename Take>
  Status NextPage(const Take& take) {
    for (size_t i = 0; i < kPageEntries && !at_end(); ++i, ++next_) take(*next_->second);
    return absl::OkStatus();
  }

 private:
  const std::shared_ptr<const GlossaryView> view_;
  GlossaryView::Concepts::const_iterator next_;
};

template <typename Pages>
class FileExport : public Export {
 public:
  using Writer = typename Pages::Writer;

  // Without a writer the columns are still to be found.
  FileExport(Pages pages, std::unique_ptr<Writer> writer, const TableStyle& style = {})
      : pages_(std::move(pages)), style_(style) {
    if (writer != nullptr) Begin(std::move(writer));
  }

  StatusOr<ExportPiece> Next() override {
    if (writer_ == nullptr) {
      RETURN_IF_ERROR(Survey());
    } else {
      RETURN_IF_ERROR(Fill());
    }
    return TakePiece();
  }

 private:
  void Begin(std::unique_ptr<Writer> writer) {
    writer_ = std::move(writer);
    buffer_ = writer_->Header();
  }

  // Looks at one page for the columns it needs.
  Status Survey() {
    if (!pages_.at_end()) {
      RETURN_IF_ERROR(pages_.NextPage([this](const auto& entry) { columns_.Add(entry); }));
    }
    if (!pages_.at_end()) return absl::OkStatus();
    const auto names = columns_.Names();
    if (names.empty()) {  // Nothing there: an empty file.
      is_empty_ = true;
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(auto writer, Pages::TsvWriter::Create(names, style_));
    Begin(std::move(writer));
    pages_.Rewind();
    return absl::OkStatus();
  }

  // Adds rows until there is a piece, or the end.
  Status Fill() {
    while (buffer_.size() < kPieceBytes && !pages_.at_end()) {
      RETURN_IF_ERROR(pages_.NextPage([this](const auto& entry) { this->AddRow(entry); }));
    }
    if (pages_.at_end() && !std::exchange(has_footer_, true)) buffer_ += writer_->Footer();
    return absl::OkStatus();
  }

  template <typename Entry>
  void AddRow(const Entry& entry) {
    const std::optional<std::string> row = writer_->Row(entry);
    if (!row) {
      ++skipped_;
      return;
    }
    buffer_ += *row;
    ++entries_;
  }

  ExportPiece TakePiece() {
    ExportPiece piece{.data = buffer_.substr(0, kPieceBytes),
                      .entries = entries_,
                      .skipped = skipped_,
                      .done = false};
    buffer_.erase(0, kPieceBytes);
    piece.done = is_empty_ || (writer_ != nullptr && pages_.at_end() && buffer_.empty());
    if (piece.done && writer_ != nullptr) piece.losses = writer_->CountedLosses();
    return piece;
  }

  Pages pages_;
  const TableStyle style_;
  typename Pages::Columns columns_;
  std::unique_ptr<Writer> writer_;
  bool is_empty_ = false;
  bool has_footer_ = false;
  std::string buffer_;
  uint64_t entries_ = 0;
  uint64_t skipped_ = 0;
};

// Returns an export under the columns given, or under all that it needs.
template <typename Pages>
StatusOr<std::unique_ptr<Export>> NewTableExport(Pages pages, const ExportSettings& settings) {
  ASSIGN_OR_RETURN(const TableStyle style, TableStyleOf(settings.format == FileFormat::kCsv,
                                                        settings.delimiter, settings.raw_cells));
  std::unique_ptr<typename Pages::Writer> writer;
  if (!settings.columns.empty()) {
    ASSIGN_OR_RETURN(writer, Pages::TsvWriter::Create(settings.columns, style));
  }
  return std::make_unique<FileExport<Pages>>(std::move(pages), std::move(writer), style);
}

StatusOr<std::unique_ptr<Export>> NewUnitExport(std::shared_ptr<MemoryShard> memory,
                                                const ExportSettings& settings) {
  UnitPages pages(std::move(memory));
  if (IsTable(settings.format)) return NewTableExport(std::move(pages), settings);
  ASSIGN_OR_RETURN(auto writer, NewTmxWriter(settings.columns));
  return std::make_unique<FileExport<UnitPages>>(std::move(pages), std::move(writer));
}

StatusOr<std::unique_ptr<Export>> NewConceptExport(const GlossaryShard& glossary,
                                                   const ExportSettings& settings) {
  ConceptPages pages(glossary);
  if (IsTable(settings.format)) return NewTableExport(std::move(pages), settings);
  ASSIGN_OR_RETURN(auto writer, NewTbxWriter(settings.columns, settings.tbx_style));
  return std::make_unique<FileExport<ConceptPages>>(std::move(pages), std::move(writer));
}

// Refuses what only tables have a use for.
Status CheckNoTableSettings(const ExportSettings& settings) {
  constexpr std::string_view kWhy = "is for tables (TSV, CSV) only; leave it out";
  if (!settings.delimiter.empty()) return FieldError("delimiter", kWhy);
  if (settings.raw_cells) return FieldError("raw_cells", kWhy);
  return absl::OkStatus();
}

}  // namespace

StatusOr<std::unique_ptr<Export>> Export::Start(const Catalog& registry,
                                                const ExportSettings& settings) {
  ASSIGN_OR_RETURN(const ResourceKind kind, KindOfParent(settings.parent));
  RETURN_IF_ERROR(CheckFormat(settings.format, kind));
  if (settings.format == FileFormat::kXliff) {
    return FieldError("format", "XLIFF is read only; export as TSV, CSV or TMX");
  }
  if (!IsTable(settings.format)) RETURN_IF_ERROR(CheckNoTableSettings(settings));
  if (kind == ResourceKind::kMemory) {
    ASSIGN_OR_RETURN(auto memory, registry.Memory(settings.parent));
    return NewUnitExport(std::move(memory), settings);
  }
  ASSIGN_OR_RETURN(const auto glossary, registry.Glossary(settings.parent));
  return NewConceptExport(*glossary, settings);
}

}  // namespace dragoman
