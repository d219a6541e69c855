// See analysis_text.h.
#include "client/cli/analysis_text.h"

#include <fmt/format.h>

#include "client/cli/style.h"

namespace dragoman {
namespace {

std::string Line(std::string_view label, const v1::AnalysisCount& count, uint64_t all_words) {
  return fmt::format("  {:<24}{:>10}{:>10}{:>12}{:>9}\n", label, count.segments(), count.words(),
                     count.characters(), ShareOf(count.words(), all_words));
}

}  // namespace

std::string_view LabelOf(v1::AnalysisBand band) {
  switch (band) {
    case v1::IN_CONTEXT:
      return "in-context exact";
    case v1::EXACT_100:
      return "exact";
    case v1::REPETITION:
      return "repetition";
    case v1::REPETITION_ACROSS_FILES:
      return "repetition across files";
    case v1::FUZZY_95:
      return "fuzzy 95-99";
    case v1::FUZZY_85:
      return "fuzzy 85-94";
    case v1::FUZZY_75:
      return "fuzzy 75-84";
    case v1::FUZZY_50:
      return "fuzzy 50-74";
    case v1::INTERNAL_95:
      return "internal 95-99";
    case v1::INTERNAL_85:
      return "internal 85-94";
    case v1::INTERNAL_75:
      return "internal 75-84";
    case v1::INTERNAL_50:
      return "internal 50-74";
    case v1::NO_MATCH:
      return "no match";
    case v1::DONE:
      return "done already";
    default:
      return "";
  }
}

std::string ShareOf(uint64_t words, uint64_t all) {
  const double share = all == 0 ? 0 : 100.0 * static_cast<double>(words) / static_cast<double>(all);
  return fmt::format("{:.1f}%", share);
}

std::string AnalysisText(std::string_view title, const v1::DocumentAnalysis& analysis) {
  std::string text = fmt::format("{}\n  {:<24}{:>10}{:>10}{:>12}{:>9}\n", Shown(title), "",
                                 "segments", "words", "characters", "words %");
  const uint64_t words = analysis.total().words();
  for (const v1::BandCount& band : analysis.bands()) {
    text += Line(LabelOf(band.band()), band.count(), words);
  }
  return text + Line("total", analysis.total(), words);
}

Json CountJson(const v1::AnalysisCount& count) {
  return {
      {"segments", count.segments()}, {"words", count.words()}, {"characters", count.characters()}};
}

Json AnalysisJson(const v1::DocumentAnalysis& analysis) {
  Json bands = Json::object();
  for (const v1::BandCount& band : analysis.bands()) {
    bands[std::string(LabelOf(band.band()))] = CountJson(band.count());
  }
  return {{"name", analysis.name()}, {"bands", bands}, {"total", CountJson(analysis.total())}};
}

}  // namespace dragoman
