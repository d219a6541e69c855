// See arguments.h.
#include "client/cli/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "client/cli/text_file.h"

namespace dragoman {
namespace {

bool IsAlphanumeric(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Returns "<collection>A/<inner>B" for "A/B".
std::optional<std::string> InnerName(std::string_view name, std::string_view collection,
                                     std::string_view inner) {
  if (name.starts_with(collection)) return std::string(name);
  const size_t slash = name.find('/');
  if (slash == 0 || slash == std::string_view::npos || slash + 1 == name.size() ||
      name.find('/', slash + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  return fmt::format("{}{}/{}{}", collection, name.substr(0, slash), inner, name.substr(slash + 1));
}

std::string WithPrefix(std::string_view name, std::string_view collection) {
  return name.starts_with(collection) ? std::string(name) : fmt::format("{}{}", collection, name);
}

// Returns what is wrong with one "tag=TEXT", or "".
std::string ProblemOf(std::string_view argument) {
  const size_t sign = argument.find('=');
  if (sign == std::string_view::npos) {
    return fmt::format("'{}' has no '='; write LANGUAGE=TEXT, e.g. en='Good morning'",
                       Shortened(argument));
  }
  const std::string_view tag = argument.substr(0, sign);
  if (!IsLanguageTag(tag)) {
    return fmt::format("'{}' is no language tag; write e.g. en=, ru= or ur=", Shortened(tag));
  }
  return {};
}

}  // namespace

std::string Shortened(std::string_view text) {
  constexpr size_t kMaxBytes = 40;
  if (text.size() <= kMaxBytes) return std::string(text);
  size_t end = kMaxBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return fmt::format("{}...", text.substr(0, end));
}

std::optional<std::string> InvalidArgumentText(const std::vector<std::string>& arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const auto byte = FirstInvalidByte(arguments[i]);
    if (!byte) continue;
    return fmt::format(
        "argument {} is not UTF-8 at byte {} (after '{}'); check the terminal's "
        "encoding, or give the text in a file converted with iconv",
        i + 1, *byte, arguments[i].substr(0, *byte));
  }
  return std::nullopt;
}

std::string MemoryName(std::string_view name) { return WithPrefix(name, "memories/"); }

std::string GlossaryName(std::string_view name) { return WithPrefix(name, "glossaries/"); }

std::optional<std::string> UnitName(std::string_view name) {
  return InnerName(name, "memories/", "units/");
}

std::optional<std::string> ConceptName(std::string_view name) {
  return InnerName(name, "glossaries/", "concepts/");
}

bool IsLanguageTag(std::string_view tag) {
  const size_t first = tag.find('-');
  const std::string_view language = tag.substr(0, first);
  if (language.size() < 2 || language.size() > 8) return false;
  return tag.back() != '-' && tag.find("--") == std::string_view::npos &&
         std::all_of(tag.begin(), tag.end(), [](char c) { return c == '-' || IsAlphanumeric(c); });
}

bool IsSameTag(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

bool IsAddress(std::string_view address) {
  for (std::string_view scheme : {"dns:", "ipv4:", "ipv6:", "unix:"}) {
    if (address.starts_with(scheme)) return true;
  }
  if (address.starts_with("https://")) address.remove_prefix(8);
  const size_t colon = address.rfind(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  const std::string_view digits = address.substr(colon + 1);
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return error == std::errc() && end == digits.data() + digits.size() && port > 0 && port < 65536;
}

Result<std::vector<TaggedText>> ParseTaggedTexts(const std::vector<std::string>& arguments) {
  std::vector<TaggedText> texts;
  for (const std::string& argument : arguments) {
    const std::string problem = ProblemOf(argument);
    if (!problem.empty()) return Refusal(problem);
    const size_t sign = argument.find('=');
    TaggedText text{argument.substr(0, sign), argument.substr(sign + 1)};
    for (const TaggedText& other : texts) {
      if (IsSameTag(other.language, text.language)) {
        return Refusal(
            fmt::format("language '{}' is given twice; give each language once", text.language));
      }
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

Result<v1::LookupMemory> ParseLookupMemory(std::string_view argument) {
  v1::LookupMemory memory;
  const size_t sign = argument.find('=');
  memory.set_name(MemoryName(argument.substr(0, sign)));
  if (sign == std::string_view::npos) return memory;
  const std::string_view points = argument.substr(sign + 1);
  int penalty = -1;
  const auto [end, error] = std::from_chars(points.data(), points.data() + points.size(), penalty);
  if (error != std::errc() || end != points.data() + points.size() || penalty < 0 ||
      penalty > 100) {
    return Refusal(fmt::format("'{}': the penalty after '=' is 0 to 100, not '{}'",
                               Shortened(argument), Shortened(points)));
  }
  memory.set_penalty(penalty);
  return memory;
}

}  // namespace dragoman
