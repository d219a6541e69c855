#include "tests/match/random_texts.h"

#include <fmt/format.h>

namespace dragoman {
namespace {

bool Chance(std::mt19937& random, double share) {
  return std::uniform_real_distribution<double>(0, 1)(random) < share;
}

Word RandomWord(std::mt19937& random, const RandomTextOptions& options) {
  const bool other_form = Chance(random, 0.15);
  if (Chance(random, options.number_share)) return MakeNumber(Draw(random, 4), other_form);
  return MakeWord(Draw(random, options.stems), Draw(random, 3), other_form);
}

std::vector<PlacedMark> RandomMarks(std::mt19937& random, size_t words) {
  static const char* const kMarks[] = {",", ".", "\"", "-", "?"};
  std::vector<PlacedMark> marks;
  for (size_t i = 0; i <= words; ++i) {
    if (Chance(random, 0.15)) marks.push_back({i, kMarks[Draw(random, 5)]});
  }
  return marks;
}

std::vector<Code> RandomCodes(std::mt19937& random) {
  std::vector<Code> codes;
  for (size_t i = Draw(random, 4); i > 0; --i) {
    codes.push_back({.kind = static_cast<CodeKind>(1 + Draw(random, 3)),
                     .position_byte = 0,
                     .content = std::string(Chance(random, 0.5) ? "<b>" : "<i>")});
  }
  return codes;
}

}  // namespace

size_t Draw(std::mt19937& random, size_t size) {
  return std::uniform_int_distribution<size_t>(0, size - 1)(random);
}

Word MakeWord(int stem, int ending, bool other_form) {
  Word word;
  word.stem = fmt::format("s{}", stem);
  word.fold = fmt::format("s{}e{}", stem, ending);
  word.form = fmt::format("{}{}", word.fold, other_form ? "^" : "");
  return word;
}

Word MakeNumber(int value, bool other_form) {
  Word word;
  word.stem = std::string(kNumberStem);
  word.value = std::to_string(value);
  word.fold = fmt::format("{}{}", other_form ? "0" : "", value);
  word.form = word.fold;
  return word;
}

Analysis Compose(std::vector<Word> words, const std::vector<PlacedMark>& marks,
                 std::vector<Code> codes, std::string* text) {
  Analysis analysis;
  std::string keys[2];  // Exact, fold.
  const auto append = [&](std::string_view exact, std::string_view fold) {
    if (!keys[0].empty()) keys[0] += ' ', keys[1] += ' ';
    const auto begin = static_cast<uint32_t>(keys[0].size());
    keys[0] += exact;
    keys[1] += fold;
    return ByteRange{begin, static_cast<uint32_t>(keys[0].size())};
  };
  auto mark = marks.begin();
  for (size_t i = 0; i <= words.size(); ++i) {
    for (; mark != marks.end() && mark->after_words == i; ++mark) {
      analysis.marks.push_back({mark->text, append(mark->text, mark->text)});
    }
    if (i < words.size()) words[i].range = append(words[i].form, words[i].fold);
  }
  if (text) *text = keys[0];
  for (size_t i = 0; i < codes.size(); ++i) append("\uFDD0", "\uFDD0");
  analysis.exact_key = keys[0];
  analysis.fold_key = keys[1];
  analysis.words = std::move(words);
  analysis.codes = std::move(codes);
  return analysis;
}

Analysis RandomText(std::mt19937& random, const RandomTextOptions& options, std::string* text) {
  const auto count =
      std::uniform_int_distribution<size_t>(options.min_words, options.max_words)(random);
  std::vector<Word> words;
  for (size_t i = 0; i < count; ++i) words.push_back(RandomWord(random, options));
  const bool has_codes = Chance(random, options.code_share);
  return Compose(words, RandomMarks(random, count),
                 has_codes ? RandomCodes(random) : std::vector<Code>(), text);
}

Analysis RandomEdit(std::mt19937& random, const Analysis& text) {
  std::vector<Word> words = text.words;
  const RandomTextOptions options;
  for (size_t edits = Draw(random, 4); edits > 0; --edits) {
    const size_t at = Draw(random, words.size() + 1);
    const size_t kind = Draw(random, 3);
    if (kind == 0)
      words.insert(words.begin() + static_cast<int64_t>(at), RandomWord(random, options));
    if (kind == 1 && at < words.size()) words.erase(words.begin() + static_cast<int64_t>(at));
    if (kind == 2 && at < words.size()) words[at] = RandomWord(random, options);
  }
  return Compose(words, RandomMarks(random, words.size()), text.codes);
}

}  // namespace dragoman
