#include "server/exchange/csv.h"

#include <gtest/gtest.h>

#include "tests/exchange/read_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

// Returns each row as "LINE[cell|cell]" or "LINE!message".
std::string Rows(std::string_view file, char delimiter = ',', size_t piece_bytes = 1 << 20) {
  CsvReader reader(delimiter);
  std::string shown;
  const auto sink = [&shown](const TsvRow& row) {
    shown += row.status.ok() ? fmt::format("{}[{}]", row.line, fmt::join(row.cells, "|"))
                             : fmt::format("{}!{}", row.line, MessageOf(row.status));
    return absl::OkStatus();
  };
  for (; !file.empty(); file.remove_prefix(std::min(piece_bytes, file.size()))) {
    EXPECT_OK(reader.Feed(file.substr(0, piece_bytes), sink));
  }
  EXPECT_OK(reader.Finish(sink));
  return shown;
}

char DelimiterOf(std::string_view file, size_t columns = 0) {
  CsvReader reader('\0', columns);
  const auto sink = [](const TsvRow&) { return absl::OkStatus(); };
  EXPECT_OK(reader.Feed(file, sink));
  EXPECT_OK(reader.Finish(sink));
  return reader.delimiter();
}

TEST(Csv, CutsRowsAndCells) {
  EXPECT_EQ(Rows(""), "");
  EXPECT_EQ(Rows("a,b\nc,d"), "1[a|b]2[c|d]");
  EXPECT_EQ(Rows("a,b\r\n\r\nc,\r\n"), "1[a|b]2[]3[c|]");
  EXPECT_EQ(Rows("a,b\rc,d\r"), "1[a|b]2[c|d]");
  EXPECT_EQ(Rows("\"a,\"\"b\"\"\",\"\"\n"), "1[a,\"b\"|]");
  EXPECT_EQ(Rows("\"a\nb\r\nc\rd\",e\nf,g\n"), "1[a\nb\r\nc\rd|e]5[f|g]");
  EXPECT_EQ(Rows("5\" nail,b\n"), "1[5\" nail|b]");
  EXPECT_EQ(Rows("a;b\n", ';'), "1[a|b]");
  EXPECT_EQ(Rows("\"a\"\r\n"), "1[a]");
}

TEST(Csv, ABadRowIsOneBadRow) {
  EXPECT_EQ(Rows("\"a\"b,c\nd,e\n"),
            "1!text after a closing quote; double the quotes within a text2[d|e]");
  EXPECT_EQ(Rows("a,b\nc,\xFFx\nd,e\n"),
            "1[a|b]2!not valid UTF-8 at byte 0 of cell 2; convert the file to UTF-8, or state its "
            "encoding3[d|e]");
  EXPECT_EQ(
      Rows("a,b\n\"c,d\ne,f\n"),
      "1[a|b]2!a quote that is not closed before the end of the file; close it, or double the "
      "quotes within a text");
  const std::string huge(TsvReader::kMaxRowBytes + 1, 'x');
  EXPECT_THAT(Rows(huge + "\na,b\n"), testing::EndsWith("2[a|b]"));
  EXPECT_EQ(Rows(std::string(TsvReader::kMaxCells, ',') + "\na\n"), "1!more than 10000 cells2[a]");
}

TEST(Csv, FindsTheDelimiter) {
  EXPECT_EQ(DelimiterOf("en,ru\n\"a; b; c\",d\n"), ',');
  EXPECT_EQ(DelimiterOf("en;ru\na, b;c, d\ne;f\n"), ';');
  EXPECT_EQ(DelimiterOf("en\tru\na, b\tc, d\n"), '\t');
  EXPECT_EQ(DelimiterOf("en|ru\na, b|c\n"), '|');
  EXPECT_EQ(DelimiterOf("sep=|\na,b\n"), '|');
  EXPECT_EQ(DelimiterOf("one column\nand no other\n"), ',');
  EXPECT_EQ(DelimiterOf(""), ',');
  // Prose with commas: as even as the semicolons, but not of the columns asked for.
  EXPECT_EQ(DelimiterOf("a, b, c; d\ne, f, g; h\n", 2), ';');
}

TEST(Csv, PiecesOfAnySizeGiveTheSameRows) {
  TestRandom random;
  for (int i = 0; i < 300; ++i) {
    const std::string file = RandomBytes(random, 200);
    EXPECT_EQ(Rows(file, ';', 1 + random.Below(20)), Rows(file, ';'));
  }
}

TEST(Csv, RoundTrips) {
  TestRandom random;
  for (int i = 0; i < 500; ++i) {
    const char delimiter = kCsvDelimiters[random.Below(4)];
    std::vector<std::string> cells;
    for (uint64_t n = 1 + random.Below(5); n > 0; --n) {
      cells.push_back(random.Below(4) == 0 ? "" : HostileText(random));
    }
    cells.back() += "x";
    CsvReader reader(delimiter);
    std::vector<std::string> read;
    const auto sink = [&read](const TsvRow& row) {
      EXPECT_OK(row.status);
      read = row.cells;
      return absl::OkStatus();
    };
    EXPECT_OK(reader.Feed(JoinCsvRow(cells, delimiter), sink));
    EXPECT_OK(reader.Finish(sink));
    EXPECT_EQ(read, cells);
  }
}

TEST(Csv, FormulasAreInert) {
  for (const std::string text : {"=1", "+1", "-1", "@a", "\tx", "\rx", "'=1", "''-"}) {
    EXPECT_EQ(InertCell(text), "'" + text);
    EXPECT_EQ(FromInertCell(InertCell(text)), text);
  }
  for (const std::string text : {"", "a=1", "'", "''", "'tis", "1-2", "—"}) {
    EXPECT_EQ(InertCell(text), text);
    EXPECT_EQ(FromInertCell(text), text);
  }
}

}  // namespace
}  // namespace dragoman
