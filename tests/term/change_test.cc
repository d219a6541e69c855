// Changes to an index: any sequence of them gives what a fresh index of the result gives.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <random>
#include <thread>

#include "tests/term/term_support.h"

namespace dragoman {
namespace {

constexpr const char* kText = "alpha beta gamma delta, alpha gamma; epsilon zeta alpha";

std::vector<std::string> Shown(const TermSnapshot& snapshot) {
  std::vector<std::string> lines;
  for (const TermHit& hit : RecogniseIn(snapshot, kText, Lang("en"))) {
    lines.push_back(hit.concept_id + "/" + std::to_string(hit.term) + "@" +
                    std::to_string(hit.range.begin) + "-" + std::to_string(hit.range.end) +
                    (hit.nested ? "n" : ""));
  }
  return lines;
}

class ChangeMaker {
 public:
  explicit ChangeMaker(uint32_t seed) : random_(seed) {}

  ConceptChange Next() {
    std::string id = "c" + std::to_string(Below(50));
    if (Below(4) == 0) return {.id = std::move(id), .concept_value = nullptr};
    std::vector<Term> terms;
    for (size_t i = 0; i <= Below(2); ++i) {
      std::string text = kWords[Below(std::size(kWords))];
      if (Below(2) == 0) text += std::string(" ") + kWords[Below(std::size(kWords))];
      terms.push_back(MakeTerm(Lang(Below(5) == 0 ? "ru" : "en"), std::move(text)));
    }
    return MakeChange(std::move(id), std::move(terms));
  }
  size_t Below(size_t limit) { return random_() % limit; }

 private:
  static constexpr const char* kWords[] = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta"};
  std::mt19937 random_;
};

TEST(TermIndex, AnySequenceOfChangesEqualsAFreshIndex) {
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    ChangeMaker maker(seed);
    TermIndex index(Lang("en"));
    std::map<std::string, ConceptChange> live;
    for (Revision revision = 1; revision <= 120; ++revision) {
      std::vector<ConceptChange> changes;
      for (size_t i = 0; i <= maker.Below(3); ++i) changes.push_back(maker.Next());
      for (const ConceptChange& change : changes) live[change.id] = change;
      index.Apply(changes, revision);
      if (maker.Below(6) == 0) index.Compact();
      std::vector<ConceptChange> all;
      for (const auto& [id, change] : live) all.push_back(change);
      const auto fresh = SnapshotOf(Lang("en"), all);
      const auto snapshot = index.snapshot();
      ASSERT_EQ(Shown(*snapshot), Shown(*fresh)) << "revision " << revision;
      ASSERT_EQ(snapshot->terms(), fresh->terms());
      ASSERT_EQ(snapshot->revision(), revision);
    }
  }
}

TEST(TermIndex, AnEmptyIndexHasASnapshot) {
  const TermIndex index(Lang("en"));
  EXPECT_EQ(index.snapshot()->revision(), 0U);
  EXPECT_EQ(index.snapshot()->terms(), 0U);
  EXPECT_TRUE(Shown(*index.snapshot()).empty());
}

TEST(TermIndex, OfTwoChangesOfOneConceptTheLastHolds) {
  TermIndex index(Lang("en"));
  const Language en = Lang("en");
  const std::vector<ConceptChange> changes{MakeChange("c", {MakeTerm(en, "alpha")}),
                                           MakeChange("c", {MakeTerm(en, "beta")})};
  index.Apply(changes, 1);
  EXPECT_EQ(Shown(*index.snapshot()), std::vector<std::string>{"c/0@6-10"});
}

TEST(TermIndex, ASnapshotKeepsWhatItHadAndOutlivesTheIndex) {
  std::shared_ptr<const TermSnapshot> before;
  {
    TermIndex index(Lang("en"));
    index.Apply(std::vector{MakeChange("c", {MakeTerm(Lang("en"), "beta")})}, 1);
    before = index.snapshot();
    index.Apply(std::vector{ConceptChange{.id = "c", .concept_value = nullptr}}, 2);
    EXPECT_TRUE(Shown(*index.snapshot()).empty());
  }
  EXPECT_EQ(Shown(*before), std::vector<std::string>{"c/0@6-10"});
}

// Each revision holds the pair x<revision>, y<revision>; a reader must never see a torn one.
TEST(TermIndex, ReadersSeeWholeRevisionsWhileAWriterChanges) {
  const Language en = Lang("en");
  TermIndex index(en);
  std::atomic<bool> done = false;
  std::atomic<int> torn = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const auto snapshot = index.snapshot();
        const Revision revision = snapshot->revision();
        const std::string text = "x" + std::to_string(revision) + " y" + std::to_string(revision);
        const size_t wanted = revision == 0 ? 0 : 2;
        if (RecogniseIn(*snapshot, text, en).size() != wanted) ++torn;
      }
    });
  }
  for (Revision revision = 1; revision <= 300; ++revision) {
    const std::string number = std::to_string(revision);
    index.Apply(std::vector{MakeChange("x", {MakeTerm(en, "x" + number)}),
                            MakeChange("y", {MakeTerm(en, "y" + number)}),
                            MakeChange("z" + number, {MakeTerm(en, "z" + number)})},
                revision);
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace dragoman
