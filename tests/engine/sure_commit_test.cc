// Lost answers of the store: what was written counts as written, what was not does not.
#include "server/engine/sure_commit.h"

#include "tests/engine/engine_support.h"
#include "tests/engine/flaky_store.h"

namespace dragoman {
namespace {

TEST(SureCommit, FindsOutWhatWasWritten) {
  FlakyStore store;
  const Batch batch{.puts = {{"k", "v"}}, .deletes = {}};
  EXPECT_EQ(SureCommit(store, "s", 0, batch).value(), 1U);
  store.mute_commits = 1;
  EXPECT_EQ(SureCommit(store, "s", 1, batch).value(), 2U);
  EXPECT_THAT(SureCommit(store, "s", 1, batch), StatusIs(StatusCode::kAborted, ""));
  store.lost_commits = 1;
  EXPECT_THAT(SureCommit(store, "s", 2, batch), StatusIs(StatusCode::kResourceExhausted, "full"));
  EXPECT_EQ(store.Head("s").value(), 2U);
}

// Memories and glossaries go on after a lost answer, and find what it had.
TEST(SureCommit, WritersGoOn) {
  FlakyStore store;
  ASSERT_OK_AND_ASSIGN(const auto registry, Registry::Open(store));
  ASSERT_OK(registry->Create(ResourceKind::kMemory, "m", "", ""));
  ASSERT_OK(registry->Create(ResourceKind::kGlossary, "g", "", ""));
  const auto memory = registry->Memory("m").value();
  const auto glossary = registry->Glossary("g").value();
  for (const char* text : {"one", "two", "three"}) {
    store.mute_commits = 1;
    EXPECT_OK(memory->Write({MakeWrite({{"en", text}, {"ru", "x"}})}, WritePolicy::kAdd, {}));
    store.mute_commits = 1;
    EXPECT_OK(glossary->Write({MakeConcept(text, {{"en", text}})}, {}));
  }
  EXPECT_EQ(memory->view()->revision, 3U);
  EXPECT_EQ(memory->view()->units, 3U);
  EXPECT_EQ(AllUnitsOf(*memory).size(), 3U);
  EXPECT_EQ(glossary->view()->concepts->size(), 3U);
}

}  // namespace
}  // namespace dragoman
