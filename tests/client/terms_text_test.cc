#include "client/cli/terms_text.h"

#include <gtest/gtest.h>

#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

std::string Shown(const char* terms) {
  return TermsText(FromText<v1::RecogniseTermsResponse>(terms).terms(), false);
}

TEST(TermsText, SaysWhatToWriteWhatElseAndWhatNot) {
  EXPECT_EQ(
      Shown(R"(terms { text: "ambassador" category: "title" concept_name: "glossaries/t/concepts/a"
              renderings { language: "ru" text: "посол" status: PREFERRED gender: "m" }
              renderings { language: "ru" text: "посланник" status: ADMITTED type: VARIANT note: "old" }
              renderings { language: "ru" text: "П." status: ADMITTED type: ABBREVIATION }
              renderings { language: "ur" text: "سفیر" status: PREFERRED }
              renderings { language: "ur" text: "ایلچی" status: FORBIDDEN note: "see سفیر" } })"),
      "ambassador  title  glossaries/t/concepts/a\n"
      "     ru  посол (m)\n"
      "         also посланник (old), П. (abbreviation)\n"
      "     ur  \u2067سفیر\u2069\n"
      "         not \u2067ایلچی\u2069 (forbidden; \u2068see سفیر\u2069)\n");
}

TEST(TermsText, ListsAConceptOnceWithAllItsTexts) {
  EXPECT_EQ(Shown(R"(terms { text: "Security Council" concept_name: "sc" }
                     terms { text: "Council" concept_name: "c" nested: true }
                     terms { text: "SC" concept_name: "sc" }
                     terms { text: "Security Council" concept_name: "sc" nested: true })"),
            "Security Council, SC  sc\n"
            "Council  c  nested\n");
}

TEST(TermsText, TimesKeptTermsAndAbbreviationsSaySo) {
  EXPECT_EQ(
      Shown(R"(terms { text: "FM" concept_name: "c" out_of_time: true full_form: "Foreign Minister"
              renderings { language: "ru" text: "министр" out_of_time: true animacy: "animate" }
              renderings { language: "ru" text: "мид" status: OBSOLETE type: ABBREVIATION full_form: "министр" } }
                     terms { text: "APP" concept_name: "a"
              renderings { language: "ru" text: "APP" do_not_translate: true } })"),
      "FM  c  out of its time  for Foreign Minister\n"
      "     ru  министр (out of its time; animate)\n"
      "         not мид (obsolete; abbreviation of министр)\n"
      "APP  a\n"
      "     ru  APP (kept as it stands)\n");
}

TEST(TermsText, TermsToAvoidSaySo) {
  EXPECT_EQ(Shown(R"(terms { text: "envoy" concept_name: "c" status: DEPRECATED
              renderings { language: "ru" text: "гонец" status: DEPRECATED } })"),
            "envoy  c  deprecated term\n"
            "     ru  not гонец (deprecated)\n");
}

}  // namespace
}  // namespace dragoman
