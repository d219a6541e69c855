#include "server/exchange/unit_tsv.h"

#include <gtest/gtest.h>

#include "server/exchange/tsv.h"
#include "tests/exchange/read_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using UnitEntries = std::vector<ReadEntry<UnitEntry>>;

StatusOr<UnitEntries> ReadUnits(std::string_view file, const std::vector<std::string>& columns = {},
                                size_t piece_bytes = 1 << 20) {
  ASSIGN_OR_RETURN(const auto reader, NewUnitTsvReader({.columns = columns}));
  return ReadAll(*reader, file, piece_bytes);
}

// Returns the one unit of a file, or why there is none.
StatusOr<Unit> ReadUnit(std::string_view file, const std::vector<std::string>& columns = {}) {
  ASSIGN_OR_RETURN(const UnitEntries entries, ReadUnits(file, columns));
  if (entries.size() != 1) return Error(StatusCode::kInternal, "{} entries", entries.size());
  RETURN_IF_ERROR(entries.front().value.status());
  return entries.front().value->unit;
}

std::string Shown(const StatusOr<UnitEntries>& entries) {
  if (!entries.ok()) return entries.status().ToString();
  std::string text;
  for (const auto& entry : *entries) {
    text +=
        fmt::format("{} {} {}", entry.line, entry.begins_document, entry.value.status().ToString());
    if (entry.value.ok()) {
      for (const Variant& variant : entry.value->unit.variants) {
        text += fmt::format(" {}={}", variant.language.tag(), variant.segment.text);
      }
    }
    text += "\n";
  }
  return text;
}

Unit RandomUnit(TestRandom& random) {
  Unit unit;
  for (const char* tag : {"en", "ru", "ur-PK"}) {
    if (unit.variants.size() == 2 && random.Below(2) == 0) continue;
    Variant variant;
    variant.language = Tag(tag);
    variant.segment.text = HostileText(random);
    if (random.Below(2) == 0) variant.previous = random.Below(2) == 0 ? "" : HostileText(random);
    if (random.Below(2) == 0) variant.next = random.Below(2) == 0 ? "" : HostileText(random);
    if (random.Below(2) == 0) {
      const auto size = static_cast<uint32_t>(variant.segment.text.size());
      variant.segment.codes = {{CodeKind::kOpen, 0, HostileText(random)},
                               {CodeKind::kClose, size, ""},
                               {CodeKind::kStandalone, size, std::string("a\0b ", 4)}};
    }
    unit.variants.push_back(std::move(variant));
  }
  unit.origin = static_cast<Origin>(random.Below(4));
  unit.state = static_cast<ReviewState>(random.Below(4));
  if (random.Below(2) == 0) unit.author = HostileText(random);
  if (random.Below(2) == 0) unit.document = HostileText(random);
  if (random.Below(2) == 0) unit.domain = HostileText(random);
  if (random.Below(2) == 0) unit.properties[HostileText(random)] = HostileText(random);
  if (random.Below(2) == 0) unit.properties["empty "] = "";
  unit.created_micros = static_cast<int64_t>(random.Below(1'000'000));
  unit.changed_micros = static_cast<int64_t>(random.Below(1'000'000));
  return unit;
}

// Returns the file of the units under all columns that they need.
std::string FileOf(const std::vector<Unit>& units, const TableStyle& style = {}) {
  UnitTsvColumns columns;
  for (const Unit& unit : units) columns.Add(unit);
  const auto writer = UnitTsvWriter::Create(columns.Names(), style);
  EXPECT_OK(writer);
  std::string file = (*writer)->Header();
  for (const Unit& unit : units) file += (*writer)->Row(unit).value_or("");
  return file;
}

std::vector<Unit> RandomUnits(TestRandom& random, size_t count) {
  std::vector<Unit> units;
  for (size_t i = 0; i < count; ++i) units.push_back(RandomUnit(random));
  return units;
}

TEST(UnitTsv, ReadsColumnsFromTheFirstLine) {
  ASSERT_OK_AND_ASSIGN(const UnitEntries entries,
                       ReadUnits("ru\t-\ten\t@author\nДа\tx\tYes\tA\\tB\n"));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].line, 2U);
  ASSERT_OK(entries[0].value);
  const UnitEntry& entry = *entries[0].value;
  EXPECT_EQ(entry.source, Tag("ru"));
  EXPECT_EQ(entry.unit.At(Tag("en"))->segment.text, "Yes");
  EXPECT_EQ(entry.unit.author, "A\tB");
}

TEST(UnitTsv, CellsOfGivenColumnsArePlain) {
  ASSERT_OK_AND_ASSIGN(const Unit unit, ReadUnit("C:\\new\tС:\\новый\n", {"en", "ru"}));
  EXPECT_EQ(unit.At(Tag("en"))->segment.text, "C:\\new");
}

TEST(UnitTsv, SkipsALineThatRepeatsTheColumns) {
  ASSERT_OK_AND_ASSIGN(const UnitEntries entries,
                       ReadUnits("EN\tru\nyes\tда\nen\tru\n", {"en", "ru"}));
  EXPECT_EQ(Shown(entries), "2 true OK en=yes ru=да\n3 false OK en=en ru=ru\n");
}

TEST(UnitTsv, EmptyLinesBeginDocuments) {
  ASSERT_OK_AND_ASSIGN(const UnitEntries entries,
                       ReadUnits("en\tru\na\tа\nb\tб\n\nc\tв\n\t\nd\tг\nbad\ne\tд\n"));
  std::vector<bool> begins;
  for (const auto& entry : entries) begins.push_back(entry.begins_document);
  EXPECT_THAT(begins, ElementsAre(true, false, true, true, false, false));
}

TEST(UnitTsv, BlankCellsAreNoVariants) {
  ASSERT_OK_AND_ASSIGN(const Unit unit, ReadUnit("en\tru\tur\nyes\tда\t \u00a0\n"));
  EXPECT_EQ(unit.variants.size(), 2U);
}

TEST(UnitTsv, NamesTheMissingAndTheExtraCell) {
  const auto bad = StatusCode::kInvalidArgument;
  EXPECT_THAT(ReadUnit("en\tru\tur\na\tb\n"),
              StatusIs(bad,
                       "2 cells, the file has 3 columns: en, ru, ur; add the missing cell or "
                       "leave it empty"));
  EXPECT_THAT(ReadUnit("en\tru\na\tb\tc\n"),
              StatusIs(bad, "3 cells, the file has 2 columns: en, ru; remove the extra cell"));
}

TEST(UnitTsv, NamesTheColumnOfABadCell) {
  const std::string header = "en\tru\t@origin\t@state\t@created\ten@codes\n";
  const auto field_of = [&header](std::string_view row) {
    return FieldOf(ReadUnit(header + std::string(row)).status());
  };
  EXPECT_EQ(field_of("a\tb\trobot\t\t\t\n"), "@origin");
  EXPECT_EQ(field_of("a\tb\t\tdone\t\t\n"), "@state");
  EXPECT_EQ(field_of("a\tb\t\t\tyesterday\t\n"), "@created");
  EXPECT_EQ(field_of("a\tb\t\t\t-5\t\n"), "@created");
  EXPECT_EQ(field_of("a\tb\t\t\t\tbold|at=0\n"), "en@codes");
  EXPECT_EQ(field_of("a\tb\t\t\t\topen|at=x\n"), "en@codes");
  EXPECT_EQ(field_of("a\tb\t\t\t\topen|colour=red\n"), "en@codes");
  EXPECT_EQ(field_of("a\tC:\\x\t\t\t\t\n"), "ru");
  EXPECT_THAT(ReadUnit(header + "a\tb\trobot\t\t\t\n"),
              StatusIs(StatusCode::kInvalidArgument, "'robot' is none of human, machine, aligned"));
}

TEST(UnitTsv, RefusesAHeaderThatNamesNoColumns) {
  const auto bad = StatusCode::kInvalidArgument;
  EXPECT_THAT(ReadUnits("Hello\tПривет\n"), StatusIs(bad, "'Hello' is no column of units"));
  EXPECT_THAT(ReadUnits("Hello\tПривет\n"), StatusIs(bad, "line 1 must name the columns"));
  EXPECT_THAT(ReadUnits("en\tru@before\n"), StatusIs(bad, "@previous, @next, @codes"));
  EXPECT_THAT(ReadUnits("en\t@colour\n"), StatusIs(bad, "@property:KEY"));
  EXPECT_THAT(ReadUnits("en\t@property:\n"), StatusIs(bad, "names no property"));
  EXPECT_THAT(ReadUnits("en\tEN\n"), StatusIs(bad, "given twice"));
  EXPECT_THAT(ReadUnits("@author\n"), StatusIs(bad, "no language among them"));
  EXPECT_THAT(ReadUnits("en\tr\xFF\n"), StatusIs(bad, "not valid UTF-8"));
}

TEST(UnitTsv, RefusesGivenColumnsThatAreNone) {
  const auto reader = NewUnitTsvReader({.columns = {"en", "russian"}});
  EXPECT_THAT(reader, StatusIs(StatusCode::kInvalidArgument, "'russian'"));
  EXPECT_EQ(FieldOf(reader.status()), "columns");
}

TEST(UnitTsv, AnEmptyFileHasNoEntries) {
  EXPECT_EQ(Shown(ReadUnits("")), "");
  EXPECT_EQ(Shown(ReadUnits("en\tru")), "");
}

TEST(UnitTsv, RoundTrips) {
  TestRandom random;
  for (int i = 0; i < 100; ++i) {
    const std::vector<Unit> units = RandomUnits(random, 1 + random.Below(8));
    const std::string file = FileOf(units);
    ASSERT_OK_AND_ASSIGN(const UnitEntries entries, ReadUnits(file));
    ASSERT_EQ(entries.size(), units.size()) << file;
    for (size_t n = 0; n < units.size(); ++n) {
      ASSERT_OK(entries[n].value) << file;
      EXPECT_EQ(entries[n].value->unit, units[n]) << file;
    }
  }
}

TEST(UnitTsv, RoundTripsAsCsv) {
  TestRandom random;
  for (int i = 0; i < 200; ++i) {
    const TableStyle style{true, kCsvDelimiters[random.Below(4)], random.Below(4) == 0};
    std::vector<Unit> units = RandomUnits(random, 1 + random.Below(8));
    for (Unit& unit : units) {  // What spreadsheets take for formulas.
      unit.variants[0].segment.text.insert(0, 1, "=+-@\t\r'\"\n"[random.Below(9)]);
      unit.variants[1].segment.text.insert(0, random.Below(3), '\'');
      if (random.Below(3) == 0) unit.variants[1].segment.text = "\\e";
    }
    const std::string file = FileOf(units, style);
    ASSERT_OK_AND_ASSIGN(const auto reader,
                         NewUnitTsvReader({.is_csv = true, .is_raw = style.is_raw}));
    ASSERT_OK_AND_ASSIGN(const UnitEntries entries, ReadAll(*reader, file, 1 + random.Below(300)));
    EXPECT_EQ(reader->Table(), (TableForm{"UTF-8", std::string(1, style.delimiter)})) << file;
    ASSERT_EQ(entries.size(), units.size()) << file;
    std::vector<Unit> read;
    for (const auto& entry : entries) {
      ASSERT_OK(entry.value) << file;
      read.push_back(entry.value->unit);
    }
    ASSERT_EQ(read, units) << file;
    EXPECT_EQ(FileOf(read, style), file);
  }
}

TEST(UnitTsv, ReadsSheetsOfOthers) {
  const auto read = [](std::string_view file, TableSettings settings) {
    settings.is_csv = true;
    const auto reader = NewUnitTsvReader(settings);
    return reader.ok() ? Shown(ReadAll(**reader, file)) : reader.status().ToString();
  };
  EXPECT_EQ(read("ID;English;Русский;Subject\r\n1;\"One; \"\"two\"\"\r\nthree\";Раз;law\r\n", {}),
            "2 true OK en=One; \"two\"\r\nthree ru=Раз\n");
  EXPECT_EQ(read("Original,Translation,Extra\na,b,c\n",
                 {.columns = {"original=en", "Translation=ru", "Extra=-"}}),
            "2 true OK en=a ru=b\n");
  EXPECT_EQ(read("a,b\n'=c,d\n", {.columns = {"en", "ru"}}),
            "1 true OK en=a ru=b\n2 false OK en==c ru=d\n");
  EXPECT_EQ(read("a,b\n'=c,d\n", {.columns = {"en", "ru"}, .is_raw = true}),
            "1 true OK en=a ru=b\n2 false OK en='=c ru=d\n");
  EXPECT_THAT(read("Original,ru\n", {.columns = {"Source=en"}}),
              testing::HasSubstr("'Source' is not, or not again, in the file's first line"));
  EXPECT_THAT(read("Original,ru\n", {.columns = {"Original=en", "ru"}}),
              testing::HasSubstr("'ru' is no NAME=COLUMN"));
  EXPECT_THAT(read("Original,ru\n", {}), testing::HasSubstr("'Original' is no column of units"));
}

TEST(UnitTsv, FormulasOfTsvAreInert) {
  Unit unit;
  for (const char* tag : {"en", "ru"}) {
    unit.variants.emplace_back().language = Tag(tag);
    unit.variants.back().segment.text = tag == std::string_view("en") ? "=1+1" : "-1";
  }
  const std::string file = FileOf({unit});
  EXPECT_THAT(file, testing::HasSubstr("\n\\=1+1\t\\-1\t"));
  EXPECT_THAT(FileOf({unit}, {.is_raw = true}), testing::HasSubstr("\n=1+1\t-1\t"));
  EXPECT_EQ(ReadUnit(file)->variants, unit.variants);
}

TEST(UnitTsv, LeavesOutUnitsWithoutTheColumns) {
  ASSERT_OK_AND_ASSIGN(const auto writer, UnitTsvWriter::Create({"ur", "@author"}));
  ASSERT_OK_AND_ASSIGN(const Unit unit, ReadUnit("en\tru\t@author\nyes\tда\tx\n"));
  EXPECT_EQ(writer->Row(unit), std::nullopt);
  EXPECT_EQ(writer->Header(), "ur\t@author\n");
}

TEST(UnitTsv, PiecesOfAnySizeGiveTheSameEntries) {
  TestRandom random;
  const std::string file = FileOf(RandomUnits(random, 5));
  const std::string whole = Shown(ReadUnits(file));
  for (const size_t piece_bytes : {1, 2, 5, 100}) {
    EXPECT_EQ(Shown(ReadUnits(file, {}, piece_bytes)), whole) << piece_bytes;
  }
}

TEST(UnitTsv, TruncationGivesTheFirstEntriesAndAnErrorAtMost) {
  TestRandom random;
  const std::vector<Unit> units = RandomUnits(random, 4);
  const std::string file = FileOf(units);
  for (size_t size = 0; size < file.size(); ++size) {
    const auto entries = ReadUnits(std::string_view(file).substr(0, size));
    if (!entries.ok()) {
      EXPECT_LT(size, file.find('\n')) << "only the first line can make the whole file wrong";
      continue;
    }
    ASSERT_LE(entries->size(), units.size());
    for (size_t n = 0; n + 1 < entries->size(); ++n) {  // The last one may have lost something.
      ASSERT_OK((*entries)[n].value);
      EXPECT_EQ((*entries)[n].value->unit, units[n]);
    }
  }
}

TEST(UnitTsv, AnyBytesAreReadOrRefused) {
  TestRandom random;
  const std::string header = "en\tru\ten@codes\ten@previous\t@property:x\t@changed\n";
  for (int i = 0; i < 2000; ++i) {
    const std::string bytes = RandomBytes(random, 200);
    const auto entries = ReadUnits(i % 2 == 0 ? bytes : header + bytes);
    if (!entries.ok()) {
      EXPECT_EQ(entries.status().code(), StatusCode::kInvalidArgument);
    }
  }
}

TEST(UnitTsv, ReadsRealTranslations) {
  const auto file = FileAt(DRAGOMAN_SHARED_DIR "/corpus/tico19.tsv");
  if (!file) GTEST_SKIP() << "no shared corpus";
  ASSERT_OK_AND_ASSIGN(const UnitEntries entries, ReadUnits(*file, {"en", "ru", "ur"}));
  EXPECT_GT(entries.size(), 3000U);
  for (const auto& entry : entries) {
    ASSERT_OK(entry.value) << "line " << entry.line;
    EXPECT_GE(entry.value->unit.variants.size(), 2U) << "line " << entry.line;
  }
}

}  // namespace
}  // namespace dragoman
