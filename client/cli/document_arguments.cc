// See document_arguments.h.
#include "client/cli/document_arguments.h"

#include <filesystem>

#include "client/cli/text_file.h"

namespace dragoman {
namespace {

v1::DocumentFormat FormatOf(std::string_view word) {
  if (word == "txt") return v1::PLAIN_TEXT;
  if (word == "md") return v1::MARKDOWN;
  if (word == "docx") return v1::DOCX;
  if (word == "xliff") return v1::XLIFF_DOCUMENT;
  return word == "html" ? v1::HTML : v1::DOCUMENT_FORMAT_UNSPECIFIED;
}

}  // namespace

void AddDocumentFormat(CLI::App& command, std::string& format) {
  command
      .add_option("--as", format,
                  "Format: txt, md, html, docx or xliff; default by the end of the name")
      ->check(CLI::IsMember({"txt", "md", "html", "docx", "xliff"}));
}

Result<v1::Document> ReadDocument(const std::string& path, std::string_view format,
                                  const Environment& environment) {
  auto bytes = ReadFileBytes(path, kMaxDocumentBytes, environment);
  if (!bytes.ok()) return bytes.failure();
  v1::Document document;
  document.set_name(path == "-" ? path : std::filesystem::path(path).filename().string());
  document.set_content(*std::move(bytes));
  document.set_format(FormatOf(format));
  return document;
}

}  // namespace dragoman
