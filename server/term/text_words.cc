#include "server/term/text_words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "server/term/term_pattern.h"
#include "server/text/term_keys.h"

namespace dragoman {
namespace {

bool StartsCharacter(char c) { return (c & 0xC0) != 0x80; }

// Returns the bytes of the apostrophe and s that end `raw`, or 0.
size_t PossessiveBytes(std::string_view raw) {
  if (!raw.ends_with('s') && !raw.ends_with('S')) return 0;
  const std::string_view stem = raw.substr(0, raw.size() - 1);
  for (const std::string_view apostrophe : {"'", "\u2019", "\u2018", "\u02BC"}) {
    if (stem.size() > apostrophe.size() && stem.ends_with(apostrophe)) return apostrophe.size() + 1;
  }
  return 0;
}

void AddMissing(std::vector<std::string> from, std::vector<std::string>& to) {
  for (std::string& key : from) {
    if (std::find(to.begin(), to.end(), key) == to.end()) to.push_back(std::move(key));
  }
}

// Gives the word its bare form when it is an English possessive: Pakistan’s, ISSI's.
void StripPossessive(std::string_view raw, Word bare, const Language& language, TextWord& out) {
  const size_t bytes = PossessiveBytes(raw);
  if (bytes == 0 || out.form.size() <= 2 || !out.fold.ends_with("'s")) return;
  out.bare_form = out.form.substr(0, out.form.size() - 2);
  out.bare_fold = out.fold.substr(0, out.fold.size() - 2);
  out.bare_end -= static_cast<uint32_t>(bytes);
  bare.form = out.bare_form;
  bare.fold = out.bare_fold;
  AddMissing(TermKeys(bare, language), out.keys);
}

// Returns the bytes of the capitals that a Russian case ending in small letters follows (МИД of
// МИДа), or 0 when `form` is no such word. One capital is a name's (Рима).
size_t DeclinedAbbreviationBytes(std::string_view form) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(form.data());
  const auto size = static_cast<int32_t>(form.size());
  int32_t capitals = 0;
  int32_t end = 0;
  for (int32_t i = 0; i < size; end = i, ++capitals) {
    UChar32 c;
    U8_NEXT(bytes, i, size, c);
    if (c < 0 || !u_isupper(c)) break;
  }
  constexpr std::string_view kEndings[] = {"а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"};
  const std::string_view rest = form.substr(static_cast<size_t>(end));
  const bool declined =
      std::find(std::begin(kEndings), std::end(kEndings), rest) != std::end(kEndings);
  return capitals >= 2 && declined ? static_cast<size_t>(end) : 0;
}

// Gives the word its bare form when it is an abbreviation with a Russian case ending. The ending is
// the word's own inflection: it stays in the range.
void StripCaseEnding(TextWord& out) {
  const size_t bytes = DeclinedAbbreviationBytes(out.form);
  if (bytes == 0 || out.fold.size() != out.form.size()) return;
  out.bare_form = out.form.substr(0, bytes);
  out.bare_fold = out.fold.substr(0, bytes);
}

TextWord MakeTextWord(std::string_view text, const Word& word, Gap gap, const Language& language) {
  TextWord out;
  out.form = FormKey(word.form);
  out.fold = word.fold;
  out.keys = TermKeys(word, language);
  out.bare_end = word.range.end;
  out.range = word.range;
  out.is_number = word.is_number();
  out.gap = std::move(gap);
  if (language.primary() == "en") {
    const std::string_view raw = PartOf(text, word.range);
    StripPossessive(raw, word, language, out);
  } else if (language.primary() == "ru") {
    StripCaseEnding(out);
  }
  return out;
}

bool IsLetter(const TextWord& word) {
  return !word.is_number && PrefixBytes(word.fold, 2) == std::string_view::npos;
}

bool IsLongEnough(const TextWord& word) {
  return !word.is_number &&
         PrefixBytes(word.fold, MinPartLength(word.fold)) != std::string_view::npos;
}

// Urdu postpositions and their like, which are never a part of a longer word: کی وبا is not کیوبا.
// پر and کو are not among them (پر امن, کو آرڈینیٹر).
bool StandsAlone(std::string_view fold) {
  constexpr std::string_view kWords[] = {"کا", "کی", "کے",  "سے",  "نے",
                                         "تک", "ہے", "ہیں", "اور", "میں"};
  return std::find(std::begin(kWords), std::end(kWords), fold) != std::end(kWords);
}

}  // namespace

TextWords::TextWords(std::string_view text, const Analysis& analysis, const Language& language)
    : language_(language) {
  std::vector<Gap> gaps = GapsOf(text, analysis);
  words_.reserve(analysis.words.size());
  for (size_t i = 0; i < analysis.words.size(); ++i) {
    words_.push_back(MakeTextWord(text, analysis.words[i], std::move(gaps[i]), language));
  }
}

bool TextWords::Joins(size_t next) const {
  switch (words_[next].gap.joint) {
    case Joint::kNone:
      return false;
    case Joint::kTight:
      return true;
    case Joint::kSpaced:
      return IsLongEnough(words_[next - 1]) && IsLongEnough(words_[next]) &&
             !StandsAlone(words_[next - 1].fold) && !StandsAlone(words_[next].fold) &&
             IsLongWhole(words_[next - 1].fold + words_[next].fold);
  }
  return false;
}

bool TextWords::MayCloseUp(size_t begin, size_t end) const {
  size_t bytes = words_[begin].fold.size();
  bool letters = IsLetter(words_[begin]);
  for (size_t i = begin + 1; i < end; ++i) {
    if (!Joins(i)) return false;
    bytes += words_[i].fold.size();
    letters = letters && IsLetter(words_[i]);
  }
  return end - begin <= (letters ? kMaxJoinedLetters : kMaxJoined) && bytes <= kMaxJoinedBytes;
}

const std::vector<std::string>& TextWords::KeysOfClosedUp(const std::string& fold) {
  const auto [entry, is_new] = closed_up_keys_.try_emplace(fold);
  if (is_new) {
    const std::optional<Word> word = ClosedUpWord(fold, language_);
    if (word) entry->second = TermKeys(*word, language_);
  }
  return entry->second;
}

bool IsLongWhole(std::string_view fold) {
  return PrefixBytes(fold, kMinWholeLength) != std::string_view::npos;
}

size_t MinPartLength(std::string_view fold) {
  // U+0600..U+06FF begin with the bytes D8..DB.
  const bool arabic = !fold.empty() && (static_cast<unsigned char>(fold[0]) & 0xFC) == 0xD8;
  return arabic ? 2 : 3;
}

size_t PrefixBytes(std::string_view fold, size_t characters) {
  size_t at = 0;
  for (; characters > 0; --characters) {
    if (at == fold.size()) return std::string_view::npos;
    ++at;
    while (at < fold.size() && !StartsCharacter(fold[at])) ++at;
  }
  return at;
}

}  // namespace dragoman
