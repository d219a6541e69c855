// Builds an Analysis in steps: L2, tokens, words (fused ones split, parted ones joined, numbers
// valued, all stemmed), marks, keys with the codes in their places.
#include "server/text/analysis.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "server/text/code_points.h"
#include "server/text/letters.h"
#include "server/text/normalise.h"
#include "server/text/numbers.h"
#include "server/text/stems.h"
#include "server/text/urdu.h"
#include "server/text/word_breaks.h"

namespace dragoman {
namespace {

// Builds words and marks from the tokens of one text.
class Splitter {
 public:
  Splitter(const MappedText& level2, RuleSet rules, Analysis& out)
      : level2_(level2), rules_(rules), out_(out) {}

  void Split() {
    const std::string& text = level2_.text();
    const std::vector<Token> tokens = Tokens(text);
    Reserve(tokens);
    for (const Token& token : tokens) {
      if (token.is_word) {
        AddToken(token);
      } else if (token.In(text) != " ") {
        AddMarks(token);
        last_.reset();
      }
    }
    for (Word& word : out_.words) Finish(word);
  }

 private:
  // What may be joined to the word that follows over a space: the last token of the last word.
  struct Last {
    size_t end = 0;         // In L2.
    size_t fold_begin = 0;  // Where its own fold begins in the word's.
    int groups = 1;         // Of digits.
    // Of a token that joined loosely: the token alone, and the word before it.
    std::optional<std::pair<Word, Word>> apart = std::nullopt;
  };

  // Few words are split or joined.
  void Reserve(const std::vector<Token>& tokens) {
    const auto is_word = [](const Token& token) { return token.is_word; };
    out_.words.reserve(static_cast<size_t>(std::count_if(tokens.begin(), tokens.end(), is_word)));
  }

  std::string_view LastFold() const {
    return std::string_view(out_.words.back().fold).substr(last_->fold_begin);
  }

  void AddToken(const Token& token) {
    const std::string_view form = token.In(level2_.text());
    std::string fold = Level3(form, rules_);
    if (fold.empty()) fold = form;  // Urdu's lone hamza.
    const std::vector<std::string> parts =
        rules_ == RuleSet::kUrdu ? UrduParts(fold) : std::vector<std::string>{};
    if (parts.empty()) return AddPiece(token, form, fold);
    for (const std::string& part : parts) AddPiece(token, part, part);
  }

  // Adds a token, or one of the words it stands for.
  void AddPiece(const Token& token, std::string_view form, const std::string& fold) {
    const UrduJoin join = JoinOf(token, fold);
    if (join == UrduJoin::kFirm && last_->apart) Detach();
    if (join != UrduJoin::kNone) return Join(token, form, fold, join);
    AddWord(token, form, fold);
    last_ = Last{.end = token.end};
  }

  // Returns how the piece closes up with the one before it.
  UrduJoin JoinOf(const Token& token, std::string_view fold) const {
    if (!last_ || (last_->end != token.end && last_->end + 1 != token.begin)) {
      return UrduJoin::kNone;
    }
    const std::string_view first = LastFold();
    if (IsNumber(fold)) {
      const bool continues = ContinuesNumber(first, fold, last_->groups, rules_);
      return continues ? UrduJoin::kFirm : UrduJoin::kNone;
    }
    const bool may_join = rules_ == RuleSet::kUrdu && !IsNumber(first);
    return may_join ? UrduJoinOf(first, fold) : UrduJoin::kNone;
  }

  // Takes back that the last token joined the word before it: it joins what follows.
  void Detach() {
    out_.words.back() = std::move(last_->apart->second);
    out_.words.push_back(std::move(last_->apart->first));
    last_ = Last{.end = last_->end};
  }

  void Join(const Token& token, std::string_view form, const std::string& fold, UrduJoin join) {
    Word& word = out_.words.back();
    Last last{.end = token.end};
    if (join == UrduJoin::kLoose) {
      last.apart.emplace(Word{.form = std::string(form),
                              .fold = fold,
                              .stem = {},
                              .value = {},
                              .range = level2_.RangeOf(token.begin, token.end)},
                         word);
    }
    if (last_->end < token.begin) {
      word.form.append(level2_.text(), last_->end, token.begin - last_->end);
    }
    word.form += form;
    const std::string first(LastFold());
    const std::string closed = rules_ == RuleSet::kUrdu ? UrduClosedUp(first, fold) : first + fold;
    word.fold.replace(last_->fold_begin, std::string::npos, closed);
    last.fold_begin = word.fold.size() - fold.size();
    last.groups = last_->groups + 1;
    last_ = std::move(last);
    word.range.end = level2_.RangeOf(token.begin, token.end).end;
  }

  void AddWord(const Token& token, std::string_view form, std::string fold) {
    Word& word = out_.words.emplace_back();
    word.form = form;
    word.fold = std::move(fold);
    word.range = level2_.RangeOf(token.begin, token.end);
  }

  // A mark for each character of L3, so that "…" and "..." are the same.
  void AddMarks(const Token& token) {
    const std::string_view text = token.In(level2_.text());
    for (size_t offset = 0; offset < text.size();) {
      const size_t begin = offset;
      NextCodePoint(text, &offset);
      const ByteRange range = level2_.RangeOf(token.begin + begin, token.begin + offset);
      const std::string fold = Level3(text.substr(begin, offset - begin), rules_);
      for (size_t at = 0; at < fold.size();) {
        const char32_t c = SignatureMark(NextCodePoint(fold, &at));
        if (IsWhiteSpace(c)) continue;
        Mark& mark = out_.marks.emplace_back();
        AppendCodePoint(c, mark.text);
        mark.range = range;
      }
    }
  }

  void Finish(Word& word) const {
    if (IsNumber(word.fold)) {
      word.stem = kNumberStem;
      word.value = NumberValue(word.fold, rules_);
    } else {
      word.stem = Stem(word.fold, rules_);
    }
  }

  const MappedText& level2_;
  const RuleSet rules_;
  Analysis& out_;
  std::optional<Last> last_;  // The token before, unless it is a mark or was split.
};

// Returns L2 with a character for each code.
std::string WithCodes(MappedText level2, const std::vector<Code>& codes) {
  if (codes.empty()) return std::move(level2).TakeText();
  std::string key;
  size_t done = 0;
  for (const Code& code : codes) {
    const size_t offset = level2.OffsetAt(code.position_byte);
    key.append(level2.text(), done, offset - done);
    AppendCodePoint(kCodeCharacter, key);
    done = offset;
  }
  return key.append(level2.text(), done);
}

Analysis AnalysisOf(std::string_view text, const std::vector<Code>& codes, RuleSet rules) {
  MappedText level2 = Level2(text, rules);
  Analysis analysis;
  Splitter(level2, rules, analysis).Split();
  analysis.exact_key = WithCodes(std::move(level2), codes);
  analysis.fold_key = Level3(analysis.exact_key, rules);
  analysis.codes = codes;
  return analysis;
}

}  // namespace

Analysis Analyse(const Segment& segment, const Language& language) {
  return AnalysisOf(segment.text, segment.codes, RuleSetOf(language));
}

Analysis Analyse(std::string_view text, const Language& language) {
  return AnalysisOf(text, {}, RuleSetOf(language));
}

}  // namespace dragoman
