#include "server/exchange/list_cell.h"

namespace dragoman {
namespace {

char Unescaped(char c) {
  switch (c) {
    case 't':
      return '\t';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 's':
      return ' ';
    default:
      return c;
  }
}

Status LoneBackslash(std::string_view text) {
  return Error(StatusCode::kInvalidArgument, "a backslash at the end of '{}'; write \\\\",
               Shortened(text));
}

// Returns the parts of `text` between separators that no backslash precedes, escapes kept.
StatusOr<std::vector<std::string>> SplitRaw(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == separator) {
      if (parts.size() == kMaxListParts) {
        return Error(StatusCode::kInvalidArgument, "a list of more than {} parts", kMaxListParts);
      }
      parts.emplace_back();
      continue;
    }
    parts.back() += text[i];
    if (text[i] != '\\') continue;
    if (++i == text.size()) return LoneBackslash(text);
    parts.back() += text[i];
  }
  return parts;
}

// Requires: no lone backslash at the end.
std::string WithoutEscapes(std::string_view raw) {
  std::string text;
  for (size_t i = 0; i < raw.size(); ++i) {
    const bool escape = raw[i] == '\\' && i + 1 < raw.size();
    text += escape ? Unescaped(raw[++i]) : raw[i];
  }
  return text;
}

// Returns whether a backslash that is not itself escaped precedes the character at `index`.
bool IsEscaped(std::string_view text, size_t index) {
  size_t begin = index;
  while (begin > 0 && text[begin - 1] == '\\') --begin;
  return (index - begin) % 2 == 1;
}

// Returns the text without the plain spaces at its ends.
std::string_view Trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ') && !IsEscaped(text, text.size() - 1)) text.remove_suffix(1);
  return text;
}

Status AddAttribute(std::string_view raw, ListItem& item) {
  const size_t equals = raw.find('=');
  if (equals == std::string_view::npos) {
    return Error(StatusCode::kInvalidArgument, "'{}' is no attribute; write |name=value",
                 Shortened(raw));
  }
  const std::string name(Trimmed(raw.substr(0, equals)));
  const auto [there, is_new] = item.attributes.try_emplace(name, Trimmed(raw.substr(equals + 1)));
  if (is_new) return absl::OkStatus();
  return Error(StatusCode::kInvalidArgument, "attribute '{}' is given twice", Shortened(name));
}

StatusOr<ListItem> ParseItem(std::string_view raw) {
  ASSIGN_OR_RETURN(const auto parts, SplitRaw(raw, '|'));
  ListItem item{.text = WithoutEscapes(Trimmed(parts.front())), .attributes = {}};
  for (size_t i = 1; i < parts.size(); ++i) RETURN_IF_ERROR(AddAttribute(parts[i], item));
  return item;
}

}  // namespace

StatusOr<std::vector<ListItem>> ParseListCell(std::string_view cell) {
  ASSIGN_OR_RETURN(const auto parts, SplitRaw(cell, ';'));
  std::vector<ListItem> items;
  for (const std::string& part : parts) {
    if (Trimmed(part).empty()) continue;
    ASSIGN_OR_RETURN(ListItem item, ParseItem(part));
    items.push_back(std::move(item));
  }
  return items;
}

std::string FormatListCell(const std::vector<ListItem>& items) {
  std::string cell;
  for (const ListItem& item : items) {
    if (!cell.empty()) cell += ';';
    cell += EscapeText(item.text);
    for (const auto& [name, value] : item.attributes) cell += fmt::format("|{}={}", name, value);
  }
  return cell;
}

StatusOr<std::string> UnescapeText(std::string_view raw) {
  const std::string_view text = Trimmed(raw);
  if (IsEscaped(text, text.size())) return LoneBackslash(text);
  return WithoutEscapes(text);
}

std::string EscapeText(std::string_view text) {
  std::string raw;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '\t':
        raw += "\\t";
        break;
      case '\n':
        raw += "\\n";
        break;
      case '\r':
        raw += "\\r";
        break;
      case ' ':
        raw += i == 0 || i + 1 == text.size() ? "\\s" : " ";
        break;
      case '\\':
      case ';':
      case '|':
      case '=':
      case ',':
        raw += '\\';
        [[fallthrough]];
      default:
        raw += c;
    }
  }
  return raw;
}

StatusOr<std::vector<std::string>> SplitEscaped(std::string_view text, char separator) {
  std::vector<std::string> values;
  ASSIGN_OR_RETURN(const auto parts, SplitRaw(text, separator));
  for (const std::string& part : parts) {
    if (!Trimmed(part).empty()) values.push_back(WithoutEscapes(Trimmed(part)));
  }
  return values;
}

std::string JoinEscaped(const std::vector<std::string>& parts, char separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += EscapeText(part);
  }
  return text;
}

}  // namespace dragoman
