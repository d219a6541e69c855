// Recognition over several glossaries, and the search of concepts by words.
#include "server/engine/recognise.h"

#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

RecogniseOptions RecogniseFrom(std::string_view source, std::vector<std::string> glossaries = {}) {
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

  // Returns " text", with "~" before a rendering out of its time, "=TAG" after one that is kept,
  // and
  // "!" after one that is not to be used.
  static std::string Show(const RecognisedTerm& term, const TermRendering& rendering) {
    std::string shown = rendering.use.out_of_time ? " ~" : " ";
    shown += term.concept_value->terms[rendering.term].text;
    if (rendering.kept) shown += "=" + rendering.language.tag();
    return shown + (IsUsable(rendering.use.status) ? "" : "!");
  }

  // Returns the terms as "text" or "[text]" for nested ones, "~" before those out of their time,
  // then ":" and the renderings.
  std::vector<std::string> In(std::string_view text,
                              const RecogniseOptions& options = RecogniseFrom("en")) {
    const auto result = Recognise(*registry_, options, text);
    EXPECT_OK(result);
    std::vector<std::string> shown;
    for (const RecognisedTerm& term : result->terms) {
      const std::string_view covered =
          text.substr(term.range.begin, term.range.end - term.range.begin);
      std::string one = term.nested ? fmt::format("[{}]:", covered) : fmt::format("{}:", covered);
      if (term.use.out_of_time) one = "~" + one;
      for (const TermRendering& rendering : term.renderings) one += Show(term, rendering);
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
  RecogniseOptions longest = RecogniseFrom("en");
  longest.longest_only = true;
  EXPECT_THAT(In("the Ministry of Trade", longest), ElementsAre("Ministry of Trade: Минторг"));
  EXPECT_THAT(In("the Ministry of Trade", RecogniseFrom("en", {"g"})),
              ElementsAre("Ministry: министерство"));
}

TEST_F(RecogniseTest, GlossariesInTheOrderAsked) {
  CreateGlossary("h");
  Write("g", MakeConcept("a", {{"en", "envoy"}, {"ru", "посланник"}}));
  Write("h", MakeConcept("b", {{"en", "envoy"}, {"ru", "посол"}}));
  EXPECT_THAT(In("envoy", RecogniseFrom("en", {"h", "glossaries/g"})),
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
  RecogniseOptions two = RecogniseFrom("en");
  two.targets = {Lang("ur"), Lang("ru")};
  EXPECT_THAT(In("envoy", two), ElementsAre("envoy: سفیر посол посланник гонец!"));
  EXPECT_THAT(In("envoy"), ElementsAre("envoy: посол посланник سفیر Gesandter гонец!"));
}

TEST_F(RecogniseTest, ObsoleteRenderingsFollowAllButForbiddenOnes) {
  Concept entry = MakeConcept("c", {{"en", "police"},
                                    {"ru", "жандармы"},
                                    {"ru", "милиция"},
                                    {"ru", "городовые"},
                                    {"ru", "полиция"}});
  entry.terms[1].status = TermStatus::kForbidden;
  entry.terms[2].status = TermStatus::kObsolete;
  entry.terms[3].status = TermStatus::kDeprecated;
  Write("g", entry);
  EXPECT_THAT(In("police"), ElementsAre("police: полиция городовые! милиция! жандармы!"));
}

RecogniseOptions AsOf(std::string_view date) {
  RecogniseOptions options = RecogniseFrom("en");
  options.as_of = Date(date);
  return options;
}

TEST_F(RecogniseTest, ARenderingOutOfItsTimeGivesWayToOneInItsTime) {
  Concept entry = MakeConcept(
      "c", {{"en", "Astana"}, {"ru", "Нур-Султан"}, {"ru", "Астана"}, {"ru", "Акмола"}});
  entry.terms[1].status = TermStatus::kPreferred;
  entry.terms[1].valid = {Date("2019-03"), Date("2022-09")};
  entry.terms[3].status = TermStatus::kForbidden;
  entry.terms[3].valid.until = Date("1998");
  Write("g", entry);
  EXPECT_THAT(In("Astana", AsOf("2020")), ElementsAre("Astana: Нур-Султан Астана ~Акмола!"));
  EXPECT_THAT(In("Astana", AsOf("2023-01-01")), ElementsAre("Astana: Астана ~Акмола!"));
  EXPECT_THAT(In("Astana"), ElementsAre("Astana: Астана ~Акмола!"));  // Today.
  entry.terms[2].status = TermStatus::kObsolete;
  Write("g", entry);
  EXPECT_THAT(In("Astana"), ElementsAre("Astana: ~Нур-Султан Астана! ~Акмола!"));
}

TEST_F(RecogniseTest, ALanguageWithoutARenderingInItsTimeKeepsTheOthers) {
  Concept entry = MakeConcept("c", {{"en", "Astana"}, {"ru", "Астана"}, {"ur", "نورسلطان"}});
  entry.terms[2].valid = {Date("2019"), Date("2022")};
  Write("g", entry);
  RecogniseOptions two = AsOf("2024");
  EXPECT_THAT(In("Astana", two), ElementsAre("Astana: Астана ~نورسلطان"));
  two.targets = {Lang("ru"), Lang("ur")};
  EXPECT_THAT(In("Astana", two), ElementsAre("Astana: Астана ~نورسلطان"));
}

TEST_F(RecogniseTest, AnOfficeHolderInOfficeGoesFirst) {
  Concept former = MakeConcept("a", {{"en", "Foreign Minister"}, {"ru", "Иванов"}});
  former.valid.until = Date("2004-03-09");
  Concept holder = MakeConcept("b", {{"en", "Foreign Minister"}, {"ru", "Лавров"}});
  holder.valid.from = Date("2004-03-09");
  Write("g", former);
  Write("g", holder);
  EXPECT_THAT(In("Foreign Minister", AsOf("2010")),
              ElementsAre("Foreign Minister: Лавров", "~Foreign Minister: ~Иванов"));
  EXPECT_THAT(In("Foreign Minister", AsOf("2003")),
              ElementsAre("Foreign Minister: Иванов", "~Foreign Minister: ~Лавров"));
  EXPECT_THAT(In("Foreign Minister", AsOf("2004")),
              ElementsAre("Foreign Minister: Иванов", "Foreign Minister: Лавров"));
}

TEST_F(RecogniseTest, AnOutletHasItsOwnOrder) {
  Concept entry =
      MakeConcept("c", {{"en", "Kyiv"}, {"ru", "Киев"}, {"ru", "Кийив"}, {"ru", "Киев-град"}});
  entry.terms[1].outlets = {{"app", TermStatus::kForbidden}, {"tass", TermStatus::kPreferred}};
  entry.terms[2].status = TermStatus::kPreferred;
  entry.terms[2].outlets = {{"tass", TermStatus::kForbidden}};
  entry.terms[0].outlets = {{"tass", TermStatus::kDeprecated}};
  Write("g", entry);
  RecogniseOptions options = RecogniseFrom("en");
  EXPECT_THAT(In("Kyiv", options), ElementsAre("Kyiv: Кийив Киев Киев-град"));
  options.outlet = "tass";
  EXPECT_THAT(In("Kyiv", options), ElementsAre("Kyiv: Киев Киев-град Кийив!"));
  EXPECT_EQ(Recognise(*registry_, options, "Kyiv")->terms[0].use.status, TermStatus::kDeprecated);
  options.outlet = "app";
  EXPECT_THAT(In("Kyiv", options), ElementsAre("Kyiv: Кийив Киев-град Киев!"));
  options.outlet = "other";
  EXPECT_THAT(In("Kyiv", options), ElementsAre("Kyiv: Кийив Киев Киев-град"));
}

TEST_F(RecogniseTest, ATermThatIsNotTranslatedIsItsOwnRendering) {
  Concept entry =
      MakeConcept("c", {{"en", "ISSI"}, {"en", "the Institute"}, {"ru", "ИСИ"}, {"ru", "ИССИ"}});
  entry.terms[0].type = TermType::kAbbreviation;
  entry.terms[0].do_not_translate = true;
  entry.terms[2].status = TermStatus::kForbidden;
  Write("g", entry);
  RecogniseOptions two = RecogniseFrom("en");
  two.targets = {Lang("ru"), Lang("ur")};
  EXPECT_THAT(In("ISSI", two), ElementsAre("ISSI: ISSI=ru ИСИ! ISSI=ur"));
  EXPECT_THAT(In("ISSI"), ElementsAre("ISSI: ISSI=en ИСИ!"));
  EXPECT_THAT(In("the Institute", two), ElementsAre("the Institute: ИССИ ИСИ!"));
  entry.do_not_translate = true;
  Write("g", entry);
  EXPECT_THAT(In("the Institute", two),
              ElementsAre("the Institute: the Institute=ru ИСИ! the Institute=ur"));
}

TEST_F(RecogniseTest, RefusesWhatBreaksTheRules) {
  EXPECT_EQ(FieldOf(Recognise(*registry_, {}, "x").status()), "options.source_language");
  EXPECT_EQ(FieldOf(Recognise(*registry_, RecogniseFrom("en"), "a\xff").status()), "text");
  EXPECT_THAT(Recognise(*registry_, RecogniseFrom("en", {"g", "none"}), "x"),
              StatusIs(StatusCode::kNotFound, "glossaries/none"));
  EXPECT_EQ(
      FieldOf(Recognise(*registry_, RecogniseFrom("en", {"g", "glossaries/g"}), "x").status()),
      "options.glossaries[1]");
  RecogniseOptions shouting = RecogniseFrom("en");
  shouting.outlet = "TASS";
  EXPECT_THAT(Recognise(*registry_, shouting, "x"),
              StatusIs(StatusCode::kInvalidArgument, "'TASS' is no id of an outlet"));
}

// The slow way: every rendering stands where counting those that go before it puts it.
TEST_F(RecogniseTest, RenderingsAgreeWithThoseFoundOneByOne) {
  TestRandom random;
  const std::vector<std::string> tags{"ru", "ur", "ur-PK", "de"};
  for (int round = 0; round < 60; ++round) {
    Concept entry = MakeConcept("c", {{"en", "envoy"}});
    for (uint64_t n = 1 + random.Below(8); n > 0; --n) {
      Term term = MakeConcept("x", {{tags[random.Below(4)], fmt::format("t{}", n)}}).terms[0];
      term.status = static_cast<TermStatus>(1 + random.Below(5));
      if (random.Below(2) == 0) term.valid.until = Date("2019");
      if (random.Below(3) == 0) {
        term.outlets = {{"tass", static_cast<TermStatus>(1 + random.Below(5))}};
      }
      entry.terms.push_back(term);
    }
    Write("g", entry);
    RecogniseOptions options = AsOf("2020");
    options.outlet = "tass";
    options.targets = {Lang("ru"), Lang("ur")};
    std::string expected = "envoy:";
    for (const char* target : {"ru", "ur"}) {
      const auto use_of = [&](const Term& term) {
        return StatusInForce(term, "tass", Date("2020"));
      };
      const auto is_of = [&](const Term& term) { return term.language.primary() == target; };
      bool served = false;
      for (const Term& term : entry.terms) {
        served |= is_of(term) && IsUsable(use_of(term).status) && !use_of(term).out_of_time;
      }
      for (int rank = 0; rank < 5; ++rank) {
        for (const bool late : {false, true}) {
          for (const Term& term : entry.terms) {
            const TermUse use = use_of(term);
            if (!is_of(term) || RankOf(use.status) != rank || use.out_of_time != late) continue;
            if (late && served && IsUsable(use.status)) continue;
            expected +=
                fmt::format(" {}{}{}", late ? "~" : "", term.text, IsUsable(use.status) ? "" : "!");
          }
        }
      }
    }
    EXPECT_THAT(In("envoy", options), ElementsAre(expected)) << round;
  }
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
