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

// Returns the parts of `text` between separators that no backslash precedes, escapes kept.
StatusOr<std::vector<std::string>> SplitRaw(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == separator) {
      parts.emplace_back();
      continue;
    }
    parts.back() += text[i];
    if (text[i] != '\\') continue;
    if (++i == text.size()) {
      return Error(StatusCode::kInvalidArgument, "a backslash at the end of '{}'; write \\\\",
                   Shortened(text));
    }
    parts.back() += text[i];
  }
  return parts;
}

std::string WithoutEscapes(std::string_view raw) {
  std::string text;
  for (size_t i = 0; i < raw.size(); ++i) {
    const bool escape = raw[i] == '\\' && i + 1 < raw.size();
    text += escape ? Unescaped(raw[++i]) : raw[i];
  }
  return text;
}

std::string_view Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::string WithEscapes(std::string_view text) {
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

StatusOr<ListItem> ParseItem(std::string_view raw) {
  ListItem item;
  ASSIGN_OR_RETURN(const auto parts, SplitRaw(raw, '|'));
  item.text = WithoutEscapes(Trimmed(parts.front()));
  for (size_t i = 1; i < parts.size(); ++i) {
    const size_t equals = parts[i].find('=');
    if (equals == std::string::npos) {
      return Error(StatusCode::kInvalidArgument, "'{}' is no attribute; write |name=value",
                   Shortened(parts[i]));
    }
    const std::string name(Trimmed(std::string_view(parts[i]).substr(0, equals)));
    // Lists within an attribute keep their escapes for SplitEscaped.
    item.attributes[name] = Trimmed(std::string_view(parts[i]).substr(equals + 1));
  }
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
    cell += WithEscapes(item.text);
    for (const auto& [name, value] : item.attributes) cell += fmt::format("|{}={}", name, value);
  }
  return cell;
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
    text += WithEscapes(part);
  }
  return text;
}

}  // namespace dragoman
