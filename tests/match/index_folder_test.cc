#include "server/match/index_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "server/base/hash.h"
#include "server/match/index.h"
#include "server/match/part_builder.h"
#include "tests/match/brute_force.h"
#include "tests/match/random_texts.h"
#include "tests/status_matchers.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

Language English() { return *Language::Parse("en"); }

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void WriteAll(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// A folder with an index of random texts, some of them dead, in several parts.
class IndexFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    for (int part = 0; part < 3; ++part) {
      PartBuilder builder;
      for (int i = 0; i < 40; ++i) {
        const UnitId unit = entries_.size() + 1;
        const Analysis analysis = RandomText(random_, {.max_words = 8});
        KnownEntry known{EntryOf(unit, analysis), analysis};
        known.entry.previous_hash = random_() % 2;
        builder.Add(known.entry);
        entries_.emplace(unit, std::move(known));
      }
      ASSERT_OK_AND_ASSIGN(auto written, folder_.WritePart(builder.Build()));
      saved_.parts[English()].push_back({written, nullptr, written->size()});
    }
    Kill(5);
    Kill(77);
    Kill(78);
    saved_.revision = 12;
    saved_.identity = 0xFEDC'BA98'7654'3210;
    saved_.languages = {English(), *Language::Parse("ur")};
    ASSERT_OK(folder_.Save(saved_));
  }

  void Kill(UnitId unit) {
    for (LivePart& live : saved_.parts[English()]) {
      const auto entry = live.part->FindUnit(unit);
      if (!entry) continue;
      auto dead = live.dead ? std::make_shared<DeadMarks>(*live.dead)
                            : std::make_shared<DeadMarks>(live.part->size());
      (*dead)[*entry] = true;
      live.dead = std::move(dead);
      --live.live;
    }
    entries_.erase(unit);
  }

  std::mt19937 random_{TestSeed()};
  TempFolder temporary_;
  const std::string path_ = temporary_.Child("index");
  IndexFolder folder_{path_};
  SavedIndexes saved_;
  Entries entries_;
};

TEST_F(IndexFolderTest, GivesBackWhatWasSaved) {
  IndexFolder again(path_);
  ASSERT_OK_AND_ASSIGN(SavedIndexes loaded, again.Load());
  EXPECT_EQ(loaded.revision, saved_.revision);
  EXPECT_EQ(loaded.identity, saved_.identity);
  EXPECT_EQ(loaded.languages, saved_.languages);
  ASSERT_EQ(loaded.parts.size(), 1u);
  const IndexSnapshot snapshot(std::move(loaded.parts[English()]), loaded.revision);
  EXPECT_EQ(snapshot.size(), entries_.size());
  SearchOptions options;
  options.min_score = 30;
  options.limit = SIZE_MAX;
  options.previous_hash = 1;
  for (int i = 0; i < 200; ++i) {
    const Analysis query = RandomText(random_, {.max_words = 8});
    ASSERT_EQ(Show(snapshot.Search(KeysOf(query), options)),
              Show(BruteForce(entries_, query, options)));
  }
}

TEST_F(IndexFolderTest, RemovesWhatTheManifestDoesNotName) {
  saved_.parts[English()].erase(saved_.parts[English()].begin());
  ASSERT_OK(folder_.Save(saved_));
  size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(path_)) files += file.exists();
  EXPECT_EQ(files, 3u);  // Two parts and the manifest.
  EXPECT_OK(IndexFolder(path_).Load());
}

TEST_F(IndexFolderTest, NothingSavedIsNotFound) {
  EXPECT_EQ(IndexFolder(temporary_.Child("none")).Load().status().code(), StatusCode::kNotFound);
}

TEST_F(IndexFolderTest, NoDamageGoesUnseen) {
  for (const auto& file : std::filesystem::directory_iterator(path_)) {
    const std::string whole = ReadAll(file.path());
    for (int i = 0; i < 300; ++i) {
      std::string damaged = whole;
      damaged[random_() % damaged.size()] ^= static_cast<char>(1 << random_() % 8);
      WriteAll(file.path(), damaged);
      ASSERT_FALSE(IndexFolder(path_).Load().ok()) << file.path();
    }
    for (const size_t size :
         {size_t{0}, size_t{1}, size_t{7}, size_t{23}, whole.size() / 2, whole.size() - 1}) {
      WriteAll(file.path(), whole.substr(0, size));
      ASSERT_FALSE(IndexFolder(path_).Load().ok()) << file.path() << ' ' << size;
    }
    std::filesystem::remove(file.path());
    ASSERT_FALSE(IndexFolder(path_).Load().ok()) << file.path();
    WriteAll(file.path(), whole);
    ASSERT_OK(IndexFolder(path_).Load());
  }
}

TEST(CheckImage, RefusesOtherRules) {
  PartBuilder builder;
  std::string image = builder.Build();
  ASSERT_OK(CheckImage(image));
  PartHeader header;
  std::memcpy(&header, image.data(), sizeof header);
  header.text_rules += 1;
  std::memcpy(image.data(), &header, sizeof header);
  header.checksum = Hash64(std::string_view(image).substr(offsetof(PartHeader, size)));
  std::memcpy(image.data(), &header, sizeof header);
  EXPECT_EQ(CheckImage(image).code(), StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace dragoman
