#include "tests/text/slow_analysis.h"

#include <unicode/uchar.h>

#include <list>

#include "server/text/code_points.h"
#include "server/text/letters.h"
#include "server/text/normalise.h"
#include "server/text/numbers.h"
#include "server/text/stems.h"
#include "server/text/urdu.h"
#include "server/text/word_breaks.h"

namespace dragoman {
namespace {

// A token that is a word or part of one.
struct Piece {
  Word word;
  size_t begin = 0;  // In L2.
  size_t end = 0;
  bool is_later_part = false;   // Of a fused word.
  std::vector<std::string> of;  // The folds of the tokens that are joined in it.
};

std::list<Piece> PiecesOf(const MappedText& level2, RuleSet rules) {
  std::list<Piece> pieces;
  for (const Token& token : TokensByIcu(level2.text())) {
    if (!token.is_word) continue;
    Piece piece{
        .word = {}, .begin = token.begin, .end = token.end, .is_later_part = false, .of = {}};
    piece.word.form = token.In(level2.text());
    piece.word.fold = Level3ByIcu(piece.word.form, rules);
    if (piece.word.fold.empty()) piece.word.fold = piece.word.form;
    piece.word.range = level2.RangeOf(token.begin, token.end);
    piece.of = {piece.word.fold};
    pieces.push_back(piece);
  }
  return pieces;
}

void SplitFused(std::list<Piece>& pieces) {
  for (auto at = pieces.begin(); at != pieces.end();) {
    const std::vector<std::string> parts = UrduParts(at->word.fold);
    for (const std::string& part : parts) {
      Piece piece = *at;
      piece.word.form = piece.word.fold = part;
      piece.is_later_part = &part != &parts.front();
      piece.of = {part};
      pieces.insert(at, piece);
    }
    at = parts.empty() ? std::next(at) : pieces.erase(at);
  }
}

using Place = std::list<Piece>::const_iterator;

// Returns how the piece at `next` joins the one before it, which may be several joined already.
UrduJoin JoinOf(const Piece& one, const Piece& next, std::string_view level2, RuleSet rules) {
  const bool is_space = next.begin > one.end && level2.substr(one.end, next.begin - one.end) == " ";
  if (!next.is_later_part && !is_space) return UrduJoin::kNone;
  const std::string& before = one.of.back();
  const std::string& fold = next.of.front();
  if (IsNumber(fold)) {
    const bool continues = ContinuesNumber(before, fold, static_cast<int>(one.of.size()), rules);
    return continues ? UrduJoin::kFirm : UrduJoin::kNone;
  }
  if (rules != RuleSet::kUrdu || IsNumber(before)) return UrduJoin::kNone;
  return UrduJoinOf(before, fold);
}

// Returns whether two neighbours join once it is known what stands behind them.
bool Joins(const std::list<Piece>& pieces, Place at, std::string_view level2, RuleSet rules) {
  const Place next = std::next(at);
  if (next == pieces.end()) return false;
  const UrduJoin join = JoinOf(*at, *next, level2, rules);
  if (join != UrduJoin::kLoose) return join == UrduJoin::kFirm;
  const Place behind = std::next(next);
  return behind == pieces.end() || JoinOf(*next, *behind, level2, rules) != UrduJoin::kFirm;
}

void JoinParted(std::list<Piece>& pieces, std::string_view level2, RuleSet rules) {
  for (auto at = pieces.begin(); at != pieces.end();) {
    if (!Joins(pieces, at, level2, rules)) {
      ++at;
      continue;
    }
    const auto next = std::next(at);
    const std::string& before = at->of.back();
    at->word.form += (next->is_later_part ? "" : " ") + next->word.form;
    at->word.fold.resize(at->word.fold.size() - before.size());
    at->word.fold +=
        rules == RuleSet::kUrdu ? UrduClosedUp(before, next->word.fold) : before + next->word.fold;
    at->word.range.end = next->word.range.end;
    at->end = next->end;
    at->of.push_back(next->word.fold);
    pieces.erase(next);
  }
}

std::vector<Mark> MarksOf(const MappedText& level2, RuleSet rules) {
  std::vector<Mark> marks;
  for (const Token& token : TokensByIcu(level2.text())) {
    for (size_t at = token.begin; !token.is_word && at < token.end;) {
      const size_t begin = at;
      NextCodePoint(level2.text(), &at);
      const std::string fold = Level3ByIcu(level2.text().substr(begin, at - begin), rules);
      for (size_t i = 0; i < fold.size();) {
        const char32_t c = SignatureMark(NextCodePoint(fold, &i));
        if (u_isUWhiteSpace(static_cast<UChar32>(c))) continue;
        Mark& mark = marks.emplace_back();
        AppendCodePoint(c, mark.text);
        mark.range = level2.RangeOf(begin, at);
      }
    }
  }
  return marks;
}

std::string KeyOf(const MappedText& level2, const std::vector<Code>& codes) {
  std::string key = level2.text();
  for (size_t i = codes.size(); i > 0; --i) {
    std::string code;
    AppendCodePoint(kCodeCharacter, code);
    key.insert(level2.OffsetAt(codes[i - 1].position_byte), code);
  }
  return key;
}

}  // namespace

Analysis SlowAnalyse(const Segment& segment, const Language& language) {
  const RuleSet rules = RuleSetOf(language);
  const MappedText level2 = Level2ByGlyphs(segment.text, rules);
  std::list<Piece> pieces = PiecesOf(level2, rules);
  if (rules == RuleSet::kUrdu) SplitFused(pieces);
  JoinParted(pieces, level2.text(), rules);
  Analysis analysis;
  for (Piece& piece : pieces) {
    Word& word = analysis.words.emplace_back(piece.word);
    const bool is_number = IsNumber(word.fold);
    word.stem = is_number ? std::string(kNumberStem) : FreshStem(word.fold, rules);
    word.value = is_number ? NumberValue(word.fold, rules) : "";
  }
  analysis.marks = MarksOf(level2, rules);
  analysis.exact_key = KeyOf(level2, segment.codes);
  analysis.fold_key = Level3ByIcu(analysis.exact_key, rules);
  analysis.codes = segment.codes;
  return analysis;
}

}  // namespace dragoman
