// Language tags: canonical spelling, refusals, and which language answers which.
#include "server/model/language.h"

#include <absl/strings/str_split.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/model/model_support.h"
#include "tests/random.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

struct TagCase {
  std::string tag;
  std::string canonical;  // "-": refused.
};

std::vector<TagCase> TagCases() {
  std::ifstream file(DRAGOMAN_SOURCE_DIR "/tests/model/language_tags.tsv");
  std::vector<TagCase> cases;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    cases.push_back({cells.at(0), cells.at(1)});
  }
  return cases;
}

TEST(Language, ParsesTheTable) {
  const std::vector<TagCase> cases = TagCases();
  EXPECT_GE(cases.size(), 35);
  for (const auto& [tag, canonical] : cases) {
    const StatusOr<Language> language = Language::Parse(tag);
    if (canonical == "-") {
      EXPECT_THAT(language, StatusIs(StatusCode::kInvalidArgument, "BCP-47")) << tag;
    } else {
      ASSERT_OK(language) << tag;
      EXPECT_EQ(language->tag(), canonical) << tag;
    }
  }
}

TEST(Language, CanonicalTagsAreStable) {
  for (const auto& [tag, canonical] : TagCases()) {
    if (canonical == "-") continue;
    EXPECT_EQ(Of(canonical).tag(), canonical);
  }
}

TEST(Language, PrimaryIsTheFirstSubtag) {
  EXPECT_EQ(Of("ur").primary(), "ur");
  EXPECT_EQ(Of("sr-Latn-RS").primary(), "sr");
  EXPECT_EQ(Language().primary(), "");
  EXPECT_TRUE(Language().empty());
}

TEST(Language, RefusalQuotesTheTagShortened) {
  const StatusOr<Language> language = Language::Parse(std::string(10'000, 'x'));
  EXPECT_THAT(language, StatusIs(StatusCode::kInvalidArgument, "xxx…"));
  EXPECT_LT(MessageOf(language.status()).size(), 200);
}

// Whatever bytes come: no crash, and what is accepted is canonical ASCII.
TEST(Language, TakesAnyBytes) {
  constexpr std::string_view kFrequent = "enruPKlat-_-_419x1u\xD8\xFF";
  TestRandom random;
  int accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string tag(random.Below(12), '\0');
    for (char& c : tag) {
      c = random.Below(20) ? kFrequent[random.Below(kFrequent.size())]
                           : static_cast<char>(random.Below(256));
    }
    const StatusOr<Language> language = Language::Parse(tag);
    if (!language.ok()) continue;
    ++accepted;
    ASSERT_EQ(Of(language->tag()), *language) << ::testing::PrintToString(tag);
  }
  EXPECT_GT(accepted, 100);
}

TEST(Answers, TheSameTag) {
  EXPECT_TRUE(Answers(Of("en"), Of("en")));
  EXPECT_TRUE(Answers(Of("en-GB"), Of("EN_gb")));
}

TEST(Answers, APlainTagOnEitherSide) {
  EXPECT_TRUE(Answers(Of("en"), Of("en-GB")));
  EXPECT_TRUE(Answers(Of("en-GB"), Of("en")));
  EXPECT_TRUE(Answers(Of("sr"), Of("sr-Latn-RS")));
}

TEST(Answers, NotAnotherRegionScriptOrLanguage) {
  EXPECT_FALSE(Answers(Of("en-US"), Of("en-GB")));
  EXPECT_FALSE(Answers(Of("sr-Latn"), Of("sr-Cyrl")));
  EXPECT_FALSE(Answers(Of("en"), Of("ru")));
  EXPECT_FALSE(Answers(Of("pnb"), Of("pa")));
}

TEST(Answers, IsSymmetricAndReflexive) {
  const std::vector<std::string> tags = {"en", "en-GB", "en-US", "ur", "ur-PK", "sr", "sr-Latn-RS"};
  for (const std::string& a : tags) {
    EXPECT_TRUE(Answers(Of(a), Of(a)));
    for (const std::string& b : tags) EXPECT_EQ(Answers(Of(a), Of(b)), Answers(Of(b), Of(a)));
  }
}

}  // namespace
}  // namespace dragoman
