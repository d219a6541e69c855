// A rendered document as one page that needs nothing else: source, translations, differences and
// terms side by side. The page's frame and looks are in report.html and report.css.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/render_text.h"
#include "dragoman/v1/document_service.pb.h"

namespace dragoman {

// Returns the text with the characters that mean something in HTML as entities; characters that
// HTML does not allow become U+FFFD.
std::string HtmlEscaped(std::string_view text);

// Returns a page with each {{key}} replaced; values are not looked into again.
std::string FilledPage(std::string_view page,
                       const std::map<std::string_view, std::string>& values);

// What the page is about.
struct HtmlReportOptions {
  std::string title;
  std::string source_language;
  std::vector<std::string> target_languages;  // one column each; empty: one column for all
};

// Collects segments and makes the page. Thread-compatible.
class HtmlReport {
 public:
  explicit HtmlReport(HtmlReportOptions options) : options_(std::move(options)) {}

  void Add(const v1::RenderedSegment& segment);

  // Returns the page.
  std::string Finish(const RenderSummary& summary) const;

 private:
  const HtmlReportOptions options_;
  std::string rows_;
};

}  // namespace dragoman
