#include "server/exchange/document_file.h"

#include <array>
#include <utility>

#include "server/base/utf8.h"
#include "server/exchange/docx_document.h"
#include "server/exchange/html_document.h"
#include "server/exchange/markdown_document.h"
#include "server/exchange/markup_scanner.h"
#include "server/exchange/text_document.h"
#include "server/exchange/xliff_document.h"

namespace dragoman {
namespace {

constexpr std::array<std::pair<std::string_view, DocumentFormat>, 13> kEndings = {{
    {".txt", DocumentFormat::kText},
    {".text", DocumentFormat::kText},
    {".md", DocumentFormat::kMarkdown},
    {".markdown", DocumentFormat::kMarkdown},
    {".html", DocumentFormat::kHtml},
    {".htm", DocumentFormat::kHtml},
    {".xhtml", DocumentFormat::kHtml},
    {".docx", DocumentFormat::kDocx},
    {".xlf", DocumentFormat::kXliff},
    {".xliff", DocumentFormat::kXliff},
    {".sdlxliff", DocumentFormat::kXliff},
    {".mqxliff", DocumentFormat::kXliff},
    {".mxliff", DocumentFormat::kXliff},
}};

// Refuses what is no text: positions are 32 bits, and a NUL tells a binary file.
Status CheckIsText(std::string_view bytes) {
  if (bytes.size() > UINT32_MAX / 2) {
    return Error(StatusCode::kInvalidArgument, "the file has {} bytes; split it", bytes.size());
  }
  if (const size_t nul = bytes.find('\0'); nul != bytes.npos) {
    return Error(
        StatusCode::kInvalidArgument,
        "byte {} is NUL: the file is no text in UTF-8 (a binary file, or UTF-16); give its "
        "format, or save it as UTF-8",
        nul);
  }
  if (const auto bad = FirstInvalidUtf8(bytes)) {
    return Error(StatusCode::kInvalidArgument, "byte {} is not UTF-8; save the file as UTF-8",
                 *bad);
  }
  return absl::OkStatus();
}

}  // namespace

std::optional<DocumentFormat> DocumentFormatOfName(std::string_view name) {
  const std::string lower = AsciiLower(name);
  for (const auto& [ending, format] : kEndings) {
    if (lower.ends_with(ending)) return format;
  }
  return std::nullopt;
}

Status OtherCodes(size_t index) {
  return FieldError(fmt::format("translations[{}].codes", index),
                    "the codes must be those of the block, each once");
}

StatusOr<std::unique_ptr<DocumentFile>> ReadDocumentFile(std::string bytes, DocumentFormat format) {
  if (format == DocumentFormat::kDocx) return ReadDocxDocument(std::move(bytes));
  RETURN_IF_ERROR(CheckIsText(bytes));
  switch (format) {
    case DocumentFormat::kText:
      return ReadTextDocument(std::move(bytes));
    case DocumentFormat::kMarkdown:
      return ReadMarkdownDocument(std::move(bytes));
    case DocumentFormat::kHtml:
      return ReadHtmlDocument(std::move(bytes));
    case DocumentFormat::kXliff:
      return ReadXliffDocument(std::move(bytes));
    case DocumentFormat::kDocx:
      break;
  }
  return Error(StatusCode::kInvalidArgument, "the format {} is none", static_cast<int>(format));
}

}  // namespace dragoman
