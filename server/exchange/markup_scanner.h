// HTML as a flat row of texts and tags with their places, in one pass and constant memory.
//
// No tree is made: blocks and codes need the source's own order, and the trees of hostile files are
// deep (recursion) or far larger than the files (misnested formatting), which a row never is.
// Source: HTML Living Standard, section 13.2.5 (tokenization), without scripts' escaped states.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/model/segment.h"

namespace dragoman {

// White space as HTML has it.
inline bool IsMarkupSpace(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

struct MarkupAttribute {
  std::string name;        // In lower case.
  ByteRange value;         // Without its quotes; empty at the name's end when there is none.
  char quote = '\0';       // '\0': not quoted.
  bool has_value = false;  // "alt" has none, "alt=''" an empty one.
};

enum class MarkupKind : uint8_t { kText, kOpen, kClose, kOther };

// kOther: comments, document types, processing instructions.
struct MarkupToken {
  MarkupKind kind = MarkupKind::kText;
  ByteRange range;
  bool raw_text = false;  // Of a text: the content of an element without markup, as a script.
  std::string name{};     // Of a tag, in lower case.
  uint32_t name_end = 0;  // Of a tag.
  bool self_closing = false;
  std::vector<MarkupAttribute> attributes{};

  // Returns the attribute, or nullptr.
  const MarkupAttribute* Find(std::string_view attribute) const;
};

// Thread-compatible. Lifetime: the source outlives it.
class MarkupScanner {
 public:
  explicit MarkupScanner(std::string_view source) : source_(source) {}

  // Returns the next token, or nullopt at the end. Together they cover the source.
  std::optional<MarkupToken> Next();

 private:
  MarkupToken Text();
  MarkupToken RawText();
  MarkupToken Other(std::string_view until, size_t from);
  MarkupToken Tag();
  MarkupAttribute Attribute();
  void Value(MarkupAttribute& attribute);
  void SkipSpaces();
  bool At(std::string_view text) const { return source_.substr(at_).starts_with(text); }
  bool IsTagAt(size_t at) const;
  ByteRange Since(size_t begin) const {
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)};
  }

  const std::string_view source_;
  size_t at_ = 0;
  std::string raw_element_;  // The element without markup that is open, or "".
};

}  // namespace dragoman
