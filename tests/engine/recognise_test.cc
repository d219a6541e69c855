// Recognition over several glossaries, and the search of concepts by words.
#include "server/engine/recognise.h"

#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

RecogniseOptions From(std::string_view source, std::vector<std::string> glossaries = {}) {
  RecogniseOptions options;
  options.source = Lang(source);
  options.glossaries = std::move(glossaries);
  return options;
}

ConceptQuery Words(std::string words) {
  ConceptQuery query;
  query.words = std::move(words);
  return query;
}

class RecogniseTest : public EngineTest {
 protected:
  void Write(std::string_view glossary, const Concept& entry) {
    ASSERT_OK(Glossary(glossary)->Write({entry}, {}));
  }

  // Returns the terms as "text" or "[text]" for nested ones, then ":" and the renderings.
  std::vector<std::string> In(std::string_view text, const RecogniseOptions& options = From("en")) {
    const auto result = Recognise(*registry_, options, text);
    EXPECT_OK(result);
    std::vector<std::string> shown;
    for (const RecognisedTerm& term : result->terms) {
      const std::string_view covered =
          text.substr(term.range.begin, term.range.end - term.range.begin);
      std::string one = term.nested ? fmt::format("[{}]:", covered) : fmt::format("{}:", covered);
      for (const uint32_t i : term.renderings) one += " " + term.concept_value->terms[i].text;
      shown.push_back(one);
    }
    return shown;
  }

  std::vector<std::string> Searched(ConceptQuery query) {
    const auto result = SearchConcepts(*registry_, query);
    EXPECT_OK(result);
    std::vector<std::string> ids;
    for (const FoundConcept& found : result->concepts) ids.push_back(found.concept_value->id);
    if (result->truncated) ids.emplace_back("...");
    return ids;
  }
};

TEST_F(RecogniseTest, LongerTermsOfAnotherGlossaryGoFirst) {
  CreateGlossary("h");
  Write("g", MakeConcept("ministry", {{"en", "ministry"}, {"ru", "министерство"}}));
  Write("g", MakeConcept("senator", {{"en", "Senator Mushahid"}, {"ru", "сенатор Мушахид"}}));
  Write("h", MakeConcept("mfa", {{"en", "Ministry of Trade"}, {"ru", "Минторг"}}));
  Write("h", MakeConcept("name", {{"en", "Mushahid Hussain Syed"}, {"ru", "Сайед"}}));
  EXPECT_THAT(In("Senator Mushahid Hussain Syed left the Ministry of Trade"),
              ElementsAre("[Senator Mushahid]: сенатор Мушахид", "Mushahid Hussain Syed: Сайед",
                          "Ministry of Trade: Минторг", "[Ministry]: министерство"));
  RecogniseOptions longest = From("en");
  longest.longest_only = true;
  EXPECT_THAT(In("the Ministry of Trade", longest), ElementsAre("Ministry of Trade: Минторг"));
  EXPECT_THAT(In("the Ministry of Trade", From("en", {"g"})),
              ElementsAre("Ministry: министерство"));
}

TEST_F(RecogniseTest, GlossariesInTheOrderAsked) {
  CreateGlossary("h");
  Write("g", MakeConcept("a", {{"en", "envoy"}, {"ru", "посланник"}}));
  Write("h", MakeConcept("b", {{"en", "envoy"}, {"ru", "посол"}}));
  EXPECT_THAT(In("envoy", From("en", {"h", "glossaries/g"})),
              ElementsAre("envoy: посол", "envoy: посланник"));
  EXPECT_THAT(In("envoy"), ElementsAre("envoy: посланник", "envoy: посол"));
}

TEST_F(RecogniseTest, RenderingsByTargetThenStatusThenOrder) {
  Concept entry = MakeConcept("c", {{"en", "envoy"},
                                    {"ru", "гонец"},
                                    {"ru", "посланник"},
                                    {"ru", "посол"},
                                    {"ur", "سفیر"},
                                    {"de", "Gesandter"}});
  entry.terms[1].status = TermStatus::kForbidden;
  entry.terms[3].status = TermStatus::kPreferred;
  Write("g", entry);
  RecogniseOptions two = From("en");
  two.targets = {Lang("ur"), Lang("ru")};
  EXPECT_THAT(In("envoy", two), ElementsAre("envoy: سفیر посол посланник гонец"));
  EXPECT_THAT(In("envoy"), ElementsAre("envoy: посол посланник سفیر Gesandter гонец"));
}

TEST_F(RecogniseTest, RefusesWhatBreaksTheRules) {
  EXPECT_EQ(FieldOf(Recognise(*registry_, {}, "x").status()), "options.source_language");
  EXPECT_EQ(FieldOf(Recognise(*registry_, From("en"), "a\xff").status()), "text");
  EXPECT_THAT(Recognise(*registry_, From("en", {"g", "none"}), "x"),
              StatusIs(StatusCode::kNotFound, "glossaries/none"));
  EXPECT_EQ(FieldOf(Recognise(*registry_, From("en", {"g", "glossaries/g"}), "x").status()),
            "options.glossaries[1]");
}

TEST_F(RecogniseTest, SearchesByBeginningsOfWordsOfOneTerm) {
  Concept council = MakeConcept("sc", {{"en", "Security Council"}, {"ru", "Совет Безопасности"}});
  council.category = "institution";
  Write("g", council);
  Write("g", MakeConcept("safe", {{"en", "security"}, {"en", "council house"}}));
  Write("g", MakeConcept("word", {{"ru", "ёлка"}}));
  EXPECT_THAT(Searched(Words("secur counc")), ElementsAre("sc"));
  EXPECT_THAT(Searched(Words("SECURITY")), ElementsAre("safe", "sc"));
  EXPECT_THAT(Searched(Words("елка")), ElementsAre("word"));
  ConceptQuery query = Words("security");
  query.category = "institution";
  EXPECT_THAT(Searched(query), ElementsAre("sc"));
  query = Words("безоп");
  EXPECT_THAT(Searched(query), ElementsAre("sc"));
  query.language = Lang("en");
  EXPECT_THAT(Searched(query), IsEmpty());
  query = Words("secur");
  query.limit = 1;
  EXPECT_THAT(Searched(query), ElementsAre("safe", "..."));
  query.limit = 0;
  EXPECT_EQ(FieldOf(SearchConcepts(*registry_, query).status()), "limit");
  EXPECT_EQ(FieldOf(SearchConcepts(*registry_, Words(" , ")).status()), "query");
}

}  // namespace
}  // namespace dragoman
