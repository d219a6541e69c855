// Files with the translations of memories in place.
#include "server/engine/pretranslation.h"

#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

class PretranslationTest : public EngineTest {
 protected:
  Pretranslation Translated(const std::string& name, const std::string& content,
                            int min_score = 100, std::string_view target = "ru") {
    LookupOptions options;
    options.source = Lang("en");
    options.targets = {Lang(target)};
    options.min_score = min_score;
    options.include_proposals = proposals_;
    const auto result = PretranslateDocument(*registry_, options, {name, content, {}}, nullptr);
    EXPECT_OK(result);
    return result.value_or(Pretranslation());
  }

  bool proposals_ = false;
};

TEST_F(PretranslationTest, OnlyWhatReachesTheScoreIsTranslated) {
  Put(MakeWrite({{"en", "Alpha beta."}, {"ru", "Альфа бета."}}));
  const Pretranslation result =
      Translated("a.txt", "Alpha beta. Omega!\r\n\r\n  Alpha beta!\r\nAlpha beta.");
  EXPECT_EQ(result.content, "Альфа бета. Omega!\r\n\r\n  Alpha beta!\r\nАльфа бета.");
  EXPECT_EQ(result.total.segments, 4U);
  EXPECT_EQ(result.translated, (AnalysisCount{2, 4, 20}));
  EXPECT_EQ(Translated("a.txt", "Alpha beta!", 99).content, "Альфа бета.");
}

TEST_F(PretranslationTest, NothingKnownGivesTheSameBytes) {
  const std::string html = "<html lang=en><p>One\n&mdash; <b>two.</b></p>";
  const Pretranslation result = Translated("a.html", html, 50, "ur");
  EXPECT_EQ(result.content, html);
  EXPECT_EQ(result.translated, AnalysisCount());
}

TEST_F(PretranslationTest, CodesStayWithTheirText) {
  Unit unit = MakeUnit({{"en", "Read this now."}, {"ur", "یہ ابھی پڑھیں۔"}});
  unit.variants[0].segment.codes = {{CodeKind::kOpen, 5, "<b>"}, {CodeKind::kClose, 9, "</b>"}};
  unit.variants[1].segment.codes = {{CodeKind::kOpen, 0, "<b>"}, {CodeKind::kClose, 4, "</b>"}};
  Put(MakeWrite(unit));
  Put(MakeWrite({{"en", "Alpha & beta."}, {"ur", "الفا & بیٹا۔"}}));
  const Pretranslation result = Translated(
      "a.html",
      "<html><h1><a href=x>Alpha &amp; beta.</a></h1><p>Read <b>this</b> now. Stay.</p></html>",
      100, "ur");
  EXPECT_EQ(result.content,
            "<html lang=\"ur\" dir=\"rtl\"><h1><a href=x>الفا &amp; بیٹا۔</a></h1>"
            "<p><b>یہ</b> ابھی پڑھیں۔ Stay.</p></html>");
  EXPECT_EQ(result.codes_to_check, 0U);
  const Pretranslation other = Translated("a.md", "Read *this* now.\n", 97, "ur");
  EXPECT_EQ(other.content, "*یہ* ابھی پڑھیں۔\n");
  const Pretranslation guessed = Translated("a.md", "Read `x` [this](y) now.\n", 70, "ur");
  EXPECT_EQ(guessed.codes_to_check, 1U);
}

TEST_F(PretranslationTest, ProposalsTakeThePlaceWhenAskedFor) {
  Put(MakeWrite({{"en", "We met 30 envoys."}, {"ru", "Встреча: 30 послов."}}));
  EXPECT_EQ(Translated("a.txt", "We met 75 envoys.", 90).content, "Встреча: 30 послов.");
  proposals_ = true;
  const Pretranslation result = Translated("a.txt", "We met 75 envoys.", 90);
  EXPECT_EQ(result.content, "Встреча: 75 послов.");
  EXPECT_EQ(result.proposals, 1U);
}

TEST_F(PretranslationTest, WrongRequestsAreNamed) {
  LookupOptions options;
  options.source = Lang("en");
  const auto refused = [&](const std::string& name) {
    return FieldOf(PretranslateDocument(*registry_, options, {name, "A", {}}, nullptr).status());
  };
  EXPECT_EQ(refused("a.txt"), "options.target_languages");
  options.targets = {Lang("ru")};
  EXPECT_EQ(refused("a.pdf"), "document.name");
}

}  // namespace
}  // namespace dragoman
