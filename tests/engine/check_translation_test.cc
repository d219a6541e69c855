// Checks of translations against glossaries.
#include "server/engine/check_translation.h"

#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CheckTranslationTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    options_.source = Lang("en");
    options_.target = Lang("ru");
    Concept chief = MakeConcept("chief-guest", {{"en", "Chief Guest"}, {"ru", "главный гость"}});
    Concept honour =
        MakeConcept("guest-of-honour", {{"en", "Guest of Honour"}, {"ru", "почётный гость"}});
    honour.terms.push_back(Forbidden("ru", "главный гость"));
    chief.terms.push_back(Forbidden("ru", "почётный гость"));
    Concept ambassador = MakeConcept("ambassador", {{"en", "Ambassador"}, {"ru", "посол"}});
    ambassador.terms.push_back(ambassador.terms.back());
    ambassador.terms.back().text = "представитель";
    ambassador.terms[1].status = TermStatus::kPreferred;
    const Concept federation =
        MakeConcept("russia", {{"en", "Russian Federation"}, {"ru", "Российская Федерация"}});
    const Concept both = MakeConcept(
        "ambassador-of-russia",
        {{"en", "Ambassador of the Russian Federation"}, {"ru", "российский посланник"}});
    ASSERT_OK(Glossary()->Write({chief, honour, ambassador, federation, both}, {}));
  }

  static Term Forbidden(std::string_view language, std::string text) {
    Term term;
    term.language = Lang(language);
    term.text = std::move(text);
    term.status = TermStatus::kForbidden;
    return term;
  }

  // Returns "RULE: places in the translation" of each finding.
  std::vector<std::string> Find(const std::string& source, const std::string& target) {
    const std::vector<TranslationPair> pairs{{{source, {}}, {target, {}}}};
    const auto result = CheckTranslation(*registry_, options_, pairs, {});
    EXPECT_OK(result);
    std::vector<std::string> shown;
    for (const Finding& one : result->findings) {
      std::string text = fmt::format("{}:", one.rule->name);
      for (const ByteRange& range : one.target) {
        text += " " + target.substr(range.begin, range.end - range.begin);
      }
      shown.push_back(text);
    }
    return shown;
  }

  CheckOptions options_;
};

TEST_F(CheckTranslationTest, TermsInAnyFormAreRendered) {
  EXPECT_THAT(Find("He met the Chief Guest.", "Он встретил главного гостя."), IsEmpty());
  EXPECT_THAT(Find("Nothing of note.", "Ничего."), IsEmpty());
}

TEST_F(CheckTranslationTest, MissingTerms) {
  EXPECT_THAT(Find("He met the Chief Guest.", "Он встретил его."), ElementsAre("term-missing:"));
  options_.without_terms = true;
  EXPECT_THAT(Find("He met the Chief Guest.", "Он встретил его."), IsEmpty());
}

TEST_F(CheckTranslationTest, ChiefGuestIsNoGuestOfHonour) {
  EXPECT_THAT(Find("The Guest of Honour spoke.", "Главный гость выступил."),
              ElementsAre("term-forbidden: Главный гость"));
  EXPECT_THAT(Find("The Chief Guest and the Guest of Honour spoke.",
                   "Главный гость и почётный гость выступили."),
              IsEmpty());
  EXPECT_THAT(Find("The Chief Guest and the Guest of Honour spoke.",
                   "Главный гость и ещё один главный гость выступили."),
              ElementsAre("term-forbidden: Главный гость"));
}

TEST_F(CheckTranslationTest, PartsMakeUpALongerTerm) {
  EXPECT_THAT(Find("The Ambassador of the Russian Federation spoke.",
                   "Посол Российской Федерации выступил."),
              IsEmpty());
  EXPECT_THAT(Find("The Ambassador of the Russian Federation spoke.", "Посол выступил."),
              ElementsAre("term-missing:"));
}

TEST_F(CheckTranslationTest, WhatIsForbiddenInTheSourceMeansAnotherConcept) {
  std::swap(options_.source, options_.target);
  EXPECT_THAT(Find("Главный гость выступил.", "The Chief Guest spoke."), IsEmpty());
}

TEST_F(CheckTranslationTest, RenderingsMayBeParted) {
  EXPECT_THAT(Find("He met the Chief Guest.", "Он встретил главного, как говорят, гостя."),
              IsEmpty());
  EXPECT_THAT(Find("He met the Chief Guest.", "Главного он встретил, а потом и гостя."),
              ElementsAre("term-missing:"));
  EXPECT_THAT(Find("He met the Chief Guest.", "Гость был главный."), ElementsAre("term-missing:"));
}

TEST_F(CheckTranslationTest, AdmittedRenderingsAreANote) {
  EXPECT_THAT(Find("The Ambassador spoke.", "Представитель выступил."),
              ElementsAre("term-not-preferred: Представитель"));
  options_.rules_off = {"term-not-preferred"};
  EXPECT_THAT(Find("The Ambassador spoke.", "Представитель выступил."), IsEmpty());
}

TEST_F(CheckTranslationTest, PlacesMayStandAsAdjectives) {
  Concept city = MakeConcept("samarkand", {{"en", "Samarkand"}, {"ru", "Самарканд"}});
  city.category = "place";
  Concept person = MakeConcept("ulugbek", {{"en", "Ulugbek"}, {"ru", "Улугбек"}});
  ASSERT_OK(Glossary()->Write({city, person}, {}));
  EXPECT_THAT(Find("The Samarkand Institute", "Самаркандский институт"), IsEmpty());
  EXPECT_THAT(Find("The Samarkand Institute", "Самараканский институт"),
              ElementsAre("term-missing:"));
  EXPECT_THAT(Find("The Ulugbek Institute", "Улугбекский институт"), ElementsAre("term-missing:"));
}

TEST_F(CheckTranslationTest, AbbreviationsMayBeLeftAsTheyAre) {
  Concept health = MakeConcept("who", {{"en", "WHO"}, {"ru", "ВОЗ"}});
  health.terms.push_back(health.terms[0]);
  health.terms.back().text = "OMS";
  health.terms.back().language = Lang("fr");
  health.terms[0].type = health.terms[2].type = TermType::kAbbreviation;
  ASSERT_OK(Glossary()->Write({health}, {}));
  EXPECT_THAT(Find("The WHO met.", "Заседала OMS."), IsEmpty());
  EXPECT_THAT(Find("The WHO met.", "Заседала ВОЗ."), IsEmpty());
  EXPECT_THAT(Find("The WHO met.", "Заседала WHO."), IsEmpty());
  EXPECT_THAT(Find("The WHO met.", "Заседала who."), ElementsAre("term-missing:"));
}

TEST_F(CheckTranslationTest, PhrasesOfAnotherWordingAreANote) {
  Concept phrase = MakeConcept("expressed-confidence",
                               {{"en", "expressed confidence"}, {"ru", "выразил уверенность"}});
  phrase.category = "phrase";
  phrase.terms.push_back(Forbidden("ru", "был уверен"));
  ASSERT_OK(Glossary()->Write({phrase}, {}));
  EXPECT_THAT(Find("He expressed confidence.", "Он выразил уверенность."), IsEmpty());
  EXPECT_THAT(Find("He expressed confidence.", "Он заявил о своей уверенности."),
              ElementsAre("phrase-missing:"));
  EXPECT_THAT(Find("He expressed confidence.", "Он был уверен."),
              ElementsAre("term-forbidden: был уверен"));
}

TEST_F(CheckTranslationTest, FindingsNameTheConcept) {
  const std::vector<TranslationPair> pairs{{{"The Chief Guest", {}}, {"Он", {}}}};
  const auto result = CheckTranslation(*registry_, options_, pairs, {});
  ASSERT_OK(result);
  ASSERT_EQ(result->findings.size(), 1u);
  EXPECT_EQ(result->findings[0].concept_name, "glossaries/g/concepts/chief-guest");
  EXPECT_THAT(result->findings[0].expected, ElementsAre("главный гость"));
  EXPECT_EQ(result->glossaries.at(0).name, "glossaries/g");
}

TEST_F(CheckTranslationTest, WrongRequestsAreRefused) {
  const std::vector<TranslationPair> pairs{{{"a", {}}, {"б", {}}}};
  const auto refusal = [&](const CheckOptions& options, std::span<const TranslationPair> of) {
    return std::string(MessageOf(CheckTranslation(*registry_, options, of, {}).status()));
  };
  CheckOptions wrong = options_;
  wrong.source = {};
  EXPECT_THAT(refusal(wrong, pairs), HasSubstr("source_language"));
  wrong = options_;
  wrong.target = wrong.source;
  EXPECT_THAT(refusal(wrong, pairs), HasSubstr("target_language"));
  wrong = options_;
  wrong.rules_off = {"spelling"};
  EXPECT_THAT(refusal(wrong, pairs), HasSubstr("there is no rule 'spelling'"));
  EXPECT_THAT(refusal(options_, {}), HasSubstr("0 given"));
  const std::vector<TranslationPair> broken{{{"a\xFF", {}}, {"б", {}}}};
  EXPECT_THAT(refusal(options_, broken), HasSubstr("pairs[0].source"));
  const auto gone = CheckTranslation(*registry_, options_, pairs, [] { return true; });
  EXPECT_EQ(gone.status().code(), StatusCode::kCancelled);
}

}  // namespace
}  // namespace dragoman
