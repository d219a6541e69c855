#include "client/cli/concordance_text.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "client/cli/diff_marks.h"
#include "client/cli/style.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

// Columns of context; with the language before it and a word between them about 80.
constexpr int kLeftColumns = 30;
constexpr int kRightColumns = 44;
constexpr std::string_view kCut = "…";

// Returns the columns that a character takes on a terminal.
int ColumnsOf(UChar32 c) {
  if (c < 0) return 1;
  const auto type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

int ColumnsOf(std::string_view text) {
  int columns = 0;
  for (size_t at = 0; at < text.size();) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    columns += ColumnsOf(c);
  }
  return columns;
}

// Returns how many bytes of the text, from its beginning, fit into the columns.
size_t FittingPrefix(std::string_view text, int columns) {
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    columns -= ColumnsOf(c);
    if (columns < 0) return begin;
  }
  return text.size();
}

// Returns the byte at which the part of the text begins that fits, up to its end.
size_t FittingSuffix(std::string_view text, int columns) {
  for (auto at = static_cast<int32_t>(text.size()); at > 0;) {
    const auto end = static_cast<size_t>(at);
    UChar32 c = 0;
    U8_PREV(text.data(), 0, at, c);
    columns -= ColumnsOf(c);
    if (columns < 0) return static_cast<size_t>(end);
  }
  return 0;
}

// Returns the bytes [begin, end) of the segment's text with the occurrences in them marked.
std::string MarkedPart(const v1::ConcordanceHit& hit, size_t begin, size_t end, bool colors) {
  return MarkedRanges(hit.source().segment().text(), hit.occurrences(), begin, end, colors);
}

std::string WholeSegment(const v1::ConcordanceHit& hit, bool colors) {
  const std::string& text = hit.source().segment().text();
  return IsolatedAs(text, MarkedPart(hit, 0, text.size(), colors));
}

std::string SegmentInColumns(const v1::ConcordanceHit& hit, bool colors) {
  const std::string_view text = hit.source().segment().text();
  const bool has_place = !hit.occurrences().empty();
  const size_t size = text.size();
  const size_t word = has_place ? std::min<size_t>(hit.occurrences(0).begin(), size) : 0;
  const size_t after = has_place ? std::clamp<size_t>(hit.occurrences(0).end(), word, size) : 0;
  const size_t begin = FittingSuffix(text.substr(0, word), kLeftColumns);
  const size_t end = after + FittingPrefix(text.substr(after), kRightColumns);
  const std::string left =
      fmt::format("{}{}", begin > 0 ? kCut : "", Shown(text.substr(begin, word - begin)));
  const int used = ColumnsOf(left);
  const std::string padding(static_cast<size_t>(std::max(0, kLeftColumns + 1 - used)), ' ');
  return fmt::format("{}{}{}{}", padding, left,
                     IsolatedAs(text.substr(word, end - word), MarkedPart(hit, word, end, colors)),
                     end < size ? kCut : "");
}

}  // namespace

std::string ConcordanceSegmentText(const v1::ConcordanceHit& hit, bool colors) {
  const std::string& language = hit.source().language();
  return fmt::format(
      "     {:<3} {}\n", language,
      IsRightToLeftLanguage(language) ? WholeSegment(hit, colors) : SegmentInColumns(hit, colors));
}

std::string ConcordanceHitText(const v1::ConcordanceHit& hit, bool colors) {
  std::string text = Painted(hit.unit(), Color::kGray, colors) + "\n";
  text += ConcordanceSegmentText(hit, colors);
  for (const v1::MatchTarget& target : hit.targets()) {
    text += fmt::format("     {:<3} {}\n", target.language(), Shown(target.segment().text()));
  }
  return text;
}

std::string ConcordanceCountText(uint64_t shown, uint64_t total) {
  const std::string segments = Counted(total, "segment");
  return shown >= total ? segments
                        : fmt::format("{} of {}; a higher --limit shows more", shown, segments);
}

}  // namespace dragoman
