// What a caller has no role on is answered as what does not exist.
#include "server/engine/visible_catalog.h"

#include <gtest/gtest.h>

#include <set>

#include "server/engine/registry.h"
#include "server/store/memory_store.h"
#include "tests/engine/engine_support.h"
#include "tests/random.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

class VisibleCatalogTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(registry_, Registry::Open(*store_));
    for (const char* id : {"a", "b", "c", "d"}) {
      ASSERT_OK(registry_->Create(kMemory, id, "", "").status());
      ASSERT_OK(registry_->Create(kGlossary, id, "", "").status());
    }
    rights_.Add("memories/b", Role::kReader);
    rights_.Add("memories/d", Role::kAdmin);
    rights_.Add("glossaries/a", Role::kTranslator);
  }

  const std::unique_ptr<Store> store_ = NewMemoryStore();
  std::unique_ptr<Registry> registry_;
  Rights rights_;
};

TEST_F(VisibleCatalogTest, HiddenIsAnsweredAsMissing) {
  const VisibleCatalog seen(*registry_, rights_);
  EXPECT_EQ(seen.Memory("memories/c").status(), NoSuchResource(kMemory, "c"));
  EXPECT_EQ(registry_->Memory("memories/x").status(), NoSuchResource(kMemory, "x"));
  EXPECT_EQ(seen.Memory("x").status(), registry_->Memory("x").status());
  EXPECT_EQ(seen.Glossary("glossaries/b").status(), NoSuchResource(kGlossary, "b"));
  EXPECT_EQ(seen.Get(kMemory, "a").status(), NoSuchResource(kMemory, "a"));
  EXPECT_EQ(seen.Figures(kGlossary, "c").status(), NoSuchResource(kGlossary, "c"));
  EXPECT_EQ(seen.Memory("No id").status(), registry_->Memory("No id").status());
  EXPECT_OK(seen.Memory("memories/b").status());
  EXPECT_OK(seen.Glossary("a").status());
  EXPECT_OK(seen.Figures(kMemory, "d").status());
}

TEST_F(VisibleCatalogTest, ListsHaveOnlyWhatIsSeen) {
  const VisibleCatalog seen(*registry_, rights_);
  ASSERT_EQ(seen.Memories().size(), 2u);
  EXPECT_EQ(seen.Memories()[0]->name(), "memories/b");
  ASSERT_EQ(seen.Glossaries().size(), 1u);
  EXPECT_EQ(seen.Glossaries()[0]->name(), "glossaries/a");
}

// The slow twin of a page: every resource asked for by itself.
TEST_F(VisibleCatalogTest, PagesHoldEachSeenResourceOnce) {
  TestRandom random;
  for (int round = 0; round < 50; ++round) {
    Rights rights;
    std::vector<std::string> expected;
    for (const char* id : {"a", "b", "c", "d"}) {
      if (random.Below(2) == 0) continue;
      rights.Add(std::string("memories/") + id, Role::kReader);
      expected.emplace_back(id);
    }
    const VisibleCatalog seen(*registry_, rights);
    for (size_t size = 1; size <= 5; ++size) {
      std::vector<std::string> ids;
      std::optional<std::string> from = "";
      while (from) {
        const ResourcePage page = seen.List(kMemory, *from, size);
        EXPECT_LE(page.resources.size(), size);
        for (const Resource& resource : page.resources) ids.push_back(resource.id);
        from = page.next;
      }
      EXPECT_EQ(ids, expected);
    }
  }
}

}  // namespace
}  // namespace dragoman
