#include "server/match/concordance.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/match/brute_force.h"
#include "tests/match/cases.h"
#include "tests/match/random_texts.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

// An item as strings: what the slow twin works on.
struct PlainWord {
  Word word;
  WordMatch match = WordMatch::kStem;
  std::string prefix;
};
struct PlainItem {
  std::vector<PlainWord> words;
  bool negated = false;
};

std::vector<ConcordanceItem> ItemsOf(const std::vector<PlainItem>& plain) {
  std::vector<ConcordanceItem> items;
  for (const PlainItem& item : plain) {
    ConcordanceItem& out = items.emplace_back();
    out.negated = item.negated;
    for (const PlainWord& word : item.words) {
      out.words.push_back(word.match == WordMatch::kPrefix
                              ? ConcordanceWord{.match = WordMatch::kPrefix, .prefix = word.prefix}
                              : WordLike(word.word, word.match == WordMatch::kFold));
    }
  }
  return items;
}

std::string Show(const std::vector<PlainItem>& items) {
  std::string text;
  for (const PlainItem& item : items) {
    text += item.negated ? " -[" : " [";
    for (const PlainWord& word : item.words) {
      text += word.match == WordMatch::kPrefix ? word.prefix + "*"
              : word.match == WordMatch::kFold ? "=" + word.word.fold
                                               : word.word.stem;
      text += " ";
    }
    text += "]";
  }
  return text;
}

// The slow twin: every text looked at word by word.
bool IsWord(const PlainWord& asked, const Word& word) {
  if (asked.match == WordMatch::kPrefix) {
    return !word.is_number() && word.fold.starts_with(asked.prefix);
  }
  if (asked.word.is_number() || word.is_number()) return asked.word.value == word.value;
  return asked.match == WordMatch::kFold ? asked.word.fold == word.fold
                                         : asked.word.stem == word.stem;
}

bool StandsAt(const PlainItem& item, const Analysis& text, size_t at) {
  for (size_t i = 0; i < item.words.size(); ++i) {
    if (at + i >= text.words.size() || !IsWord(item.words[i], text.words[at + i])) return false;
  }
  return true;
}

bool Fits(const std::vector<PlainItem>& items, const Analysis& text) {
  return std::all_of(items.begin(), items.end(), [&text](const PlainItem& item) {
    bool stands = false;
    for (size_t at = 0; at < text.words.size(); ++at) stands |= StandsAt(item, text, at);
    return stands != item.negated;
  });
}

ConcordanceUnits BruteForce(const Entries& entries, const std::vector<PlainItem>& items,
                            const ConcordanceOptions& options) {
  ConcordanceUnits found;
  for (auto at = entries.rbegin(); at != entries.rend(); ++at) {
    if ((at->second.entry.languages & options.languages) == 0) continue;
    if (!Fits(items, at->second.analysis)) continue;
    ++found.total;
    const bool on_page = at->first < options.before && found.units.size() < options.limit;
    if (on_page) found.units.push_back(at->first);
  }
  return found;
}

PlainWord RandomWord(std::mt19937& random, const Word& word) {
  static const WordMatch kMatches[] = {WordMatch::kStem, WordMatch::kFold, WordMatch::kPrefix};
  PlainWord plain{.word = word, .match = kMatches[Draw(random, 3)], .prefix = {}};
  if (plain.match != WordMatch::kPrefix) return plain;
  const size_t cut = Draw(random, 2) == 0 ? 1 : Draw(random, word.fold.size()) + 1;
  plain.prefix = word.fold.substr(0, cut);  // Within a letter, too: nothing has it then.
  return plain;
}

// Words that follow each other in a text, at times with one of another text among them.
PlainItem RandomItem(std::mt19937& random, const std::vector<const Analysis*>& texts) {
  PlainItem item;
  const Analysis& text = *texts[Draw(random, texts.size())];
  const size_t at = Draw(random, text.words.size());
  const size_t count =
      std::min(1 + Draw(random, 3) % (1 + Draw(random, 3)), text.words.size() - at);
  for (size_t i = 0; i < count; ++i) {
    const Analysis& source = Draw(random, 6) == 0 ? *texts[Draw(random, texts.size())] : text;
    item.words.push_back(RandomWord(
        random, source.words[&source == &text ? at + i : Draw(random, source.words.size())]));
  }
  return item;
}

std::vector<PlainItem> RandomItems(std::mt19937& random,
                                   const std::vector<const Analysis*>& texts) {
  std::vector<PlainItem> items = {RandomItem(random, texts)};
  for (size_t i = Draw(random, 3); i > 0; --i) {
    items.push_back(RandomItem(random, texts));
    items.back().negated = Draw(random, 2) == 0;
  }
  return items;
}

std::vector<const Analysis*> TextsWithWords(const Entries& entries) {
  std::vector<const Analysis*> texts;
  for (const auto& [unit, known] : entries) {
    if (!known.analysis.words.empty()) texts.push_back(&known.analysis);
  }
  return texts;
}

// Searches for random items; returns how many units were found.
uint64_t ExpectEqualsBruteForce(std::mt19937& random, const IndexSnapshot& snapshot,
                                const Entries& entries, int queries) {
  const auto texts = TextsWithWords(entries);
  uint64_t total = 0;
  for (int i = 0; i < queries && !texts.empty(); ++i) {
    const std::vector<PlainItem> items = RandomItems(random, texts);
    ConcordanceOptions options;
    options.limit = Draw(random, 2) == 0 ? Draw(random, 4) : entries.size();
    if (Draw(random, 2) == 0) options.before = Draw(random, entries.rbegin()->first + 2);
    if (Draw(random, 3) == 0) options.languages = 1 + Draw(random, 7);
    const auto found = SearchConcordance(snapshot, ItemsOf(items), options);
    EXPECT_OK(found);
    if (!found.ok()) return 0;
    const ConcordanceUnits expected = BruteForce(entries, items, options);
    EXPECT_EQ(found->units, expected.units) << Show(items);
    EXPECT_EQ(found->total, expected.total) << Show(items);
    total += expected.total;
  }
  return total;
}

TEST(Concordance, EqualsBruteForceThroughRandomChanges) {
  std::mt19937 random(TestSeed());
  MatchIndex index;
  Entries entries;
  uint64_t found = 0;
  for (Revision revision = 1; revision <= 400; ++revision) {
    std::vector<IndexChange> changes;
    for (size_t i = Draw(random, 20) == 0 ? 200 : Draw(random, 4); i > 0; --i) {
      const UnitId unit = 1 + Draw(random, 600);
      entries.erase(unit);
      changes.push_back({.unit = unit, .entry = std::nullopt});
      if (Draw(random, 4) == 0) continue;
      Analysis text = RandomText(random, {.max_words = 9, .stems = 15});
      changes.back().entry = EntryOf(unit, text);
      changes.back().entry->languages = 1 + Draw(random, 7);
      entries[unit] = {*changes.back().entry, std::move(text)};
    }
    index.Apply(changes, revision);
    found += ExpectEqualsBruteForce(random, *index.snapshot(), entries, 5);
    if (HasFailure()) return;
  }
  EXPECT_GT(found, 10000u);
}

// Texts of the shared corpus, or nothing where there is none.
Entries RealEntries(const char* tag, size_t column) {
  Entries entries;
  const Language language = LanguageOf(tag);
  for (const Row& row : ReadShared("corpus/tico19.tsv")) {
    Analysis analysis = Analyse(row[column], language);
    const UnitId unit = entries.size() + 1;
    entries[unit] = {EntryOf(unit, analysis), std::move(analysis)};
    entries[unit].entry.languages = 1 + unit % 7;
  }
  return entries;
}

TEST(Concordance, EqualsBruteForceOnRealText) {
  std::mt19937 random(TestSeed());
  for (const auto& [tag, column] :
       {std::pair("en", size_t{0}), std::pair("ru", size_t{1}), std::pair("ur", size_t{2})}) {
    const Entries entries = RealEntries(tag, column);
    MatchIndex index;
    Revision revision = 0;
    std::vector<IndexChange> changes;
    for (const auto& [unit, known] : entries) {
      changes.push_back({.unit = unit, .entry = known.entry});
      if (unit % 1000 != 0 && unit != entries.size()) continue;
      index.Apply(changes, ++revision);
      changes.clear();
    }
    ExpectEqualsBruteForce(random, *index.snapshot(), entries, 100);
  }
}

// The entries of sentences of a language, as units 1 and on.
std::shared_ptr<const IndexSnapshot> SnapshotOf(const std::vector<std::string>& texts,
                                                const char* tag) {
  MatchIndex index;
  std::vector<IndexChange> changes;
  for (const std::string& text : texts) {
    const UnitId unit = changes.size() + 1;
    changes.push_back({.unit = unit, .entry = EntryOf(unit, Analyse(text, LanguageOf(tag)))});
  }
  index.Apply(changes, 1);
  return index.snapshot();
}

ConcordanceItem Item(std::string_view text, const char* tag, bool exact = false) {
  ConcordanceItem item;
  for (const Word& word : Analyse(text, LanguageOf(tag)).words) {
    item.words.push_back(WordLike(word, exact));
  }
  return item;
}

std::vector<UnitId> Units(const IndexSnapshot& snapshot,
                          const std::vector<ConcordanceItem>& items) {
  return SearchConcordance(snapshot, items, {}).value().units;
}

TEST(Concordance, StemsFormsAndNumbers) {
  const auto en =
      SnapshotOf({"The report of 1998", "Two reports of 1999", "Reported: 1998 of 2"}, "en");
  using Ids = std::vector<UnitId>;
  EXPECT_EQ(Units(*en, {Item("report", "en")}), (Ids{3, 2, 1}));
  EXPECT_EQ(Units(*en, {Item("REPORT", "en", true)}), (Ids{1}));
  EXPECT_EQ(Units(*en, {Item("1998", "en")}), (Ids{3, 1}));
  EXPECT_EQ(Units(*en, {Item("reports of", "en")}), (Ids{2, 1}));
  ConcordanceItem without = Item("report of", "en");
  without.negated = true;
  EXPECT_EQ(Units(*en, {Item("1998", "en"), without}), (Ids{3}));
  const auto ru = SnapshotOf({"Послы прибыли", "Встреча послов", "Поселение"}, "ru");
  EXPECT_EQ(Units(*ru, {Item("посла", "ru")}), (Ids{2, 1}));
}

TEST(Concordance, PrefixesOfManyWordsAreRefused) {
  MatchIndex index;
  std::vector<Word> words;
  for (size_t i = 0; i <= kMaxPrefixFolds; ++i) words.push_back(MakeWord(static_cast<int>(i)));
  index.Apply(std::vector<IndexChange>{{1, EntryOf(1, Compose(std::move(words), {}, {}))}}, 1);
  const auto search = [&index](std::string_view prefix) {
    ConcordanceItem item;
    item.words.push_back({.match = WordMatch::kPrefix, .prefix = std::string(prefix)});
    return SearchConcordance(*index.snapshot(), {item}, {});
  };
  EXPECT_EQ(search("s").status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_NE(search("s").status().message().find("'s*' begins 10001 different words"),
            std::string::npos);
  EXPECT_EQ(search("s1").value().total, 1u);
}

TEST(Concordance, OccurrencesAreRangesOfTheText) {
  const std::string text = "The ambassador met other ambassadors of the Embassy.";
  const auto marked = [&text](const std::vector<ConcordanceItem>& items) {
    std::string all;
    for (const ByteRange& range : OccurrencesOf(items, Analyse(text, LanguageOf("en")))) {
      all += fmt::format("[{}]", text.substr(range.begin, range.end - range.begin));
    }
    return all;
  };
  EXPECT_EQ(marked({Item("ambassador", "en")}), "[ambassador][ambassadors]");
  EXPECT_EQ(marked({Item("ambassador of the", "en"), Item("the embassy", "en")}),
            "[ambassadors of the Embassy]");
  ConcordanceItem prefix;
  prefix.words.push_back({.match = WordMatch::kPrefix, .prefix = "emb"});
  EXPECT_EQ(marked({prefix}), "[Embassy]");
  prefix.negated = true;
  EXPECT_EQ(marked({prefix, Item("met", "en", true)}), "[met]");
}

}  // namespace
}  // namespace dragoman
