// See analysis_page.h.
#include "client/cli/analysis_page.h"

#include <fmt/format.h>

#include "client/cli/analysis_text.h"
#include "client/cli/html_report.h"
#include "client/embedded.h"

namespace dragoman {
namespace {

// Returns a bar with a part for each band that has words, as wide as its share.
std::string Bar(const v1::DocumentAnalysis& analysis) {
  const uint64_t all = analysis.total().words();
  std::string parts;
  for (const v1::BandCount& band : analysis.bands()) {
    const uint64_t words = band.count().words();
    if (words == 0) continue;
    parts += fmt::format(
        R"(<span class="b{0}" style="flex-grow:{1}" title="{2}: {1} words, {3}"></span>)",
        static_cast<int>(band.band()), words, LabelOf(band.band()), ShareOf(words, all));
  }
  return fmt::format(R"(<div class="bar">{}</div>)", parts);
}

std::string Cells(const v1::AnalysisCount& count, uint64_t all_words) {
  return fmt::format("<td>{}</td><td>{}</td><td>{}</td><td>{}</td>", count.segments(),
                     count.words(), count.characters(), ShareOf(count.words(), all_words));
}

std::string Section(std::string_view name, const v1::DocumentAnalysis& analysis) {
  const uint64_t all = analysis.total().words();
  std::string rows;
  for (const v1::BandCount& band : analysis.bands()) {
    rows +=
        fmt::format(R"(<tr><th scope="row"><i class="b{}"></i>{}</th>{}</tr>)",
                    static_cast<int>(band.band()), LabelOf(band.band()), Cells(band.count(), all));
  }
  rows += fmt::format(R"(<tr class="total"><th scope="row">total</th>{}</tr>)",
                      Cells(analysis.total(), all));
  return fmt::format(
      "<section>\n<h2 dir=\"auto\">{}</h2>\n{}\n<table><thead><tr><th></th><th>segments</th>"
      "<th>words</th><th>characters</th><th>words %</th></tr></thead>\n<tbody>{}</tbody></table>\n"
      "</section>\n",
      HtmlEscaped(name), Bar(analysis), rows);
}

}  // namespace

std::string AnalysisPage(std::string_view title, const std::vector<v1::DocumentAnalysis>& files,
                         const v1::DocumentAnalysis& total) {
  std::string sections = files.size() == 1 ? "" : Section("all files", total);
  for (const v1::DocumentAnalysis& file : files) sections += Section(file.name(), file);
  return FilledPage(kEmbedded_analysis_html, {{"title", HtmlEscaped(title)},
                                              {"css", std::string(kEmbedded_report_css) +
                                                          std::string(kEmbedded_analysis_css)},
                                              {"sections", sections}});
}

}  // namespace dragoman
