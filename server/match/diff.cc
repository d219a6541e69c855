// The word diff follows the alignment of the score. Pairs of words are fixed points; what stands
// between two of them is a stretch of marks, white space and the words of one side only. Within a
// stretch the marks common to its two ends are kept, and the rest is inserted, deleted or changed.
#include "server/match/diff.h"

#include <algorithm>
#include <optional>
#include <span>

namespace dragoman {
namespace {

// A word or a stretch of words that cannot be divided, on one side or paired; a word split into
// several shares its range with them, and so becomes one unit with whatever they are paired with.
struct Piece {
  DiffKind kind = DiffKind::kEqual;
  std::optional<ByteRange> query;
  std::optional<ByteRange> stored;

  bool is_pair() const { return query && stored; }
};

DiffKind KindOf(Step step) {
  switch (step) {
    case Step::kKeep:
      return DiffKind::kEqual;
    case Step::kForm:
      return DiffKind::kForm;
    case Step::kNumber:
      return DiffKind::kNumber;
    case Step::kEnding:
      return DiffKind::kEnding;
    case Step::kReplace:
      return DiffKind::kReplace;
    case Step::kInsert:
      return DiffKind::kInsert;
    case Step::kDelete:
      return DiffKind::kDelete;
  }
  return DiffKind::kReplace;
}

void Extend(std::optional<ByteRange>& range, const std::optional<ByteRange>& other) {
  if (!other) return;
  if (!range) {
    range = other;
  } else {
    range->begin = std::min(range->begin, other->begin);
    range->end = std::max(range->end, other->end);
  }
}

// Returns two pieces made one. Their kind is that of the greater change; kForm at least where the
// two sides are divided into words differently.
Piece Join(const Piece& first, const Piece& second, bool same_division) {
  Piece joined = first;
  Extend(joined.query, second.query);
  Extend(joined.stored, second.stored);
  if (first.is_pair() && second.is_pair()) {
    joined.kind = std::max(first.kind, second.kind);
    if (!same_division) joined.kind = std::max(joined.kind, DiffKind::kForm);
  } else if (first.kind != second.kind) {
    joined.kind = DiffKind::kReplace;
  }
  return joined;
}

// Collects the pieces of an alignment in reading order.
class Pieces {
 public:
  void Add(Piece piece) {
    const size_t query_home = HomeOf(piece, &Piece::query);
    const size_t stored_home = HomeOf(piece, &Piece::stored);
    for (size_t home = std::min(query_home, stored_home); pieces_.size() > home;) {
      piece = Join(pieces_.back(), piece, query_home == stored_home);
      pieces_.pop_back();
    }
    pieces_.push_back(piece);
  }

  std::vector<Piece> Take() { return std::move(pieces_); }

 private:
  // Returns which piece holds the range already, or the number of the next.
  size_t HomeOf(const Piece& piece, std::optional<ByteRange> Piece::*side) const {
    if (!(piece.*side)) return pieces_.size();
    size_t last = pieces_.size();
    while (last > 0 && !(pieces_[last - 1].*side)) --last;
    const bool shared = last > 0 && (piece.*side)->begin < (pieces_[last - 1].*side)->end;
    return shared ? last - 1 : pieces_.size();
  }

  std::vector<Piece> pieces_;
};

std::vector<Piece> PiecesOf(const Analysis& query, const Analysis& stored) {
  Pieces pieces;
  for (const AlignedStep& step : Align(query, stored)) {
    Piece piece{.kind = KindOf(step.step), .query = {}, .stored = {}};
    if (step.query_word >= 0) piece.query = query.words[step.query_word].range;
    if (step.stored_word >= 0) piece.stored = stored.words[step.stored_word].range;
    pieces.Add(piece);
  }
  return pieces.Take();
}

// A mark, or a word of one side only (mark == nullptr).
struct Token {
  const Mark* mark = nullptr;
  ByteRange range;

  bool SameMark(const Token& other) const {
    return mark && other.mark && mark->text == other.mark->text;
  }
};

// One text, read from left to right.
class Side {
 public:
  Side(std::string_view text, const Analysis& analysis) : text_(text), analysis_(analysis) {}

  uint32_t position() const { return position_; }
  uint32_t size() const { return static_cast<uint32_t>(text_.size()); }
  std::string_view Text(ByteRange range) const { return PartOf(text_, range); }

  // Returns the range from the present position to `end`, and moves there.
  ByteRange AdvanceTo(uint32_t end) {
    const ByteRange range{position_, std::clamp(end, position_, size())};
    position_ = range.end;
    return range;
  }

  // Returns the marks from `begin` to `end` and passes over those before (inside words).
  std::vector<Token> MarksBetween(uint32_t begin, uint32_t end) {
    std::vector<Token> marks;
    const auto& all = analysis_.marks;
    for (; next_mark_ < all.size() && all[next_mark_].range.end <= end; ++next_mark_) {
      const Mark& mark = all[next_mark_];
      if (mark.range.begin >= begin) marks.push_back({.mark = &mark, .range = mark.range});
    }
    return marks;
  }

 private:
  std::string_view text_;
  const Analysis& analysis_;
  uint32_t position_ = 0;
  size_t next_mark_ = 0;
};

class Differ {
 public:
  Differ(std::string_view query_text, const Analysis& query, std::string_view stored_text,
         const Analysis& stored)
      : query_(query_text, query), stored_(stored_text, stored) {}

  std::vector<DiffPart> Run(const std::vector<Piece>& pieces) {
    std::vector<ByteRange> query_words;
    std::vector<ByteRange> stored_words;
    for (const Piece& piece : pieces) {
      if (!piece.is_pair()) {
        if (piece.query) query_words.push_back(*piece.query);
        if (piece.stored) stored_words.push_back(*piece.stored);
        continue;
      }
      Stretch(query_words, piece.query->begin, stored_words, piece.stored->begin);
      query_words.clear();
      stored_words.clear();
      Emit(piece.kind, piece.query->end, piece.stored->end);
    }
    Stretch(query_words, query_.size(), stored_words, stored_.size());
    return std::move(parts_);
  }

 private:
  // Covers both texts up to the two ends; adds to the last part where the kind is the same.
  void Emit(DiffKind kind, uint32_t query_end, uint32_t stored_end) {
    const ByteRange query = query_.AdvanceTo(query_end);
    const ByteRange stored = stored_.AdvanceTo(stored_end);
    if (query.begin == query.end && stored.begin == stored.end) return;
    if (!parts_.empty() && parts_.back().kind == kind) {
      parts_.back().query.end = query.end;
      parts_.back().stored.end = stored.end;
    } else {
      parts_.push_back({.kind = kind, .query = query, .stored = stored});
    }
  }

  // The tokens of one side of a stretch in reading order, as far as `end`.
  static std::vector<Token> TokensOf(const std::vector<ByteRange>& words, Side& side,
                                     uint32_t end) {
    std::vector<Token> tokens;
    uint32_t begin = side.position();
    for (const ByteRange& word : words) {
      for (const Token& mark : side.MarksBetween(begin, word.begin)) tokens.push_back(mark);
      tokens.push_back({.mark = nullptr, .range = word});
      begin = word.end;
    }
    for (const Token& mark : side.MarksBetween(begin, end)) tokens.push_back(mark);
    return tokens;
  }

  void Stretch(const std::vector<ByteRange>& query_words, uint32_t query_end,
               const std::vector<ByteRange>& stored_words, uint32_t stored_end) {
    const std::vector<Token> query = TokensOf(query_words, query_, query_end);
    const std::vector<Token> stored = TokensOf(stored_words, stored_, stored_end);
    const size_t shorter = std::min(query.size(), stored.size());
    size_t head = 0;
    while (head < shorter && query[head].SameMark(stored[head])) ++head;
    size_t tail = 0;
    while (tail < shorter - head &&
           query[query.size() - 1 - tail].SameMark(stored[stored.size() - 1 - tail])) {
      ++tail;
    }
    for (size_t i = 0; i < head; ++i) EmitSameMark(query[i], stored[i]);
    EmitChange(std::span(query).subspan(head, query.size() - head - tail),
               std::span(stored).subspan(head, stored.size() - head - tail));
    for (size_t i = tail; i > 0; --i) {
      EmitSameMark(query[query.size() - i], stored[stored.size() - i]);
    }
    EmitSpace(query_end, stored_end);
  }

  void EmitSameMark(const Token& query, const Token& stored) {
    EmitSpace(query.range.begin, stored.range.begin);
    const bool same_bytes = query_.Text(query.range) == stored_.Text(stored.range);
    Emit(same_bytes ? DiffKind::kEqual : DiffKind::kForm, query.range.end, stored.range.end);
  }

  // What stands on one side only, or differs. The words of a stretch are all of one side: deleting
  // and inserting would cost more than replacing.
  void EmitChange(std::span<const Token> query, std::span<const Token> stored) {
    const bool query_has_words = HasWords(query);
    const bool stored_has_words = HasWords(stored);
    const uint32_t query_end = query.empty() ? query_.position() : query.back().range.end;
    const uint32_t stored_end = stored.empty() ? stored_.position() : stored.back().range.end;
    if (!query_has_words && !stored_has_words) {
      if (!query.empty() && !stored.empty()) {
        EmitSpace(query.front().range.begin, stored.front().range.begin);
      }
      Emit(DiffKind::kMark, query_end, stored_end);
      return;
    }
    Emit(query_has_words ? DiffKind::kDelete : DiffKind::kMark, query_end, stored_.position());
    Emit(stored_has_words ? DiffKind::kInsert : DiffKind::kMark, query_.position(), stored_end);
  }

  // White space up to the ends; on one side only, it belongs to the words just put in or left out.
  void EmitSpace(uint32_t query_end, uint32_t stored_end) {
    const bool in_query = query_end > query_.position();
    const bool in_stored = stored_end > stored_.position();
    const DiffKind last = parts_.empty() ? DiffKind::kEqual : parts_.back().kind;
    const bool belongs =
        (last == DiffKind::kDelete && !in_stored) || (last == DiffKind::kInsert && !in_query);
    Emit(belongs ? last : DiffKind::kEqual, query_end, stored_end);
  }

  static bool HasWords(std::span<const Token> tokens) {
    return std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return !t.mark; });
  }

  Side query_;
  Side stored_;
  std::vector<DiffPart> parts_;
};

}  // namespace

std::vector<DiffPart> Diff(std::string_view query_text, const Analysis& query,
                           std::string_view stored_text, const Analysis& stored) {
  return Differ(query_text, query, stored_text, stored).Run(PiecesOf(query, stored));
}

}  // namespace dragoman
