#include "server/exchange/table.h"

#include <gtest/gtest.h>

#include "tests/exchange/read_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

TEST(Table, CellsOfEitherFormatGiveBackTheirText) {
  TestRandom random;
  for (int i = 0; i < 500; ++i) {
    std::string text = HostileText(random);
    if (random.Below(3) == 0) text.insert(0, 1, "=+-@'\\"[random.Below(6)]);
    if (random.Below(9) == 0) text = "\\\\e";
    for (const bool is_raw : {false, true}) {
      const TableWriter tsv({.is_raw = is_raw});
      EXPECT_EQ(TextOfCell(tsv.Present(text), CellForm::kEscaped).value(), text);
      const TableWriter csv({.is_csv = true, .is_raw = is_raw});
      const std::string cell = csv.Present(text);
      EXPECT_EQ(TextOfCell(is_raw ? cell : FromInertCell(cell), CellForm::kSheet).value(), text);
    }
  }
  EXPECT_EQ(TableWriter({.is_csv = true}).Present(""), "\\e");
  EXPECT_EQ(TextOfCell("\\e", CellForm::kSheet).value(), "");
}

TEST(Table, TheFirstRowOfSheetsHasAMark) {
  EXPECT_EQ(TableWriter({.is_csv = true}).Header({"en", "@state"}),
            "\xEF\xBB\xBF"
            "en,'@state\r\n");
  EXPECT_EQ(
      TableWriter({.is_csv = true, .delimiter = ';', .is_raw = true}).Header({"en", "@state"}),
      "en;@state\r\n");
  EXPECT_EQ(TableWriter({}).Header({"en", "@state"}), "en\t@state\n");
}

TEST(Table, SettingsAreChecked) {
  const auto bad = StatusCode::kInvalidArgument;
  EXPECT_THAT(TableReader::Create({.delimiter = ";"}), StatusIs(bad, "delimiter: is for CSV only"));
  EXPECT_THAT(TableReader::Create({.is_raw = true}), StatusIs(bad, "raw_cells: is for CSV only"));
  EXPECT_THAT(TableReader::Create({.is_csv = true, .delimiter = "x"}),
              StatusIs(bad, "delimiter: 'x' is none of"));
  EXPECT_THAT(TableReader::Create({.encoding = "x"}), StatusIs(bad, "encoding: 'x' is not read"));
  EXPECT_THAT(TableStyleOf(false, ",", false), StatusIs(bad, "delimiter: is for CSV only"));
  EXPECT_EQ(TableStyleOf(true, "", false)->delimiter, ',');
}

}  // namespace
}  // namespace dragoman
