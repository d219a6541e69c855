#include "server/exchange/column_names.h"

#include <absl/strings/ascii.h>
#include <absl/strings/match.h>

#include <algorithm>
#include <array>

#include "server/model/language.h"

namespace dragoman {
namespace {

struct Spelling {
  std::string_view name;  // In small letters where it is Latin.
  std::string_view column;
};

// Endings in other scripts are not folded: both letter cases stand here.
constexpr std::array kLanguages{
    Spelling{"english", "en"}, Spelling{"английский", "en"}, Spelling{"Английский", "en"},
    Spelling{"انگریزی", "en"}, Spelling{"russian", "ru"},    Spelling{"русский", "ru"},
    Spelling{"Русский", "ru"}, Spelling{"روسی", "ru"},       Spelling{"urdu", "ur"},
    Spelling{"урду", "ur"},    Spelling{"Урду", "ur"},       Spelling{"اردو", "ur"},
    Spelling{"arabic", "ar"},  Spelling{"chinese", "zh"},    Spelling{"french", "fr"},
    Spelling{"german", "de"},  Spelling{"hindi", "hi"},      Spelling{"italian", "it"},
    Spelling{"pashto", "ps"},  Spelling{"persian", "fa"},    Spelling{"punjabi", "pa"},
    Spelling{"spanish", "es"}, Spelling{"turkish", "tr"},    Spelling{"ukrainian", "uk"}};

constexpr std::array kConceptSpellings{Spelling{"concept id", "id"},
                                       Spelling{"entry id", "id"},
                                       Spelling{"term id", "id"},
                                       Spelling{"№", "id"},
                                       Spelling{"subject", "domain"},
                                       Spelling{"subject field", "domain"},
                                       Spelling{"field", "domain"},
                                       Spelling{"область", "domain"},
                                       Spelling{"Область", "domain"},
                                       Spelling{"тематика", "domain"},
                                       Spelling{"Тематика", "domain"},
                                       Spelling{"definitions", "definition"},
                                       Spelling{"description", "definition"},
                                       Spelling{"определение", "definition"},
                                       Spelling{"Определение", "definition"},
                                       Spelling{"تعریف", "definition"},
                                       Spelling{"notes", "note"},
                                       Spelling{"comment", "note"},
                                       Spelling{"comments", "note"},
                                       Spelling{"remark", "note"},
                                       Spelling{"remarks", "note"},
                                       Spelling{"примечание", "note"},
                                       Spelling{"Примечание", "note"},
                                       Spelling{"комментарий", "note"},
                                       Spelling{"Комментарий", "note"},
                                       Spelling{"sources", "source"},
                                       Spelling{"reference", "source"},
                                       Spelling{"источник", "source"},
                                       Spelling{"Источник", "source"},
                                       Spelling{"created by", "author"},
                                       Spelling{"автор", "author"},
                                       Spelling{"Автор", "author"},
                                       Spelling{"reliability", "confidence"}};

// What may follow a language, after " ", "_" or "-".
constexpr std::array kSuffixes{Spelling{"preferred", "preferred"},
                               Spelling{"preferred term", "preferred"},
                               Spelling{"term", "preferred"},
                               Spelling{"variants", "variants"},
                               Spelling{"variant", "variants"},
                               Spelling{"synonyms", "variants"},
                               Spelling{"synonym", "variants"},
                               Spelling{"admitted", "variants"},
                               Spelling{"abbr", "abbr"},
                               Spelling{"abbreviation", "abbr"},
                               Spelling{"abbreviations", "abbr"},
                               Spelling{"acronym", "abbr"},
                               Spelling{"deprecated", "deprecated"},
                               Spelling{"obsolete", "obsolete"},
                               Spelling{"superseded", "obsolete"},
                               Spelling{"forbidden", "forbidden"},
                               Spelling{"forms", "forms"},
                               Spelling{"gender", "gender"},
                               Spelling{"animacy", "animacy"},
                               Spelling{"pos", "pos"},
                               Spelling{"part of speech", "pos"},
                               Spelling{"note", "note"},
                               Spelling{"notes", "note"},
                               Spelling{"comment", "note"}};

constexpr std::array kUnitSpellings{
    Spelling{"author", "@author"},        Spelling{"created by", "@author"},
    Spelling{"автор", "@author"},         Spelling{"Автор", "@author"},
    Spelling{"document", "@document"},    Spelling{"file", "@document"},
    Spelling{"filename", "@document"},    Spelling{"документ", "@document"},
    Spelling{"Документ", "@document"},    Spelling{"domain", "@domain"},
    Spelling{"subject", "@domain"},       Spelling{"тематика", "@domain"},
    Spelling{"Тематика", "@domain"},      Spelling{"note", "@property:note"},
    Spelling{"comment", "@property:note"}};

constexpr std::array<std::string_view, 3> kTextWords{"term", "text", "segment"};

template <size_t n>
std::optional<std::string> Find(const std::array<Spelling, n>& spellings, std::string_view name) {
  const auto found = std::find_if(spellings.begin(), spellings.end(),
                                  [name](const Spelling& one) { return one.name == name; });
  if (found == spellings.end()) return std::nullopt;
  return std::string(found->column);
}

// Returns a name in small Latin letters with single spaces for what parts its words.
std::string Simplified(std::string_view name) {
  std::string simple;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool parts = absl::ascii_isspace(byte) || c == '_';
    if (!parts) {
      simple += static_cast<char>(absl::ascii_tolower(byte));
    } else if (!simple.empty() && simple.back() != ' ') {
      simple += ' ';
    }
  }
  if (simple.ends_with(' ')) simple.pop_back();
  return simple;
}

// Returns the tag of one word or of one in brackets.
std::optional<std::string> TagOf(std::string_view word) {
  if (auto tag = Find(kLanguages, word)) return tag;
  std::string tag(word);
  std::replace(tag.begin(), tag.end(), ' ', '-');
  const auto language = Language::Parse(tag);
  return language.ok() ? std::optional(language->tag()) : std::nullopt;
}

// Returns the tag of "NAME (TAG)" or "NAME [TAG]": NAME is a language, TAG its tag or a region of
// it; or NAME is a word for texts.
std::optional<std::string> TagInBrackets(std::string_view name) {
  const size_t open = name.find_first_of("([");
  const bool is_closed = name.ends_with(')') || name.ends_with(']');
  if (open == std::string_view::npos || !is_closed) return std::nullopt;
  const std::string before = Simplified(name.substr(0, open));
  const std::string_view inside = name.substr(open + 1, name.size() - open - 2);
  const auto tag = TagOf(inside);
  const auto language = Find(kLanguages, before);
  if (!language) {
    const bool is_text =
        std::find(kTextWords.begin(), kTextWords.end(), before) != kTextWords.end();
    return is_text ? tag : std::nullopt;
  }
  if (tag && tag->starts_with(*language)) return tag;
  const bool is_other = std::any_of(kLanguages.begin(), kLanguages.end(),
                                    [&](const Spelling& one) { return one.column == tag; });
  return inside.size() == 2 && !is_other ? TagOf(fmt::format("{}-{}", *language, inside))
                                         : std::nullopt;
}

}  // namespace

Status BadColumn(std::string_view name, std::string_view why) {
  return FieldError("columns", fmt::format("'{}' {}", Shortened(name), why));
}

bool IsColumnMap(const std::vector<std::string>& columns) {
  return std::any_of(columns.begin(), columns.end(), [](const std::string& column) {
    return column.find('=') != std::string::npos && !column.starts_with(kPropertyColumnPrefix);
  });
}

StatusOr<std::vector<std::string>> MappedColumns(const std::vector<std::string>& map,
                                                 std::vector<std::string> names) {
  std::vector<bool> is_mapped(names.size());
  for (const std::string& item : map) {
    const size_t equals = item.rfind('=');
    if (equals == std::string::npos || equals == 0) {
      return FieldError("columns",
                        fmt::format("'{}' is no NAME=COLUMN, as others are; write all of "
                                    "them so, or none",
                                    Shortened(item)));
    }
    const std::string_view name = std::string_view(item).substr(0, equals);
    bool is_there = false;
    for (size_t i = 0; i < names.size() && !is_there; ++i) {
      if (is_mapped[i] || Simplified(names[i]) != Simplified(name)) continue;
      is_there = is_mapped[i] = true;
      names[i] = item.substr(equals + 1);
    }
    if (!is_there) {
      return FieldError(
          "columns",
          fmt::format("'{}' is not, or not again, in the file's first line: {}", Shortened(name),
                      Shortened(fmt::format("{}", fmt::join(names, ", ")), 200)));
    }
  }
  return names;
}

std::optional<std::string> TagOfLanguageName(std::string_view name) {
  const std::string simple = Simplified(name);
  if (auto tag = Find(kLanguages, simple)) return tag;
  if (auto tag = TagInBrackets(simple)) return tag;
  for (const std::string_view word : kTextWords) {
    if (simple.ends_with(fmt::format(" {}", word))) {
      return TagOf(std::string_view(simple).substr(0, simple.size() - word.size() - 1));
    }
    if (simple.starts_with(fmt::format("{} ", word))) {
      return TagOf(std::string_view(simple).substr(word.size() + 1));
    }
  }
  return std::nullopt;
}

std::optional<std::string> ConceptColumnOfName(std::string_view name) {
  const std::string simple = Simplified(name);
  if (auto column = Find(kConceptSpellings, simple)) return column;
  if (auto tag = TagOfLanguageName(name)) return *tag == "id" ? "id_preferred" : tag;
  for (const Spelling& suffix : kSuffixes) {
    if (!simple.ends_with(suffix.name) || simple.size() < suffix.name.size() + 2) continue;
    const size_t size = simple.size() - suffix.name.size() - 1;
    if (simple[size] != ' ' && simple[size] != '-') continue;
    const auto tag = TagOf(std::string_view(simple).substr(0, size));
    if (tag) return fmt::format("{}_{}", *tag, suffix.column);
  }
  return std::nullopt;
}

std::optional<std::string> UnitColumnOfName(std::string_view name) {
  if (auto column = Find(kUnitSpellings, Simplified(name))) return column;
  return TagOfLanguageName(name);
}

}  // namespace dragoman
