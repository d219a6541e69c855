// Texts of any kind: analysed, cut, scored, recognised.
#include <algorithm>

#include "server/base/utf8.h"
#include "server/match/diff.h"
#include "server/match/score.h"
#include "server/text/name_key.h"
#include "server/text/quantities.h"
#include "server/text/sentences.h"
#include "server/text/term_keys.h"
#include "tests/fuzz/fuzz_target.h"

namespace dragoman {
namespace {

Language LanguageOf(FuzzInput& input) {
  constexpr const char* kTags[] = {"en", "ru", "ur", "de", "zh"};
  return *Language::Parse(kTags[input.Below(std::size(kTags))]);
}

void RequireWithin(const ByteRange& range, std::string_view text) {
  Require(range.begin <= range.end && range.end <= text.size(), "a range lies in its text");
  Require(!FirstInvalidUtf8(PartOf(text, range)), "a range cuts no character");
}

const FuzzRegistration kSentences("sentences", [](std::string_view bytes) {
  FuzzInput input(bytes);
  const Language language = LanguageOf(input);
  const std::string_view text = input.Rest();
  if (FirstInvalidUtf8(text)) return;
  uint32_t end = 0;
  for (const ByteRange& range : Sentences(text, language)) {
    RequireWithin(range, text);
    Require(range.begin >= end, "sentences follow each other");
    Require(!IsBlank(PartOf(text, range)), "a sentence is not blank");
    Require(IsBlank(text.substr(end, range.begin - end)), "only white space stands between");
    end = range.end;
  }
  Require(IsBlank(text.substr(end)), "only white space stands behind");
});

const FuzzRegistration kScore("score", [](std::string_view bytes) {
  FuzzInput input(bytes);
  const Language language = LanguageOf(input);
  const std::string_view query = input.Part();
  const std::string_view stored = input.Rest();
  if (FirstInvalidUtf8(query) || FirstInvalidUtf8(stored)) return;
  const Analysis a = Analyse(query, language);
  const Analysis b = Analyse(stored, language);
  const Score score = ScoreOf(a, b);
  Require(score.score >= 0 && score.score <= score.base && score.base <= 100, "0 to 100");
  Require(score.base == ScoreOf(b, a).base, "the base is symmetrical");
  Require(ScoreOf(a, a).score == 100, "a text is like itself");
  const auto steps = Align(a, b);
  Require(std::count_if(steps.begin(), steps.end(),
                        [](const auto& one) { return one.query_word >= 0; }) ==
              static_cast<std::ptrdiff_t>(a.words.size()),
          "every word of the query is aligned once");
  FlagsOf(a, b, language);
  Diff(query, a, stored, b);
});

const FuzzRegistration kWords("words", [](std::string_view bytes) {
  FuzzInput input(bytes);
  const Language language = LanguageOf(input);
  const std::string_view text = input.Rest();
  if (FirstInvalidUtf8(text)) return;
  for (const Word& word : Analyse(text, language).words) {
    RequireWithin(word.range, text);
    const auto keys = TermKeys(word, language);
    Require(keys.empty() || KeysMeet(keys, keys), "a word meets itself");
  }
  for (const Quantity& quantity : QuantitiesIn(text, language)) RequireWithin(quantity.range, text);
  const NameKey key = NameKeyOf(text);
  SoundDistance(key, key);
  LanguageByScript(text);
});

}  // namespace
}  // namespace dragoman
