#include "server/engine/align.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/engine/limits.h"
#include "tests/cancelled_anywhere.h"
#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class AlignTest : public EngineTest {
 protected:
  StatusOr<std::vector<AlignedUnit>> Align(const AlignRequest& request) {
    std::vector<AlignedUnit> units;
    RETURN_IF_ERROR(AlignDocuments(*registry_, request, nullptr, [&units](AlignedUnit unit) {
      units.push_back(std::move(unit));
      return absl::OkStatus();
    }));
    return units;
  }

  static AlignRequest Of(const VariantTexts& texts) {
    AlignRequest request;
    for (const auto& [language, text] : texts) {
      DocumentToAlign& document = request.documents.emplace_back();
      document.file.name = language + ".txt";
      document.file.content = text;
      document.language = Lang(language);
    }
    return request;
  }

  // Returns "en text | ru text" for each unit.
  std::vector<std::string> Aligned(const AlignRequest& request) {
    const auto units = Align(request);
    EXPECT_OK(units);
    std::vector<std::string> texts;
    for (const AlignedUnit& unit : units.ok() ? *units : std::vector<AlignedUnit>()) {
      std::string& text = texts.emplace_back();
      for (const AlignedSide& side : unit.sides)
        text += (text.empty() ? "" : " | ") + side.segment.text;
    }
    return texts;
  }

  std::string Refused(const AlignRequest& request) { return FieldOf(Align(request).status()); }
};

const VariantTexts kTexts = {
    {"en", "Mr Belokrenitsky came on 3 May 2021. He left with 45 guests.\nOil cost $70."},
    {"ru",
     "Г-н Белокреницкий прибыл 3 мая 2021 года.\nОн уехал, с ним 45 гостей. Нефть стоила 70 "
     "долларов."},
    {"ur", "بیلوکرینتسکی 3 مئی 2021 کو آئے۔ وہ 45 مہمانوں کے ساتھ گئے۔ تیل 70 ڈالر کا تھا۔"}};

TEST_F(AlignTest, ThreeDocumentsMakeUnits) {
  const auto units = Align(Of(kTexts));
  ASSERT_OK(units);
  ASSERT_EQ(units->size(), 3U);
  for (size_t i = 0; i < 3; ++i) {
    const AlignedUnit& unit = (*units)[i];
    EXPECT_EQ(unit.index, i);
    EXPECT_EQ(unit.unit_count, 3U);
    EXPECT_GT(unit.confidence, 50);
    ASSERT_EQ(unit.sides.size(), 3U);
    for (size_t document = 0; document < 3; ++document) {
      const AlignedSide& side = unit.sides[document];
      EXPECT_EQ(side.document, document);
      EXPECT_EQ(side.first_segment, i);
      EXPECT_EQ(side.segment_count, 1U);
      EXPECT_EQ(side.segment.codes, std::vector<Code>());
    }
  }
  EXPECT_EQ((*units)[2].sides[0].paragraph, 1U);
  EXPECT_EQ((*units)[1].sides[1].segment.text, "Он уехал, с ним 45 гостей.");
}

TEST_F(AlignTest, SegmentsOfOneSideAreJoined) {
  const AlignRequest request = Of({{"en",
                                    "Ahmadi came with 45 guests, and Khorezmov saw 17 ships. "
                                    "Belokrenitsky spoke in 1999."},
                                   {"ru",
                                    "Ахмади прибыл, с ним 45 гостей.\nХорезмов видел 17 "
                                    "кораблей. Белокреницкий выступил в 1999 году."}});
  EXPECT_THAT(
      Aligned(request),
      ElementsAre("Ahmadi came with 45 guests, and Khorezmov saw 17 ships. | Ахмади прибыл, "
                  "с ним 45 гостей. Хорезмов видел 17 кораблей.",
                  "Belokrenitsky spoke in 1999. | Белокреницкий выступил в 1999 году."));
}

// Of sentences alike in length the first is missing on one side; only words tell which it is.
const VariantTexts kGap = {{"en",
                            "The ships that came to the harbour in the night are very old by now.\n"
                            "The trees that grow beside the harbour are much too tall by now.\n"
                            "The rivers that run down to the harbour have risen again by now.\n"
                            "The birds that lived beside the harbour all have flown away by now."},
                           {"ru",
                            "Деревья, которые растут около этой гавани, уже слишком высоки.\n"
                            "Реки, которые бегут вниз и впадают в гавань, уже вновь поднялись.\n"
                            "Птицы, которые раньше жили около этой гавани, уже все улетели."}};

// Returns the first words of each unit's texts.
std::vector<std::string> FirstWords(const std::vector<std::string>& texts) {
  std::vector<std::string> words;
  for (const std::string& text : texts) {
    const size_t other = text.find(" | ");
    std::string& word = words.emplace_back(text.substr(4, text.find(' ', 4) - 4));
    if (other != text.npos) word += " " + text.substr(other + 3, text.find(',') - other - 3);
  }
  return words;
}

const std::vector<std::string> kRight = {"ships", "trees Деревья", "rivers Реки", "birds Птицы"};

TEST_F(AlignTest, ConceptsOfGlossariesSayWhatBelongsTogether) {
  ASSERT_OK(Glossary()->Write({MakeConcept("tree", {{"en", "tree"}, {"ru", "дерево"}}),
                               MakeConcept("river", {{"en", "river"}, {"ru", "река"}}),
                               MakeConcept("bird", {{"en", "bird"}, {"ru", "птица"}})},
                              {}));
  EXPECT_EQ(FirstWords(Aligned(Of(kGap))), kRight);
}

TEST_F(AlignTest, WordsAreLearntFromMemories) {
  for (int i = 0; i < 6; ++i) {
    const std::string number = std::to_string(i);
    Put(MakeWrite({{"en", "trees " + number}, {"ru", "деревья " + number}}));
    Put(MakeWrite({{"en", "rivers " + number}, {"ru", "реки " + number}}));
    Put(MakeWrite({{"en", "birds " + number}, {"ru", "птицы " + number}}));
    Put(MakeWrite({{"en", "other " + number}, {"ru", "иное " + number}}));
    Put(MakeWrite({{"en", "more " + number}, {"ru", "ещё " + number}}));
  }
  AlignRequest request = Of(kGap);
  request.memories = {"m"};
  EXPECT_EQ(FirstWords(Aligned(request)), kRight);
}

TEST_F(AlignTest, TheSameTextIsNotSure) {
  const auto units = Align(Of({{"en", kTexts[0].second}, {"de", kTexts[0].second}}));
  ASSERT_OK(units);
  EXPECT_EQ(units->size(), 3U);
  for (const AlignedUnit& unit : *units) EXPECT_LE(unit.confidence, kMostConfidenceOfSameText);
}

// Blocks are cut as for all documents, and codes go with their segments.
TEST_F(AlignTest, FilesOfOtherFormatsAreRead) {
  AlignRequest request = Of({{"en",
                              "<h1>On 3 May 2021</h1><p>Khorev saw <b>45</b> guests. He left "
                              "in 1999.</p>"},
                             {"ru",
                              "# 3 мая 2021 года\n\nХорев видел 45 гостей.\n\nОн уехал "
                              "*в* 1999 году.\n"}});
  request.documents[0].file.format = DocumentFormat::kHtml;
  request.documents[1].file.format = DocumentFormat::kMarkdown;
  const auto units = Align(request);
  ASSERT_OK(units);
  ASSERT_EQ(units->size(), 3U);
  const Segment guests = {"Khorev saw 45 guests.",
                          {{CodeKind::kOpen, 11, "<b>"}, {CodeKind::kClose, 13, "</b>"}}};
  EXPECT_EQ((*units)[1].sides[0].segment, guests);
  EXPECT_EQ((*units)[1].sides[1].segment.text, "Хорев видел 45 гостей.");
  EXPECT_EQ((*units)[2].sides[0].paragraph, 1U);
  EXPECT_EQ((*units)[2].sides[1].paragraph, 2U);
}

TEST_F(AlignTest, JoinedSegmentsKeepTheirCodes) {
  AlignRequest request = Of({{"en", "Khorezmov came with 45 guests, and Ahmadi saw 17 ships."},
                             {"ru",
                              "Хорезмов прибыл, с ним <b>45</b> гостей. Ахмади видел <i>17</i> "
                              "кораблей."}});
  request.documents[1].file.format = DocumentFormat::kHtml;
  const auto units = Align(request);
  ASSERT_OK(units);
  ASSERT_EQ(units->size(), 1U);
  const Segment& joined = (*units)[0].sides[1].segment;
  ASSERT_EQ(joined.codes.size(), 4U);
  EXPECT_EQ(joined.text.substr(joined.codes[0].position_byte, 2), "45");
  EXPECT_EQ(joined.text.substr(joined.codes[2].position_byte, 2), "17");
}

TEST_F(AlignTest, RefusesATextInTheScriptOfAnotherLanguage) {
  AlignRequest request = Of({kTexts[0], kTexts[1]});
  std::swap(request.documents[0].language, request.documents[1].language);
  EXPECT_EQ(Refused(request), "documents[0].language");
  EXPECT_THAT(Align(request).status().message(), HasSubstr("'en.txt' is no text in 'ru'"));
  EXPECT_OK(Align(Of({{"en", "Part 3"}, {"ru", "III."}})));  // Too few letters to tell.
}

TEST_F(AlignTest, ErrorsHaveTheNamesOfFiles) {
  AlignRequest request = Of({{"en", "One."}, {"ru", " \n"}});
  EXPECT_THAT(Align(request).status().message(), HasSubstr("'ru.txt' has no text"));
  request.documents[1].file = {"", "", DocumentFormat::kText};
  EXPECT_THAT(Align(request).status().message(), HasSubstr("document 2 has no text"));
  request.documents[1].file = {"text.odt", "Один.", std::nullopt};
  EXPECT_EQ(Refused(request), "documents[1].file.name");
  request.documents[1].file = {"ru.txt", std::string(kMaxDocumentBytes, 'a'), std::nullopt};
  EXPECT_EQ(Refused(request), "documents");
}

TEST_F(AlignTest, RefusesWrongRequests) {
  EXPECT_EQ(Refused({}), "documents");
  EXPECT_EQ(Refused(Of({{"en", "One."}})), "documents");
  EXPECT_EQ(Refused(Of({{"en", "a"}, {"ru", "b"}, {"ur", "c"}, {"de", "d"}})), "documents");
  EXPECT_EQ(Refused(Of({{"en", "One."}, {"ru", " \n"}})), "documents[1].file.content");
  EXPECT_EQ(Refused(Of({{"en", "One.\xff"}, {"ru", "Один."}})), "documents[0].file.content");
  EXPECT_EQ(Refused(Of({{"en", "One."}, {"en", "One."}})), "documents[1].language");
  AlignRequest request = Of({{"en", "One."}, {"ru", "Один."}});
  request.documents[0].language = Language();
  EXPECT_EQ(Refused(request), "documents[0].language");
  std::string lines;
  for (size_t i = 0; i <= kMaxAlignSegments; ++i) lines += "a\n";
  EXPECT_EQ(Refused(Of({{"en", lines}, {"ru", "б"}})), "documents[0].file.content");
  request = Of({{"en", "One."}, {"ru", "Один."}});
  request.memories = {"none"};
  EXPECT_THAT(Align(request), StatusIs(StatusCode::kNotFound, "memories/none"));
  request.memories.clear();
  request.glossaries = {"none"};
  EXPECT_THAT(Align(request), StatusIs(StatusCode::kNotFound, "glossaries/none"));
}

TEST_F(AlignTest, EndsWheneverItsCallerGoes) {
  const AlignRequest request = Of({{"en", "One. Two.\nThree."}, {"ru", "Один. Два.\nТри."}});
  const auto align = [&](const Cancelled& cancelled) {
    return AlignDocuments(*registry_, request, cancelled,
                          [](const AlignedUnit&) { return absl::OkStatus(); });
  };
  // Each sentence, and each row of three rounds three times.
  ExpectEndsWheneverItsCallerGoes(align, 2 * 3 + 9 * 3);
}

TEST_F(AlignTest, EndsWithWhatIsWrong) {
  const AlignRequest request = Of({{"en", "One."}, {"ru", "Один."}});
  const auto sink = [](const AlignedUnit&) { return absl::UnavailableError("no reader"); };
  EXPECT_THAT(AlignDocuments(*registry_, request, nullptr, sink),
              StatusIs(StatusCode::kUnavailable, "no reader"));
  EXPECT_THAT(AlignDocuments(
                  *registry_, request, [] { return true; }, sink),
              StatusIs(StatusCode::kCancelled, "went away"));
}

}  // namespace
}  // namespace dragoman
