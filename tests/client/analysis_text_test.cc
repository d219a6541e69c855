// The analysis of documents as a table, as JSON and as a page.
#include "client/cli/analysis_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/cli/analysis_page.h"
#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

using testing::HasSubstr;
using testing::Not;

v1::DocumentAnalysis Analysis() {
  return FromText<v1::DocumentAnalysis>(R"(
    name: "<a>.txt"
    bands { band: IN_CONTEXT count { segments: 3 words: 30 characters: 120 } }
    bands { band: INTERNAL_85 count {} }
    bands { band: NO_MATCH count { segments: 1 words: 10 characters: 44 } }
    total { segments: 4 words: 40 characters: 164 })");
}

TEST(AnalysisText, ColumnsAreAligned) {
  EXPECT_EQ(AnalysisText("a.txt", Analysis()),
            "a.txt\n"
            "                            segments     words  characters  words %\n"
            "  in-context exact                 3        30         120    75.0%\n"
            "  internal 85-94                   0         0           0     0.0%\n"
            "  no match                         1        10          44    25.0%\n"
            "  total                            4        40         164   100.0%\n");
}

TEST(AnalysisText, EveryBandHasALabel) {
  for (int band = 1; band <= 14; ++band) {
    EXPECT_NE(LabelOf(static_cast<v1::AnalysisBand>(band)), "") << band;
  }
}

TEST(AnalysisText, AnEmptyFileHasNoShares) { EXPECT_EQ(ShareOf(0, 0), "0.0%"); }

TEST(AnalysisJson, NamesBands) {
  const Json json = AnalysisJson(Analysis());
  EXPECT_EQ(json["name"], "<a>.txt");
  EXPECT_EQ(json["bands"]["no match"]["words"], 10);
  EXPECT_EQ(json["total"]["segments"], 4);
}

TEST(AnalysisPage, HasABarForEachFileAndEscapesNames) {
  const std::string page = AnalysisPage("Job <1>", {Analysis(), Analysis()}, Analysis());
  EXPECT_THAT(page, HasSubstr("<h1 dir=\"auto\">Job &lt;1&gt;</h1>"));
  EXPECT_THAT(page, HasSubstr("<h2 dir=\"auto\">all files</h2>"));
  EXPECT_THAT(page, HasSubstr("<h2 dir=\"auto\">&lt;a&gt;.txt</h2>"));
  EXPECT_THAT(page, HasSubstr("<span class=\"b1\" style=\"flex-grow:30\" "
                              "title=\"in-context exact: 30 words, 75.0%\"></span>"));
  EXPECT_THAT(page, Not(HasSubstr("class=\"b10\" style")));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
  EXPECT_THAT(AnalysisPage("t", {Analysis()}, Analysis()), Not(HasSubstr("all files")));
}

}  // namespace
}  // namespace dragoman
