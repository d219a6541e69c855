// See style.h.
#include "client/cli/style.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace dragoman {
namespace {

constexpr std::string_view kRightToLeftIsolate = "\u2067";
constexpr std::string_view kFirstStrongIsolate = "\u2068";
constexpr std::string_view kPopIsolate = "\u2069";

const char* CodeOf(Color color) {
  switch (color) {
    case Color::kRed:
      return "\x1b[31m";
    case Color::kGreen:
      return "\x1b[32m";
    case Color::kYellow:
      return "\x1b[33m";
    case Color::kBlue:
      return "\x1b[36m";
    case Color::kGray:
      return "\x1b[90m";
    case Color::kBold:
      return "\x1b[1m";
    case Color::kNone:
      return "";
  }
  return "";
}

// What the letters of a text say of its direction.
struct Directions {
  bool has_right_to_left = false;
  bool begins_right_to_left = false;
};

Directions DirectionsOf(std::string_view text) {
  Directions directions;
  bool strong_seen = false;
  for (size_t at = 0; at < text.size();) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    const UCharDirection direction = c < 0 ? U_OTHER_NEUTRAL : u_charDirection(c);
    const bool right = direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    directions.has_right_to_left |= right;
    if (!strong_seen && (right || direction == U_LEFT_TO_RIGHT)) {
      strong_seen = true;
      directions.begins_right_to_left = right;
    }
  }
  return directions;
}

// Leaves out ends without a beginning, and adds the ends that are missing.
std::string BalancedIsolates(std::string_view text) {
  std::string balanced;
  int open = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    if (c >= 0x2066 && c <= 0x2068) ++open;
    if (c == 0x2069 && open-- == 0) {
      open = 0;
      continue;
    }
    balanced += text.substr(begin, at - begin);
  }
  for (; open > 0; --open) balanced += kPopIsolate;
  return balanced;
}

}  // namespace

std::string Painted(std::string_view text, Color color, bool on) {
  if (!on || color == Color::kNone || text.empty()) return std::string(text);
  return std::string(CodeOf(color)).append(text).append("\x1b[0m");
}

std::string Printable(std::string_view text) {
  std::string printable;
  printable.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    if (c >= 0 && c < 0x20) {
      printable += {'\xE2', '\x90', static_cast<char>(0x80 + c)};
    } else if (c == 0x7F) {
      printable += "\u2421";
    } else if (c < 0 || (c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029) {
      printable += "\uFFFD";
    } else {
      printable += text.substr(begin, at - begin);
    }
  }
  return printable;
}

bool IsRightToLeftLanguage(std::string_view tag) {
  constexpr std::string_view kLanguages[] = {"ur", "ar", "fa", "ps", "he",
                                             "sd", "ug", "yi", "dv", "ckb"};
  const std::string_view language = tag.substr(0, tag.find('-'));
  if (tag.find("-Latn") != std::string_view::npos) return false;
  return tag.find("-Arab") != std::string_view::npos ||
         std::find(std::begin(kLanguages), std::end(kLanguages), language) != std::end(kLanguages);
}

std::string Isolated(std::string_view text) { return IsolatedAs(text, text); }

std::string IsolatedAs(std::string_view text, std::string_view shown) {
  const Directions directions = DirectionsOf(text);
  if (!directions.has_right_to_left) return std::string(shown);
  std::string isolated(directions.begins_right_to_left ? kRightToLeftIsolate : kFirstStrongIsolate);
  isolated += BalancedIsolates(shown);
  isolated += kPopIsolate;
  return isolated;
}

std::string Shown(std::string_view text) { return Isolated(Printable(text)); }

}  // namespace dragoman
