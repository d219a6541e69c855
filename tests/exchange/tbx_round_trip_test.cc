// What was written as TBX is read back, whatever it is.
#include <gtest/gtest.h>

#include <filesystem>

#include "server/exchange/concept_tsv.h"
#include "server/exchange/xml_text.h"
#include "tests/exchange/packed.h"
#include "tests/exchange/random_concepts.h"
#include "tests/exchange/read_support.h"
#include "tests/exchange/tbx_support.h"

namespace dragoman {
namespace {

// Returns a concept that is hard on TBX too: characters that XML refuses, notes like ours.
Concept RandomTbxConcept(TestRandom& random) {
  static const std::vector<std::string> kHard{"\x01",      "\ufffe",       "<&>", "]]>",
                                              "dragoman|", "other",        "m",   "neuter",
                                              "a\n b",     "dragoman|id=x"};
  Concept entry = RandomConcept(random);
  if (random.Below(2) == 0) entry.id = fmt::format("{}{}", "_.-7"[random.Below(4)], entry.id);
  std::vector<std::string*> texts{&entry.note, &entry.definition, &entry.domain, &entry.source};
  for (Term& term : entry.terms) {
    texts.insert(texts.end(), {&term.text, &term.note, &term.gender, &term.part_of_speech});
    texts.push_back(&term.source);
  }
  for (std::string* text : texts) {
    const std::string& hard = kHard[random.Below(kHard.size())];
    if (random.Below(4) == 0) *text = hard;
    if (random.Below(4) == 0) text->insert(0, hard);
  }
  return entry;
}

TEST(TbxRoundTrip, ReadsWhatItWrote) {
  TestRandom random;
  for (int i = 0; i < 400; ++i) {
    const TbxStyle style = i % 2 == 0 ? TbxStyle::kDca : TbxStyle::kDct;
    std::vector<Concept> concepts;
    for (int j = 0; j < 4; ++j) concepts.push_back(RandomTbxConcept(random));
    const std::string file = TbxOf(concepts, style);
    EXPECT_TRUE(XmlHolds(file));
    const auto content = ReadTbx(file, {}, 1 + random.Below(500));
    const auto read = ConceptsOf(content);
    ASSERT_EQ(read.size(), concepts.size()) << file;
    for (size_t j = 0; j < concepts.size(); ++j) ASSERT_EQ(read[j], concepts[j]) << file;
    EXPECT_EQ(TbxOf(read, style), file);
    EXPECT_TRUE(content->losses.empty()) << file;
  }
}

TEST(TbxRoundTrip, PiecesMakeNoDifference) {
  TestRandom random;
  std::vector<std::string> files{
      TbxWith(TbxEntryWith("<note>&amp;é</note>") + "\n<x/>" + TbxEntryWith("<b><hi>") + "</tbx>")};
  files.push_back(Gzip(files.front()));
  files.push_back(TbxOf({RandomTbxConcept(random), RandomTbxConcept(random)}));
  for (const std::string& file : files) {
    const std::string whole = ShownTbx(file, 1 << 20);
    for (const size_t piece : {1, 2, 3, 7, 100}) EXPECT_EQ(ShownTbx(file, piece), whole);
  }
}

TEST(TbxRoundTrip, RandomChangesNeverHarm) {
  TestRandom random;
  for (int i = 0; i < 300; ++i) {
    std::string file = TbxOf({RandomTbxConcept(random), RandomTbxConcept(random)});
    for (uint64_t j = 1 + random.Below(3); j > 0; --j) {
      file.replace(random.Below(file.size()), random.Below(6), RandomBytes(random, 6));
    }
    EXPECT_EQ(ShownTbx(file, 1 << 20), ShownTbx(file, 1 + random.Below(50)));
  }
}

// Expects that what a file's good entries give is read back as written.
void ExpectReadBack(const TbxEntries& entries, const std::string& path) {
  std::vector<Concept> concepts;
  for (const auto& entry : entries) {
    if (entry.value.ok()) concepts.push_back(*entry.value);
  }
  for (const TbxStyle style : {TbxStyle::kDca, TbxStyle::kDct}) {
    const std::string file = TbxOf(concepts, style);
    const std::vector<Concept> again = ConceptsOf(ReadTbx(file));
    EXPECT_EQ(TbxOf(again, style), file) << path;
    ASSERT_EQ(again.size(), concepts.size()) << path;
    for (size_t i = 0; i < again.size(); ++i) {
      EXPECT_TRUE(std::is_permutation(again[i].terms.begin(), again[i].terms.end(),
                                      concepts[i].terms.begin(), concepts[i].terms.end()))
          << path << " " << concepts[i].id;
    }
  }
}

TEST(TbxRoundTrip, ShippedGlossariesAreReadBack) {
  for (const auto& path : std::filesystem::directory_iterator(DRAGOMAN_SOURCE_DIR "/glossaries")) {
    if (path.path().extension() != ".tsv") continue;
    const auto reader = NewConceptTsvReader({});
    ASSERT_OK_AND_ASSIGN(const TbxEntries entries, ReadAll(**reader, FileAt(path.path()).value()));
    ExpectReadBack(entries, path.path());
  }
}

TEST(TbxRoundTrip, FilesOfOtherToolsAreReadBackAsWritten) {
  const std::string folder = DRAGOMAN_SHARED_DIR "/corpus/exchange/tbx";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no shared corpus";
  for (const auto& path : std::filesystem::directory_iterator(folder)) {
    const auto content = ReadTbx(FileAt(path.path()).value());
    ASSERT_OK(content) << path;
    for (const auto& entry : content->entries) EXPECT_OK(entry.value) << path << entry.line;
    ExpectReadBack(content->entries, path.path());
  }
}

}  // namespace
}  // namespace dragoman
