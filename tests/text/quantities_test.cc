// Quantities: cases, and a writer that knows the value and writes it in every convention.
#include "server/text/quantities.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/text/quantity_support.h"
#include "tests/text/text_support.h"

namespace dragoman {
namespace {

TEST(Quantities, FollowTheCases) {
  for (const CaseRow& row : ReadCases("quantities.tsv", 3)) {
    EXPECT_EQ(QuantitiesOf(row.fields[1], row.fields[0]), row.fields[2])
        << "quantities.tsv:" << row.line << ": " << row.fields[1];
  }
}

// A value whose digits behind the point are given, and that is whole without them.
struct Value {
  std::string whole;
  std::string fraction;

  std::string ToString() const { return fraction.empty() ? whole : whole + "." + fraction; }
};

Value RandomValue(TestRandom& random) {
  Value value{std::to_string(random.OfAnySize() / 10), ""};
  for (uint64_t n = random.Below(4); n > 0; --n) {
    value.fraction += static_cast<char>('0' + random.Below(10));
  }
  while (value.fraction.ends_with('0')) value.fraction.pop_back();
  return value;
}

std::string InDigits(const std::string& text, char32_t zero) {
  std::string out;
  for (const char c : text) {
    out += c >= '0' && c <= '9' ? Utf8(zero + static_cast<char32_t>(c - '0')) : std::string(1, c);
  }
  return out;
}

// How a language may write a number.
struct Convention {
  std::string tag;
  std::string group;
  bool indian = false;
  std::string point;
  char32_t zero = '0';
};

const std::vector<Convention>& Conventions() {
  static const std::vector<Convention> conventions = {
      {"en", ",", false, ".", '0'},      {"en", "", false, ".", '0'},
      {"en", ",", true, ".", '0'},       {"en", "\u00A0", false, ".", '0'},
      {"en", "\u2009", false, ".", '0'}, {"ru", " ", false, ",", '0'},
      {"ru", "\u00A0", false, ",", '0'}, {"ru", "\u202F", false, ",", '0'},
      {"ru", "", false, ",", '0'},       {"fr", "\u202F", false, ",", '0'},
      {"ur", ",", false, ".", '0'},      {"ur", ",", true, ".", '0'},
      {"ur", "٬", false, "٫", U'۰'},     {"ur", "٬", true, "٫", U'٠'},
      {"ur", "", false, "٫", U'۰'},      {"ur", ",", false, ".", U'۰'},
  };
  return conventions;
}

// In digits of another script marks of more than a byte stay as they are.
std::string WriteIn(const Convention& convention, const Value& value) {
  std::string text = Grouped(InDigits(value.whole, '0'), "@", convention.indian);
  if (!value.fraction.empty()) text += "#" + value.fraction;
  std::string out;
  for (const char c : InDigits(text, convention.zero)) {
    out += c == '@' ? convention.group : c == '#' ? convention.point : std::string(1, c);
  }
  return out;
}

TEST(Quantities, AreReadBackFromEveryConvention) {
  TestRandom random;
  for (int i = 0; i < 4000; ++i) {
    const Value value = RandomValue(random);
    for (const Convention& convention : Conventions()) {
      const std::string text = WriteIn(convention, value);
      ASSERT_EQ(QuantitiesOf(text, convention.tag), value.ToString())
          << convention.tag << " " << text;
      ASSERT_EQ(QuantitiesOf("(" + text + ");", convention.tag), value.ToString()) << text;
    }
  }
}

// Words for 10^power by language, and how they follow the number.
struct ScaleCase {
  std::string tag;
  std::string word;
  size_t power;
};

TEST(Quantities, AreReadBackWithTheirScales) {
  const std::vector<ScaleCase> scales = {
      {"en", " thousand", 3}, {"en", " million", 6},   {"en", "-million", 6},
      {"en", "bn", 9},        {"en", " trillion", 12}, {"en", " lakh", 5},
      {"en", " crore", 7},    {"ru", " тыс.", 3},      {"ru", " тысячами", 3},
      {"ru", "\u00A0млн", 6}, {"ru", " миллионам", 6}, {"ru", " миллиардах", 9},
      {"ru", " трлн", 12},    {"ur", " ہزار", 3},      {"ur", " لاکھ", 5},
      {"ur", " کروڑ", 7},     {"ur", " ارب", 9},       {"ur", " کھرب", 11},
      {"ur", " ملین", 6},
  };
  TestRandom random;
  for (int i = 0; i < 2000; ++i) {
    const Value value = RandomValue(random);
    for (const ScaleCase& scale : scales) {
      const Convention convention{scale.tag, "", false, scale.tag == "ru" ? "," : ".", '0'};
      const Decimal expected =
          Decimal::OfDigits(value.whole + value.fraction, value.fraction.size())
              .TimesPowerOfTen(static_cast<int>(scale.power));
      const std::string text = WriteIn(convention, value) + scale.word;
      ASSERT_EQ(QuantitiesOf(text, scale.tag), expected.ToString()) << text;
    }
  }
}

TEST(Quantities, ReadDatesOfEveryLanguage) {
  const std::vector<std::string> english = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};
  const std::vector<std::string> russian = {"января",   "февраля", "марта",  "апреля",
                                            "мая",      "июня",    "июля",   "августа",
                                            "сентября", "октября", "ноября", "декабря"};
  const std::vector<std::string> urdu = {"جنوری",  "فروری", "مارچ",  "اپریل",  "مئی",   "جون",
                                         "جولائی", "اگست",  "ستمبر", "اکتوبر", "نومبر", "دسمبر"};
  TestRandom random;
  for (int i = 0; i < 3000; ++i) {
    const std::string day = std::to_string(1 + random.Below(31));
    const uint64_t month = random.Below(12);
    const std::string year = std::to_string(1000 + random.Below(2000));
    const std::string expected = "date " + year + "-" + std::to_string(month + 1) + "-" + day;
    const auto two = [](const std::string& digits) {
      return digits.size() < 2 ? "0" + digits : digits;
    };
    const std::string month_digits = two(std::to_string(month + 1));
    EXPECT_EQ(QuantitiesOf(english[month] + " " + day + ", " + year, "en"), expected);
    EXPECT_EQ(QuantitiesOf(day + " " + english[month] + " " + year, "en"), expected);
    EXPECT_EQ(QuantitiesOf(day + " " + russian[month] + " " + year + " г.", "ru"), expected);
    EXPECT_EQ(QuantitiesOf(two(day) + "." + month_digits + "." + year, "ru"), expected);
    EXPECT_EQ(QuantitiesOf(year + "-" + month_digits + "-" + two(day), "ur"), expected);
    EXPECT_EQ(QuantitiesOf(day + " " + urdu[month] + " " + year + "ء", "ur"), expected);
    EXPECT_EQ(QuantitiesOf(InDigits(day + " " + urdu[month] + "، " + year, U'۰'), "ur"), expected);
  }
}

// Whatever the text: ranges ascend, lie on character borders and hold what they say.
TEST(Quantities, LieInOrderInAnyText) {
  TestRandom random;
  const std::vector<std::string> pieces = {
      "1",     "20",    "1966",       "000",         ",",    ".",       " ",       "\u00A0", "-",
      "–",     ":",     "/",          "млн",         "لاکھ", "million", "January", "января", "s",
      "е",     "ساڑھے", "two",        "с половиной", "$",    "%",       "+",       "½",      "th",
      "COVID", "x",     "ء کی دہائی", "pm",          "и",    "\u200F",  "ء"};
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (uint64_t n = random.Below(12); n > 0; --n) text += pieces[random.Below(pieces.size())];
    if (random.Below(10) == 0) text += RandomText(random, 20);
    for (const char* tag : {"en", "ru", "ur", "de"}) {
      uint32_t end = 0;
      for (const Quantity& quantity : QuantitiesIn(text, LanguageOf(tag))) {
        ASSERT_LE(end, quantity.range.begin) << tag << " " << text;
        ASSERT_LT(quantity.range.begin, quantity.range.end) << tag << " " << text;
        ASSERT_LE(quantity.range.end, text.size()) << tag << " " << text;
        ASSERT_LE(quantity.numeral.end, quantity.range.end) << tag << " " << text;
        end = quantity.range.end;
      }
    }
  }
}

}  // namespace
}  // namespace dragoman
