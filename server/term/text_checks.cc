#include "server/term/text_checks.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <functional>

#include "server/term/character_checks.h"
#include "server/text/quantity_compare.h"

namespace dragoman {
namespace {

// Words in a row that were not translated: fewer may be a name or a title that is kept.
constexpr size_t kLeastUntranslated = 4;

bool IsLetterWord(const Word& word) {
  UChar32 c = 0;
  int32_t at = 0;
  if (word.fold.empty()) return false;
  U8_NEXT(word.fold.data(), at, static_cast<int32_t>(word.fold.size()), c);
  return c > 0 && u_isUAlphabetic(c) != 0;
}

size_t LetterWords(const Analysis& analysis) {
  return static_cast<size_t>(
      std::count_if(analysis.words.begin(), analysis.words.end(), IsLetterWord));
}

void CheckEmpty(const CheckedPair& pair, Findings& findings) {
  if (!IsBlank(pair.target.text) || IsBlank(pair.source.text)) return;
  findings.Add("empty", {.pair = pair.pair, .message = "there is no translation"});
}

// Counts codes by kind and content; what is over on either side.
void CheckCodes(const CheckedPair& pair, Findings& findings) {
  std::vector<Code> added = pair.target.codes;
  std::vector<Code> lost;
  for (const Code& code : pair.source.codes) {
    const auto same = std::find_if(added.begin(), added.end(), [&code](const Code& other) {
      return other.kind == code.kind && other.content == code.content;
    });
    if (same == added.end()) {
      lost.push_back(code);
    } else {
      added.erase(same);
    }
  }
  const auto add = [&](const Code& code, bool is_lost) {
    const std::vector<ByteRange> place{{code.position_byte, code.position_byte}};
    findings.Add("codes", {.pair = pair.pair,
                           .source = is_lost ? place : std::vector<ByteRange>(),
                           .target = is_lost ? std::vector<ByteRange>() : place,
                           .message = fmt::format("the code {} {}", code.content,
                                                  is_lost ? "is lost" : "is not in the source")});
  };
  for (const Code& code : lost) add(code, true);
  for (const Code& code : added) add(code, false);
}

// Returns how many words of the target from `begin` on stand in a row in the source too.
size_t RunInSource(const CheckedPair& pair, size_t begin) {
  const auto& target = pair.target_words.words;
  const auto& source = pair.source_words.words;
  size_t longest = 0;
  for (size_t i = 0; i < source.size(); ++i) {
    size_t length = 0;
    while (i + length < source.size() && begin + length < target.size() &&
           IsLetterWord(target[begin + length]) &&
           source[i + length].fold == target[begin + length].fold) {
      ++length;
    }
    longest = std::max(longest, length);
  }
  return longest;
}

void CheckUntranslated(const CheckedPair& pair, Findings& findings) {
  const auto& words = pair.target_words.words;
  const bool is_copy = pair.source_words.fold_key == pair.target_words.fold_key;
  if (is_copy && LetterWords(pair.target_words) >= kLeastUntranslated - 1) {
    findings.Add("untranslated", {.pair = pair.pair,
                                  .target = {{0, static_cast<uint32_t>(pair.target.text.size())}},
                                  .message = "the translation is the source"});
    return;
  }
  for (size_t i = 0; i < words.size(); ++i) {
    const size_t run = RunInSource(pair, i);
    if (run < kLeastUntranslated) continue;
    const ByteRange range{words[i].range.begin, words[i + run - 1].range.end};
    findings.Add("untranslated", {.pair = pair.pair,
                                  .target = {range},
                                  .message = fmt::format("“{}” is not translated",
                                                         PartOf(pair.target.text, range))});
    i += run - 1;
  }
}

void CheckNumbers(const CheckedPair& pair, Findings& findings) {
  if (!findings.Wants("number") || IsBlank(pair.target.text)) return;
  const QuantityComparison compared =
      CompareQuantities(QuantitiesIn(pair.source.text, pair.source_language),
                        QuantitiesIn(pair.target.text, pair.target_language));
  if (compared.agree()) return;
  Finding finding{.pair = pair.pair};
  const auto list = [](const std::vector<Quantity>& quantities, std::string_view text,
                       std::vector<ByteRange>& ranges) {
    std::string listed;
    for (const Quantity& quantity : quantities) {
      ranges.push_back(quantity.range);
      listed += fmt::format("{}{}", listed.empty() ? "" : ", ", PartOf(text, quantity.range));
    }
    return listed;
  };
  const std::string source = list(compared.only_first, pair.source.text, finding.source);
  const std::string target = list(compared.only_second, pair.target.text, finding.target);
  finding.message = target.empty()   ? fmt::format("{} is not in the translation", source)
                    : source.empty() ? fmt::format("{} is not in the source", target)
                                     : fmt::format("{} is rendered as {}", source, target);
  findings.Add("number", std::move(finding));
}

}  // namespace

CheckedPair::CheckedPair(size_t number, const Segment& from, const Segment& to,
                         const Language& from_language, const Language& to_language)
    : pair(number),
      source(from),
      target(to),
      source_language(from_language),
      target_language(to_language),
      source_words(Analyse(from, from_language)),
      target_words(Analyse(to, to_language)) {}

void CheckTexts(const CheckedPair& pair, Findings& findings) {
  CheckEmpty(pair, findings);
  CheckCodes(pair, findings);
  CheckUntranslated(pair, findings);
  CheckNumbers(pair, findings);
  const CharacterFaults faults = CharacterFaultsOf(pair.target.text, pair.target_language);
  const auto add = [&](std::string_view rule, const std::vector<ByteRange>& places,
                       std::string message, const std::string& repair) {
    if (places.empty()) return;
    findings.Add(
        rule,
        {.pair = pair.pair, .target = places, .message = std::move(message), .repair = repair});
  };
  add("urdu-letters", faults.arabic_letters, "Arabic letters stand for Urdu ones", faults.repaired);
  add("joiners", faults.joiners, "invisible characters stand where they have no use",
      faults.repaired);
  add("bidi", faults.direction,
      "a control character of writing direction is not closed, or "
      "overrides the direction",
      "");
  // A quotation may go on in the next segment; then the source is open too.
  if (UnpairedMarks(pair.source.text).empty()) {
    add("quotes", UnpairedMarks(pair.target.text), "a quotation mark or bracket is not paired", "");
  }
}

}  // namespace dragoman
