#include "server/engine/rendering_survey.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "tests/random.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Wants all but one key.
class AllBut : public RenderingObserver {
 public:
  explicit AllBut(uint64_t unwanted) : unwanted_(unwanted) {}
  std::vector<Observation> Observe(ComparedUnit&) override { return {}; }
  bool Wants(uint64_t key, uint64_t) const override { return key != unwanted_; }

 private:
  const uint64_t unwanted_;
};

Observation Seen(uint64_t key, std::initializer_list<uint64_t> renderings) {
  Observation observation{.key = key};
  for (const uint64_t one : renderings) observation.renderings.push_back({.identity = one});
  return observation;
}

TEST(RenderingSurvey, TellsWhatIsRenderedInTwoWays) {
  RenderingSurvey survey;
  for (int i = 0; i < 3; ++i) survey.Add(Seen(1, {10}));
  survey.Add(Seen(2, {10}));
  survey.Add(Seen(2, {kOtherRendering}));
  survey.Add(Seen(3, {10, 11}));
  survey.Add(Seen(4, {10}));
  survey.Add(Seen(4, {11}));
  EXPECT_THAT(survey.Varied(AllBut(0), {}).value(), ElementsAre(2, 4, 3));
  EXPECT_THAT(survey.Varied(AllBut(4), {}).value(), ElementsAre(2, 3));
}

TEST(RenderingSurvey, IsWhatItsTwinCounts) {
  TestRandom random;
  for (int round = 0; round < 50; ++round) {
    RenderingSurvey survey;
    std::map<uint64_t, std::pair<uint64_t, std::set<uint64_t>>> twin;
    for (uint64_t i = random.Below(200); i > 0; --i) {
      const uint64_t key = random.Below(40);
      const uint64_t rendering = random.Below(3);
      survey.Add(Seen(key, {rendering}));
      ++twin[key].first;
      twin[key].second.insert(rendering);
    }
    std::vector<uint64_t> varied;
    for (uint64_t uses = 200; uses > 0; --uses) {
      for (const auto& [key, seen] : twin) {
        if (seen.first == uses && seen.second.size() > 1) varied.push_back(key);
      }
    }
    EXPECT_EQ(survey.Varied(AllBut(99), {}).value(), varied);
  }
}

TEST(RenderingSurvey, FollowsNoMoreThanItMay) {
  RenderingSurvey survey;
  for (uint64_t key = 0; key < kMaxFollowed; ++key) survey.Add(Seen(key, {1}));
  EXPECT_FALSE(survey.cut());
  survey.Add(Seen(kMaxFollowed, {1, 2}));
  EXPECT_TRUE(survey.cut());
  EXPECT_THAT(survey.Varied(AllBut(kMaxFollowed + 1), {}).value(), IsEmpty());
  survey.Add(Seen(7, {2}));
  EXPECT_THAT(survey.Varied(AllBut(kMaxFollowed + 1), {}).value(), ElementsAre(7));
}

}  // namespace
}  // namespace dragoman
