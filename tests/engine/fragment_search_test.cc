#include "server/engine/fragment_search.h"

#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

class FragmentSearchTest : public EngineTest {
 protected:
  // Returns "MEMORY: [query run] [stored run]" of each fragment.
  std::vector<std::string> Find(const std::string& text, const LookupOptions& options) {
    LookupQuery query;
    query.segment.text = text;
    const auto result = Lookup(*registry_, options, query, {});
    EXPECT_OK(result);
    std::vector<std::string> found;
    const auto cut = [](const std::string& whole, const ByteRange& range) {
      return "[" + whole.substr(range.begin, range.end - range.begin) + "]";
    };
    for (const FragmentMatch& one : result->fragments) {
      found.push_back(one.memory + ": " + cut(text, one.query) + " " +
                      cut(one.unit.At(one.source)->segment.text, one.stored));
    }
    return found;
  }

  static LookupOptions Options(size_t max_fragments) {
    LookupOptions options;
    options.source = Lang("en");
    options.max_fragments = max_fragments;
    return options;
  }
  using Strings = std::vector<std::string>;
};

TEST_F(FragmentSearchTest, LongerRunsThenThePreferredMemory) {
  CreateMemory("n");
  const auto put = [this](const char* memory, const char* text) {
    Put(MakeWrite({{"en", text}, {"ru", "перевод"}}), WritePolicy::kAdd, memory);
  };
  put("m", "Peace treaty");
  put("n", "A treaty of peace");
  put("n", "The peace treaties");
  put("n", "Peace Treaty");
  const std::string text = "He read of the peace treaty that had been signed then.";
  EXPECT_EQ(Find(text, Options(0)), Strings());
  EXPECT_EQ(Find(text, Options(9)), (Strings{"memories/n: [the peace treaty] [The peace treaties]",
                                             "memories/m: [peace treaty] [Peace treaty]",
                                             "memories/n: [peace treaty] [Peace Treaty]"}));
  EXPECT_EQ(Find(text, Options(1)).size(), 1u);
  LookupOptions preferred = Options(9);
  preferred.memories.resize(2);
  preferred.memories[0].name = "n";
  preferred.memories[1].name = "m";
  EXPECT_EQ(Find(text, preferred)[1], "memories/n: [peace treaty] [Peace Treaty]");
  preferred.memories[0].penalty = 1;
  EXPECT_EQ(Find(text, preferred)[1], "memories/m: [peace treaty] [Peace treaty]");
}

TEST_F(FragmentSearchTest, MatchesAndOtherTargetsAreLeftOut) {
  Put(MakeWrite({{"en", "Peace treaty"}, {"ur", "امن"}}));
  Put(MakeWrite({{"en", "Peace treaty now"}, {"ru", "Мир"}}));
  LookupOptions options = Options(9);
  EXPECT_EQ(Find("Peace treaty", options),
            Strings{"memories/m: [Peace treaty] [Peace treaty]"});  // Of "now": score 67.
  options.min_score = 60;
  EXPECT_EQ(Find("Peace treaty", options), Strings());
  options.min_score = 70;
  options.targets = {Lang("ur")};
  EXPECT_EQ(Find("Peace treaty", options), Strings());
}

}  // namespace
}  // namespace dragoman
