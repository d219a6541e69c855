// The rule files of this folder: lines of tab-separated fields, "#" begins a comment line.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

using RuleLine = std::vector<std::string>;

// Returns the fields of each line that is neither blank nor a comment.
inline std::vector<RuleLine> RuleLines(std::string_view file) {
  std::vector<RuleLine> lines;
  while (!file.empty()) {
    const size_t end = std::min(file.find('\n'), file.size());
    std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (line.empty() || line.front() == '#') continue;
    RuleLine& fields = lines.emplace_back();
    for (size_t tab = 0; tab != line.npos; line.remove_prefix(tab == line.npos ? 0 : tab + 1)) {
      tab = line.find('\t');
      fields.emplace_back(line.substr(0, tab));
    }
  }
  return lines;
}

}  // namespace dragoman
