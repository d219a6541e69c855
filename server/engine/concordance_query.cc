#include "server/engine/concordance_query.h"

#include <algorithm>
#include <optional>

namespace dragoman {
namespace {

constexpr std::string_view kSpace = " \t\r\n\v\f";

struct QuoteKind {
  std::string_view open;
  std::vector<std::string_view> close;
};

const QuoteKind* FindQuote(std::string_view text) {
  static const std::vector<QuoteKind> kinds = {
      {"\"", {"\""}}, {"“", {"”", "“"}}, {"„", {"“", "”"}}, {"«", {"»"}}};
  const auto found = std::find_if(kinds.begin(), kinds.end(), [text](const QuoteKind& kind) {
    return text.starts_with(kind.open);
  });
  return found == kinds.end() ? nullptr : &*found;
}

// One query on its way from left to right. Thread-compatible.
class QueryReader {
 public:
  QueryReader(std::string_view query, const Language& language, bool exact)
      : query_(query), language_(language), exact_(exact) {}

  StatusOr<std::vector<ConcordanceItem>> Read() {
    while (SkipSpace()) RETURN_IF_ERROR(ReadItem());
    const bool positive = std::any_of(items_.begin(), items_.end(),
                                      [](const ConcordanceItem& item) { return !item.negated; });
    if (positive) return std::move(items_);
    return FieldError("query", items_.empty()
                                   ? "a word to look for is required"
                                   : "every word is to be left out; name one that must be there");
  }

 private:
  // Returns whether something follows.
  bool SkipSpace() {
    at_ = std::min(query_.find_first_not_of(kSpace, at_), query_.size());
    return at_ < query_.size();
  }

  // Positions are counted in characters, from 1.
  Status ErrorAt(size_t byte, std::string_view problem) const {
    const auto begins_character = [](char c) { return (c & 0xC0) != 0x80; };
    const auto before = std::count_if(query_.begin(), query_.begin() + static_cast<int64_t>(byte),
                                      begins_character);
    return FieldError("query", fmt::format("at character {}: {}", before + 1, problem));
  }

  // Returns the text up to white space and moves behind it.
  std::string_view TakeBare() {
    const size_t begin = at_;
    at_ = std::min(query_.find_first_of(kSpace, at_), query_.size());
    return query_.substr(begin, at_ - begin);
  }

  // Returns the text up to the closing quote and moves behind it; nullopt when there is none.
  std::optional<std::string_view> TakeQuoted(const QuoteKind& kind) {
    const size_t begin = at_ + kind.open.size();
    size_t end = std::string_view::npos;
    size_t quote_size = 0;
    for (const std::string_view close : kind.close) {
      const size_t found = query_.find(close, begin);
      if (found < end) {
        end = found;
        quote_size = close.size();
      }
    }
    if (end == std::string_view::npos) return std::nullopt;
    at_ = end + quote_size;
    return query_.substr(begin, end - begin);
  }

  Status ReadItem() {
    const size_t begin = at_;
    if (query_[at_] == '-') {
      ++at_;
      if (at_ == query_.size() || kSpace.find(query_[at_]) != kSpace.npos) {
        return ErrorAt(begin, "'-' leaves out the word right behind it; none stands there");
      }
      return ReadWords(true);
    }
    if (FindQuote(query_.substr(at_)) != nullptr) return ReadWords(false);
    const std::string_view bare = TakeBare();
    if (bare == "AND") return absl::OkStatus();
    if (bare == "OR") {
      return ErrorAt(begin, "OR is not known; ask twice, or write \"OR\" to look for the word");
    }
    if (bare == "NOT") {
      if (SkipSpace()) return ReadWords(true);
      return ErrorAt(begin, "NOT leaves out the word behind it; none stands there");
    }
    at_ = begin;
    return ReadWords(false);
  }

  Status ReadWords(bool negated) {
    const size_t begin = at_;
    std::string_view text;
    size_t text_begin = begin;
    if (const QuoteKind* kind = FindQuote(query_.substr(at_))) {
      const auto quoted = TakeQuoted(*kind);
      if (!quoted) return ErrorAt(begin, "the quotation has no end; close it");
      text = *quoted;
      text_begin += kind->open.size();
    } else {
      text = TakeBare();
    }
    ConcordanceItem item{.words = {}, .negated = negated};
    RETURN_IF_ERROR(AppendWords(text, text_begin, item));
    if (item.words.empty()) {
      return ErrorAt(begin, fmt::format("'{}' holds no word", Shortened(text)));
    }
    items_.push_back(std::move(item));
    return absl::OkStatus();
  }

  // Appends the words of `text`, which begins at byte `begin` of the query.
  Status AppendWords(std::string_view text, size_t begin, ConcordanceItem& item) {
    for (;;) {
      const size_t star = text.find('*');
      const std::vector<Word> words = Analyse(text.substr(0, star), language_).words;
      for (const Word& word : words) item.words.push_back(WordLike(word, exact_));
      if (star == text.npos) return absl::OkStatus();
      if (words.empty() || words.back().range.end != star) {
        return ErrorAt(begin + star, "'*' stands behind the beginning of a word; none is there");
      }
      if (words.back().is_number()) {
        return ErrorAt(begin + star, "'*' cannot end a number; write the number whole");
      }
      if (star + 1 < text.size() && kSpace.find(text[star + 1]) == kSpace.npos) {
        return ErrorAt(begin + star, "'*' ends a word; a space is to follow");
      }
      item.words.back() = {.match = WordMatch::kPrefix, .prefix = words.back().fold};
      text.remove_prefix(star + 1);
      begin += star + 1;
    }
  }

  const std::string_view query_;
  const Language& language_;
  const bool exact_;
  size_t at_ = 0;
  std::vector<ConcordanceItem> items_;
};

}  // namespace

StatusOr<std::vector<ConcordanceItem>> ParseConcordance(std::string_view query,
                                                        const Language& language, bool exact) {
  return QueryReader(query, language, exact).Read();
}

}  // namespace dragoman
