// Imports into memories.
#include <gtest/gtest.h>

#include "server/engine/limits.h"
#include "tests/engine/transfer_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(TransferTest, ImportsUnitsAndCountsARepeatAsUnchanged) {
  const std::string file = "en\tru\nGood morning\tДоброе утро\nThank you\tСпасибо\n";
  EXPECT_EQ(ImportUnits(file), "2 stored, 0 merged, 0 unchanged, 0 skipped");
  EXPECT_EQ(ImportUnits(file), "0 stored, 0 merged, 2 unchanged, 0 skipped");
  EXPECT_EQ(ImportUnits("en\tru\nThank you\tБлагодарю\n"),
            "0 stored, 1 merged, 0 unchanged, 0 skipped");
}

TEST_F(TransferTest, ReportsEachBadRowWithItsPlace) {
  const Imported result = Run({.parent = "memories/m", .batch_id = "b"},
                              "en\tru\tur\t@origin\n"
                              "one\tодин\t\t\n"
                              "two\tдва\n"
                              "three\t\t\t\n"
                              "four\tчетыре\t\trobot\n"
                              "five\tп\xFF\t\t\n" +
                                  std::string(kMaxTextBytes + 1, 'x') + "\tдлинно\t\t\n");
  ASSERT_OK(result.status);
  EXPECT_EQ(Show(result.last.account), "1 stored, 0 merged, 0 unchanged, 5 skipped");
  EXPECT_EQ(result.last.account.entries(), 6U);
  EXPECT_EQ(result.problems.front().entry, 2U);
  EXPECT_THAT(
      Shown(result.problems),
      ElementsAre("3 : 2 cells, the file has 4 columns: en, ru, ur, @origin; add the missing cell "
                  "or leave it empty",
                  "4 : only 'en' is filled; a unit needs its text in at least two languages",
                  "5 @origin: 'robot' is none of human, machine, aligned",
                  "6 : not valid UTF-8 at byte 7 of the line; convert the file to UTF-8",
                  "7 en: 65537 bytes; at most 65536 are allowed"));
}

TEST_F(TransferTest, ReportsNoMoreProblemsThanAskedForAndCountsAll) {
  const Imported result =
      Run({.parent = "memories/m", .max_problems = 2}, "en\tru\na\nb\nc\nd\tг\n");
  EXPECT_EQ(result.problems.size(), 2U);
  EXPECT_EQ(Show(result.last.account), "1 stored, 0 merged, 0 unchanged, 3 skipped");
}

TEST_F(TransferTest, NamesTheColumnOfEveryRule) {
  const Imported result = Run({.parent = "memories/m"},
                              "en\tru\ten@codes\tru@next\t@author\t@property:k\n"
                              "a\tа\talone|at=9|code=x\t\t\t\n"
                              "b\tб\t\t" +
                                  std::string(kMaxTextBytes + 1, 'x') + "\t\t\n" + "c\tв\t\t\t" +
                                  std::string(kMaxNameBytes + 1, 'x') + "\t\n" + "d\tг\t\t\t\t" +
                                  std::string(kMaxPropertyValueBytes + 1, 'x') + "\n");
  std::vector<std::string> fields;
  for (const Problem& one : result.problems) fields.push_back(one.field);
  EXPECT_THAT(fields, ElementsAre("en@codes", "ru@next", "@author", "@property:k"));
}

TEST_F(TransferTest, DefaultsAreForEntriesThatNameNone) {
  ImportSettings settings{.parent = "memories/m",
                          .origin = Origin::kAligned,
                          .state = ReviewState::kDraft,
                          .author = "A",
                          .document = "D",
                          .batch_id = "first"};
  ASSERT_OK(Run(settings, "en\tru\t@origin\t@author\na\tа\t\t\nb\tб\thuman\tB\n").status);
  const std::vector<Unit> units = UnitsOf("m");
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[0].origin, Origin::kAligned);
  EXPECT_EQ(units[0].author, "A");
  EXPECT_EQ(units[1].origin, Origin::kHuman);
  EXPECT_EQ(units[1].author, "B");
  EXPECT_EQ(units[1].state, ReviewState::kDraft);
  EXPECT_EQ(units[1].document, "D");
  EXPECT_EQ(units[1].batch_id, "first");
}

TEST_F(TransferTest, MakesABatchId) {
  const Imported first = Run({.parent = "memories/m"}, "");
  const Imported second = Run({.parent = "memories/m"}, "");
  EXPECT_THAT(first.last.batch_id, HasSubstr("import-20"));
  EXPECT_NE(first.last.batch_id, second.last.batch_id);
}

TEST_F(TransferTest, ProgressCountsOnlyWhatIsOnDisk) {
  ASSERT_OK_AND_ASSIGN(const auto import, Import::Start(*registry_, {.parent = "memories/m"}));
  std::string file = "en\tru\n";
  for (size_t i = 0; i < kMaxImportBatchEntries + 1; ++i)
    file += fmt::format("word {}\tслово {}\n", i, i);
  ASSERT_OK(import->Feed(file));
  // Entries are written in another thread, in whole batches, and counted once they are.
  ImportProgress progress = import->TakeProgress();
  EXPECT_EQ(progress.bytes, file.size());
  EXPECT_FALSE(progress.done);
  EXPECT_LE(progress.account.stored, UnitsOf("m").size());
  while (progress.account.stored == 0) progress = import->TakeProgress();
  EXPECT_EQ(progress.account.stored, kMaxImportBatchEntries);
  EXPECT_EQ(UnitsOf("m").size(), kMaxImportBatchEntries);
  ASSERT_OK(import->Finish());
  const ImportProgress last = import->TakeProgress();
  EXPECT_EQ(last.account.stored, kMaxImportBatchEntries + 1);
  EXPECT_TRUE(last.done);
  EXPECT_EQ(last.revision, (*registry_->Memory("m"))->view()->revision);
  EXPECT_EQ(last.revision, 2U);
}

TEST_F(TransferTest, LargeEntriesMakeSmallBatches) {
  std::string file = "en\tru\n";
  for (int i = 0; i < 100; ++i) {
    file += fmt::format("{} {}\t{}\n", i, std::string(60000, 'x'), std::string(60000, 'y'));
  }
  EXPECT_EQ(ImportUnits(file), "100 stored, 0 merged, 0 unchanged, 0 skipped");
  EXPECT_EQ((*registry_->Memory("m"))->view()->revision, 3U);  // 12 MB, 4 MiB each.
}

TEST_F(TransferTest, ABadFirstLineIsAboutTheWholeFile) {
  const Imported result = Run({.parent = "memories/m"}, "Hello\tПривет\nyes\tда\n");
  EXPECT_THAT(result.status, StatusIs(StatusCode::kInvalidArgument, "'Hello' is no column"));
  EXPECT_EQ(result.last.account.entries(), 0U);
  EXPECT_FALSE(result.last.done);
  EXPECT_THAT(
      Run({.parent = "memories/m", .columns = {"en", "ru"}}, std::string("\xFF\xFE\0\0", 4)).status,
      StatusIs(StatusCode::kInvalidArgument, "save it as UTF-8"));
}

TEST_F(TransferTest, StartNamesTheBadSetting) {
  const auto field_of = [this](const ImportSettings& settings) {
    const auto import = Import::Start(*registry_, settings);
    EXPECT_THAT(import, StatusIs(StatusCode::kInvalidArgument, ""));
    return FieldOf(import.status());
  };
  EXPECT_EQ(field_of({.parent = "m"}), "settings.parent");
  EXPECT_EQ(field_of({.parent = "memories/m", .columns = {"russian"}}), "settings.columns");
  EXPECT_EQ(field_of({.parent = "memories/m", .author = std::string(201, 'x')}), "settings.author");
  EXPECT_EQ(field_of({.parent = "memories/m", .max_problems = 10001}), "settings.max_problems");
  EXPECT_EQ(field_of({.parent = "glossaries/m", .in_order = true}), "settings.in_order");
  EXPECT_EQ(field_of({.parent = "glossaries/m", .policy = WritePolicy::kAdd}), "settings.policy");
  EXPECT_THAT(Import::Start(*registry_, {.parent = "memories/none"}),
              StatusIs(StatusCode::kNotFound, ""));
}

std::string TmxOf(std::string_view units) {
  return fmt::format("<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n{}</body></tmx>", units);
}

std::string TmxUnit(std::string_view en, std::string_view ru) {
  return fmt::format(
      "<tu><tuv lang=\"en\"><seg>{}</seg></tuv><tuv lang=\"ru\"><seg>{}</seg></tuv></tu>\n", en,
      ru);
}

TEST_F(TransferTest, ImportsTmx) {
  const Imported result =
      Run({.parent = "memories/m", .format = FileFormat::kTmx, .in_order = true},
          TmxOf(TmxUnit("a", "а") + TmxUnit("b <b/>", "б") + TmxUnit("", "в") + TmxUnit("d", "г")));
  ASSERT_OK(result.status);
  EXPECT_EQ(Show(result.last.account), "2 stored, 0 merged, 0 unchanged, 2 skipped");
  EXPECT_THAT(
      Shown(result.problems),
      ElementsAre("3 : <b> in <seg> is no inline element of TMX",
                  "4 : only 'ru' is filled; a unit needs its text in at least two languages"));
  ASSERT_EQ(result.last.languages.size(), 2U);
  EXPECT_EQ(result.last.languages[1].stored, "ru");
  EXPECT_EQ(result.last.languages[1].segments, 3U);
}

TEST_F(TransferTest, CountsWhatStandsBeforeTheEndOfABrokenFile) {
  const std::string file = TmxOf(TmxUnit("a", "а") + TmxUnit("b", "б") + "<tu></body>");
  for (const bool in_order : {false, true}) {
    const Imported result =
        Run({.parent = "memories/m", .format = FileFormat::kTmx, .in_order = in_order}, file, 50);
    EXPECT_THAT(result.status, StatusIs(StatusCode::kInvalidArgument, "line 4: mismatched tag"));
    EXPECT_EQ(result.last.account.stored, 2U);
    EXPECT_FALSE(result.last.done);
  }
  const std::vector<Unit> units = UnitsOf("m");
  ASSERT_EQ(units.size(), 4U);
  EXPECT_EQ(units[2].variants[0].next, "b");
  EXPECT_EQ(units[3].variants[0].previous, "a");
  EXPECT_EQ(units[3].variants[0].next, std::nullopt);  // What comes there is unknown.
}

TEST_F(TransferTest, TmxIsForMemories) {
  const Imported result = Run({.parent = "glossaries/m", .format = FileFormat::kTmx}, "");
  EXPECT_THAT(result.status, StatusIs(StatusCode::kInvalidArgument, "TMX is for memories only"));
  EXPECT_EQ(FieldOf(result.status), "settings.format");
}

// Returns a file in en and ru of <trans-unit> elements with these texts.
std::string XliffOf(const std::vector<std::pair<std::string, std::string>>& texts) {
  std::string file =
      "<xliff version=\"1.2\"><file original=\"f\" source-language=\"en\" "
      "target-language=\"ru\"><body>\n";
  for (const auto& [en, ru] : texts) {
    file += fmt::format(
        "<trans-unit id=\"1\"><source>{}</source><target>{}</target></trans-unit>\n", en, ru);
  }
  return file + "</body></file></xliff>";
}

TEST_F(TransferTest, ImportsXliffWithTheNeighboursItStates) {
  for (const bool in_order : {false, true}) {
    const Imported result =
        Run({.parent = "memories/m", .format = FileFormat::kXliff, .in_order = in_order},
            XliffOf({{"a", "а"}, {"b", ""}, {"c", "в"}}));
    ASSERT_OK(result.status);
    EXPECT_EQ(Show(result.last.account), in_order ? "0 stored, 0 merged, 2 unchanged, 0 skipped"
                                                  : "2 stored, 0 merged, 0 unchanged, 0 skipped");
    EXPECT_THAT(result.last.losses,
                ElementsAre(Loss{"segments without a translation", 1, {"line 3"}}));
  }
  const std::vector<Unit> units = UnitsOf("m");
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[0].document, "f");
  EXPECT_EQ(units[0].variants[0].previous, "");
  EXPECT_EQ(units[0].variants[0].next, "b");
  EXPECT_EQ(units[1].variants[0].previous, "b");
  EXPECT_EQ(units[1].variants[1].previous, std::nullopt);
}

TEST_F(TransferTest, XliffIsForMemories) {
  const Imported result = Run({.parent = "glossaries/m", .format = FileFormat::kXliff}, "");
  EXPECT_THAT(result.status, StatusIs(StatusCode::kInvalidArgument, "XLIFF is for memories only"));
  EXPECT_EQ(FieldOf(result.status), "settings.format");
}

}  // namespace
}  // namespace dragoman
