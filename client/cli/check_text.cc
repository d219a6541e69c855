#include "client/cli/check_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "client/cli/diff_marks.h"
#include "client/cli/style.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

// Returns a text with the ranges marked.
std::string MarkedText(std::string_view text,
                       const google::protobuf::RepeatedPtrField<v1::ByteRange>& ranges,
                       bool colors) {
  return IsolatedAs(text, MarkedRanges(text, ranges, 0, text.size(), colors));
}

Color ColorOf(v1::Severity severity) {
  if (severity == v1::ERROR) return Color::kRed;
  return severity == v1::WARNING ? Color::kYellow : Color::kGray;
}

}  // namespace

std::string_view SeverityLabel(v1::Severity severity) {
  if (severity == v1::ERROR) return "error";
  return severity == v1::WARNING ? "warning" : "note";
}

std::string FindingText(const v1::Finding& finding, const v1::CheckTranslationRequest& request,
                        bool colors) {
  const v1::TranslationPair& pair = request.pairs(static_cast<int>(finding.pair_index()));
  const std::string label = fmt::format("{} {}", SeverityLabel(finding.severity()), finding.rule());
  std::string text =
      fmt::format("{}: {}: {}\n", finding.pair_index() + 1,
                  Painted(label, ColorOf(finding.severity()), colors), Shown(finding.message()));
  const auto line = [&text](std::string_view head, const std::string& shown) {
    text += fmt::format("     {:<6} {}\n", head, shown);
  };
  line(request.source_language(), MarkedText(pair.source().text(), finding.source(), colors));
  if (!pair.target().text().empty()) {
    line(request.target_language(), MarkedText(pair.target().text(), finding.target(), colors));
  }
  if (!finding.repair().empty()) line("repair", Shown(finding.repair()));
  return text;
}

std::string CheckCountText(const v1::CheckTranslationResponse& response, int pairs) {
  size_t errors = 0;
  size_t warnings = 0;
  size_t notes = 0;
  std::set<uint32_t> touched;
  for (const v1::Finding& finding : response.findings()) {
    ++(finding.severity() == v1::ERROR     ? errors
       : finding.severity() == v1::WARNING ? warnings
                                           : notes);
    touched.insert(finding.pair_index());
  }
  const std::string of_pairs = Counted(static_cast<size_t>(pairs), "pair");
  if (touched.empty()) return fmt::format("no findings in {}", of_pairs);
  std::string text = fmt::format("{}, {}", Counted(errors, "error"), Counted(warnings, "warning"));
  if (notes > 0) text += ", " + Counted(notes, "note");
  return fmt::format("{} in {} of {}", text, touched.size(), of_pairs);
}

}  // namespace dragoman
