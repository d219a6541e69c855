#include "client/cli/html_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(HtmlReport, EscapesWhatMeansSomething) {
  EXPECT_EQ(HtmlEscaped("a<b> & \"c\" 'd'"), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
  EXPECT_EQ(HtmlEscaped("a\x01\x1b\xFF\xC2\x85"), "a\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(HtmlEscaped("گھر\n"), "گھر\n");
}

v1::RenderedSegment Segment() {
  return FromText<v1::RenderedSegment>(R"(
    index: 0 segment_count: 1 segment { text: "The <ambassador> came." }
    lookup { matches {
      score: 86 kind: FUZZY unit: "memories/m/units/5" flags { number: true }
      source { language: "en" segment { text: "The <ambassador> went." } }
      targets { language: "ru" segment { text: "Посол <ушёл>." } }
      penalties { words: 14 }
      diff { kind: EQUAL query { end: 17 } stored { end: 17 } }
      diff { kind: REPLACE query { begin: 17 end: 21 } stored { begin: 17 end: 21 } }
      diff { kind: EQUAL query { begin: 21 end: 22 } stored { begin: 21 end: 22 } } } }
    terms { range { begin: 5 end: 15 } text: "ambassador" concept_name: "glossaries/t/concepts/a"
      renderings { language: "ru" text: "посол" status: PREFERRED }
      renderings { language: "ru" text: "ам\"б" status: FORBIDDEN }
      renderings { language: "ur" text: "سفیر" status: PREFERRED } })");
}

std::string Page(const std::string& title) {
  HtmlReport report({title, "en", {"ru", "ur"}});
  RenderSummary summary;
  summary.Add(Segment());
  report.Add(Segment());
  return report.Finish(summary);
}

TEST(HtmlReport, MarksTermsAndDifferences) {
  const std::string page = Page("t");
  EXPECT_THAT(page, HasSubstr("The &lt;<mark class=\"term\" title=\"ru: посол; ur: "
                              "\u2067سفیر\u2069\">ambassador</mark>&gt; came."));
  EXPECT_THAT(page, HasSubstr("&gt; <del class=\"replace\">came</del>"
                              "<ins class=\"replace\">went</ins>."));
  EXPECT_THAT(page, HasSubstr("<span class=\"badge high\">86</span> fuzzy"));
  EXPECT_THAT(page, HasSubstr("check: number"));
  EXPECT_THAT(page, HasSubstr("-14 words"));
}

TEST(HtmlReport, ProposalsFollowTheirTarget) {
  v1::RenderedSegment segment = Segment();
  *segment.mutable_lookup()->mutable_matches(0)->add_proposals() = FromText<v1::Proposal>(R"(
    language: "ru" segment { text: "<3 лет" }
    changes { kind: NUMBER proposed { begin: 1 end: 2 } old_text: "5" new_text: "3"
              warnings: CHECK_AGREEMENT })");
  HtmlReport report({"t", "en", {"ru", "ur"}});
  report.Add(segment);
  const std::string page = report.Finish(RenderSummary());
  EXPECT_THAT(page, HasSubstr("proposal <strong class=\"check\">check: agreement of &#39;3&#39;"));
  EXPECT_THAT(page, HasSubstr("<p class=\"proposal\" lang=\"ru\" dir=\"ltr\">"
                              "&lt;<del>5</del><ins>3</ins> лет</p>"));
}

TEST(HtmlReport, HasOneColumnForEachLanguage) {
  const std::string page = Page("t");
  EXPECT_THAT(page, HasSubstr("<th>en</th><th>ru</th><th dir=\"rtl\">ur</th>"));
  EXPECT_THAT(page, HasSubstr("<td lang=\"ru\" dir=\"ltr\"><p lang=\"ru\" dir=\"ltr\">"
                              "Посол &lt;ушёл&gt;.</p>"));
  EXPECT_THAT(page, HasSubstr("<td lang=\"ur\" dir=\"rtl\"><p class=\"none\" lang=\"en\">"));
  EXPECT_THAT(page, HasSubstr("посол</span> · <span lang=\"ru\" dir=\"ltr\" class=\"avoid\">"
                              "ам&quot;б</span>"));
  EXPECT_THAT(page, HasSubstr("<li><b>1</b> fuzzy</li>"));
}

TEST(HtmlReport, BridgedMatchFillsTheColumnThatTheBestOneHasNot) {
  auto segment = Segment();
  *segment.mutable_lookup()->add_matches() = FromText<v1::Match>(R"(
    score: 86 kind: BRIDGED unit: "memories/m/units/6"
    source { language: "en" segment { text: "The end." } }
    targets { language: "ur" segment { text: "اختتام" } }
    bridge { unit: "memories/n/units/7" source_score: 86 pivot_score: 99
             source_pivot { language: "de" segment { text: "Das <Ende>." } }
             pivot { language: "de" segment { text: "Das <ende>." } } })");
  HtmlReport report({"t", "en", {"ru", "ur"}});
  report.Add(segment);
  const std::string page = report.Finish({});
  EXPECT_THAT(page, HasSubstr("<td lang=\"ur\" dir=\"rtl\"><p lang=\"ur\" dir=\"rtl\">اختتام</p>"
                              "<div class=\"match\" lang=\"en\" dir=\"ltr\">"));
  EXPECT_THAT(page, HasSubstr("</span> bridged memories/m/units/6 + memories/n/units/7, over de: "
                              "source 86, pivots 99"));
  EXPECT_THAT(page, HasSubstr("<p class=\"pivot\" lang=\"de\" dir=\"ltr\">Das &lt;Ende&gt;.</p>"
                              "<p class=\"pivot\" lang=\"de\" dir=\"ltr\">Das &lt;ende&gt;.</p>"));
}

TEST(HtmlReport, NeedsNothingElseAndRunsNothing) {
  const std::string page = Page("<script>alert(1)</script> {{rows}}");
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; {{rows}}"));
  for (const char* outside : {"http:", "https:", "src=", "<link", "@import", "url("}) {
    EXPECT_THAT(page, Not(HasSubstr(outside)));
  }
  EXPECT_THAT(page, HasSubstr("prefers-color-scheme: dark"));
  EXPECT_THAT(page, HasSubstr("@media print"));
}

TEST(HtmlReport, MarksOutermostTermsOnce) {
  auto segment = FromText<v1::RenderedSegment>(R"(
    segment { text: "abcd" } terms { range { end: 2 } text: "ab" nested: true }
    terms { range { end: 1 } text: "a" } terms { range { begin: 1 end: 4 } text: "bcd" }
    terms { range { begin: 1 end: 4 } text: "bcd" } terms { range { begin: 2 end: 9 } })");
  HtmlReport report({"t", "en", {}});
  report.Add(segment);
  EXPECT_THAT(report.Finish({}), HasSubstr("<p><mark class=\"term\" title=\"\">a</mark>"
                                           "<mark class=\"term\" title=\"\">bcd</mark></p>"));
}

}  // namespace
}  // namespace dragoman
