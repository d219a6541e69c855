// The pieces of a text with bounds checked, as the readers of numbers and dates look at them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "server/text/quantity_lexer.h"
#include "server/text/quantity_words.h"

namespace dragoman {

// Immutable. An index past the end is nothing of any kind; so is one before the start (0 - 1).
class QuantityReader {
 public:
  QuantityReader(std::string_view text, RuleSet rules)
      : text_(text),
        rules_(rules),
        words_(QuantityWords::Of(rules)),
        lexemes_(QuantityLexemes(text, rules)) {}

  size_t size() const { return lexemes_.size(); }
  const Lexeme& operator[](size_t i) const { return lexemes_[i]; }
  std::span<const Lexeme> all() const { return lexemes_; }
  RuleSet rules() const { return rules_; }
  const QuantityWords& words() const { return words_; }

  bool IsDigits(size_t i) const { return i < size() && lexemes_[i].Is(Lexeme::kDigits); }
  bool IsWord(size_t i) const { return i < size() && lexemes_[i].Is(Lexeme::kWord); }
  bool IsSpace(size_t i) const { return i < size() && lexemes_[i].Is(Lexeme::kSpace); }
  bool IsMark(size_t i, char32_t mark) const { return i < size() && lexemes_[i].IsMark(mark); }
  bool IsDash(size_t i) const { return IsMark(i, '-'); }

  const Decimal* NumberAt(size_t i) const {
    return IsWord(i) ? words_.Number(lexemes_[i].text) : nullptr;
  }

  // Return the text of one piece, and the range of pieces [begin, end).
  std::string_view TextOf(size_t i) const { return PartOf(text_, lexemes_[i].range); }
  ByteRange Range(size_t begin, size_t end) const {
    return {lexemes_[begin].range.begin, lexemes_[end - 1].range.end};
  }

  // Returns whether between byte `end` and piece `at` stands only a dash, or, where `words` are
  // asked for, a word such as "to".
  bool IsRangeBetween(uint32_t end, size_t at, bool words) const {
    size_t i = at;
    if (IsSpace(i - 1)) --i;
    const bool joins =
        IsDash(i - 1) || (words && IsWord(i - 1) && words_.IsTo(lexemes_[i - 1].text));
    if (!joins) return false;
    --i;
    if (IsSpace(i - 1)) --i;
    return i > 0 && lexemes_[i - 1].range.end == end;
  }

 private:
  const std::string_view text_;
  const RuleSet rules_;
  const QuantityWords& words_;
  const std::vector<Lexeme> lexemes_;
};

}  // namespace dragoman
