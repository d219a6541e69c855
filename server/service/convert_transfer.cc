#include "server/service/convert_transfer.h"

#include "server/service/convert_enum.h"
#include "server/service/convert_unit.h"

namespace dragoman {
namespace {

constexpr int kMaxProblems = 10000;
constexpr int kDefaultProblems = 100;

StatusOr<FileFormat> FormatOf(v1::FileFormat format) {
  if (format == v1::FILE_FORMAT_UNSPECIFIED)
    return FieldError("format", "required; pass TSV, CSV, TMX or TBX");
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
  settings.delimiter = message.delimiter();
  settings.encoding = message.encoding();
  settings.raw_cells = message.raw_cells();
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
  }
  message.set_done(progress.done);
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

void Fill(ExportPiece piece, v1::ExportResponse& message) {
  message.set_data(std::move(piece.data));
  message.set_entries(piece.entries);
  message.set_skipped(piece.skipped);
  message.set_done(piece.done);
  for (const Loss& loss : piece.losses) Fill(loss, *message.add_losses());
}

}  // namespace dragoman
