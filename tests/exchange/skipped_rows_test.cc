#include "server/exchange/skipped_rows.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "server/exchange/concept_tsv.h"
#include "server/exchange/unit_tsv.h"
#include "tests/exchange/read_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

TableSettings Csv(std::vector<std::string> columns = {}) {
  return {.columns = std::move(columns), .is_csv = true};
}

std::string SkippedUnits(const TableSettings& settings, std::string_view file) {
  auto reader = NewUnitTsvReader(settings);
  if (!reader.ok()) return reader.status().ToString();
  return SkippedFileOf(**reader, file).value_or("");
}

// Returns "TEXT|TEXT" of each entry, or "line N: reason".
std::vector<std::string> UnitsOf(const TableSettings& settings, std::string_view file) {
  std::vector<std::string> units;
  auto reader = NewUnitTsvReader(settings);
  const auto entries = ReadAll(**reader, file, 7).value();
  for (const auto& entry : entries) {
    if (!entry.value.ok()) {
      units.push_back(fmt::format("line {}: {}", entry.line, MessageOf(entry.value.status())));
      continue;
    }
    std::string& texts = units.emplace_back();
    for (const Variant& variant : entry.value->unit.variants) {
      texts += (texts.empty() ? "" : "|") + variant.segment.text;
    }
  }
  return units;
}

void Replace(std::string& text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from << " in " << text;
  text.replace(at, from.size(), to);
}

TEST(SkippedRows, OfCsvAreMendedAndReadAgain) {
  const std::string file =
      "en;ru;@origin\r\n"
      "One;\"Один; \"\"два\"\"\";robot\r\n"
      "Two;Два;human\r\n"
      "\"Three\"x;Три;\r\n"
      "'=4;\"a\r\nb\";robot\r\n";
  std::string skipped = SkippedUnits(Csv(), file);
  EXPECT_TRUE(skipped.starts_with("\xEF\xBB\xBF'@skipped;en;ru;'@origin\r\n")) << skipped;
  EXPECT_EQ(UnitsOf(Csv(), skipped).size(), 3U);
  Replace(skipped, ";robot\r\n", ";human\r\n");
  Replace(skipped, "\"Three\"x", "Three");
  Replace(skipped, ";robot\r\n", ";\r\n");
  EXPECT_EQ(UnitsOf(Csv(), skipped),
            (std::vector<std::string>{"One|Один; \"два\"", "Three|Три", "=4|a\r\nb"}));
}

TEST(SkippedRows, OfCsvWithNamesOfItsOwnKeepTheMapping) {
  const TableSettings settings = Csv({"Source=en", "Ziel=ru"});
  const std::string file = "Source,Ziel\none,один\ntwo,два,drei\n";
  std::string skipped = SkippedUnits(settings, file);
  Replace(skipped, ",drei", "");
  EXPECT_EQ(UnitsOf(settings, skipped), std::vector<std::string>{"two|два"});
}

TEST(SkippedRows, OfCsvWithGivenColumns) {
  const TableSettings settings = Csv({"en", "ru"});
  std::string skipped = SkippedUnits(settings, "one;один\ntwo;два;drei\n");
  Replace(skipped, ";drei", "");
  EXPECT_EQ(UnitsOf(settings, skipped), std::vector<std::string>{"two|два"});
}

TEST(SkippedRows, OfCsvGlossariesKeepTheirIds) {
  const std::string file = "en,ru,valid_from\nenvoy,посланник,2020\nconsul,консул,never\n";
  auto reader = NewConceptTsvReader(Csv());
  ASSERT_OK_AND_ASSIGN(std::string skipped, SkippedFileOf(**reader, file));
  Replace(skipped, ",never", ",2021");
  auto again = NewConceptTsvReader(Csv());
  ASSERT_OK_AND_ASSIGN(const auto entries, ReadAll(**again, skipped, 1000));
  ASSERT_EQ(entries.size(), 1U);
  ASSERT_OK(entries[0].value);
  EXPECT_EQ(entries[0].value->id, "line-3");
  EXPECT_EQ(entries[0].value->terms.size(), 2U);
}

// What is skipped of a file is skipped again for the same reasons, whatever the file.
TEST(SkippedRows, OfCsvAreSkippedAgain) {
  TestRandom random;
  int rows = 0;
  for (int i = 0; i < 300; ++i) {
    std::string file = "en;ru;@origin\r\n";
    for (int n = 0; n < 6; ++n) {
      const std::string bad = random.Below(2) == 0 ? "robot" : "human";
      file += JoinCsvRow({HostileText(random), HostileText(random), bad}, ';');
      if (random.Below(4) == 0) file += "\"" + bad + "\"x;\"y\ny\"\r\n";
    }
    const std::string skipped = SkippedUnits(Csv(), file);
    const auto first = UnitsOf(Csv(), file);
    const auto again = UnitsOf(Csv(), skipped);
    const auto is_bad = [](const std::string& entry) { return entry.starts_with("line "); };
    const auto bad = static_cast<size_t>(std::count_if(first.begin(), first.end(), is_bad));
    EXPECT_EQ(again.size(), bad) << skipped;
    EXPECT_TRUE(std::all_of(again.begin(), again.end(), is_bad)) << skipped;
    rows += static_cast<int>(bad);
  }
  EXPECT_GT(rows, 500);
}

}  // namespace
}  // namespace dragoman
