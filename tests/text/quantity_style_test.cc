// Other quantities in the place of one: cases, and what is written is read back as what was meant.
#include "server/text/quantity_style.h"

#include <gtest/gtest.h>

#include "tests/text/quantity_support.h"
#include "tests/text/text_support.h"

namespace dragoman {
namespace {

// Returns the text with the quantity in place of its last one; "!" before it where something else
// may have to change, "-" when it cannot be written.
std::string Rewritten(std::string_view tag, const std::string& text, const Quantity& wanted) {
  const Language language = LanguageOf(tag);
  const std::vector<Quantity> old = QuantitiesIn(text, language);
  if (old.empty()) return "no quantity";
  const auto written = WriteLike(text, old.back(), wanted, language);
  if (!written) return "-";
  const ByteRange range = written->range;
  std::string out = text;
  out.replace(range.begin, range.end - range.begin, written->text);
  return (written->agreement_changes ? "!" : "") + out;
}

TEST(QuantityStyles, FollowTheCases) {
  for (const CaseRow& row : ReadCases("quantity_styles.tsv", 5)) {
    const auto wanted = QuantitiesIn(row.fields[3], LanguageOf(row.fields[2]));
    ASSERT_EQ(wanted.size(), 1U) << "quantity_styles.tsv:" << row.line;
    EXPECT_EQ(Rewritten(row.fields[0], row.fields[1], wanted[0]), row.fields[4])
        << "quantity_styles.tsv:" << row.line;
  }
}

// Returns a text of one quantity in the language's manner.
std::string RandomQuantity(TestRandom& random, std::string_view tag) {
  const std::vector<std::string> english = {
      "1,234.5 million", "12,345", "1950s", "7 May 2011", "30th", "12:30", "5%", "$3bn"};
  const std::vector<std::string> russian = {"1 234,5 млн", "12 345",        "1950-е", "07.05.2011",
                                            "30-й",        "7 мая 2011 г.", "12:30",  "5 тыс."};
  const std::vector<std::string> urdu = {"15 لاکھ", "۱۲٬۳۴۵", "1950ء کی دہائی", "7 مئی 2011ء",
                                         "30ویں",   "12:30",  "ساڑھے 3 ارب",    "12,34,567"};
  const auto& all = tag == "en" ? english : tag == "ru" ? russian : urdu;
  return all[random.Below(all.size())];
}

// Whatever is written in place of whatever has the value wanted when it is read again.
TEST(QuantityStyles, AreReadBack) {
  TestRandom random;
  const std::vector<std::string> tags = {"en", "ru", "ur"};
  int written = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string& tag = tags[random.Below(3)];
    const std::string& other = tags[random.Below(3)];
    const std::string old = RandomQuantity(random, tag);
    Quantity wanted = QuantitiesIn(RandomQuantity(random, other), LanguageOf(other)).front();
    if (wanted.kind == QuantityKind::kNumber) {
      wanted.value = Decimal(static_cast<int64_t>(random.OfAnySize() / 100)).TimesPowerOfTen(-3);
    }
    std::string text = Rewritten(tag, "x " + old + " x", wanted);
    if (text == "-") continue;
    if (text[0] == '!') text.erase(0, 1);
    const std::vector<Quantity> again = QuantitiesIn(text, LanguageOf(tag));
    ASSERT_EQ(again.size(), 1U) << old << ": " << text;
    if (wanted.kind == QuantityKind::kOrdinal || again[0].kind == QuantityKind::kOrdinal) {
      ASSERT_EQ(again[0].value.ToString(), wanted.value.ToString()) << old << ": " << text;
    } else {
      ASSERT_EQ(Written(again[0]), Written(wanted)) << old << ": " << text;
    }
    ++written;
  }
  EXPECT_GT(written, 5000);
}

}  // namespace
}  // namespace dragoman
