// See diff_marks.h.
#include "client/cli/diff_marks.h"

#include <algorithm>

#include "client/cli/style.h"

namespace dragoman {

std::string_view TextAt(std::string_view text, const v1::ByteRange& range) {
  const size_t begin = std::min<size_t>(range.begin(), text.size());
  const size_t end = std::clamp<size_t>(range.end(), begin, text.size());
  return text.substr(begin, end - begin);
}

std::string MarkedRanges(std::string_view text,
                         const google::protobuf::RepeatedPtrField<v1::ByteRange>& ranges,
                         size_t begin, size_t end, bool colors) {
  std::string marked;
  for (const v1::ByteRange& range : ranges) {
    const size_t from = std::clamp<size_t>(range.begin(), begin, end);
    const size_t to = std::clamp<size_t>(range.end(), from, end);
    if (from == to) continue;
    const std::string place = Printable(text.substr(from, to - from));
    marked += Printable(text.substr(begin, from - begin)) +
              (colors ? Painted(place, Color::kBold, true) : "[" + place + "]");
    begin = to;
  }
  return marked + Printable(text.substr(begin, end - begin));
}

std::vector<DiffRun> DiffRuns(const DiffParts& diff, std::string_view query,
                              std::string_view stored) {
  std::vector<DiffRun> runs;
  if (diff.empty()) runs.push_back({DiffRun::kBoth, stored, v1::DiffPart::EQUAL});
  for (const v1::DiffPart& part : diff) {
    const std::string_view old_text = TextAt(query, part.query());
    const std::string_view new_text = TextAt(stored, part.stored());
    if (part.kind() == v1::DiffPart::EQUAL) {
      runs.push_back({DiffRun::kBoth, new_text, part.kind()});
      continue;
    }
    if (!old_text.empty()) runs.push_back({DiffRun::kQueryOnly, old_text, part.kind()});
    if (!new_text.empty()) runs.push_back({DiffRun::kStoredOnly, new_text, part.kind()});
  }
  return runs;
}

std::string MarkedDiff(const DiffParts& diff, std::string_view query, std::string_view stored,
                       bool colors) {
  std::string marked;
  for (const DiffRun& run : DiffRuns(diff, query, stored)) {
    const std::string text = Printable(run.text);
    if (run.side == DiffRun::kBoth) {
      marked += text;
    } else if (run.side == DiffRun::kQueryOnly) {
      marked += colors ? Painted(text, Color::kRed, true) : "[-" + text + "-]";
    } else {
      marked += colors ? Painted(text, Color::kGreen, true) : "{+" + text + "+}";
    }
  }
  return IsolatedAs(stored, marked);
}

}  // namespace dragoman
