// See align_text.h.
#include "client/cli/align_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "client/cli/arguments.h"
#include "client/cli/diff_marks.h"
#include "client/cli/style.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

constexpr int kBands[] = {90, kSureConfidence, 60, 0};

// Returns a cell of TSV, in which \t, \n, \r and \\ stand for those characters.
std::string Cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    switch (c) {
      case '\t':
        cell += "\\t";
        break;
      case '\n':
        cell += "\\n";
        break;
      case '\r':
        cell += "\\r";
        break;
      case '\\':
        cell += "\\\\";
        break;
      default:
        cell += c;
    }
  }
  return cell;
}

const v1::AlignedSide* SideOf(const v1::AlignedUnit& unit, std::string_view language) {
  for (const v1::AlignedSide& side : unit.sides()) {
    if (IsSameTag(side.language(), language)) return &side;
  }
  return nullptr;
}

}  // namespace

std::string AlignedHeader(const std::vector<std::string>& languages) {
  return fmt::format(
      "{}\t@origin\t@state\t@property:alignment-confidence\t@property:alignment-beads\n",
      fmt::join(languages, "\t"));
}

std::string AlignedRow(const v1::AlignedUnit& unit, const std::vector<std::string>& languages) {
  std::string row;
  std::vector<uint32_t> counts;
  for (const std::string& language : languages) {
    const v1::AlignedSide* const side = SideOf(unit, language);
    if (side != nullptr) row += Cell(side->text());
    row += '\t';
    counts.push_back(side == nullptr ? 0 : side->segment_count());
  }
  return fmt::format("{}aligned\t{}\t{}\t{}\n", row,
                     unit.confidence() < kSureConfidence ? "draft" : "", unit.confidence(),
                     fmt::join(counts, "-"));
}

Json AlignedJson(const v1::AlignedUnit& unit) {
  Json json = {{"index", unit.index() + 1}, {"confidence", unit.confidence()}};
  json["sides"] = Json::array();
  for (const v1::AlignedSide& side : unit.sides()) {
    json["sides"].push_back({{"language", side.language()},
                             {"text", side.text()},
                             {"segment", side.first_segment() + 1},
                             {"segments", side.segment_count()},
                             {"begin", side.range().begin()},
                             {"end", side.range().end()},
                             {"paragraph", side.paragraph() + 1}});
  }
  return json;
}

void AlignedSummary::Add(const v1::AlignedUnit& unit, bool below) {
  if (unit.sides_size() == 1) {
    const v1::AlignedSide& side = unit.sides(0);
    unaligned_[side.language()].push_back(
        fmt::format("paragraph {}, segment {}: {}", side.paragraph() + 1, side.first_segment() + 1,
                    Shown(Shortened(side.text()))));
    return;
  }
  ++units_;
  below_ += below;
  ++bands_[*std::find_if(std::begin(kBands), std::end(kBands),
                         [&unit](int least) { return unit.confidence() >= least; })];
}

std::string AlignedSummary::Text(size_t most_places) const {
  std::string text = Counted(units_, "unit", "units");
  for (const auto& [least, count] : bands_) {
    text +=
        fmt::format("; {} of confidence {}{}", count, least, least == 90 ? " to 100" : " or more");
  }
  text += '\n';
  if (below_ > 0) text += fmt::format("left out, of less than --min-confidence: {}\n", below_);
  for (const auto& [language, places] : unaligned_) {
    text += fmt::format("{} without a counterpart: {}\n", language, places.size());
    const size_t shown = std::min(places.size(), most_places);
    for (size_t i = 0; i < shown; ++i) text += fmt::format("  {}\n", places[i]);
    if (shown < places.size()) text += fmt::format("  and {} more\n", places.size() - shown);
  }
  return text;
}

}  // namespace dragoman
