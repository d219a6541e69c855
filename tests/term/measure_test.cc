// Recognition measured on the shared data, with the least share each list must reach, and the cost
// of building, changing and recognising at scale. The numbers are printed as test properties.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>

#include "tests/term/term_support.h"

namespace dragoman {
namespace {

using Clock = std::chrono::steady_clock;

double MillisSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

bool IsMark(char c) { return c == '\'' || c == '.' || c == ' '; }

// Returns whether the hit covers the text, the ending of a possessive aside.
bool CoversAll(const std::string& text, const TermHit& hit) {
  const std::string rest = text.substr(hit.range.end);
  return hit.range.begin == 0 && (rest == "'s" || std::all_of(rest.begin(), rest.end(), IsMark));
}

struct InflectionCase {
  const char* language;
  size_t least;  // Forms that must be recognised.
};

class Inflection : public testing::TestWithParam<InflectionCase> {};

TEST_P(Inflection, FormsAreRecognisedAndOnlyByTheirTerm) {
  const Language language = Lang(GetParam().language);
  const auto rows = ReadTable(SharedPath("cases/infl_" + language.tag() + ".txt"), "|");
  if (rows.empty()) GTEST_SKIP() << "no shared data";
  std::vector<ConceptChange> concepts;
  for (size_t i = 0; i < rows.size(); ++i) {
    concepts.push_back(MakeChange(std::to_string(i), {MakeTerm(language, rows[i][0])}));
  }
  const auto snapshot = SnapshotOf(language, concepts);
  size_t forms = 0, found = 0, wrong = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    for (size_t f = 1; f < rows[i].size(); ++f) {
      bool recognised = false;
      for (const TermHit& hit : RecogniseIn(*snapshot, rows[i][f], language)) {
        if (!CoversAll(rows[i][f], hit)) continue;
        const bool own = hit.concept_id == std::to_string(i);
        recognised = recognised || own;
        wrong += !own;
      }
      ++forms;
      found += recognised;
      if (!recognised) std::cout << "missed: " << rows[i][0] << " | " << rows[i][f] << "\n";
    }
  }
  std::cout << language.tag() << ": " << found << " of " << forms << " forms, " << wrong
            << " hits of other terms\n";
  EXPECT_GE(found, GetParam().least);
  EXPECT_EQ(wrong, 0U);
}

INSTANTIATE_TEST_SUITE_P(Lists, Inflection,
                         testing::Values(InflectionCase{"en", 34}, InflectionCase{"ru", 163},
                                         InflectionCase{"ur", 82}),
                         [](const auto& instance) { return instance.param.language; });

TEST(Report, TermsThatStandInItAreRecognised) {
  const auto concepts = SeedGlossary();
  const std::string report = ReadFile(SharedPath("report/000_6ff6433461dd8f5f.txt"));
  if (concepts.empty() || report.empty()) GTEST_SKIP() << "no shared data";
  const Language en = Lang("en");
  const auto snapshot = SnapshotOf(en, concepts);
  std::set<std::string> met;
  for (const TermHit& hit : RecogniseIn(*snapshot, report, en)) met.insert(hit.concept_id);
  const std::set<std::string> absent{"Soviet Union", "South Asia",
                                     "Ambassador of the Russian Federation"};
  size_t standing = 0, recognised = 0;
  for (const ConceptChange& change : concepts) {
    const std::string& text = change.concept_value->terms[0].text;
    if (absent.contains(text)) continue;
    ++standing;
    recognised += met.contains(change.id);
    if (!met.contains(change.id)) std::cout << "not met: " << text << "\n";
  }
  std::cout << recognised << " of " << standing << " concepts of the report\n";
  EXPECT_GE(recognised * 100, standing * 95);
}

TEST(Report, TimePerSentence) {
  const auto concepts = SeedGlossary();
  const auto rows = ReadTable(SharedPath("corpus/tico19.tsv"), "\t");
  if (concepts.empty() || rows.empty()) GTEST_SKIP() << "no shared data";
  const char* const tags[] = {"en", "ru", "ur"};
  for (size_t column = 0; column < 3; ++column) {
    const Language language = Lang(tags[column]);
    const auto snapshot = SnapshotOf(language, concepts);
    double analyse_ms = 0, recognise_ms = 0;
    size_t hits = 0, words = 0, sentences = 0;
    for (const auto& row : rows) {
      if (row.size() != 3 || ++sentences > 1000) continue;
      const auto start = Clock::now();
      const Analysis analysis = Analyse(row[column], language);
      analyse_ms += MillisSince(start);
      const auto middle = Clock::now();
      hits += snapshot->Recognise(row[column], analysis).size();
      recognise_ms += MillisSince(middle);
      words += analysis.words.size();
    }
    std::cout << tags[column] << ": " << words / 1000.0 << " words a sentence, analysis "
              << analyse_ms << " µs, recognition " << recognise_ms << " µs a sentence, " << hits
              << " hits\n";
    EXPECT_LT(recognise_ms, 10'000) << "10 ms a sentence would be a fault of design";
  }
}

// Terms of one to four words over 20,000 made-up words with endings.
std::vector<ConceptChange> LargeGlossary(size_t concepts, size_t terms_each) {
  uint64_t state = 1;
  const auto next = [&state] {
    return state = state * 6364136223846793005ULL + 1442695040888963407;
  };
  const auto word = [&next] {
    static constexpr const char* kSyllables[] = {"ba",  "ko", "tri", "men",
                                                 "dal", "su", "ver", "ni"};
    uint64_t bits = (next() >> 33) % 20'000;
    std::string made;
    for (int i = 0; i < 5; ++i, bits /= 8) made += kSyllables[bits % 8];
    return made + (bits % 2 == 0 ? "ing" : "s");
  };
  std::vector<ConceptChange> changes;
  for (size_t i = 0; i < concepts; ++i) {
    std::vector<Term> terms;
    for (size_t t = 0; t < terms_each; ++t) {
      std::string text = word();
      for (uint64_t more = (next() >> 40) % 4; more > 0; --more) text += " " + word();
      terms.push_back(MakeTerm(Lang("en"), std::move(text)));
    }
    changes.push_back(MakeChange("c" + std::to_string(i), std::move(terms)));
  }
  return changes;
}

TEST(Scale, HundredThousandTermsLoadAndChangeFast) {
  const Language en = Lang("en");
  const auto concepts = LargeGlossary(10'000, 10);
  TermIndex index(en);
  auto start = Clock::now();
  index.Apply(concepts, 1);
  std::cout << "load of " << index.snapshot()->terms() << " terms: " << MillisSince(start)
            << " ms\n";
  std::vector<double> times;
  for (size_t i = 0; i < 2000; ++i) {
    start = Clock::now();
    index.Apply({&concepts[i * 5], 1}, 2 + i);
    times.push_back(MillisSince(start));
  }
  double sum = 0;
  for (const double time : times) sum += time;
  std::sort(times.begin(), times.end());
  std::cout << "one change: median " << times[times.size() / 2] << " ms, mean "
            << sum / static_cast<double>(times.size()) << " ms, worst " << times.back() << " ms\n";
  EXPECT_EQ(index.snapshot()->terms(), 100'000U);
  const std::string& text = concepts[77].concept_value->terms[0].text;
  EXPECT_FALSE(RecogniseIn(*index.snapshot(), text, en).empty());
}

}  // namespace
}  // namespace dragoman
