#include "tests/text/text_support.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_join.h>
#include <absl/strings/str_split.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "server/base/status.h"
#include "server/text/analysis.h"
#include "server/text/code_points.h"

namespace dragoman {
namespace {

std::string Unescaped(std::string_view field) {
  constexpr std::string_view kOpen = "\\u{";
  std::string out;
  while (!field.empty()) {
    const size_t close = field.find('}');
    if (field.starts_with(kOpen) && close != field.npos) {
      const std::string digits(field.substr(kOpen.size(), close - kOpen.size()));
      AppendCodePoint(static_cast<char32_t>(std::strtoul(digits.c_str(), nullptr, 16)), out);
      field.remove_prefix(close + 1);
    } else {
      out += field.front();
      field.remove_prefix(1);
    }
  }
  return out;
}

std::string Joined(std::string_view text, std::string_view tag, std::string Word::*field) {
  std::vector<std::string> parts;
  for (const Word& word : Analyse(text, LanguageOf(tag)).words) parts.push_back(word.*field);
  return absl::StrJoin(parts, "|");
}

// The characters of a random text, by kind; a kind is drawn first, so that rare ones are met.
constexpr std::u32string_view kCharacterKinds[] = {
    U"abcdeISTxyzßİſŉ",
    U"абвегёийкѓќѐѝЁЙ",
    U"ابتثءآأؤإئةكهويىےیکہھۂۃۀۓەںڑٱ",
    U"\u0300\u0301\u0306\u0308\u0323\u0327\u0302\u0315",
    U"\u064B\u064E\u0650\u0651\u0652\u0653\u0654\u0655\u0657\u0670\u0610\u06D6\u06DF\u06E9\u06ED",
    U"\u00AD\u200B\u200C\u200D\u200E\u200F\u061C\u202A\u202C\u2066\u2069\uFEFF\u2060\u0640",
    U"   \t\n\u00A0\u2009\u202F\u3000\u2028",
    U"0123٠١٢۰۱۲²½０१",
    U".,;:!?-–—«»“”‘’ʼ'\"()/۔،؛؟٪٫٬…№•",
    U"\uFB50\uFBA4\uFBB0\uFBB2\uFC5E\uFDF2\uFDFA\uFDFC\uFE70\uFEE9\uFEF3\uFEFB",
    U"\u00A8\u00B4\u1100\u1161\u11A8\uAC00\u0915\u093C\u0F71\u0F72\u212B\u2126\u3099\U0001F600",
};

char32_t RandomCharacter(TestRandom& random) {
  constexpr size_t kAnywhere = std::size(kCharacterKinds);
  const size_t kind = random.Below(kAnywhere + 1);
  if (kind < kAnywhere) return kCharacterKinds[kind][random.Below(kCharacterKinds[kind].size())];
  const auto c = static_cast<char32_t>(1 + random.Below(random.Below(4) == 0 ? 0x10FFFF : 0xFFFF));
  return c >= 0xD800 && c <= 0xDFFF ? U'a' : c;
}

}  // namespace

std::vector<CaseRow> ReadCases(const std::string& name, size_t columns) {
  std::ifstream file(fmt::format("{}/tests/text/data/{}", DRAGOMAN_SOURCE_DIR, name));
  EXPECT_TRUE(file) << name << " is missing";
  std::vector<CaseRow> rows;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    CaseRow& row = rows.emplace_back();
    row.line = number;
    for (absl::string_view field : absl::StrSplit(line, '\t')) {
      row.fields.push_back(Unescaped({field.data(), field.size()}));
    }
    if (row.fields.size() == columns) continue;
    ADD_FAILURE() << name << ":" << number << ": " << row.fields.size() << " fields, not "
                  << columns << "; fields are parted by one tab";
    rows.pop_back();
  }
  return rows;
}

namespace {

std::vector<std::vector<std::string>> ReadRows(const std::string& path, char separator) {
  std::ifstream file(path);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string>& row = rows.emplace_back();
    for (absl::string_view field : absl::StrSplit(line, separator)) {
      row.emplace_back(absl::StripAsciiWhitespace(field));
    }
  }
  return rows;
}

}  // namespace

std::vector<std::vector<std::string>> ReadShared(const std::string& name, char separator) {
  return ReadRows(fmt::format("{}/{}", DRAGOMAN_SHARED_DIR, name), separator);
}

std::vector<std::vector<std::string>> SampleTexts() {
  return ReadRows(DRAGOMAN_SOURCE_DIR "/glossaries/sample/memory.tsv", '\t');
}

std::vector<std::vector<std::string>> RealTexts() {
  auto rows = SampleTexts();
  for (auto& row : ReadShared("corpus/tico19.tsv", '\t')) rows.push_back(std::move(row));
  return rows;
}

Language LanguageOf(std::string_view tag) { return Language::Parse(tag).value(); }

RuleSet RulesOf(std::string_view tag) { return RuleSetOf(LanguageOf(tag)); }

std::string Utf8(char32_t c) {
  std::string out;
  AppendCodePoint(c, out);
  return out;
}

std::string FoldsOf(std::string_view text, std::string_view tag) {
  return Joined(text, tag, &Word::fold);
}
std::string StemsOf(std::string_view text, std::string_view tag) {
  return Joined(text, tag, &Word::stem);
}
std::string ValuesOf(std::string_view text, std::string_view tag) {
  std::vector<std::string> values;
  for (const Word& word : Analyse(text, LanguageOf(tag)).words) {
    if (word.is_number()) values.push_back(word.value);
  }
  return absl::StrJoin(values, "|");
}

std::string Folded(std::string_view text, RuleSet rules) {
  return Level3(Level2(text, rules).text(), rules);
}

std::string RandomText(TestRandom& random, size_t characters) {
  std::string text;
  for (uint64_t i = random.Below(characters + 1); i > 0; --i) {
    AppendCodePoint(RandomCharacter(random), text);
  }
  return text;
}

}  // namespace dragoman
