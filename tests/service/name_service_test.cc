// Names over the wire.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/service/running_server.h"

namespace dragoman {
namespace {

class NameCall : public testing::Test {
 protected:
  void SetUp() override {
    server_.CreateMemory("un");
    server_.CreateGlossary("people");
    v1::WriteConceptsRequest write;
    write.set_parent("glossaries/people");
    *write.add_concepts() = MakeConcept("khorev", {{"ru", "Хорев"}, {"ur", "خوریف"}});
    write.mutable_concepts(0)->set_category("person");
    v1::WriteConceptsResponse written;
    ASSERT_THAT(
        CallTo(server_.glossaries(), &v1::GlossaryService::Stub::WriteConcepts, write, &written),
        Succeeds());
    for (const char* text : {"Khorev spoke.", "Then Khorev left."}) {
      units_.push_back(server_.Write("memories/un", MakeUnit({{"en", text}, {"ru", "О Хореве"}})));
    }
    request_.set_name("Хорев");
  }

  grpc::Status Call() {
    response_.Clear();
    return CallTo(server_.names(), &v1::NameService::Stub::FindName, request_, &response_);
  }

  RunningServer server_;
  std::vector<std::string> units_;
  v1::FindNameRequest request_;
  v1::FindNameResponse response_;
};

TEST_F(NameCall, TellsSpellingsTermsAndPlaces) {
  ASSERT_THAT(Call(), Succeeds());
  EXPECT_EQ(response_.language(), "ru");
  EXPECT_EQ(response_.key(), "HR");
  EXPECT_EQ(response_.spelling_count(), 3u);
  EXPECT_EQ(response_.unit_count(), 2u);
  EXPECT_FALSE(response_.truncated());
  EXPECT_EQ(response_.memories(0).name(), "memories/un");
  EXPECT_EQ(response_.glossaries(0).name(), "glossaries/people");
  EXPECT_GT(response_.text_rules_version(), 0);
  ASSERT_EQ(response_.spellings_size(), 3);

  const v1::NameSpelling& given = response_.spellings(0);
  EXPECT_EQ(given.kind(), v1::NameSpelling::AS_GIVEN);
  EXPECT_EQ(given.text(), "Хорев");
  EXPECT_EQ(given.forms(0), "Хореве");
  ASSERT_EQ(given.terms_size(), 1);
  EXPECT_EQ(given.terms(0).concept_name(), "glossaries/people/concepts/khorev");
  EXPECT_EQ(given.terms(0).category(), "person");
  EXPECT_EQ(given.terms(0).term().text(), "Хорев");

  const v1::NameSpelling& english = response_.spellings(1);
  EXPECT_EQ(english.language(), "en");
  EXPECT_EQ(english.text(), "Khorev");
  EXPECT_EQ(english.kind(), v1::NameSpelling::EQUAL_KEY);
  EXPECT_EQ(english.segment_count(), 2u);
  EXPECT_EQ(english.occurrence_count(), 2u);
  ASSERT_EQ(english.places_size(), 2);
  EXPECT_EQ(english.places(0).unit(), units_[1]);
  EXPECT_EQ(english.places(0).segment().segment().text(), "Then Khorev left.");
  EXPECT_EQ(english.places(0).occurrences(0).begin(), 5u);
  EXPECT_EQ(english.places(0).occurrences(0).end(), 11u);

  EXPECT_EQ(response_.spellings(2).kind(), v1::NameSpelling::TERM);
  EXPECT_EQ(response_.spellings(2).places_size(), 0);
}

TEST_F(NameCall, KeepsToWhatIsAsked) {
  request_.add_target_languages("en");
  request_.set_max_places(1);
  ASSERT_THAT(Call(), Succeeds());
  ASSERT_EQ(response_.spellings_size(), 2);
  EXPECT_EQ(response_.spellings(1).segment_count(), 2u);
  EXPECT_EQ(response_.spellings(1).places_size(), 1);
}

TEST_F(NameCall, LargePlacesAreLeftOut) {
  const std::string large(60'000, '.');
  for (int i = 0; i < 60; ++i) {
    const std::string text = fmt::format("Khorev {} {}", i, large);
    server_.Write("memories/un", MakeUnit({{"en", text.c_str()}, {"ru", "Хорев"}}));
  }
  request_.set_max_places(100);
  ASSERT_THAT(Call(), Succeeds());
  EXPECT_EQ(response_.spellings(1).segment_count(), 62u);
  EXPECT_GT(response_.spellings(1).places_size(), 30);
  EXPECT_LT(response_.ByteSizeLong(), size_t{4 << 20});
}

TEST_F(NameCall, NamesWrongFields) {
  request_.set_name("...");
  EXPECT_THAT(Call(), RefusesField("name"));
  request_.set_name("Хорев");
  request_.set_language("русский");
  EXPECT_THAT(Call(), RefusesField("language"));
  request_.clear_language();
  request_.set_limit(-1);
  EXPECT_THAT(Call(), RefusesField("limit"));
  request_.clear_limit();
  request_.set_max_places(-1);
  EXPECT_THAT(Call(), RefusesField("max_places"));
  request_.clear_max_places();
  request_.add_glossaries("glossaries/people");
  request_.add_glossaries("people");
  EXPECT_THAT(Call(), RefusesField("glossaries[1]"));
  request_.clear_glossaries();
  request_.add_memories("memories/none");
  EXPECT_THAT(Call(), FailsWith(grpc::StatusCode::NOT_FOUND, "none"));
}

}  // namespace
}  // namespace dragoman
