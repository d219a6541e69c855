// See align_text.h.
#include "client/cli/align_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "client/cli/arguments.h"
#include "client/cli/diff_marks.h"
#include "client/cli/style.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

constexpr int kBands[] = {90, kSureConfidence, 60, 0};

// Returns e.g. "80 to 89".
std::string BandText(int least) {
  int most = 100;
  for (const int band : kBands) {
    if (band == least) break;
    most = band - 1;
  }
  return fmt::format("{} to {}", least, most);
}

// Returns a text with a backslash before what stands for something else there; \t, \n and \r are
// written as letters.
std::string Escaped(std::string_view text, std::string_view special) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\t') {
      escaped += "\\t";
    } else if (c == '\n') {
      escaped += "\\n";
    } else if (c == '\r') {
      escaped += "\\r";
    } else {
      if (special.find(c) != special.npos) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

// Returns a text as a cell of TSV, which no program for tables takes for a formula.
std::string Cell(std::string_view text) {
  std::string cell = Escaped(text, "\\");
  if (!cell.empty() && std::string_view("=+-@").find(cell.front()) != std::string_view::npos) {
    cell.insert(0, 1, '\\');
  }
  return cell;
}

// Returns codes as a cell: "open|at=0|code=<b>;close|at=5|code=</b>".
std::string CodesCell(const v1::Segment& segment) {
  std::string cell;
  for (const v1::Code& code : segment.codes()) {
    const char* const kind = code.kind() == v1::Code::OPEN    ? "open"
                             : code.kind() == v1::Code::CLOSE ? "close"
                                                              : "alone";
    std::string content = Escaped(code.content(), "\\;|=,");
    if (content.ends_with(' ')) content.replace(content.size() - 1, 1, "\\s");
    if (content.starts_with(' ')) content.replace(0, 1, "\\s");
    cell += fmt::format("{}{}|at={}|code={}", cell.empty() ? "" : ";", kind, code.position_byte(),
                        content);
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

AlignedTable::AlignedTable(std::vector<std::string> languages,
                           const std::vector<v1::AlignedUnit>& units)
    : languages_(std::move(languages)) {
  for (const std::string& language : languages_) {
    coded_.push_back(std::any_of(units.begin(), units.end(), [&](const v1::AlignedUnit& unit) {
      const v1::AlignedSide* const side = SideOf(unit, language);
      return side != nullptr && !side->segment().codes().empty();
    }));
  }
}

std::string AlignedTable::Header() const {
  std::string header;
  for (size_t i = 0; i < languages_.size(); ++i) {
    header += languages_[i] + '\t';
    if (coded_[i]) header += languages_[i] + "@codes\t";
  }
  return header + "@origin\t@state\t@property:alignment-confidence\t@property:alignment-beads\n";
}

std::string AlignedTable::Row(const v1::AlignedUnit& unit) const {
  std::string row;
  std::vector<uint32_t> counts;
  for (size_t i = 0; i < languages_.size(); ++i) {
    const v1::AlignedSide* const side = SideOf(unit, languages_[i]);
    if (side != nullptr) row += Cell(side->segment().text());
    row += '\t';
    if (coded_[i]) row += (side == nullptr ? "" : CodesCell(side->segment())) + "\t";
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
    Json item = {{"language", side.language()}, {"text", side.segment().text()}};
    if (!side.segment().codes().empty()) item["codes"] = CodesJson(side.segment());
    item["segment"] = side.first_segment() + 1;
    item["segments"] = side.segment_count();
    item["paragraph"] = side.paragraph() + 1;
    json["sides"].push_back(std::move(item));
  }
  return json;
}

void AlignedSummary::Add(const v1::AlignedUnit& unit, bool below) {
  for (const v1::AlignedSide& side : unit.sides()) {
    segments_ += side.segment_count();
    if (unit.confidence() >= kSureConfidence) sure_segments_ += side.segment_count();
  }
  if (unit.sides_size() == 1) {
    const v1::AlignedSide& side = unit.sides(0);
    unaligned_[side.language()].push_back(
        fmt::format("paragraph {}, segment {}: {}", side.paragraph() + 1, side.first_segment() + 1,
                    Shown(Shortened(side.segment().text()))));
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
    text += fmt::format("; {} of confidence {}", count, BandText(least));
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

std::string AlignedSummary::Doubt() const {
  if (2 * sure_segments_ >= segments_) return {};
  size_t unaligned = 0;
  for (const auto& [language, places] : unaligned_) unaligned += places.size();
  return fmt::format(
      "only {} of {} are in units of confidence {} or more, {} without a counterpart: look at the "
      "units; are these documents the same text, each in its own language?",
      sure_segments_, Counted(segments_, "segment", "segments"), kSureConfidence, unaligned);
}

}  // namespace dragoman
