#include "server/service/convert_transfer.h"

#include "server/service/convert_enum.h"
#include "server/service/convert_unit.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

constexpr int kMaxProblems = 10000;
constexpr int kDefaultProblems = 100;

StatusOr<FileFormat> FormatOf(v1::FileFormat format) {
  if (format == v1::FILE_FORMAT_UNSPECIFIED)
    return FieldError("format", "required; pass TSV, CSV, TMX, TBX or XLIFF");
  return EnumOf("format", format, FileFormat::kTsv);
}

StatusOr<size_t> MaxProblemsOf(int count) {
  if (count < 0 || count > kMaxProblems) {
    return FieldError("max_problems", fmt::format("{} is not in 1 to {}", count, kMaxProblems));
  }
  return count == 0 ? kDefaultProblems : count;
}

StatusOr<ImportSettings> SettingsOf(const v1::ImportSettings& message) {
  ImportSettings settings;
  settings.parent = message.parent();
  ASSIGN_OR_RETURN(settings.format, FormatOf(message.format()));
  settings.columns = {message.columns().begin(), message.columns().end()};
  ASSIGN_OR_RETURN(settings.policy, WritePolicyOf(message.policy()));
  settings.validate_only = message.validate_only();
  settings.check_only = message.check_only();
  settings.in_order = message.in_order();
  ASSIGN_OR_RETURN(settings.origin, EnumOf("origin", message.origin(), Origin::kUnspecified));
  ASSIGN_OR_RETURN(settings.state, EnumOf("state", message.state(), ReviewState::kUnspecified));
  settings.author = message.author();
  settings.document = message.document();
  settings.batch_id = message.batch_id();
  settings.resume = message.resume();
  settings.file_name = message.file_name();
  settings.skipped_file = message.skipped_file();
  settings.delimiter = message.delimiter();
  settings.encoding = message.encoding();
  settings.raw_cells = message.raw_cells();
  settings.key_property = message.key_property();
  ASSIGN_OR_RETURN(settings.max_problems, MaxProblemsOf(message.max_problems()));
  return settings;
}

StatusOr<TbxStyle> TbxStyleOf(v1::TbxStyle style) {
  switch (style) {
    case v1::TBX_STYLE_UNSPECIFIED:
    case v1::DCA:
      return TbxStyle::kDca;
    case v1::DCT:
      return TbxStyle::kDct;
    default:
      return FieldError("tbx_style", "unknown; pass DCA or DCT");
  }
}

void Fill(const Loss& loss, v1::Loss& message) {
  message.set_what(loss.what);
  message.set_count(loss.count);
  for (const std::string& place : loss.places) message.add_places(place);
}

void Fill(const Account& account, v1::WriteAccount& message) {
  message.set_entries(account.entries());
  message.set_stored(account.stored);
  message.set_merged(account.merged);
  message.set_unchanged(account.unchanged);
  message.set_skipped(account.skipped);
}

}  // namespace

StatusOr<ImportSettings> ImportSettingsOf(const v1::ImportSettings& message) {
  StatusOr<ImportSettings> settings = SettingsOf(message);
  if (!settings.ok()) return WithFieldPrefix("settings", settings.status());
  return settings;
}

void Fill(const ImportProgress& progress, v1::ImportResponse& message) {
  Fill(progress.account, *message.mutable_account());
  message.set_bytes(progress.bytes);
  for (const Problem& problem : progress.problems) {
    v1::Problem& out = *message.add_problems();
    out.set_line(problem.line);
    out.set_entry(problem.entry);
    out.set_field(problem.field);
    out.set_message(problem.message);
    out.set_text(problem.text);
  }
  message.set_skipped_data(progress.skipped_data);
  message.set_done(progress.done && !progress.more_skipped);
  message.set_batch_id(progress.batch_id);
  message.set_revision(progress.revision);
  for (const FileLanguage& language : progress.languages) {
    v1::FileLanguage& out = *message.add_languages();
    out.set_written(language.written);
    out.set_stored(language.stored);
    out.set_segments(language.segments);
  }
  for (const Loss& loss : progress.losses) Fill(loss, *message.add_losses());
  if (!progress.table) return;
  message.mutable_table()->set_encoding(progress.table->encoding);
  message.mutable_table()->set_delimiter(progress.table->delimiter);
}

StatusOr<ExportSettings> ExportSettingsOf(const v1::ExportRequest& message) {
  ExportSettings settings;
  settings.parent = message.parent();
  ASSIGN_OR_RETURN(settings.format, FormatOf(message.format()));
  settings.columns = {message.columns().begin(), message.columns().end()};
  ASSIGN_OR_RETURN(settings.tbx_style, TbxStyleOf(message.tbx_style()));
  settings.delimiter = message.delimiter();
  settings.raw_cells = message.raw_cells();
  return settings;
}

namespace {

v1::ImportBatch::State StateOf(const ListedImport& import) {
  if (import.running) return v1::ImportBatch::RUNNING;
  switch (import.record.state) {
    case ImportRecord::State::kStarted:
      return v1::ImportBatch::INTERRUPTED;
    case ImportRecord::State::kDone:
      return v1::ImportBatch::DONE;
    case ImportRecord::State::kUndoing:
      return v1::ImportBatch::UNDO_INTERRUPTED;
    case ImportRecord::State::kUndone:
      return v1::ImportBatch::UNDONE;
  }
  return v1::ImportBatch::STATE_UNSPECIFIED;
}

void Fill(const ImportRecord& record, v1::UndoAccount& message) {
  message.set_removed(record.removed);
  message.set_restored(record.restored);
  message.set_left(record.left);
}

}  // namespace

void Fill(const ListedImport& import, v1::ImportBatch& message) {
  const ImportRecord& record = import.record;
  message.set_batch_id(record.id);
  message.set_state(StateOf(import));
  message.set_author(record.author);
  message.set_file_name(record.file_name);
  *message.mutable_create_time() = TimestampOf(record.started_micros);
  *message.mutable_update_time() = TimestampOf(record.changed_micros);
  Fill(Account{record.stored, record.merged, record.unchanged, record.skipped},
       *message.mutable_account());
  Fill(record, *message.mutable_undo());
}

void Fill(const UndoStep& step, const ImportRecord& record, v1::UndoImportResponse& message) {
  Fill(record, *message.mutable_account());
  for (const LeftEntry& entry : step.left) {
    v1::LeftEntry& out = *message.add_left();
    out.set_name(entry.name);
    out.set_deleted(entry.deleted);
  }
  message.set_done(record.state == ImportRecord::State::kUndone);
  message.set_revision(step.revision);
}

void Fill(ExportPiece piece, v1::ExportResponse& message) {
  message.set_data(std::move(piece.data));
  message.set_entries(piece.entries);
  message.set_skipped(piece.skipped);
  message.set_done(piece.done);
  for (const Loss& loss : piece.losses) Fill(loss, *message.add_losses());
}

}  // namespace dragoman
