// Files with the translations of memories in place.
#include "server/engine/pretranslation.h"

#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

class PretranslationTest : public EngineTest {
 protected:
  Pretranslation Translated(const std::string& name, const std::string& content,
                            int min_score = 100, std::string_view target = "ru") {
    PretranslationOptions options = options_;
    options.lookup.source = Lang("en");
    options.lookup.targets = {Lang(target)};
    options.lookup.min_score = min_score;
    const auto result = PretranslateDocument(*registry_, options, {name, content, {}}, nullptr);
    EXPECT_OK(result);
    return result.value_or(Pretranslation());
  }

  PretranslationOptions options_;
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
  options_.lookup.include_proposals = true;
  const Pretranslation result = Translated("a.txt", "We met 75 envoys.", 90);
  EXPECT_EQ(result.content, "Встреча: 75 послов.");
  EXPECT_EQ(result.proposals, 1U);
}

std::string Xliff(std::string_view units) {
  return fmt::format(
      "<xliff version=\"2.1\" srcLang=\"en\" trgLang=\"ru\"><file id=\"f\" "
      "original=\"a.txt\">{}</file></xliff>",
      units);
}

std::string XliffUnit(std::string_view source, std::string_view target = "",
                      std::string_view state = "") {
  return fmt::format("<unit id=\"u\"><segment{} id=\"s\"><source>{}</source>{}</segment></unit>",
                     state, source, target);
}

TEST_F(PretranslationTest, XliffIsFilledInPlace) {
  Put(MakeWrite({{"en", "Alpha beta. Gamma."}, {"ru", "Альфа бета. Гамма."}}));
  options_.translations_only = true;
  const std::string done = XliffUnit("Alpha beta. Gamma.", "<target>Иное</target>");
  const std::string locked =
      XliffUnit("Alpha beta. Gamma.", "<target>Да</target>", " state=\"final\"");
  const Pretranslation result = Translated(
      "a.xlf", Xliff(XliffUnit("Alpha beta. Gamma.") + XliffUnit("Omega.") + done + locked));
  EXPECT_EQ(result.content,
            Xliff(XliffUnit("Alpha beta. Gamma.", "<target>Альфа бета. Гамма.</target>",
                            " state=\"translated\" subState=\"dragoman:exact\"") +
                  XliffUnit("Omega.") + done + locked));
  EXPECT_EQ(result.total.segments, 4U);
  EXPECT_EQ(result.translated, (AnalysisCount{1, 3, 16}));
  EXPECT_EQ(result.done, (AnalysisCount{2, 6, 32}));
  options_.replace_translations = true;
  EXPECT_EQ(Translated("a.xlf", Xliff(done + locked)).content,
            Xliff(XliffUnit("Alpha beta. Gamma.", "<target>Альфа бета. Гамма.</target>",
                            " state=\"translated\" subState=\"dragoman:exact\"") +
                  locked));
}

TEST_F(PretranslationTest, XliffHasCandidatesAndTerms) {
  Put(MakeWrite({{"en", "Alpha beta gamma delta epsilon."}, {"ru", "Альфа."}}));
  const std::string content =
      Translated("a.xlf", Xliff(XliffUnit("Alpha beta gamma delta zeta."))).content;
  EXPECT_THAT(content, testing::HasSubstr("<mtc:match ref=\"#s\" type=\"tm\" similarity=\"80\""));
  EXPECT_THAT(content, testing::HasSubstr("<target>Альфа.</target></mtc:match>"));
  EXPECT_THAT(content,
              testing::Not(testing::HasSubstr("</source><target>Альфа.</target></segment>")));
  EXPECT_EQ(Translated("a.xlf", content).content, content);
}

TEST_F(PretranslationTest, WhatIsNotSureSaysSo) {
  options_.translations_only = true;
  UnitWrite draft = MakeWrite({{"en", "Alpha beta."}, {"ru", "Альфа бета."}});
  draft.unit.state = ReviewState::kDraft;
  Put(draft);
  EXPECT_THAT(Translated("a.xlf", Xliff(XliffUnit("Alpha beta."))).content,
              testing::HasSubstr("state=\"initial\" subState=\"dragoman:fuzzy\""));
}

TEST_F(PretranslationTest, ClosingCodesNeverStandBeforeTheirOpening) {
  Unit unit = MakeUnit({{"en", "Read this."}, {"ru", "Это."}});
  unit.variants[0].segment.codes = {{CodeKind::kOpen, 5, "<pc id=\"1\">"},
                                    {CodeKind::kClose, 9, "</pc>"}};
  unit.variants[1].segment.codes = {{CodeKind::kClose, 0, "</pc>"},
                                    {CodeKind::kOpen, 6, "<pc id=\"1\">"}};
  Put(MakeWrite(unit));
  options_.translations_only = true;
  const Pretranslation result =
      Translated("a.xlf", Xliff(XliffUnit("Read <pc id=\"1\">this</pc>.")));
  EXPECT_THAT(result.content, testing::HasSubstr("<target>Это.<pc id=\"1\"></pc></target>"));
  EXPECT_EQ(result.codes_to_check, 1U);
}

TEST_F(PretranslationTest, OtherLanguagesAreRefused) {
  options_.lookup.source = Lang("ur");
  options_.lookup.targets = {Lang("ru")};
  EXPECT_EQ(
      FieldOf(
          PretranslateDocument(*registry_, options_, {"a.xlf", Xliff(""), {}}, nullptr).status()),
      "document.content");
}

constexpr char kPage[] =
    "<html lang=en><h1>Alpha &amp; beta.</h1><p>Read <b>this</b> now. Stay.</p><p>Go.</p></html>";

TEST_F(PretranslationTest, FinishedTranslationsComeBack) {
  Put(MakeWrite({{"en", "Alpha & beta."}, {"ru", "Альфа & бета."}}));
  for (const DocumentOutput output : {DocumentOutput::kXliff21, DocumentOutput::kXliff12}) {
    options_ = {};
    options_.output = output;
    std::string job = Translated("a.html", kPage).content;
    const bool is_2 = output == DocumentOutput::kXliff21;
    // A translator fills what is left.
    const std::string at =
        is_2 ? "<source>Stay.</source>" : "<mrk mtype=\"seg\" mid=\"2\">Stay.</mrk>";
    ASSERT_NE(job.find(at), std::string::npos) << job;
    if (is_2) {
      job.insert(job.find(at) + at.size(), "<target>Стой &lt;!&gt;.</target>");
    } else {
      job.insert(job.find("</seg-source>", job.find(at)) + 13,
                 "<target><mrk mtype=\"seg\" mid=\"2\">Стой &lt;!&gt;.</mrk></target>");
    }
    options_ = {};
    options_.finished = DocumentInput{"job.xlf", job, std::nullopt};
    const Pretranslation result = Translated("a.html", kPage);
    EXPECT_EQ(result.content,
              "<html lang=ru><h1>Альфа &amp; бета.</h1><p>Read <b>this</b> now. Стой "
              "&lt;!&gt;.</p><p>Go.</p></html>");
    EXPECT_EQ(result.translated.segments, 2U);
    EXPECT_EQ(result.codes_to_check, 0U);
  }
}

TEST_F(PretranslationTest, FinishedTranslationsAreOfTheDocument) {
  options_.lookup.source = Lang("en");
  options_.lookup.targets = {Lang("ru")};
  const auto refused = [&](const std::string& finished) {
    options_.finished = DocumentInput{"job.xlf", finished, std::nullopt};
    return FieldOf(
        PretranslateDocument(*registry_, options_, {"a.txt", "Alpha.", {}}, nullptr).status());
  };
  EXPECT_EQ(refused(Xliff(XliffUnit("Alpha."))), "translations.content");
  EXPECT_EQ(refused(Xliff(XliffUnit("Beta.", "<target>Б</target>"))), "translations.content");
  EXPECT_EQ(refused("no XML"), "translations.content");
}

TEST_F(PretranslationTest, WrongRequestsAreNamed) {
  PretranslationOptions options;
  options.lookup.source = Lang("en");
  const auto refused = [&](const std::string& name) {
    return FieldOf(PretranslateDocument(*registry_, options, {name, "A", {}}, nullptr).status());
  };
  EXPECT_EQ(refused("a.txt"), "options.target_languages");
  options.lookup.targets = {Lang("ru")};
  EXPECT_EQ(refused("a.pdf"), "document.name");
}

}  // namespace
}  // namespace dragoman
