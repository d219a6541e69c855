// Proposals: numbers in the target's own style, a term's rendering in place, and what is left
// alone.
#include "server/engine/proposals.h"

#include "server/engine/documents.h"
#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ProposalsTest : public EngineTest {
 protected:
  LookupOptions Options() {
    LookupOptions options;
    options.source = Lang("en");
    options.min_score = 50;
    options.include_proposals = true;
    return options;
  }

  void Store(std::string english, std::string russian, std::string urdu) {
    Put(MakeWrite(
        {{"en", std::move(english)}, {"ru", std::move(russian)}, {"ur", std::move(urdu)}}));
  }

  void Know(std::string id, const VariantTexts& terms) {
    ASSERT_OK(Glossary()->Write({MakeConcept(std::move(id), terms)}, {}));
  }

  static std::string Shown(const Proposal& proposal) {
    std::string shown = proposal.language.tag() + ": " + proposal.segment.text;
    for (const ProposedChange& change : proposal.changes) {
      for (const ProposalWarning warning : change.warnings) {
        constexpr const char* kNames[] = {"", "agreement", "case", "order"};
        shown += fmt::format(" <{} {}>", kNames[static_cast<int>(warning)], change.new_text);
      }
    }
    for (const MissingChange& missing : proposal.missing) {
      shown += fmt::format(" <{} for {} missing>", missing.query, missing.stored);
    }
    return shown;
  }

  std::vector<Proposal> ProposalsFor(std::string text, const LookupOptions& options) {
    LookupQuery query;
    query.segment.text = std::move(text);
    const auto result = Lookup(*registry_, options, query, nullptr);
    EXPECT_OK(result);
    std::vector<Proposal> all;
    for (const Match& match : result->matches) {
      all.insert(all.end(), match.proposals.begin(), match.proposals.end());
    }
    return all;
  }

  std::vector<std::string> Proposed(std::string text) {
    return Proposed(std::move(text), Options());
  }
  std::vector<std::string> Proposed(std::string text, const LookupOptions& options) {
    std::vector<std::string> shown;
    for (const Proposal& proposal : ProposalsFor(std::move(text), options)) {
      shown.push_back(Shown(proposal));
    }
    return shown;
  }
};

TEST_F(ProposalsTest, NumbersAreWrittenInTheStyleOfTheTarget) {
  Store("Trade reached 1.5 million dollars in 2024.", "В 2024 году торговля достигла 1,5 млн долл.",
        "2024ء میں تجارت 15 لاکھ ڈالر تک پہنچ گئی۔");
  EXPECT_THAT(Proposed("Trade reached 2.3 million dollars in 2025."),
              ElementsAre("ru: В 2025 году торговля достигла 2,3 млн долл.",
                          "ur: 2025ء میں تجارت 23 لاکھ ڈالر تک پہنچ گئی۔"));
  EXPECT_THAT(Proposed("Trade quickly reached 2 billion dollars in 2024."),
              ElementsAre("ru: В 2024 году торговля достигла 2 млрд долл.",
                          "ur: 2024ء میں تجارت 2 ارب ڈالر تک پہنچ گئی۔"));
}

TEST_F(ProposalsTest, AreMadeOnlyWhenAskedAndOnlyOfDifferences) {
  Store("It took 5 years.", "Это заняло 5 лет.", "اس میں 5 سال لگے۔");
  LookupOptions silent = Options();
  silent.include_proposals = false;
  EXPECT_THAT(Proposed("It took 7 years.", silent), IsEmpty());
  EXPECT_THAT(Proposed("It took 5 years."), IsEmpty());
  EXPECT_THAT(Proposed("It takes 5 years."), IsEmpty());
  EXPECT_THAT(Proposed("It took 5 to 7 years."), IsEmpty());
  EXPECT_THAT(Proposed("It took five years."), IsEmpty());
}

TEST_F(ProposalsTest, WarnWhereTheNounMayChange) {
  Store("It took 5 years.", "Это заняло 5 лет.", "اس میں 5 سال لگے۔");
  EXPECT_THAT(Proposed("It took 7 years."),
              ElementsAre("ru: Это заняло 7 лет.", "ur: اس میں 7 سال لگے۔"));
  EXPECT_THAT(Proposed("It took 3 years."),
              ElementsAre("ru: Это заняло 3 лет. <agreement 3>", "ur: اس میں 3 سال لگے۔"));
}

TEST_F(ProposalsTest, DatesAndDecadesFollowToo) {
  Store("It was signed on January 10, 1966.", "Подписана 10 января 1966 г.",
        "اس پر 10 جنوری 1966ء کو دستخط ہوئے۔");
  EXPECT_THAT(Proposed("It was signed on May 5, 1972."),
              ElementsAre("ru: Подписана 5 мая 1972 г.", "ur: اس پر 5 مئی 1972ء کو دستخط ہوئے۔"));
}

TEST_F(ProposalsTest, SayWhatHasNoPlace) {
  Store("The 3 ships carried 40 men.", "Три судна везли 40 человек.", "بحری جہاز");
  EXPECT_THAT(Proposed("The 4 ships carried 50 men."),
              ElementsAre("ru: Три судна везли 50 человек. <4 for 3 missing>"));
}

TEST_F(ProposalsTest, GuessOnlyWithAWarning) {
  Store("5 ships and 5 men came.", "Прибыли 5 судов и 5 человек.", "5 جہاز اور 5 آدمی آئے۔");
  EXPECT_THAT(Proposed("5 ships and 9 men came.").at(0),
              "ru: Прибыли 5 судов и 9 человек. <order 9>");
  EXPECT_THAT(Proposed("9 ships and 9 men came.").at(0), "ru: Прибыли 9 судов и 9 человек.");
}

TEST_F(ProposalsTest, ATermIsExchangedInItsDictionaryForm) {
  Know("paris", {{"en", "Paris"}, {"ru", "Париж"}, {"ur", "پیرس"}});
  Know("tokyo", {{"en", "Tokyo"}, {"ru", "Токио"}, {"ur", "ٹوکیو"}});
  Store("The delegation arrived in Paris on Monday.", "Делегация прибыла в Париж в понедельник.",
        "وفد پیر کو پیرس پہنچا۔");
  EXPECT_THAT(Proposed("The delegation arrived in Tokyo on Monday."),
              ElementsAre("ru: Делегация прибыла в Токио в понедельник. <case Токио>",
                          "ur: وفد پیر کو ٹوکیو پہنچا۔ <case ٹوکیو>"));
  LookupOptions other = Options();
  ASSERT_OK(registry_->Create(ResourceKind::kGlossary, "empty", "", ""));
  other.glossaries = {"empty"};
  EXPECT_THAT(Proposed("The delegation arrived in Tokyo on Monday.", other), IsEmpty());
}

TEST_F(ProposalsTest, TermsAndNumbersGoTogether) {
  Know("paris", {{"en", "Paris"}, {"ru", "Париж"}});
  Know("tokyo", {{"en", "Tokyo"}, {"ru", "Токио"}, {"ru", "г. Токио"}});
  Store("The 12 delegates left Paris.", "Париж покинули 12 делегатов.", "-");
  EXPECT_THAT(Proposed("The 15 delegates left Tokyo."),
              ElementsAre("ru: Токио покинули 15 делегатов. <case Токио>"));
}

TEST_F(ProposalsTest, ATermThatTheTargetDoesNotSayIsMissing) {
  Know("paris", {{"en", "Paris"}, {"ru", "Париж"}});
  Know("tokyo", {{"en", "Tokyo"}, {"ru", "Токио"}});
  Store("The 12 delegates left Paris.", "Столицу Франции покинули 12 делегатов.", "-");
  EXPECT_THAT(Proposed("The 15 delegates left Tokyo."),
              ElementsAre("ru: Столицу Франции покинули 15 делегатов. <Tokyo for Paris missing>"));
}

TEST_F(ProposalsTest, PreferredRenderingsGoFirstAndForbiddenOnesNever) {
  Concept tokyo = MakeConcept("tokyo", {{"en", "Tokyo"}, {"ru", "Токийо"}, {"ru", "Токио"}});
  tokyo.terms[1].status = TermStatus::kForbidden;
  tokyo.terms[2].status = TermStatus::kPreferred;
  ASSERT_OK(Glossary()->Write({tokyo}, {}));
  Know("paris", {{"en", "Paris"}, {"ru", "Париж"}});
  Store("They left Paris yesterday.", "Вчера они покинули Париж.", "-");
  EXPECT_THAT(Proposed("They left Tokyo yesterday."),
              ElementsAre("ru: Вчера они покинули Токио. <case Токио>"));
}

TEST_F(ProposalsTest, RenderingsHaveTheStatusOfOutletAndDay) {
  Know("kiev", {{"en", "Kiev"}, {"ru", "Киев"}});
  Concept city = MakeConcept("mumbai", {{"en", "Mumbai"}, {"ru", "Мумбаи"}, {"ru", "Бомбей"}});
  city.terms[1].status = TermStatus::kPreferred;
  city.terms[1].valid.from = PartialDate::Parse("1995").value();
  city.terms[2].outlets = {{"daily", TermStatus::kPreferred}};
  ASSERT_OK(Glossary()->Write({city}, {}));
  Store("The delegation went to Kiev.", "Делегация приехала в Киев.", "وفد کیف گیا۔");
  LookupOptions options = Options();
  options.targets = {Lang("ru")};
  const std::string query = "The delegation went to Mumbai.";
  EXPECT_THAT(Proposed(query, options),
              ElementsAre("ru: Делегация приехала в Мумбаи. <case Мумбаи>"));
  options.as_of = PartialDate::Parse("1980").value();
  EXPECT_THAT(Proposed(query, options),
              ElementsAre("ru: Делегация приехала в Бомбей. <case Бомбей>"));
  options.as_of = {};
  options.outlet = "daily";
  city.terms[1].outlets = {{"daily", TermStatus::kForbidden}};
  ASSERT_OK(Glossary()->Write({city}, {}));
  EXPECT_THAT(Proposed(query, options),
              ElementsAre("ru: Делегация приехала в Бомбей. <case Бомбей>"));
  options.outlet = "Daily";
  EXPECT_EQ(FieldOf(CheckLookupOptions(options)), "options.outlet");
}

TEST_F(ProposalsTest, TellWhereEachChangeIsAndLeaveTheStoredTextAlone) {
  Store("It took 5 years.", "Это заняло 5 лет.", "اس میں 5 سال لگے۔");
  LookupQuery query;
  query.segment.text = "It took 1,200 years.";
  const auto result = Lookup(*registry_, Options(), query, nullptr);
  ASSERT_OK(result);
  const Match& match = result->matches.at(0);
  const std::string& stored = match.unit.At(Lang("ru"))->segment.text;
  EXPECT_EQ(stored, "Это заняло 5 лет.");
  const Proposal& proposal = match.proposals.at(0);
  const ProposedChange& change = proposal.changes.at(0);
  EXPECT_EQ(change.old_text, "5");
  EXPECT_EQ(stored.substr(change.stored.begin, change.stored.end - change.stored.begin), "5");
  EXPECT_EQ(proposal.segment.text.substr(change.proposed.begin,
                                         change.proposed.end - change.proposed.begin),
            change.new_text);
}

TEST_F(ProposalsTest, BridgedTargetsHaveThemToo) {
  Put(MakeWrite({{"en", "It took 5 years."}, {"ru", "Это заняло 5 лет."}}));
  Put(MakeWrite({{"en", "It took 5 years."}, {"ur", "اس میں 5 سال لگے۔"}}));
  LookupOptions options = Options();
  options.source = Lang("ru");
  options.targets = {Lang("ur")};
  EXPECT_THAT(Proposed("Это заняло 7 лет.", options), ElementsAre("ur: اس میں 7 سال لگے۔"));
}

TEST_F(ProposalsTest, RenderingADocumentUsesItsGlossaries) {
  Know("paris", {{"en", "Paris"}, {"ru", "Париж"}});
  Know("tokyo", {{"en", "Tokyo"}, {"ru", "Токио"}});
  ASSERT_OK(registry_->Create(ResourceKind::kGlossary, "empty", "", ""));
  Store("They left Paris yesterday.", "Вчера они покинули Париж.", "-");
  RenderOptions options;
  options.lookup = Options();
  const auto proposals = [&] {
    size_t count = 0;
    EXPECT_OK(RenderDocument(*registry_, options, "They left Tokyo yesterday.", nullptr,
                             [&count](const RenderedSegment& segment) {
                               count += segment.lookup.matches.at(0).proposals.size();
                               return absl::OkStatus();
                             }));
    return count;
  };
  EXPECT_EQ(proposals(), 1U);
  options.glossaries = {"empty"};
  EXPECT_EQ(proposals(), 0U);
}

TEST_F(ProposalsTest, UnknownGlossariesEndTheLookup) {
  Store("It took 5 years.", "Это заняло 5 лет.", "اس میں 5 سال لگے۔");
  LookupOptions options = Options();
  options.glossaries = {"none"};
  LookupQuery query;
  query.segment.text = "It took 7 years.";
  EXPECT_THAT(Lookup(*registry_, options, query, nullptr),
              StatusIs(StatusCode::kNotFound, "glossaries/none"));
  options.glossaries = {"a/b"};
  EXPECT_EQ(FieldOf(CheckLookupOptions(options)), "options.glossaries[0]");
}

}  // namespace
}  // namespace dragoman
