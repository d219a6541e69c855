#include "server/exchange/xml_text.h"

#include <array>
#include <charconv>
#include <optional>

namespace dragoman {
namespace {

constexpr std::string_view kNonCharacters = "\xEF\xBF\xBE\xEF\xBF\xBF";  // U+FFFE, U+FFFF

std::string_view ReferenceFor(char c, bool in_attribute) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#13;";
    case '"':
      return in_attribute ? "&quot;" : "";
    case '\t':
      return in_attribute ? "&#9;" : "";
    case '\n':
      return in_attribute ? "&#10;" : "";
    default:
      return "";
  }
}

void AppendEscaped(std::string_view text, bool in_attribute, std::string& out) {
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view reference = ReferenceFor(text[i], in_attribute);
    if (reference.empty()) continue;
    out.append(text, begin, i - begin);
    out += reference;
    begin = i + 1;
  }
  out.append(text, begin);
}

// Returns the character of a code point that XML refuses, or nothing for others.
std::optional<std::string> RefusedOf(uint32_t code_point) {
  std::string text;
  if (code_point < 0x20) text = static_cast<char>(code_point);
  if (code_point == 0xFFFE) text = kNonCharacters.substr(0, 3);
  if (code_point == 0xFFFF) text = kNonCharacters.substr(3);
  if (text.empty() || XmlRefuses(text, 0) == 0) return std::nullopt;
  return text;
}

}  // namespace

void AppendXmlText(std::string_view text, std::string& out) { AppendEscaped(text, false, out); }

void AppendXmlValue(std::string_view text, std::string& out) {
  out += '"';
  AppendEscaped(text, true, out);
  out += '"';
}

std::string XmlEscaped(std::string_view text) {
  std::string escaped;
  AppendXmlText(text, escaped);
  return escaped;
}

std::string XmlQuoted(std::string_view text) {
  std::string quoted;
  AppendXmlValue(text, quoted);
  return quoted;
}

std::string XmlCommentText(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (const size_t refused = XmlRefuses(text, at); refused != 0) {
      out += RefusedCodePoint(text, at);
      at += refused - 1;
      continue;
    }
    if (text[at] == '-' && out.ends_with('-')) out += ' ';
    out += text[at];
  }
  return out;
}

size_t XmlRefuses(std::string_view text, size_t at) {
  const char c = text[at];
  if (c >= 0 && c < 0x20) return c == '\t' || c == '\n' || c == '\r' ? 0 : 1;
  if (c != kNonCharacters[0]) return 0;
  const std::string_view character = text.substr(at, 3);
  return character == kNonCharacters.substr(0, 3) || character == kNonCharacters.substr(3) ? 3 : 0;
}

bool XmlHolds(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (XmlRefuses(text, i) != 0) return false;
  }
  return true;
}

std::string RefusedCodePoint(std::string_view text, size_t at) {
  if (XmlRefuses(text, at) == 1) return fmt::format("{:04X}", static_cast<unsigned>(text[at]));
  return text.substr(at, 3) == kNonCharacters.substr(0, 3) ? "FFFE" : "FFFF";
}

StatusOr<std::string> RefusedCharacter(std::string_view digits) {
  uint32_t code_point = 0;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, code_point, 16);
  if (digits.size() == 4 && read.ec == std::errc() && read.ptr == end) {
    if (auto character = RefusedOf(code_point)) return *std::move(character);
  }
  return Error(StatusCode::kInvalidArgument,
               "'{}' is no character that XML cannot hold; write the character itself",
               Shortened(digits));
}

std::string XmlHoldable(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t refused = XmlRefuses(text, at);
    out += refused > 0 ? std::string_view("\ufffd") : text.substr(at, 1);
    at += refused > 0 ? refused : 1;
  }
  return out;
}

std::string EscapeForXml(std::string_view text) {
  std::string escaped;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t refused = XmlRefuses(text, i);
    if (refused != 0) {
      escaped += "\\u" + RefusedCodePoint(text, i);
      i += refused - 1;
    } else if (text[i] == '\\') {
      escaped += "\\\\";
    } else {
      escaped += text[i];
    }
  }
  return escaped;
}

StatusOr<std::string> UnescapeFromXml(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      plain += text[i];
      continue;
    }
    const std::string_view rest = text.substr(++i);
    if (rest.starts_with('\\')) {
      plain += '\\';
    } else if (rest.starts_with('u')) {
      ASSIGN_OR_RETURN(const std::string character, RefusedCharacter(rest.substr(1, 4)));
      plain += character;
      i += 4;
    } else {
      return Error(StatusCode::kInvalidArgument,
                   "unknown escape in '{}'; write \\\\ for a backslash", Shortened(text));
    }
  }
  return plain;
}

}  // namespace dragoman
