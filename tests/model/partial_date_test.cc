// Dates of a day, a month or a year, and what lies in a time that they bound.
#include "server/model/partial_date.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/model/model_support.h"
#include "tests/random.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

bool InTime(std::string_view from, std::string_view until, std::string_view date) {
  return IsInTime({Date(from), Date(until)}, Date(date));
}

TEST(PartialDate, ReadsBackAsWritten) {
  for (const char* text :
       {"0001", "1950", "9999", "2024-01", "2024-12", "2024-02-29", "1900-02-28", "2024-12-31"}) {
    EXPECT_EQ(Date(text).ToString(), text);
    EXPECT_FALSE(Date(text).empty());
  }
  EXPECT_EQ(PartialDate().ToString(), "");
  EXPECT_TRUE(PartialDate().empty());
}

TEST(PartialDate, RefusesWhatIsNoDate) {
  for (const char* text :
       {"",           "0000",       "950",        "20245",      "2024-",       "2024-0",
        "2024-00",    "2024-13",    "2024-1-1",   "2024-02-30", "1900-02-29",  "2023-02-29",
        "2024-04-31", "2024-01-00", "2024-01-32", "2024/01/01", "2024-01-01T", "01.02.2024",
        " 2024",      "-2024",      "+024",       "202a",       "۲۰۲۴"}) {
    EXPECT_THAT(PartialDate::Parse(text),
                StatusIs(StatusCode::kInvalidArgument, "write YYYY, YYYY-MM or YYYY-MM-DD"))
        << text;
  }
}

TEST(PartialDate, DayOfATimeIsThatOfUtc) {
  constexpr int64_t kDay = int64_t{24} * 60 * 60 * 1'000'000;
  EXPECT_EQ(PartialDate::DayOf(0), Date("1970-01-01"));
  EXPECT_EQ(PartialDate::DayOf(kDay - 1), Date("1970-01-01"));
  EXPECT_EQ(PartialDate::DayOf(kDay), Date("1970-01-02"));
  EXPECT_EQ(PartialDate::DayOf(-1), Date("1969-12-31"));
  EXPECT_EQ(PartialDate::DayOf(1'709'164'800'000'000), Date("2024-02-29"));
}

TEST(ValidTime, IncludesBothEnds) {
  EXPECT_TRUE(InTime("2019-04-10", "2021-02-03", "2019-04-10"));
  EXPECT_TRUE(InTime("2019-04-10", "2021-02-03", "2021-02-03"));
  EXPECT_FALSE(InTime("2019-04-10", "2021-02-03", "2019-04-09"));
  EXPECT_FALSE(InTime("2019-04-10", "2021-02-03", "2021-02-04"));
}

TEST(ValidTime, AMonthOrYearIsAllOfItsDays) {
  EXPECT_TRUE(InTime("2019", "2021", "2019-01-01"));
  EXPECT_TRUE(InTime("2019", "2021", "2021-12-31"));
  EXPECT_FALSE(InTime("2019", "2021", "2022-01-01"));
  EXPECT_TRUE(InTime("", "2021-02", "2021-02-28"));
  EXPECT_FALSE(InTime("", "2021-02", "2021-03-01"));
  EXPECT_TRUE(InTime("2019-04", "", "2019"));
  EXPECT_FALSE(InTime("2019-04", "", "2019-03"));
  EXPECT_TRUE(InTime("", "2019-04", "2019"));
}

TEST(ValidTime, AnEmptyEndIsOpenAndNoDateIsAnyTime) {
  EXPECT_TRUE(InTime("", "", "1700"));
  EXPECT_TRUE(InTime("2019", "", "9999-12-31"));
  EXPECT_TRUE(InTime("", "2019", "0001"));
  EXPECT_TRUE(InTime("2019", "2021", ""));
  EXPECT_TRUE(ValidTime().empty());
  EXPECT_FALSE((ValidTime{Date("2019"), {}}).empty());
}

// Returns every day that a date may mean, of the years 2023 and 2024 cut down to two months of two
// days.
std::vector<std::string> DaysOf(const std::string& date) {
  std::vector<std::string> days;
  for (const char* year : {"2023", "2024"}) {
    for (const char* month : {"-01", "-12"}) {
      for (const char* day : {"-01", "-31"}) {
        const std::string one = std::string(year) + month + day;
        if (one.starts_with(date)) days.push_back(one);
      }
    }
  }
  return days;
}

std::string RandomDate(TestRandom& random) {
  constexpr std::array<const char*, 15> kDates{
      "",           "2023",       "2024",       "2023-01",    "2023-12",
      "2024-01",    "2024-12",    "2023-01-01", "2023-01-31", "2023-12-01",
      "2023-12-31", "2024-01-01", "2024-01-31", "2024-12-01", "2024-12-31"};
  return kDates[random.Below(kDates.size())];
}

// The slow way: a date is in a time when one of its days is neither before the first day of the
// beginning nor after the last day of the end.
TEST(ValidTime, AgreesWithDaysCountedOneByOne) {
  TestRandom random;
  for (int i = 0; i < 2000; ++i) {
    const std::string from = RandomDate(random);
    const std::string until = RandomDate(random);
    const std::string date = RandomDate(random);
    bool expected = date.empty();
    for (const std::string& day : DaysOf(date)) {
      expected |= (from.empty() || day >= DaysOf(from).front()) &&
                  (until.empty() || day <= DaysOf(until).back());
    }
    if (!from.empty() && !until.empty() && DaysOf(from).front() > DaysOf(until).back()) continue;
    EXPECT_EQ(InTime(from, until, date), expected) << from << " " << until << " " << date;
  }
}

}  // namespace
}  // namespace dragoman
