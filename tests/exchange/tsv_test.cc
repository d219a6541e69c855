#include "server/exchange/tsv.h"

#include <gtest/gtest.h>

#include "tests/exchange/read_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

StatusOr<std::vector<TsvRow>> RowsOf(std::string_view file, size_t piece_bytes = 1 << 20) {
  TsvReader reader;
  std::vector<TsvRow> rows;
  const auto sink = [&rows](TsvRow row) {
    rows.push_back(std::move(row));
    return absl::OkStatus();
  };
  while (!file.empty()) {
    RETURN_IF_ERROR(reader.Feed(file.substr(0, piece_bytes), sink));
    file.remove_prefix(std::min(piece_bytes, file.size()));
  }
  RETURN_IF_ERROR(reader.Finish(sink));
  return rows;
}

// Returns the rows as text, for comparison.
std::string Shown(const StatusOr<std::vector<TsvRow>>& rows) {
  if (!rows.ok()) return rows.status().ToString();
  std::string text;
  for (const TsvRow& row : *rows) {
    text += fmt::format("{} {} {}\n", row.line, row.status.ToString(), fmt::join(row.cells, "|"));
  }
  return text;
}

TEST(TsvReader, CutsRowsAndCells) {
  ASSERT_OK_AND_ASSIGN(const auto rows, RowsOf("a\tb\n\nc\t\td\n"));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_THAT(rows[0].cells, ElementsAre("a", "b"));
  EXPECT_THAT(rows[1].cells, ElementsAre(""));
  EXPECT_THAT(rows[2].cells, ElementsAre("c", "", "d"));
  EXPECT_EQ(rows[2].line, 3U);
  EXPECT_TRUE(rows[1].IsEmpty());
  EXPECT_FALSE(rows[2].IsEmpty());
}

TEST(TsvReader, EveryLineEndGivesTheSameRows) {
  const std::string unix_rows = Shown(RowsOf("a\tb\nc\td\n"));
  EXPECT_EQ(Shown(RowsOf("a\tb\r\nc\td\r\n")), unix_rows);
  EXPECT_EQ(Shown(RowsOf("a\tb\nc\td")), unix_rows) << "no line feed at the end";
  EXPECT_EQ(Shown(RowsOf("a\tb\r\nc\td\r")), unix_rows);
}

TEST(TsvReader, SkipsTheByteOrderMarkOfTheFirstRowOnly) {
  ASSERT_OK_AND_ASSIGN(const auto rows, RowsOf("\xEF\xBB\xBF"
                                               "a\n\xEF\xBB\xBF"
                                               "b\n"));
  EXPECT_THAT(rows[0].cells, ElementsAre("a"));
  EXPECT_THAT(rows[1].cells, ElementsAre("\xEF\xBB\xBF"
                                         "b"));
}

TEST(TsvReader, RefusesUtf16) {
  const auto expected = StatusIs(StatusCode::kInvalidArgument, "save it as UTF-8");
  EXPECT_THAT(RowsOf(std::string_view("\xFF\xFE"
                                      "e\0\t\0r\0\n\0",
                                      10)),
              expected);
  EXPECT_THAT(RowsOf(std::string_view("\xFE\xFF"
                                      "\0e\0\n",
                                      6)),
              expected);
  EXPECT_THAT(RowsOf(std::string_view("e\0n\0\n\0", 6)), expected) << "no byte order mark";
}

TEST(TsvReader, AnEmptyFileHasNoRows) {
  EXPECT_EQ(Shown(RowsOf("")), "");
  EXPECT_EQ(Shown(RowsOf("\n")), "1 OK \n");
}

TEST(TsvReader, RefusesRowsThatAreNotUtf8AndGoesOn) {
  ASSERT_OK_AND_ASSIGN(const auto rows, RowsOf("a\nb\xC3\nc\n"));
  EXPECT_THAT(rows[1].status, StatusIs(StatusCode::kInvalidArgument, "not valid UTF-8 at byte 1"));
  EXPECT_THAT(rows[2].cells, ElementsAre("c"));
}

TEST(TsvReader, RefusesHugeRowsAndGoesOn) {
  const std::string huge(TsvReader::kMaxRowBytes + 1, 'x');
  const std::string tabs(TsvReader::kMaxCells, '\t');
  for (const size_t piece_bytes : {size_t{1000}, huge.size() * 2}) {
    ASSERT_OK_AND_ASSIGN(const auto rows,
                         RowsOf("a\n" + huge + "\nb\n" + tabs + "\nc", piece_bytes));
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_THAT(rows[1].status, StatusIs(StatusCode::kInvalidArgument, "longer than 16 MiB"));
    EXPECT_THAT(rows[2].cells, ElementsAre("b"));
    EXPECT_THAT(rows[3].status, StatusIs(StatusCode::kInvalidArgument, "10001 cells"));
    EXPECT_EQ(rows[4].line, 5U);
  }
}

TEST(TsvReader, TakesARowOfTheLargestSize) {
  const std::string largest(TsvReader::kMaxRowBytes, 'x');
  ASSERT_OK_AND_ASSIGN(const auto rows, RowsOf(largest + "\n"));
  EXPECT_THAT(rows, testing::SizeIs(1));
  EXPECT_OK(rows[0].status);
}

TEST(TsvReader, StopsAtAnErrorOfTheSink) {
  TsvReader reader;
  int rows = 0;
  const auto sink = [&rows](const TsvRow&) {
    return ++rows == 2 ? absl::AbortedError("enough") : absl::OkStatus();
  };
  EXPECT_THAT(reader.Feed("a\nb\nc\n", sink), StatusIs(StatusCode::kAborted, "enough"));
  EXPECT_EQ(rows, 2);
}

TEST(TsvReader, PiecesOfAnySizeGiveTheSameRows) {
  TestRandom random;
  for (int i = 0; i < 300; ++i) {
    const std::string file = RandomBytes(random, 300);
    const std::string whole = Shown(RowsOf(file));
    for (const size_t piece_bytes : {1, 2, 3, 7, 64}) {
      ASSERT_EQ(Shown(RowsOf(file, piece_bytes)), whole) << piece_bytes;
    }
  }
}

TEST(Escape, RoundTrips) {
  TestRandom random;
  for (int i = 0; i < 2000; ++i) {
    const std::string text = HostileText(random);
    const std::string cell = Escape(text);
    EXPECT_EQ(cell.find_first_of("\t\r\n"), std::string::npos) << text;
    ASSERT_OK_AND_ASSIGN(const std::string back, Unescape(cell));
    EXPECT_EQ(back, text);
  }
}

TEST(Escape, TellsAnEmptyTextFromNone) {
  ASSERT_OK_AND_ASSIGN(const std::string text, Unescape(kExplicitlyEmpty));
  EXPECT_EQ(text, "");
  EXPECT_EQ(Escape("\\e"), "\\\\e");
}

TEST(Escape, RefusesUnknownEscapes) {
  EXPECT_THAT(Unescape("C:\\dir"), StatusIs(StatusCode::kInvalidArgument, "write \\\\"));
  EXPECT_THAT(Unescape("a\\"), StatusIs(StatusCode::kInvalidArgument, "unknown escape"));
}

TEST(JoinRow, EndsWithALineFeed) { EXPECT_EQ(JoinRow({"a", "", "b"}), "a\t\tb\n"); }

}  // namespace
}  // namespace dragoman
