// Import::Start: the checks of the settings, and the choice of the reader's side.
#include <atomic>

#include "server/base/clock.h"
#include "server/base/hash.h"
#include "server/engine/checks.h"
#include "server/engine/import_concepts.h"
#include "server/engine/import_units.h"
#include "server/engine/limits.h"
#include "server/engine/transfer.h"

namespace dragoman {
namespace {

constexpr size_t kMaxProblems = 10000;

// Returns a name that no other import has, which begins with the time so that names sort.
std::string NewBatchId(std::string_view parent) {
  static std::atomic<uint64_t> count = 0;
  const int64_t now = NowMicros();
  const uint64_t hash = Hash64(fmt::format("{} {} {}", parent, now, count++));
  std::string time;  // "20261123T100500Z"
  for (const char c : FormatMicros(now).substr(0, 19)) {
    if (c != '-' && c != ':') time += c;
  }
  return fmt::format("import-{}Z-{:08x}", time, static_cast<uint32_t>(hash));
}

Status CheckSettings(const ImportSettings& settings) {
  RETURN_IF_ERROR(CheckText("author", settings.author, kMaxNameBytes));
  RETURN_IF_ERROR(CheckText("document", settings.document, kMaxDocumentNameBytes));
  RETURN_IF_ERROR(CheckText("batch_id", settings.batch_id, kMaxRequestIdBytes));
  RETURN_IF_ERROR(CheckText("key_property", settings.key_property, kMaxPropertyKeyBytes));
  RETURN_IF_ERROR(CheckText("file_name", settings.file_name, kMaxDocumentNameBytes));
  if (settings.resume && settings.batch_id.empty()) {
    return FieldError("batch_id", "required to resume; name the import that was cut off");
  }
  if (settings.max_problems <= kMaxProblems) return absl::OkStatus();
  return FieldError("max_problems", fmt::format("{}; at most {} are reported in full",
                                                settings.max_problems, kMaxProblems));
}

// Refuses what a glossary has no use for, rather than leave it out unsaid.
Status CheckGlossarySettings(const ImportSettings& settings) {
  constexpr std::string_view kWhy = "is for memories only; leave it out";
  if (settings.policy != WritePolicy::kReplaceSame && settings.policy != WritePolicy::kKeepStored) {
    return FieldError("policy", "glossaries have REPLACE_SAME and KEEP_STORED only, by id");
  }
  if (settings.in_order) return FieldError("in_order", kWhy);
  if (settings.origin != Origin::kUnspecified) return FieldError("origin", kWhy);
  if (settings.state != ReviewState::kUnspecified) return FieldError("state", kWhy);
  if (!settings.document.empty()) return FieldError("document", kWhy);
  if (!settings.key_property.empty()) return FieldError("key_property", kWhy);
  return absl::OkStatus();
}

// Refuses what only tables have a use for.
Status CheckNoTableSettings(const ImportSettings& settings) {
  constexpr std::string_view kWhy = "is for tables (TSV, CSV) only; leave it out";
  if (!settings.delimiter.empty()) return FieldError("delimiter", kWhy);
  if (!settings.encoding.empty()) return FieldError("encoding", kWhy);
  if (settings.raw_cells) return FieldError("raw_cells", kWhy);
  return absl::OkStatus();
}

StatusOr<std::unique_ptr<Import>> NewImport(const Catalog& registry, ImportSettings settings) {
  RETURN_IF_ERROR(CheckSettings(settings));
  if (settings.batch_id.empty()) settings.batch_id = NewBatchId(settings.parent);
  ASSIGN_OR_RETURN(const ResourceKind kind, KindOfParent(settings.parent));
  RETURN_IF_ERROR(CheckFormat(settings.format, kind));
  if (!IsTable(settings.format)) RETURN_IF_ERROR(CheckNoTableSettings(settings));
  if (kind == ResourceKind::kMemory) {
    ASSIGN_OR_RETURN(auto memory, registry.Memory(settings.parent));
    RETURN_IF_ERROR(memory->CheckReady());
    return NewUnitImport(std::move(memory), settings);
  }
  RETURN_IF_ERROR(CheckGlossarySettings(settings));
  ASSIGN_OR_RETURN(auto glossary, registry.Glossary(settings.parent));
  return NewConceptImport(std::move(glossary), settings);
}

}  // namespace

StatusOr<ResourceKind> KindOfParent(std::string_view parent) {
  if (const auto kind = KindOfName(parent)) return *kind;
  return FieldError("parent",
                    fmt::format("'{}' is neither 'memories/ID' nor 'glossaries/ID'; name one",
                                Shortened(parent)));
}

Status CheckFormat(FileFormat format, ResourceKind kind) {
  if (IsTable(format)) return absl::OkStatus();
  const bool is_memory = kind == ResourceKind::kMemory;
  if (format == FileFormat::kTmx || format == FileFormat::kXliff) {
    if (is_memory) return absl::OkStatus();
    return FieldError("format",
                      fmt::format("{} is for memories only; use TBX, CSV or TSV for glossaries",
                                  format == FileFormat::kTmx ? "TMX" : "XLIFF"));
  }
  if (format != FileFormat::kTbx) {
    return FieldError("format", "unknown; use TSV, CSV, TMX, TBX or XLIFF");
  }
  if (!is_memory) return absl::OkStatus();
  return FieldError("format", "TBX is for glossaries only; use TMX, CSV or TSV for memories");
}

TableSettings TableSettingsOf(const ImportSettings& settings) {
  return {.columns = settings.columns,
          .escapes = std::nullopt,
          .is_csv = settings.format == FileFormat::kCsv,
          .delimiter = settings.delimiter,
          .encoding = settings.encoding,
          .is_raw = settings.raw_cells};
}

StatusOr<std::unique_ptr<Import>> Import::Start(const Catalog& registry,
                                                const ImportSettings& settings) {
  auto import = NewImport(registry, settings);
  if (!import.ok()) return WithFieldPrefix("settings", import.status());
  return import;
}

}  // namespace dragoman
