#include "server/exchange/markdown_marks.h"

#include <algorithm>
#include <optional>

#include "server/exchange/character_references.h"

namespace dragoman {
namespace {

// Returns the place behind the bracket that closes the one at `at`; npos without one.
size_t AfterBracket(std::string_view text, size_t at, char open, char close) {
  size_t depth = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == open) {
      ++depth;
    } else if (text[at] == close && --depth == 0) {
      return at + 1;
    }
  }
  return text.npos;
}

constexpr std::string_view kSpacesAndQuoteMarks =
    " \t\r\n>";  // Also the marks of quotes at starts of lines.

size_t SkipSpaces(std::string_view text, size_t at) {
  return std::min(text.find_first_not_of(kSpacesAndQuoteMarks, at), text.size());
}

// Returns the place behind a link's title at `at`, or `at`.
size_t AfterTitle(std::string_view text, size_t at) {
  if (at >= text.size() || (text[at] != '"' && text[at] != '\'' && text[at] != '(')) return at;
  const char close = text[at] == '(' ? ')' : text[at];
  for (size_t end = at + 1; end < text.size(); ++end) {
    if (text[end] == '\\') {
      ++end;
    } else if (text[end] == close) {
      return end + 1;
    }
  }
  return at;
}

// Returns the place behind the destination at `at`.
size_t AfterDestination(std::string_view text, size_t at) {
  if (at < text.size() && text[at] == '<') {
    return AfterBracket(text.substr(0, text.find('\n', at)), at, '<', '>');
  }
  size_t depth = 0;
  for (; at < text.size() && static_cast<unsigned char>(text[at]) > ' '; ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '(') {
      ++depth;
    } else if (text[at] == ')' && depth-- == 0) {
      break;
    }
  }
  return std::min(at, text.size());
}

// Returns the place behind "(destination "title")" at `at`; npos when there is none.
size_t AfterLinkTail(std::string_view text, size_t at) {
  if (at >= text.size() || text[at] != '(') return text.npos;
  at = AfterDestination(text, SkipSpaces(text, at + 1));
  if (at == text.npos) return at;
  at = SkipSpaces(text, AfterTitle(text, SkipSpaces(text, at)));
  return at < text.size() && text[at] == ')' ? at + 1 : text.npos;
}

// A link's destination and title, or its label, that take more are not found: what looks like one
// may be asked for at each bracket of a file, so it must end soon.
constexpr size_t kMaxTailBytes = 4096;

class Walk {
 public:
  Walk(std::string_view source, BlockBuilder& builder) : source_(source), builder_(builder) {}

  bool Along(const std::vector<MarkdownEvent>& events) {
    const auto begin = Begin(events);
    if (!begin) return false;
    at_ = *begin;
    for (const MarkdownEvent& event : events) {
      const bool met = event.kind == MarkdownEvent::kText    ? Text(event)
                       : event.kind == MarkdownEvent::kEnter ? Enter(event.span)
                                                             : Leave(event.span);
      if (!met) return false;
    }
    return open_.empty();
  }

 private:
  struct Span {
    MD_SPANTYPE type;
    size_t begin;
    size_t first_part;  // Of the builder: its own mark.
    size_t mark_bytes;
  };

  static constexpr size_t kOutside = static_cast<size_t>(-1);

  // Returns where a text stands in the source; kOutside for what the parser made up.
  size_t PlaceOf(std::string_view text) const {
    const bool inside = text.data() >= source_.data() &&
                        text.data() + text.size() <= source_.data() + source_.size();
    return inside ? static_cast<size_t>(text.data() - source_.data()) : kOutside;
  }

  // Returns where the block begins: at the marks that stand before its first text.
  std::optional<size_t> Begin(const std::vector<MarkdownEvent>& events) const {
    const auto first = std::find_if(events.begin(), events.end(), [this](const auto& event) {
      return event.kind == MarkdownEvent::kText && PlaceOf(event.text) != kOutside;
    });
    if (first == events.end()) return std::nullopt;
    size_t at = PlaceOf(first->text);
    if (first->text_type == MD_TEXT_NORMAL && IsEscaped(at)) --at;
    for (auto event = first; event != events.begin();) {
      --event;
      if (event->kind != MarkdownEvent::kEnter) return std::nullopt;
      const size_t bytes = MarkBytesBefore(event->span, at);
      if (bytes == 0 || bytes > at) return std::nullopt;
      at -= bytes;
    }
    return at;
  }

  // Returns whether the character at `at`, which a text begins with, stands behind a backslash that
  // belongs to no text: the backslash escapes it.
  bool IsEscaped(size_t at) const {
    constexpr std::string_view kEscapable = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    return at > at_ && at > 0 && source_[at - 1] == '\\' && at < source_.size() &&
           kEscapable.find(source_[at]) != kEscapable.npos;
  }

  size_t MarkBytesBefore(MD_SPANTYPE span, size_t at) const {
    const std::string_view before = source_.substr(0, at);
    const auto run = [&before](char c, size_t end) {
      const size_t other = before.substr(0, end).find_last_not_of(c);
      return end - (other == before.npos ? 0 : other + 1);
    };
    switch (span) {
      case MD_SPAN_EM:
        return 1;
      case MD_SPAN_STRONG:
        return 2;
      case MD_SPAN_DEL:
        return std::min<size_t>(run('~', at), 2);
      case MD_SPAN_A:
        return before.ends_with('[') || before.ends_with('<') ? 1 : 0;
      case MD_SPAN_IMG:
        return before.ends_with("![") ? 2 : 0;
      case MD_SPAN_CODE: {
        const size_t space = before.ends_with(' ') ? 1 : 0;
        return run('`', at - space) + space;
      }
      default:
        return 0;
    }
  }

  bool Text(const MarkdownEvent& event) {
    if (event.text_type == MD_TEXT_SOFTBR || event.text_type == MD_TEXT_BR) {
      return LineBreak(event.text_type == MD_TEXT_BR);
    }
    const size_t place = PlaceOf(event.text);
    if (InCode()) {
      if (place != kOutside && place >= at_) at_ = place + event.text.size();
      return true;
    }
    if (place == kOutside || place < at_) return false;
    const std::string_view gap = source_.substr(at_, place - at_);
    if (!gap.empty() && gap != "\\") return false;
    const size_t begin = at_;
    at_ = place + event.text.size();
    AddText(event, begin);
    return true;
  }

  void AddText(const MarkdownEvent& event, size_t begin) {
    if (event.text_type == MD_TEXT_HTML) {
      const bool closes = event.text.starts_with("</");
      const bool alone = event.text.starts_with("<!") || event.text.starts_with("<?") ||
                         event.text.ends_with("/>");
      builder_.AddCode(closes  ? CodeKind::kClose
                       : alone ? CodeKind::kStandalone
                               : CodeKind::kOpen,
                       Since(begin));
    } else if (event.text_type == MD_TEXT_ENTITY) {
      builder_.AddText(DecodeReferences(event.text, true), Since(begin));
    } else {
      builder_.AddText(std::string(event.text), Since(begin));
    }
  }

  // Passes over the end of the line and what the next one begins with.
  bool LineBreak(bool hard) {
    const size_t begin = at_;
    const size_t end = source_.find('\n', at_);
    const size_t before = source_.substr(0, end).find_last_not_of(" \t\r");
    const size_t text_end = before == source_.npos ? 0 : before + 1;
    const bool clean = text_end <= at_ || (hard && text_end == at_ + 1 && source_[at_] == '\\');
    if (end == source_.npos || !clean || IsTableRule(end + 1)) return false;
    at_ = std::min(source_.find_first_not_of(" \t>", end + 1), source_.size());
    if (InCode()) return true;
    if (hard) {
      builder_.AddCode(CodeKind::kStandalone, Since(begin));
    } else {
      builder_.AddText(" ", Since(begin));
    }
    return true;
  }

  // Returns whether the line at `begin` parts the head of a table from its rows, as some parsers
  // see it: with fewer dashes than this one wants.
  bool IsTableRule(size_t begin) const {
    const std::string_view line =
        source_.substr(begin, std::min(source_.find('\n', begin), source_.size()) - begin);
    return line.find_first_not_of(" \t\r>|:-") == line.npos && line.find('-') != line.npos &&
           line.find('|') != line.npos;
  }

  bool Enter(MD_SPANTYPE type) {
    if (InCode()) return false;
    const size_t begin = at_;
    const std::string_view rest = source_.substr(at_);
    size_t bytes = 0;
    if (type == MD_SPAN_EM && (rest.starts_with('*') || rest.starts_with('_'))) bytes = 1;
    if (type == MD_SPAN_STRONG && (rest.starts_with("**") || rest.starts_with("__"))) bytes = 2;
    if (type == MD_SPAN_DEL) bytes = std::min<size_t>(Run('~'), 2);
    if (type == MD_SPAN_A && (rest.starts_with('[') || rest.starts_with('<'))) bytes = 1;
    if (type == MD_SPAN_IMG && rest.starts_with("![")) bytes = 2;
    if (type == MD_SPAN_CODE) bytes = Run('`');
    if (bytes == 0) return false;
    at_ += bytes;
    open_.push_back({type, begin, builder_.part_count(), bytes});
    builder_.AddCode(CodeKind::kOpen, Since(begin));
    return true;
  }

  bool Leave(MD_SPANTYPE type) {
    if (open_.empty() || open_.back().type != type) return false;
    const Span span = open_.back();
    open_.pop_back();
    if (type == MD_SPAN_CODE) return LeaveCode(span);
    if (type == MD_SPAN_A && source_[span.begin] == '<') return LeaveAutolink(span);
    if (type == MD_SPAN_A || type == MD_SPAN_IMG) return LeaveLink(span);
    const std::string_view mark = source_.substr(span.begin, span.mark_bytes);
    return source_.substr(at_).starts_with(mark) && Close(at_ + mark.size());
  }

  bool LeaveCode(const Span& span) {
    at_ = SkipSpaces(source_, at_);
    if (Run('`') != span.mark_bytes) return false;
    at_ += span.mark_bytes;
    builder_.Merge(span.first_part, static_cast<uint32_t>(at_));
    return true;
  }

  bool LeaveAutolink(const Span& span) {
    if (!source_.substr(at_).starts_with('>')) return false;
    builder_.Merge(span.first_part, static_cast<uint32_t>(++at_));
    return true;
  }

  bool LeaveLink(const Span& span) {
    const std::string_view rest = source_.substr(at_);
    if (!rest.starts_with(']')) return false;
    const std::string_view window = source_.substr(0, at_ + kMaxTailBytes);
    const size_t tail = AfterLinkTail(window, at_ + 1);
    if (tail != window.npos) return Close(tail);
    if (rest.starts_with("][") && !rest.starts_with("][]")) {
      const size_t end = AfterBracket(window, at_ + 1, '[', ']');
      return end != window.npos && Close(end);
    }
    // The text is the label of its definition: translated, it would lead nowhere.
    at_ += rest.starts_with("][]") ? 3 : 1;
    builder_.Merge(span.first_part, static_cast<uint32_t>(at_));
    return true;
  }

  bool Close(size_t end) {
    const size_t begin = at_;
    at_ = end;
    builder_.AddCode(CodeKind::kClose, Since(begin));
    return true;
  }

  bool InCode() const { return !open_.empty() && open_.back().type == MD_SPAN_CODE; }
  size_t Run(char c) const {
    return std::min(source_.find_first_not_of(c, at_), source_.size()) - at_;
  }
  ByteRange Since(size_t begin) const {
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)};
  }

  const std::string_view source_;
  BlockBuilder& builder_;
  size_t at_ = 0;
  std::vector<Span> open_;
};

}  // namespace

bool FindMarks(std::string_view source, const std::vector<MarkdownEvent>& events,
               BlockBuilder& builder) {
  if (Walk(source, builder).Along(events)) return true;
  builder.Clear();
  return false;
}

}  // namespace dragoman
