// A segment: text as it was given, and its inline codes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

enum class CodeKind : uint8_t { kOpen = 1, kClose = 2, kStandalone = 3 };

// One inline code (a tag or placeholder that is no text), e.g. {kOpen, 4, "<b>"}.
struct Code {
  CodeKind kind = CodeKind::kStandalone;
  uint32_t position_byte = 0;  // Where it stands: before this byte of the text, in [0, text size].
  std::string content;         // What it is, byte for byte.

  bool operator==(const Code&) const = default;
};

// Text without its codes, valid UTF-8, never changed by the system; codes are ordered by position.
struct Segment {
  std::string text;
  std::vector<Code> codes;

  bool operator==(const Segment&) const = default;
};

// A half-open range of UTF-8 bytes.
struct ByteRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  bool operator==(const ByteRange&) const = default;
};

// Returns the part of the text that the range stands for; it must lie within.
inline std::string_view PartOf(std::string_view text, const ByteRange& range) {
  return text.substr(range.begin, range.end - range.begin);
}

inline bool Overlap(const ByteRange& a, const ByteRange& b) {
  return a.begin < b.end && b.begin < a.end;
}

// Returns whether two segments have the same codes, each as often, in any order.
bool HaveSameCodes(const Segment& a, const Segment& b);

// Returns whether valid UTF-8 text is empty or white space only.
bool IsBlank(std::string_view text);

}  // namespace dragoman
