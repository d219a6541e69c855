#include "tests/bench/corpus.h"

#include <absl/container/flat_hash_set.h>

#include <fstream>

#include "server/base/hash.h"
#include "server/model/segment.h"

namespace dragoman {
namespace {

std::string Joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::string_view word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

void EditOnce(Draw& draw, std::vector<std::string_view>& words, std::string_view new_word) {
  const size_t kind = draw.Below(4);
  if (kind == 0 || words.empty()) {
    words.insert(words.begin() + static_cast<int64_t>(draw.Below(words.size() + 1)), new_word);
    return;
  }
  const size_t at = draw.Below(words.size());
  if (kind == 1 && words.size() > 1) {
    words.erase(words.begin() + static_cast<int64_t>(at));
  } else {
    words[at] = new_word;
  }
}

}  // namespace

StatusOr<std::vector<TextPair>> ReadPairs(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error(StatusCode::kNotFound, "'{}' cannot be read", path);
  std::vector<TextPair> pairs;
  absl::flat_hash_set<uint64_t> seen;
  for (std::string line; std::getline(file, line);) {
    const size_t first_end = line.find('\t');
    if (first_end == std::string::npos) continue;
    const size_t second_end = std::min(line.find('\t', first_end + 1), line.size());
    const std::string_view both = std::string_view(line).substr(0, second_end);
    TextPair pair{std::string(both.substr(0, first_end)), std::string(both.substr(first_end + 1))};
    if (IsBlank(pair.first) || IsBlank(pair.second) || !seen.insert(Hash64(both)).second) continue;
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

std::vector<std::string_view> WordsOf(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string Edited(Draw& draw, std::string_view text, std::string_view other, size_t count) {
  std::vector<std::string_view> words = WordsOf(text);
  const std::vector<std::string_view> source = WordsOf(other);
  for (size_t i = 0; i < count; ++i) EditOnce(draw, words, source[draw.Below(source.size())]);
  return Joined(words);
}

}  // namespace dragoman
