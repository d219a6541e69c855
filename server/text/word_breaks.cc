// Word breaks twice: by ICU's iterator, and by a scanner with the rules of ICU's root for the
// characters whose rules are few. The scanner is a table of steps by state and kind of character;
// it goes over the text once, and a mark that may join ("can't", "3.5") waits for what follows it.
//
// Source: Unicode Standard Annex 29, section 4.1, whose rules (WB4 ...) are named where they are.
#include "server/text/word_breaks.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <memory>

#include "server/text/character_table.h"
#include "server/text/code_points.h"

namespace dragoman {
namespace {

bool IsLetter(char32_t c) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_NL_MASK)) != 0;
}

bool IsDigit(char32_t c) { return u_isdigit(static_cast<UChar32>(c)); }

bool HoldsLetterOrDigit(std::string_view text) {
  for (size_t offset = 0; offset < text.size();) {
    const char32_t c = NextCodePoint(text, &offset);
    if (IsLetter(c) || IsDigit(c)) return true;
  }
  return false;
}

// Adds the token, cut at each dot between letters.
void AddToken(std::string_view level2, Token token, std::vector<Token>& out) {
  const std::string_view text = level2.substr(0, token.is_word ? token.end : 0);
  for (size_t dot = text.find('.', token.begin); dot != text.npos; dot = text.find('.', dot + 1)) {
    size_t after = dot + 1;
    if (!IsLetter(LastCodePoint(level2.substr(token.begin, dot - token.begin)))) continue;
    if (!IsLetter(NextCodePoint(level2, &after))) continue;
    out.push_back({token.begin, dot, true});
    out.push_back({dot, dot + 1, false});
    token.begin = dot + 1;
  }
  out.push_back(token);
}

using IteratorPointer = std::unique_ptr<icu::BreakIterator>;

icu::BreakIterator& WordIterator() {
  static const IteratorPointer original = [] {
    UErrorCode error = U_ZERO_ERROR;
    return IteratorPointer(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), error));
  }();
  thread_local const IteratorPointer mine(original->clone());
  return *mine;
}

// What the rules of word breaks know a character as.
enum BreakKind : uint8_t {
  kUnknown,  // For ICU: rules that the scanner does not have, or a dictionary.
  kOther,
  kSpace,
  kLetter,
  kDigit,
  kConnector,     // "_", which joins words.
  kMidLetter,     // Joins two letters: "·".
  kMidDigit,      // Joins two digits: ",".
  kMidAny,        // Joins either: "." and apostrophes.
  kContinuation,  // Belongs to what stands before it: combining marks.
};
constexpr size_t kKinds = kContinuation + 1;

struct Character {
  BreakKind kind = kUnknown;
  bool makes_word = false;  // Is a letter or a digit by its general category.
};

bool IsOfDictionary(UChar32 c) {
  return u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT ||
         u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC);
}

BreakKind KindOf(UChar32 c) {
  // ICU's root makes two exceptions to the property.
  if (c == '@') return kLetter;
  if (c == ':') return kOther;
  if (IsOfDictionary(c)) return kUnknown;
  switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_OTHER:
    case U_WB_DOUBLE_QUOTE:  // Joins Hebrew letters only.
      return kOther;
    case U_WB_WSEGSPACE:
      return kSpace;
    case U_WB_ALETTER:
      return kLetter;
    case U_WB_NUMERIC:
      return kDigit;
    case U_WB_EXTENDNUMLET:
      return kConnector;
    case U_WB_MIDLETTER:
      return kMidLetter;
    case U_WB_MIDNUM:
      return kMidDigit;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE:  // Has a rule of its own for Hebrew only.
      return kMidAny;
    case U_WB_EXTEND:
    case U_WB_FORMAT:
      return kContinuation;
    default:
      return kUnknown;
  }
}

const CharacterTable<Character>& Characters() {
  static const CharacterTable<Character> table([](char32_t c) {
    return Character{KindOf(static_cast<UChar32>(c)), IsLetter(c) || IsDigit(c)};
  });
  return table;
}

// What the scanner has before it: the token's last character but for continuations.
enum State : uint8_t {
  kAfterOther,  // Nothing joins this.
  kAfterSpace,
  kAfterLetter,
  kAfterDigit,
  kAfterConnector,
  kAfterLetterAndMid,  // Whether the mark joins, the character behind it says.
  kAfterDigitAndMid,
};
constexpr size_t kStates = kAfterDigitAndMid + 1;

enum class Action : uint8_t {
  kJoin,        // The character belongs to the token.
  kWait,        // It belongs to the token if what follows does.
  kJoinByMid,   // It and the mark that waits belong to the token.
  kBreak,       // A token ends before the character.
  kBreakAtMid,  // One ends before the mark that waits, one before the character.
  kGiveUp,      // To ICU.
};

struct Step {
  State state = kAfterOther;
  Action action = Action::kBreak;
};

constexpr State AfterFirst(BreakKind kind) {
  if (kind == kSpace) return kAfterSpace;
  if (kind == kLetter) return kAfterLetter;
  if (kind == kDigit) return kAfterDigit;
  return kind == kConnector ? kAfterConnector : kAfterOther;
}

constexpr Step StepAfterMid(State state, BreakKind kind) {
  const BreakKind wanted = state == kAfterLetterAndMid ? kLetter : kDigit;
  if (kind == wanted) return {AfterFirst(kind), Action::kJoinByMid};
  return {AfterFirst(kind), Action::kBreakAtMid};
}

constexpr Step StepInWord(State state, BreakKind kind) {
  if (kind == kLetter || kind == kDigit || kind == kConnector) {  // WB5, 8 to 10, 13a, 13b.
    return {AfterFirst(kind), Action::kJoin};
  }
  const bool after_letter = state == kAfterLetter && (kind == kMidLetter || kind == kMidAny);
  const bool after_digit = state == kAfterDigit && (kind == kMidDigit || kind == kMidAny);
  if (after_letter) return {kAfterLetterAndMid, Action::kWait};  // WB6, 7.
  if (after_digit) return {kAfterDigitAndMid, Action::kWait};    // WB11, 12.
  return {AfterFirst(kind), Action::kBreak};
}

constexpr Step StepOf(State state, BreakKind kind) {
  if (kind == kUnknown) return {kAfterOther, Action::kGiveUp};
  if (kind == kContinuation) {  // WB4.
    return {state == kAfterSpace ? kAfterOther : state, Action::kJoin};
  }
  if (state == kAfterLetterAndMid || state == kAfterDigitAndMid) return StepAfterMid(state, kind);
  if (state == kAfterSpace && kind == kSpace) return {state, Action::kJoin};  // WB3d.
  if (state == kAfterOther || state == kAfterSpace) return {AfterFirst(kind), Action::kBreak};
  return StepInWord(state, kind);
}

using StepTable = std::array<std::array<Step, kKinds>, kStates>;

constexpr StepTable kSteps = [] {
  StepTable table;
  for (size_t state = 0; state < kStates; ++state) {
    for (size_t kind = 0; kind < kKinds; ++kind) {
      table[state][kind] = StepOf(static_cast<State>(state), static_cast<BreakKind>(kind));
    }
  }
  return table;
}();

class Scanner {
 public:
  Scanner(std::string_view text, std::vector<Token>& out) : text_(text), out_(out) {}

  // Adds the tokens; returns false when there is a character that the scanner does not know.
  bool Scan() {
    const CharacterTable<Character>& characters = Characters();
    State state = kAfterOther;
    for (size_t at = 0; at < text_.size();) {
      const size_t begin = at;
      const Character character = characters.Next(text_, &at);
      const Step step = kSteps[state][character.kind];
      if (step.action == Action::kGiveUp) return false;
      if (step.action != Action::kJoin) Act(step.action, begin);
      state = step.state;
      is_word_ |= character.makes_word;
    }
    const bool waits = state == kAfterLetterAndMid || state == kAfterDigitAndMid;
    Act(waits ? Action::kBreakAtMid : Action::kBreak, text_.size());
    return true;
  }

 private:
  // Does what the step to the character at `here` asks for.
  void Act(Action action, size_t here) {
    if (action == Action::kWait) {
      mid_ = here;
    } else if (action == Action::kJoinByMid) {
      has_mid_ = true;
    } else {
      if (action == Action::kBreakAtMid) End(mid_);
      End(here);
    }
  }

  void End(size_t end) {
    if (end == 0) return;  // The first character breaks from nothing.
    if (has_mid_) {
      AddToken(text_, {begin_, end, is_word_}, out_);
    } else {
      out_.push_back({begin_, end, is_word_});
    }
    begin_ = end;
    is_word_ = false;
    has_mid_ = false;
  }

  const std::string_view text_;
  std::vector<Token>& out_;
  size_t begin_ = 0;  // Of the token.
  size_t mid_ = 0;    // Where the mark stands that waits.
  bool is_word_ = false;
  bool has_mid_ = false;
};

}  // namespace

std::vector<Token> TokensByIcu(std::string_view level2) {
  UErrorCode error = U_ZERO_ERROR;
  UText text = UTEXT_INITIALIZER;
  utext_openUTF8(&text, level2.data(), static_cast<int64_t>(level2.size()), &error);
  icu::BreakIterator& iterator = WordIterator();
  iterator.setText(&text, error);
  std::vector<Token> tokens;
  size_t begin = 0;
  for (int32_t next = iterator.next(); next != icu::BreakIterator::DONE; next = iterator.next()) {
    const auto end = static_cast<size_t>(next);
    AddToken(level2, {begin, end, HoldsLetterOrDigit(level2.substr(begin, end - begin))}, tokens);
    begin = end;
  }
  utext_close(&text);
  return tokens;
}

std::vector<Token> Tokens(std::string_view level2) {
  std::vector<Token> tokens;
  tokens.reserve(level2.size() / 3 + 1);
  if (Scanner(level2, tokens).Scan()) return tokens;
  return TokensByIcu(level2);
}

}  // namespace dragoman
