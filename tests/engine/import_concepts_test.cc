// Imports into glossaries.
#include <gtest/gtest.h>

#include "tests/engine/transfer_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

TEST_F(TransferTest, ImportsConceptsAndCountsARepeatAsUnchanged) {
  const std::string file = "id\ten\tru\ng1\tambassador\tпосол\ng2\ttreaty\tдоговор; соглашение\n";
  EXPECT_EQ(ImportConcepts(file, {.author = "A", .batch_id = "b"}),
            "2 stored, 0 merged, 0 unchanged, 0 skipped");
  EXPECT_EQ(ImportConcepts(file), "0 stored, 0 merged, 2 unchanged, 0 skipped");
  EXPECT_EQ(ImportConcepts("id\ten\ng1\tenvoy\n"), "0 stored, 1 merged, 0 unchanged, 0 skipped");
  ASSERT_OK_AND_ASSIGN(const auto entry, (*registry_->Glossary("m"))->Get("g2"));
  EXPECT_EQ(entry->author, "A");
  EXPECT_EQ(entry->batch_id, "b");
}

TEST_F(TransferTest, ReportsEachBadConceptWithItsPlace) {
  const Imported result = Run({.parent = "glossaries/m"},
                              "id\ten\tru\tru_variants\n"
                              "g1\tone\tодин\t\n"
                              "g1\ttwo\tдва\t\n"
                              "a b\tthree\tтри\t\n"
                              "g4\tfour\tчетыре\t4; —\n"
                              "g5\t\t\t\n"
                              "g6\tsix\n");
  ASSERT_OK(result.status);
  EXPECT_EQ(Show(result.last.account), "1 stored, 0 merged, 0 unchanged, 5 skipped");
  EXPECT_THAT(Shown(result.problems),
              ElementsAre("3 id: 'g1' stands at line 2 already; give each its own",
                          "4 id: 'a b' is no concept id; use 1 to 128 of [A-Za-z0-9._-]",
                          "5 ru_variants: '—': a term needs a letter or a digit",
                          "6 : no term in any language; fill in at least one column of terms",
                          "7 : 2 cells, the file has 4 columns: id, en, ru, ru_variants; add the "
                          "missing cell or leave it empty"));
}

TEST_F(TransferTest, NamesTheColumnOfATermOrConceptThatBreaksARule) {
  const Imported result = Run({.parent = "glossaries/m"},
                              "id\tvalid_from\tvalid_until\ten\ten_abbr\n"
                              "g1\t2021\t2019\tone\t\n"
                              "g2\t\t\ttwo|from=2021|until=2019-05\t\n"
                              "g3\t\t\tthree|outlets=TASS:forbidden\t\n"
                              "g4\t\t\tfour\tIV|full=fuor\n"
                              "g5\t2019\t2021\tfive\tV|full=five\n");
  ASSERT_OK(result.status);
  EXPECT_THAT(
      Shown(result.problems),
      ElementsAre("2 valid_until: '2019' is before valid_from '2021'; correct one of them",
                  "3 en: 'two': valid_until: '2019-05' is before valid_from '2021'; correct one of "
                  "them",
                  "4 en: 'three': outlets[0].outlet: 'TASS' is no id of an outlet; use 1 to 63 of "
                  "a-z, 0-9 and '-', a letter first",
                  "5 en_abbr: 'IV': full_form: 'fuor' is no term of the concept in 'en' that is "
                  "written out; add it or name one that is there"));
}

TEST_F(TransferTest, ABrokenTbxFileGivesWhatStandsBefore) {
  const std::string file =
      "<tbx><text><body>\n<conceptEntry id='a'><transacGrp/><langSec xml:lang='EN'><termSec>"
      "<term>treaty</term></termSec></langSec></conceptEntry>\n";
  const Imported broken =
      Run({.parent = "glossaries/m", .format = FileFormat::kTbx}, file + "<conceptEntry></body>");
  EXPECT_THAT(broken.status, StatusIs(StatusCode::kInvalidArgument, "line 3: mismatched tag"));
  EXPECT_EQ(Show(broken.last.account), "1 stored, 0 merged, 0 unchanged, 0 skipped");
  const Imported whole =
      Run({.parent = "glossaries/m", .format = FileFormat::kTbx}, file + "</body></text></tbx>");
  ASSERT_OK(whole.status);
  EXPECT_EQ(Show(whole.last.account), "0 stored, 0 merged, 1 unchanged, 0 skipped");
  EXPECT_THAT(whole.last.losses, ElementsAre(Loss{"<transacGrp>", 1, {"line 2"}}));
  ASSERT_EQ(whole.last.languages.size(), 1U);
  EXPECT_EQ(whole.last.languages[0].stored, "en");
}

TEST_F(TransferTest, ProblemsOfTbxNameLanguages) {
  const Imported result = Run({.parent = "glossaries/m", .format = FileFormat::kTbx},
                              "<tbx><text><body><conceptEntry><langSec xml:lang='ru'><termSec>"
                              "<term>—</term></termSec></langSec></conceptEntry>\n"
                              "<conceptEntry/></body></text></tbx>");
  ASSERT_OK(result.status);
  EXPECT_THAT(Shown(result.problems),
              ElementsAre("1 ru: '—': a term needs a letter or a digit",
                          "2 : no term in any language that is to be read"));
}

TEST_F(TransferTest, ARefusedConceptDoesNotTakeItsId) {
  EXPECT_EQ(ImportConcepts("id\ten\ng1\t—\ng1\tone\n"),
            "1 stored, 0 merged, 0 unchanged, 1 skipped");
}

}  // namespace
}  // namespace dragoman
