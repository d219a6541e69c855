// The analysis of a job: each segment in the band that it belongs to, and sums that agree.
#include "server/engine/document_analysis.h"

#include <map>

#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

constexpr char kTen[] = "One two three four five six seven eight nine tenth";

LookupOptions FromEnglish() {
  LookupOptions options;
  options.source = Lang("en");
  options.targets = {Lang("ru")};
  return options;
}

class DocumentAnalysisTest : public EngineTest {
 protected:
  // Returns the bands of a job that hold anything, as "number: segments".
  static std::vector<std::string> Shown(const DocumentAnalysis& analysis) {
    std::vector<std::string> shown;
    for (size_t i = 0; i < kAnalysisBands; ++i) {
      const uint64_t segments = analysis.bands[i].segments;
      if (segments > 0) shown.push_back(fmt::format("{}: {}", i + 1, segments));
    }
    return shown;
  }

  // Analyses texts as files and checks that sums agree.
  DocumentAnalysis Analysed(const std::vector<std::string>& texts,
                            const LookupOptions& options = FromEnglish()) {
    std::vector<DocumentInput> files;
    for (const std::string& text : texts) files.push_back({"a.txt", text, {}});
    files_.clear();
    const auto whole =
        AnalyseDocuments(*registry_, options, files, nullptr, [this](const DocumentAnalysis& file) {
          files_.push_back(file);
          return absl::OkStatus();
        });
    EXPECT_OK(whole);
    if (!whole.ok()) return {};
    CheckSums(*whole);
    return *whole;
  }

  void CheckSums(const DocumentAnalysis& whole) const {
    AnalysisCount of_files, of_bands;
    for (const DocumentAnalysis& file : files_) {
      AnalysisCount sum;
      for (const AnalysisCount& band : file.bands) sum.Add(band);
      EXPECT_EQ(sum, file.total);
      of_files.Add(file.total);
    }
    for (const AnalysisCount& band : whole.bands) of_bands.Add(band);
    EXPECT_EQ(of_files, whole.total);
    EXPECT_EQ(of_bands, whole.total);
  }

  std::vector<DocumentAnalysis> files_;
};

TEST_F(DocumentAnalysisTest, MemoriesComeFirst) {
  UnitWrite in_context = MakeWrite({{"en", "Alpha beta."}, {"ru", "Альфа бета."}});
  in_context.unit.variants[0].previous = "";
  Put(in_context);
  Put(MakeWrite({{"en", kTen}, {"ru", "Десять"}}));
  // An exact match that comes again is no repetition; nor is the one in its context.
  const std::string text = fmt::format("Alpha beta.\n{0}\n{0}\n{0} more\nOmega.\n", kTen);
  EXPECT_THAT(Shown(Analysed({text})), ElementsAre("1: 1", "2: 2", "6: 1", "13: 1"));
}

TEST_F(DocumentAnalysisTest, RepetitionsComeBeforeFuzzyMatches) {
  Put(MakeWrite({{"en", std::string(kTen) + " more"}, {"ru", "Десять"}}));
  const std::string text = std::string(kTen) + "\nOmega.\n";
  Analysed({text + kTen, text + "Omega."});
  EXPECT_THAT(Shown(files_[0]), ElementsAre("3: 1", "6: 1", "13: 1"));
  EXPECT_THAT(Shown(files_[1]), ElementsAre("3: 1", "4: 2"));
}

TEST_F(DocumentAnalysisTest, TheBetterOfMemoryAndJobWins) {
  const std::string ten = kTen;
  EXPECT_THAT(Shown(Analysed({ten + ".\n" + ten + "!\n" + ten + " x.\n"})),
              ElementsAre("9: 1", "10: 1", "13: 1"));
  Put(MakeWrite({{"en", ten + "!!"}, {"ru", "Десять"}}));
  EXPECT_THAT(Shown(Analysed({ten + ".\n" + ten + "!\n"})), ElementsAre("5: 2"));
}

TEST_F(DocumentAnalysisTest, PenaltiesAreHeldBack) {
  Put(MakeWrite({{"en", "Alpha beta."}, {"ru", "Альфа бета."}}));
  LookupOptions options = FromEnglish();
  options.memories = {{.name = "m", .penalty = 10}};
  EXPECT_THAT(Shown(Analysed({"Alpha beta."}, options)), ElementsAre("6: 1"));
}

TEST_F(DocumentAnalysisTest, WordsAreThoseOfTheScore) {
  LookupOptions options = FromEnglish();
  EXPECT_EQ(Analysed({"The U.S. has 30 states, well-known."}, options).total,
            (AnalysisCount{1, 8, 30}));
  options.source = Lang("ur");
  EXPECT_EQ(Analysed({"سفارت کاری کیلئے"}, options).total, (AnalysisCount{1, 3, 14}));
  EXPECT_EQ(Analysed({"سفارتکاری کے لیے"}, options).total, (AnalysisCount{1, 3, 14}));
}

TEST_F(DocumentAnalysisTest, CodesOfADocumentCount) {
  const std::vector<DocumentInput> files = {
      {"a.html", "<p><b>Alpha beta.</b></p><p>Alpha <i>beta</i>.</p><p>Alpha beta.</p>", {}}};
  const auto whole = AnalyseDocuments(*registry_, FromEnglish(), files, nullptr,
                                      [](const auto&) { return absl::OkStatus(); });
  ASSERT_OK(whole);
  EXPECT_THAT(Shown(*whole), ElementsAre("3: 1", "9: 1", "13: 1"));
}

TEST_F(DocumentAnalysisTest, WhatAFileHasATranslationOfIsDone) {
  Put(MakeWrite({{"en", "Alpha beta."}, {"ru", "Альфа бета."}}));
  const auto unit = [](std::string_view source, std::string_view target) {
    return fmt::format("<unit id='u'><segment><source>{}</source>{}</segment></unit>", source,
                       target);
  };
  const std::vector<DocumentInput> files = {
      {"a.xlf",
       "<xliff version='2.0' srcLang='en' trgLang='ru'><file id='f'>" +
           unit("Alpha beta.", "<target>Иное.</target>") + unit("Alpha beta.", "") +
           unit("One two. Three.", "<target>Раз.</target>") + unit("One two. Three.", "") +
           "</file></xliff>",
       {}}};
  const auto whole = AnalyseDocuments(*registry_, FromEnglish(), files, nullptr,
                                      [](const auto&) { return absl::OkStatus(); });
  ASSERT_OK(whole);
  EXPECT_THAT(Shown(*whole), ElementsAre("2: 1", "3: 1", "14: 2"));
}

// Random jobs against the definition: every segment compared with every earlier one.
TEST_F(DocumentAnalysisTest, RandomJobsAreCountedAsDefined) {
  TestRandom random;
  const Language english = Lang("en");
  for (int round = 0; round < 10; ++round) {
    std::vector<std::string> texts(3);
    std::vector<std::pair<size_t, Analysis>> earlier;
    std::map<int, uint64_t> expected;
    for (size_t file = 0; file < texts.size(); ++file) {
      for (int i = 0; i < 60; ++i) {
        // A line without ends of sentences is one segment.
        std::string line = RandomSentence(random, 6);
        std::erase_if(line, [](char c) { return c == '.' || c == '!' || c == '?' || c == '\n'; });
        if (IsBlank(line)) continue;
        texts[file] += line + "\n";
        const Analysis segment =
            Analyse(line.substr(line.find_first_not_of(' '),
                                line.find_last_not_of(' ') + 1 - line.find_first_not_of(' ')),
                    english);
        int best = 0;
        std::optional<size_t> same;
        for (const auto& [where, other] : earlier) {
          const int score = ScoreOf(segment, other).score;
          if (score == 100) same = where;
          best = std::max(best, score);
        }
        const int band = same         ? (*same == file ? 3 : 4)
                         : best >= 95 ? 9
                         : best >= 85 ? 10
                         : best >= 75 ? 11
                         : best >= 50 ? 12
                                      : 13;
        ++expected[band];
        earlier.emplace_back(file, segment);
      }
    }
    std::vector<std::string> shown;
    for (const auto& [band, count] : expected) shown.push_back(fmt::format("{}: {}", band, count));
    EXPECT_EQ(Shown(Analysed(texts)), shown);
  }
}

TEST_F(DocumentAnalysisTest, WrongFilesAreNamed) {
  const auto refused = [this](const std::vector<DocumentInput>& files) {
    return AnalyseDocuments(*registry_, FromEnglish(), files, nullptr,
                            [](const auto&) { return absl::OkStatus(); })
        .status();
  };
  EXPECT_EQ(FieldOf(refused({})), "files");
  EXPECT_EQ(FieldOf(refused({{"a.txt", "A", {}}, {"a.pdf", "A", {}}})), "files[1].name");
  const Status binary = refused({{"a.pdf", std::string("A\0", 2), DocumentFormat::kText}});
  EXPECT_EQ(FieldOf(binary), "files[0].content");
  EXPECT_THAT(binary, StatusIs(StatusCode::kInvalidArgument, "'a.pdf': byte 1 is NUL"));
  EXPECT_EQ(FieldOf(refused(std::vector<DocumentInput>(101, {"a.txt", "", {}}))), "files");
  EXPECT_EQ(FieldOf(refused({{"a.txt", std::string((3 << 20) + 1, 'a'), {}}})), "files");
}

}  // namespace
}  // namespace dragoman
