// Names that meet over three scripts.
#include "server/text/name_key.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_split.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "tests/text/text_support.h"

namespace dragoman {
namespace {

// One name in English, Russian and Urdu.
using Name = std::vector<std::string>;
constexpr std::pair<size_t, size_t> kScriptPairs[] = {{0, 1}, {0, 2}, {1, 2}};
constexpr std::string_view kScriptTags[] = {"en", "ru", "ur"};

bool Meet(std::string_view a, std::string_view b) {
  return MeetingOf(NameKeyOf(a), NameKeyOf(b)) != NameMeeting::kNone;
}

// Returns in how many of the names two scripts meet, and prints which do not.
size_t Found(const std::vector<Name>& names, size_t a, size_t b) {
  size_t found = 0;
  std::string missed;
  for (const Name& name : names) {
    const bool meet = Meet(name[a], name[b]);
    found += meet;
    if (!meet) missed += fmt::format(" {}/{}", name[a], name[b]);
  }
  fmt::print("{}-{}: {} of {} found; not:{}\n", kScriptTags[a], kScriptTags[b], found, names.size(),
             missed);
  return found;
}

// Returns how many pairs of a name and a name of something else meet though they should not.
size_t FalseMeetings(const std::vector<Name>& names, const std::vector<Name>& others, size_t a,
                     size_t b) {
  size_t meetings = 0;
  std::string which;
  for (const Name& name : names) {
    for (const Name& other : others) {
      if (!Meet(name[a], other[b])) continue;
      ++meetings;
      which += fmt::format(" {}~{}", name[a], other[b]);
    }
  }
  fmt::print("{}-{}: {} false of {}:{}\n", kScriptTags[a], kScriptTags[b], meetings,
             names.size() * others.size(), which);
  return meetings;
}

// Returns the preferred terms of a shipped glossary by id, of those that have all three.
std::map<std::string, Name> PreferredTerms(const std::string& glossary) {
  std::ifstream file(fmt::format("{}/glossaries/{}.tsv", DRAGOMAN_SOURCE_DIR, glossary));
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> columns = absl::StrSplit(line, '\t');
  std::map<std::string, Name> terms;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    std::map<std::string, std::string> row;
    for (size_t i = 0; i < std::min(cells.size(), columns.size()); ++i) row[columns[i]] = cells[i];
    Name name;
    for (const std::string_view tag : kScriptTags) {
      const std::string& cell = row[std::string(tag)];
      name.emplace_back(absl::StripAsciiWhitespace(cell.substr(0, cell.find_first_of("|;"))));
    }
    terms[row["id"]] = name;
  }
  return terms;
}

std::vector<Name> PreferredPeople() {
  std::vector<Name> names;
  for (const auto& [id, name] : PreferredTerms("people")) names.push_back(name);
  return names;
}

// Returns 500 persons of data/name_parts.tsv, given and family names of one group joined.
std::vector<Name> Persons() {
  std::map<std::string, std::map<std::string, std::vector<Name>>> parts;
  for (const CaseRow& row : ReadCases("name_parts.tsv", 5)) {
    parts[row.fields[0]][row.fields[1]].push_back({row.fields[2], row.fields[3], row.fields[4]});
  }
  std::vector<Name> persons;
  for (auto& [group, names] : parts) {
    for (const Name& given : names["given"]) {
      for (const Name& family : names["family"]) {
        Name& person = persons.emplace_back();
        for (size_t i = 0; i < 3; ++i) person.push_back(given[i] + " " + family[i]);
      }
    }
  }
  EXPECT_GE(persons.size(), 500u);
  persons.erase(persons.begin(), persons.end() - 500);
  return persons;
}

// Returns the 60 names of the shared list, or the shipped people where there is none.
std::vector<Name> Names() {
  const std::vector<Name> shared = ReadShared("cases/names.txt", '|');
  return shared.empty() ? PreferredPeople() : shared;
}

TEST(NameKey, FollowsTheCases) {
  for (const CaseRow& row : ReadCases("name_keys.tsv", 3)) {
    const NameKey key = NameKeyOf(row.fields[0]);
    EXPECT_EQ(key.symbols, row.fields[1]) << "name_keys.tsv:" << row.line;
    EXPECT_EQ(key.sounds, row.fields[2]) << "name_keys.tsv:" << row.line;
  }
}

TEST(NameKey, OfWordsIsTheirSoundsJoined) {
  TestRandom random;
  const std::vector<Name> names = Persons();
  for (int i = 0; i < 2000; ++i) {
    const size_t script = random.Below(3);
    const RuleSet rules = RulesOf(kScriptTags[script]);
    std::string text;
    std::string sounds;
    for (size_t words = 1 + random.Below(4); words > 0; --words) {
      const std::string& word = names[random.Below(names.size())][script];
      text += (text.empty() ? "" : " ") + word;
      sounds += NameSounds(Level2(word, rules).text());
    }
    ASSERT_EQ(NameKeyOfSounds(sounds), NameKeyOf(text)) << text;
  }
}

TEST(NameKey, TakesAnyText) {
  TestRandom random;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = RandomText(random, 20);
    const NameKey key = NameKeyOf(text);
    ASSERT_EQ(key.symbols.find_first_not_of("PBFKGHSZTDRLMNXCJV*0123456789"), std::string::npos)
        << text;
    ASSERT_EQ(SoundDistance(key, key), 0) << text;
  }
}

// One edit, tried at every place.
bool WithinOneEditSlowly(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const auto deletions = [](const std::string& text) {
    std::set<std::string> shorter;
    for (size_t i = 0; i < text.size(); ++i) shorter.insert(std::string(text).erase(i, 1));
    return shorter;
  };
  if (deletions(a).contains(b) || deletions(b).contains(a)) return true;
  if (a.size() != b.size()) return false;
  size_t differences = 0;
  for (size_t i = 0; i < a.size(); ++i) differences += a[i] != b[i];
  return differences == 1;
}

TEST(NameMeeting, IsOneEditOfLongKeys) {
  TestRandom random;
  const auto draw = [&random] {
    std::string symbols;
    for (size_t size = 3 + random.Below(5); size > 0; --size) symbols += "BDK"[random.Below(3)];
    return symbols;
  };
  for (int i = 0; i < 50000; ++i) {
    const NameKey a{draw(), "A"};
    const NameKey b{draw(), "A"};
    const bool near = a.symbols != b.symbols && std::min(a.symbols.size(), b.symbols.size()) >= 5 &&
                      WithinOneEditSlowly(a.symbols, b.symbols);
    const NameMeeting expected = a.symbols == b.symbols ? NameMeeting::kEqual
                                 : near                 ? NameMeeting::kNear
                                                        : NameMeeting::kNone;
    ASSERT_EQ(MeetingOf(a, b), expected) << a.symbols << " " << b.symbols;
  }
}

// The recursion that the rows of a table stand for.
int DistanceSlowly(std::string_view a, std::string_view b) {
  const auto lack = [](char c) { return c == 'A' || c == 'I' || c == 'W' ? 1 : 2; };
  if (a.empty() && b.empty()) return 0;
  int best = 1000;
  if (!a.empty()) best = std::min(best, lack(a[0]) + DistanceSlowly(a.substr(1), b));
  if (!b.empty()) best = std::min(best, lack(b[0]) + DistanceSlowly(a, b.substr(1)));
  if (a.empty() || b.empty()) return best;
  const std::string pair{std::min(a[0], b[0]), std::max(a[0], b[0])};
  const bool same = a[0] == b[0] || pair == "AW" || pair == "VW";
  const bool close = (lack(a[0]) == 1 && lack(b[0]) == 1) || pair == "DT";
  const int replace = same ? 0 : close ? 1 : 3;
  return std::min(best, replace + DistanceSlowly(a.substr(1), b.substr(1)));
}

TEST(SoundDistance, IsThatOfTheRecursion) {
  TestRandom random;
  const auto draw = [&random] {
    std::string sounds;
    for (size_t size = random.Below(6); size > 0; --size) sounds += "AIWVHDT"[random.Below(7)];
    return NameKey{"", sounds};
  };
  for (int i = 0; i < 3000; ++i) {
    const NameKey a = draw();
    const NameKey b = draw();
    ASSERT_EQ(SoundDistance(a, b), DistanceSlowly(a.sounds, b.sounds))
        << a.sounds << " " << b.sounds;
  }
}

TEST(NameMeeting, OfShortKeysHearsTheVowels) {
  EXPECT_TRUE(Meet("Хорев", "خوریف"));
  EXPECT_FALSE(Meet("Хорев", "ہر"));
  EXPECT_FALSE(Meet("Хорев", "Here"));
  EXPECT_TRUE(Meet("Россия", "روس"));
  EXPECT_FALSE(Meet("Иран", "Yerevan"));
  EXPECT_FALSE(Meet("", ""));
}

TEST(NameMeeting, OfNearKeysHearsTheVowels) {
  EXPECT_TRUE(Meet("Palestine", "فلسطین"));
  EXPECT_FALSE(Meet("Pakistan", "پریسٹینا"));
  EXPECT_FALSE(Meet("Asim Munir", "Усман Ансари"));
}

TEST(NameMeeting, FindsTheSharedNames) {
  const std::vector<Name> names = ReadShared("cases/names.txt", '|');
  if (names.empty()) GTEST_SKIP() << "no shared names";
  ASSERT_EQ(names.size(), 60u);
  EXPECT_GE(Found(names, 0, 1), 54u);
  EXPECT_GE(Found(names, 0, 2), 56u);
  EXPECT_GE(Found(names, 1, 2), 53u);
}

TEST(NameMeeting, FindsTheShippedPeople) {
  const std::vector<Name> people = PreferredPeople();
  ASSERT_GE(people.size(), 50u);
  for (const auto& [a, b] : kScriptPairs) {
    EXPECT_GE(Found(people, a, b), people.size() * 85 / 100) << kScriptTags[a] << kScriptTags[b];
  }
}

TEST(NameMeeting, FindsPersonsOfCommonNames) {
  const std::vector<Name> persons = Persons();
  for (const auto& [a, b] : kScriptPairs) {
    EXPECT_GE(Found(persons, a, b), persons.size() * 9 / 10) << kScriptTags[a] << kScriptTags[b];
  }
}

// 60 names beside 500 persons, whose given and family names are common in the two countries.
TEST(NameMeeting, KeepsPersonsApart) {
  const std::vector<Name> names = Names();
  const std::vector<Name> persons = Persons();
  for (const auto& [a, b] : kScriptPairs) {
    EXPECT_LE(FalseMeetings(names, persons, a, b), 3u) << kScriptTags[a] << kScriptTags[b];
  }
}

// Places are single words, for whose short keys the rule is known to be weak.
TEST(NameMeeting, KeepsMostPlacesApart) {
  const std::vector<Name> names = Names();
  std::vector<Name> places;
  for (const std::string glossary : {"countries", "places"}) {
    for (const auto& [id, place] : PreferredTerms(glossary)) {
      const bool known =
          std::any_of(names.begin(), names.end(), [&place = place](const Name& name) {
            return name[0] == place[0] || name[1] == place[1] || name[2] == place[2];
          });
      if (!known && !id.ends_with("official")) places.push_back(place);
    }
  }
  ASSERT_GE(places.size(), 400u);
  for (const auto& [a, b] : kScriptPairs) {
    EXPECT_LE(FalseMeetings(names, places, a, b), 10u) << kScriptTags[a] << kScriptTags[b];
  }
}

}  // namespace
}  // namespace dragoman
