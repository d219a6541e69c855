// What holds of every import: each entry is there in the end, the same file changes nothing, what
// is skipped can be mended and sent again.
#include <gtest/gtest.h>

#include <map>

#include "tests/engine/transfer_support.h"
#include "tests/random.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::array kPolicies{WritePolicy::kAdd, WritePolicy::kReplaceSame,
                               WritePolicy::kKeepNewest, WritePolicy::kKeepStored};

// Returns a file in which sources and contexts repeat, with other texts, languages and fields.
std::string RandomFile(TestRandom& random, size_t rows) {
  std::string file = "en\tru\tur\ten@previous\t@state\t@changed\t@property:k\n";
  const auto time = [&random]() -> std::string {
    if (random.Below(3) != 0) return "";
    return random.Below(8) == 0 ? "7258118400000000" : std::to_string(1 + random.Below(4));
  };
  for (size_t i = 0; i < rows; ++i) {
    const auto cell = [&random](std::string_view text, uint64_t of) {
      return random.Below(3) == 0 ? std::string() : fmt::format("{} {}", text, random.Below(of));
    };
    file += fmt::format("word {}\t{}\t{}\t{}\t{}\t{}\t{}\n", random.Below(8), cell("слово", 3),
                        cell("لفظ", 2), random.Below(4) == 0 ? "before" : "",
                        random.Below(3) == 0 ? "draft" : "", time(), cell("value", 2));
  }
  return file;
}

TEST_F(TransferTest, TheSameFileTwiceChangesNothing) {
  TestRandom random;
  for (int i = 0; i < 80; ++i) {
    const std::string file = RandomFile(random, 1 + random.Below(60));
    ImportSettings settings{.parent = "memories/m", .policy = kPolicies[random.Below(4)]};
    settings.in_order = random.Below(2) == 0;
    const bool keeps_newest = settings.policy == WritePolicy::kKeepNewest;
    if (!keeps_newest && random.Below(3) == 0) settings.key_property = "k";  // See ImportSettings.
    ASSERT_OK(Run({.parent = "memories/m"}, RandomFile(random, random.Below(20))).status);
    const Imported first = Run(settings, file);
    const std::vector<Unit> units = UnitsOf("m");
    const Imported second = Run(settings, file);
    ASSERT_OK(second.status);
    const Account& account = second.last.account;
    EXPECT_EQ(account.stored + account.merged, 0U)
        << static_cast<int>(settings.policy) << " " << Show(account) << "\n"
        << file;
    EXPECT_EQ(account.unchanged, first.last.account.entries() - first.last.account.skipped);
    EXPECT_EQ(UnitsOf("m"), units);
  }
}

TEST_F(TransferTest, EveryRowOfAFileIsThereInTheEnd) {
  TestRandom random;
  for (const WritePolicy policy : {WritePolicy::kAdd, WritePolicy::kReplaceSame}) {
    for (int i = 0; i < 30; ++i) {
      std::vector<std::pair<std::string, std::string>> rows;
      std::string file = "en\tru\n";
      for (int row = 0; row < 30; ++row) {
        rows.emplace_back(fmt::format("word {}", random.Below(6)),
                          fmt::format("слово {}", random.Below(4)));
        file += fmt::format("{}\t{}\n", rows.back().first, rows.back().second);
      }
      ASSERT_OK(Run({.parent = "memories/m", .policy = policy}, file).status);
      std::map<std::pair<std::string, std::string>, int> there;
      for (const Unit& unit : UnitsOf("m")) {
        ++there[{unit.variants[0].segment.text, unit.variants[1].segment.text}];
      }
      for (const auto& row : rows) EXPECT_EQ(there[row], 1) << row.first << " " << row.second;
    }
  }
}

TEST_F(TransferTest, RowsOfOneFileMeetWhereTheyAgree) {
  EXPECT_EQ(ImportUnits("en\tru\tur\nyes\tда\t\nyes\t\tہاں\nyes\tага\t\nyes\t\tجی\n"),
            "2 stored, 2 merged, 0 unchanged, 0 skipped");
  const std::vector<Unit> units = UnitsOf("m");
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[0].variants.size(), 3U);
  EXPECT_EQ(units[1].variants.size(), 3U);
  EXPECT_EQ(units[1].variants[1].segment.text, "ага");
}

TEST_F(TransferTest, KeepStoredOnlyAdds) {
  ASSERT_EQ(ImportUnits("en\tru\nyes\tда\n"), "1 stored, 0 merged, 0 unchanged, 0 skipped");
  const ImportSettings keep{.policy = WritePolicy::kKeepStored};
  EXPECT_EQ(ImportUnits("en\tru\nyes\tага\nno\tнет\n", keep),
            "1 stored, 0 merged, 1 unchanged, 0 skipped");
  EXPECT_EQ(ImportUnits("en\tru\tur\nyes\tага\tہاں\n", keep),
            "0 stored, 1 merged, 0 unchanged, 0 skipped");
  const Unit unit = UnitsOf("m").front();
  ASSERT_EQ(unit.variants.size(), 3U);
  EXPECT_EQ(unit.variants[1].segment.text, "да");

  ASSERT_EQ(ImportConcepts("id\ten\na\tx\n"), "1 stored, 0 merged, 0 unchanged, 0 skipped");
  EXPECT_EQ(ImportConcepts("id\ten\na\ty\nb\tz\n", keep),
            "1 stored, 0 merged, 1 unchanged, 0 skipped");
  EXPECT_EQ((*(*registry_->Glossary("m"))->Get("a"))->terms.front().text, "x");
}

// Imports a file, then what it skipped: the same entries are wrong for the same reasons.
void ExpectSkippedAgain(const Imported& first, const Imported& second) {
  ASSERT_OK(second.status);
  EXPECT_EQ(second.last.account.skipped, first.last.account.skipped);
  EXPECT_EQ(second.last.account.entries(), first.last.account.skipped);
  ASSERT_EQ(second.problems.size(), first.problems.size());
  for (size_t i = 0; i < first.problems.size(); ++i) {
    EXPECT_EQ(second.problems[i].field, first.problems[i].field);
  }
}

TEST_F(TransferTest, SkippedRowsCanBeMendedAndSentAgain) {
  ImportSettings settings{.parent = "memories/m", .skipped_file = true};
  const Imported first = Run(settings,
                             "en\tru\t@origin\n"
                             "one\tодин\t\ntwo\tдва\tx\ty\nthree\t\t\nfour\tчетыре\trobot\n"
                             "a\\b\tв\t\nfi\xFFve\tпять\t\n");
  ASSERT_OK(first.status);
  EXPECT_EQ(Show(first.last.account), "1 stored, 0 merged, 0 unchanged, 5 skipped");
  EXPECT_THAT(first.skipped_file,
              testing::StartsWith("@skipped\ten\tru\t@origin\nline 3: 4 cells"));
  EXPECT_THAT(first.skipped_file, HasSubstr("\tfour\tчетыре\trobot\n"));
  EXPECT_EQ(first.problems[2].text, "four\tчетыре\trobot");
  std::string mended = first.skipped_file;
  mended.replace(mended.find("\trobot"), 6, "\thuman");
  const Imported second = Run(settings, mended);
  EXPECT_EQ(Show(second.last.account), "2 stored, 0 merged, 0 unchanged, 3 skipped");
}

TEST_F(TransferTest, SkippedRowsWithGivenColumnsAreSentAgainAsTheFileWas) {
  ImportSettings settings{.parent = "memories/m", .columns = {"en", "ru"}, .skipped_file = true};
  const Imported first = Run(settings, "a\\n\t\nb\tб\nc\tв\tг\n");
  EXPECT_EQ(first.skipped_file.substr(0, 15), "@skipped\ten\tru\n");
  EXPECT_THAT(first.skipped_file, HasSubstr("\ta\\\\n\t\n"));
  ExpectSkippedAgain(first, Run(settings, first.skipped_file));
  std::string mended = first.skipped_file;
  mended.replace(mended.find("\ta\\\\n\t"), 6, "\ta\\\\n\tа");
  EXPECT_EQ(Show(Run(settings, mended).last.account), "1 stored, 0 merged, 0 unchanged, 1 skipped");
  EXPECT_EQ(UnitsOf("m").back().variants[0].segment.text, "a\\n");
}

TEST_F(TransferTest, SkippedUnitsOfTmxCanBeMendedAndSentAgain) {
  ImportSettings settings{.parent = "memories/m", .format = FileFormat::kTmx, .skipped_file = true};
  const std::string file =
      "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><tmx version=\"1.4\"><header srclang=\"en\" "
      "creationtool=\"t\"><prop type=\"p\">x &amp; y</prop></header><body>\n"
      "<tu><tuv lang=\"en\"><seg>a</seg></tuv><tuv lang=\"ru\"><seg>а</seg></tuv></tu>\n"
      "<tu tuid=\"2\"><note>n &lt;</note><tuv lang=\"en\"><seg>b <b>x</b></seg></tuv>"
      "<tuv lang=\"ru\"><seg>б</seg></tuv></tu>\n"
      "<tu><tuv lang=\"en\"><seg>c&nbsp;c</seg></tuv><tuv lang=\"ru\"><seg>в</seg></tuv></tu>\n"
      "<tu><tuv lang=\"en\"><seg>d -- d</seg></tuv></tu>\n"
      "</body></tmx>";
  const Imported first = Run(settings, file, 7);
  ASSERT_OK(first.status);
  EXPECT_EQ(Show(first.last.account), "1 stored, 0 merged, 0 unchanged, 3 skipped");
  EXPECT_THAT(first.skipped_file, HasSubstr("<!-- line 3: "));
  EXPECT_THAT(first.skipped_file,
              HasSubstr("creationtool=\"t\"><prop type=\"p\">x &amp; y</prop>"));
  EXPECT_THAT(first.problems[0].text, testing::StartsWith("<tu tuid=\"2\"><note>n &lt;</note>"));
  const Imported again = Run(settings, first.skipped_file);
  ExpectSkippedAgain(first, again);
  EXPECT_THAT(again.skipped_file, HasSubstr("c<unknown-entity name=\"nbsp\"/>c"));
  std::string mended = first.skipped_file;
  mended.replace(mended.find("<b>x</b>"), 8, "x");
  EXPECT_EQ(Show(Run(settings, mended).last.account), "1 stored, 0 merged, 0 unchanged, 2 skipped");
  EXPECT_EQ(UnitsOf("m").back().properties.at("tmx:tuid"), "2");
}

TEST_F(TransferTest, SkippedConceptsKeepTheIdsOfTheirLines) {
  ImportSettings settings{.parent = "glossaries/m", .skipped_file = true};
  const Imported first = Run(settings, "en\tru\na\tа\nb\tб\tв\nc\tг\n");
  EXPECT_EQ(Show(first.last.account), "2 stored, 0 merged, 0 unchanged, 1 skipped");
  EXPECT_THAT(first.skipped_file, HasSubstr("@skipped\tid\ten\tru\nline 3: 3 cells"));
  std::string mended = first.skipped_file;
  mended.replace(mended.find("\tв\n"), 4, "\n");
  EXPECT_EQ(Show(Run(settings, mended).last.account), "1 stored, 0 merged, 0 unchanged, 0 skipped");
  EXPECT_OK((*registry_->Glossary("m"))->Get("line-3"));
}

TEST_F(TransferTest, SkippedRandomRowsAreSkippedAgain) {
  TestRandom random;
  for (int i = 0; i < 20; ++i) {
    std::string file = "en\tru\n";
    for (int row = 0; row < 100; ++row) {
      for (uint64_t byte = random.Below(12); byte > 0; --byte) {
        file += "ab\tя\\n\xFF "[random.Below(9)];
      }
      file += '\n';
    }
    const ImportSettings settings{
        .parent = "memories/m", .skipped_file = true, .max_problems = 1000};
    const Imported first = Run(settings, file);
    ASSERT_OK(first.status);
    if (first.last.account.skipped == 0) continue;
    // Rows that are no UTF-8 become texts with U+FFFD, which may be right.
    const Imported second = Run(settings, first.skipped_file);
    ASSERT_OK(second.status);
    EXPECT_EQ(second.last.account.entries(), first.last.account.skipped);
  }
}

TEST_F(TransferTest, AFullListOfSkippedEntriesComesInPieces) {
  std::string file = "en\tru\n";
  for (int i = 0; i < 20000; ++i) file += fmt::format("alone {}\t\n", i);
  ASSERT_OK_AND_ASSIGN(const auto import,
                       Import::Start(*registry_, {.parent = "memories/m", .skipped_file = true}));
  ASSERT_OK(import->Feed(file));
  EXPECT_TRUE(import->IsFull() || file.size() < kMaxWaitingSkippedBytes);
  ASSERT_OK(import->Finish());
  std::string skipped;
  bool more = true;
  while (more) {
    const ImportProgress progress = import->TakeProgress();
    EXPECT_LE(progress.skipped_data.size(), kMaxSkippedPieceBytes);
    skipped += progress.skipped_data;
    more = progress.more_skipped;
  }
  EXPECT_EQ(std::count(skipped.begin(), skipped.end(), '\n'), 20001);
}

// Returns a file of TMX with units of these ids and sources.
std::string TmxOf(const std::vector<std::pair<std::string, std::string>>& units) {
  std::string file = "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n";
  for (const auto& [tuid, source] : units) {
    file += fmt::format(
        "<tu {}><tuv xml:lang=\"en\"><seg>{}</seg></tuv><tuv xml:lang=\"ru\"><seg>Текст</seg></tuv>"
        "</tu>\n",
        tuid.empty() ? "" : fmt::format("tuid=\"{}\"", tuid), source);
  }
  return file + "</body></tmx>";
}

TEST_F(TransferTest, AKeyOfItsOwnSaysWhichUnitIsReplaced) {
  ImportSettings settings{
      .parent = "memories/m", .format = FileFormat::kTmx, .key_property = "tmx:tuid"};
  EXPECT_EQ(Show(Run(settings, TmxOf({{"1", "One."}, {"2", "Two."}, {"", "Three."}})).last.account),
            "3 stored, 0 merged, 0 unchanged, 0 skipped");
  const std::string changed = TmxOf({{"1", "One, mended."}, {"3", "Two."}, {"", "Three."}});
  ImportSettings dry = settings;
  dry.validate_only = true;
  constexpr const char* kChanges = "1 stored, 1 merged, 1 unchanged, 0 skipped";
  EXPECT_EQ(Show(Run(dry, changed).last.account), kChanges);
  EXPECT_EQ(Show(Run(settings, changed).last.account), kChanges);
  EXPECT_EQ(Show(Run(settings, changed).last.account),
            "0 stored, 0 merged, 3 unchanged, 0 skipped");
  std::vector<std::string> sources;
  for (const Unit& unit : UnitsOf("m"))
    sources.push_back(unit.At(*Language::Parse("en"))->segment.text);
  EXPECT_THAT(sources, ElementsAre("One, mended.", "Two.", "Three.", "Two."));

  settings.policy = WritePolicy::kKeepStored;
  EXPECT_EQ(Show(Run(settings, TmxOf({{"1", "One, again."}})).last.account),
            "0 stored, 0 merged, 1 unchanged, 0 skipped");
  settings.policy = WritePolicy::kAdd;
  EXPECT_EQ(Show(Run(settings, TmxOf({{"1", "One, again."}})).last.account),
            "1 stored, 0 merged, 0 unchanged, 0 skipped");
}

TEST_F(TransferTest, AKeyThatStandsTwiceInAFileTakesNothingAway) {
  const ImportSettings settings{
      .parent = "memories/m", .format = FileFormat::kTmx, .key_property = "tmx:tuid"};
  const std::string file = TmxOf({{"1", "One."}, {"1", "Another."}});
  EXPECT_EQ(Show(Run(settings, file).last.account), "2 stored, 0 merged, 0 unchanged, 0 skipped");
  EXPECT_EQ(Show(Run(settings, file).last.account), "0 stored, 0 merged, 2 unchanged, 0 skipped");
}

TEST_F(TransferTest, GlossariesHaveNoKeyButTheirId) {
  EXPECT_THAT(Import::Start(*registry_, {.parent = "glossaries/m", .key_property = "p"}),
              StatusIs(StatusCode::kInvalidArgument, "is for memories only"));
}

}  // namespace
}  // namespace dragoman
