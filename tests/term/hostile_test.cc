// Glossaries and texts made to hurt: everything ends, in bounded time, and nothing crashes.
#include <gtest/gtest.h>

#include "server/term/term_automaton.h"
#include "tests/cpu_time.h"
#include "tests/term/term_support.h"

namespace dragoman {
namespace {

// Generous: a sanitizer build must pass; a walk without limits would take minutes.
constexpr double kLimitSeconds = 30;

class Stopwatch {
 public:
  ~Stopwatch() { EXPECT_LT(CpuSeconds() - start_, kLimitSeconds); }

 private:
  const double start_ = CpuSeconds();
};

std::string Repeated(std::string_view part, size_t times) {
  std::string text;
  for (size_t i = 0; i < times; ++i) text += part;
  return text;
}

TEST(TermHostile, TermsWithoutWordsAreLeftOut) {
  const Language en = Lang("en");
  const auto snapshot =
      SnapshotOf(en, {MakeChange("a", {MakeTerm(en, ""), MakeTerm(en, "…"), MakeTerm(en, " \u200B"),
                                       MakeTerm(en, "peace")})});
  EXPECT_EQ(snapshot->terms(), 1U);
  EXPECT_EQ(RecogniseIn(*snapshot, "… peace ()", en).size(), 1U);
  EXPECT_TRUE(RecogniseIn(*snapshot, "", en).empty());
}

TEST(TermHostile, LongTermsAreRecognisedUpToTheLimit) {
  const Language en = Lang("en");
  const std::string longest = Repeated("word ", kMaxTermWords);
  const auto snapshot = SnapshotOf(en, {MakeChange("longest", {MakeTerm(en, longest)}),
                                        MakeChange("longer", {MakeTerm(en, longest + "word")}),
                                        MakeChange("200", {MakeTerm(en, Repeated("w ", 200))})});
  EXPECT_EQ(snapshot->terms(), 1U);
  const auto hits = RecogniseIn(*snapshot, longest, en);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].concept_id, "longest");
}

TEST(TermHostile, TenThousandEqualTermsInALongText) {
  const Stopwatch stopwatch;
  const Language en = Lang("en");
  std::vector<ConceptChange> concepts;
  for (int i = 0; i < 10'000; ++i) {
    concepts.push_back(MakeChange("c" + std::to_string(i), {MakeTerm(en, "peace")}));
  }
  const auto snapshot = SnapshotOf(en, concepts);
  EXPECT_EQ(RecogniseIn(*snapshot, "peace in our time", en).size(), 10'000U);
  const auto hits = RecogniseIn(*snapshot, Repeated("peace ", 100'000), en);
  EXPECT_EQ(hits.size(), WalkLimits{}.matches);
}

TEST(TermHostile, AMegabyteOfOneWordAgainstAllItsRepetitions) {
  const Stopwatch stopwatch;
  const Language en = Lang("en");
  std::vector<ConceptChange> concepts;
  for (const std::string_view word : {"run ", "runs ", "running ", "Run-", "runrun "}) {
    for (size_t times = 1; times < kMaxTermWords; ++times) {
      concepts.push_back(
          MakeChange("c" + std::to_string(concepts.size()), {MakeTerm(en, Repeated(word, times))}));
    }
  }
  const auto snapshot = SnapshotOf(en, concepts);
  EXPECT_GT(RecogniseIn(*snapshot, Repeated("run ", 250'000), en).size(), 10'000U);
}

TEST(TermHostile, AMegabyteWithoutSpaces) {
  const Stopwatch stopwatch;
  for (const char* const tag : {"en", "ru", "ur"}) {
    const Language language = Lang(tag);
    const auto snapshot = SnapshotOf(
        language, {MakeChange("a", {MakeTerm(language, "aaa aaa"), MakeTerm(language, "اا اا")})});
    EXPECT_TRUE(RecogniseIn(*snapshot, Repeated("a", 1'000'000), language).empty());
    EXPECT_TRUE(RecogniseIn(*snapshot, Repeated("ا", 500'000), language).empty());
    EXPECT_TRUE(RecogniseIn(*snapshot, Repeated(",", 1'000'000), language).empty());
  }
}

}  // namespace
}  // namespace dragoman
