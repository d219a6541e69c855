// Aligned units as a table, as JSON and in a summary.
#include "client/cli/align_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

using testing::HasSubstr;

v1::AlignedUnit Unit(int confidence) {
  v1::AlignedUnit unit = FromText<v1::AlignedUnit>(R"(
    index: 4 unit_count: 9
    sides { language: "en" segment { text: "=A\tB\\n" } first_segment: 6 segment_count: 1 }
    sides { language: "RU" segment { text: "да нет" codes { kind: OPEN content: " <a b=\"c;d\">" }
                                     codes { position_byte: 4 content: "x" } }
            first_segment: 7 segment_count: 2 paragraph: 3 })");
  unit.set_confidence(confidence);
  return unit;
}

v1::AlignedUnit Stray() {
  return FromText<v1::AlignedUnit>(R"(
    sides { language: "ur" segment { text: "ہاں" } first_segment: 2 segment_count: 1 paragraph: 1 })");
}

TEST(AlignedTable, HasWhatAnImportReads) {
  const AlignedTable table({"en", "ru", "ur"}, {Unit(79)});
  EXPECT_EQ(table.Header(),
            "en\tru\tru@codes\tur\t@origin\t@state\t@property:alignment-confidence\t"
            "@property:alignment-beads\n");
  EXPECT_EQ(table.Row(Unit(79)),
            "\\=A\\tB\\\\n\tда нет\topen|at=0|code=\\s<a b\\=\"c\\;d\">;alone|at=4|code=x\t\t"
            "aligned\tdraft\t79\t1-2-0\n");
  EXPECT_THAT(table.Row(Unit(80)), HasSubstr("\taligned\t\t80\t"));
  EXPECT_EQ(table.Row(Stray()), "\t\t\tہاں\taligned\tdraft\t0\t0-0-1\n");
}

TEST(AlignedTable, HasCodesOnlyWhereThereAreAny) {
  EXPECT_EQ(AlignedTable({"ur", "en"}, {Stray()}).Header().substr(0, 13), "ur\ten\t@origin");
}

TEST(AlignedJson, CountsFromOne) {
  const Json json = AlignedJson(Unit(79));
  EXPECT_EQ(json["index"], 5);
  EXPECT_EQ(json["confidence"], 79);
  EXPECT_FALSE(json["sides"][0].contains("codes"));
  EXPECT_EQ(json["sides"][1]["codes"][1]["kind"], "standalone");
  EXPECT_EQ(json["sides"][1]["segment"], 8);
  EXPECT_EQ(json["sides"][1]["segments"], 2);
  EXPECT_EQ(json["sides"][1]["paragraph"], 4);
}

TEST(AlignedSummary, CountsUnitsAndListsStrays) {
  AlignedSummary summary;
  summary.Add(Unit(95), false);
  summary.Add(Unit(85), false);
  summary.Add(Unit(30), true);
  summary.Add(Stray(), false);
  summary.Add(Stray(), false);
  EXPECT_EQ(
      summary.Text(1),
      "3 units; 1 of confidence 90 to 100; 1 of confidence 80 to 89; 1 of confidence 0 to 59\n"
      "left out, of less than --min-confidence: 1\n"
      "ur without a counterpart: 2\n"
      "  paragraph 2, segment 3: \u2067ہاں\u2069\n"
      "  and 1 more\n");
  EXPECT_EQ(summary.Doubt(), "");
}

TEST(AlignedSummary, DoubtsWhereFewAreSure) {
  AlignedSummary summary;
  EXPECT_EQ(summary.Doubt(), "");
  summary.Add(Unit(85), false);
  summary.Add(Unit(79), false);
  summary.Add(Stray(), false);
  EXPECT_THAT(summary.Doubt(),
              HasSubstr("only 3 of 7 segments are in units of confidence 80 or more, 1 "
                        "without"));
}

}  // namespace
}  // namespace dragoman
