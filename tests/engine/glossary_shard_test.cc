// One glossary: writes in place of the concept of an id, etags, request ids, and its indexes.
#include "server/engine/glossary_shard.h"

#include <map>

#include "tests/engine/engine_support.h"
#include "tests/engine/flaky_store.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class GlossaryShardTest : public EngineTest {
 protected:
  ConceptWriteReport Write(const std::vector<Concept>& concepts) {
    const auto report = Glossary()->Write(concepts, {});
    EXPECT_OK(report);
    return *report;
  }

  // Returns the ids of the concepts that stand in an English text.
  std::vector<std::string> In(std::string_view text) {
    const auto view = Glossary()->ViewFor(Lang("en"));
    std::vector<std::string> ids;
    for (const TermHit& hit :
         view->indexes.at(Lang("en"))->Recognise(text, Analyse(text, Lang("en")))) {
      ids.push_back(hit.concept_id);
    }
    return ids;
  }
};

TEST_F(GlossaryShardTest, AConceptReplacesTheOneOfItsId) {
  Concept entry = MakeConcept("c", {{"en", "treaty"}, {"ru", "договор"}});
  EXPECT_EQ(Write({entry}).results[0].outcome, ConceptOutcome::kStored);
  EXPECT_EQ(Write({entry}).results[0].outcome, ConceptOutcome::kUnchanged);
  entry.note = "changed";
  EXPECT_EQ(Write({entry}).results[0].outcome, ConceptOutcome::kReplaced);
  const Concept stored = *Glossary()->Get("c").value();
  EXPECT_EQ(stored.note, "changed");
  EXPECT_EQ(stored.revision, 2U);
  EXPECT_LE(stored.created_micros, stored.changed_micros);
}

TEST_F(GlossaryShardTest, EtagsGuardEachConcept) {
  Write({MakeConcept("a", {{"en", "a"}}), MakeConcept("b", {{"en", "b"}})});
  Concept right = MakeConcept("a", {{"en", "aa"}});
  right.revision = 1;
  Concept stale = MakeConcept("b", {{"en", "bb"}});
  stale.revision = 9;
  const auto refused = Glossary()->Write({right, stale}, {});
  EXPECT_THAT(refused, StatusIs(StatusCode::kAborted, "read it again"));
  EXPECT_EQ(FieldOf(refused.status()), "concepts[1].etag");
  EXPECT_EQ(FieldOf(Glossary()->DryRun({right, stale}).status()), "concepts[1].etag");
  EXPECT_EQ(Glossary()->Get("a").value()->terms[0].text, "a") << "all or none";
  EXPECT_THAT(Glossary()->Delete("a", 9, {}), StatusIs(StatusCode::kAborted, "etag"));
  EXPECT_OK(Glossary()->Delete("a", 1, {}));
  EXPECT_THAT(Glossary()->Get("a"), StatusIs(StatusCode::kNotFound, "glossaries/g/concepts/a"));
  EXPECT_THAT(Glossary()->Delete("a", 0, {}), StatusIs(StatusCode::kNotFound, "concepts/a"));
}

TEST_F(GlossaryShardTest, ARepeatedRequestAnswersAsTheFirst) {
  const WriteContext context{.request_id = "one", .request_hash = 7};
  const std::vector<Concept> concepts = {MakeConcept("c", {{"en", "treaty"}})};
  ASSERT_OK_AND_ASSIGN(const auto first, Glossary()->Write(concepts, context));
  ASSERT_OK(Glossary()->Delete("c", 0, {}));
  Reopen();
  ASSERT_OK_AND_ASSIGN(const auto again, Glossary()->Write(concepts, context));
  EXPECT_EQ(again.revision, first.revision);
  EXPECT_EQ(again.results[0].outcome, ConceptOutcome::kStored);
  EXPECT_THAT(Glossary()->Get("c"), StatusIs(StatusCode::kNotFound, ""));
  EXPECT_EQ(FieldOf(Glossary()->Write(concepts, {"one", 8}).status()), "request_id");
}

TEST_F(GlossaryShardTest, ADryRunChangesNothing) {
  Write({MakeConcept("a", {{"en", "a"}})});
  ASSERT_OK_AND_ASSIGN(const auto report, Glossary()->DryRun({MakeConcept("a", {{"en", "a"}}),
                                                              MakeConcept("b", {{"en", "b"}})}));
  EXPECT_EQ(report.results[0].outcome, ConceptOutcome::kUnchanged);
  EXPECT_EQ(report.results[1].outcome, ConceptOutcome::kStored);
  EXPECT_EQ(Glossary()->view()->concepts->size(), 1U);
}

TEST_F(GlossaryShardTest, IndexesFollowEveryWrite) {
  EXPECT_THAT(In("the treaty"), IsEmpty());
  Write({MakeConcept("c", {{"en", "treaty"}, {"ru", "договор"}})});
  EXPECT_THAT(In("the treaties"), ElementsAre("c"));
  Write({MakeConcept("c", {{"en", "accord"}})});
  EXPECT_THAT(In("the treaty"), IsEmpty());
  EXPECT_THAT(In("the accord"), ElementsAre("c"));
  EXPECT_EQ(Glossary()->view()->terms, (std::map<Language, uint64_t>{{Lang("en"), 1}}));
  Reopen();
  EXPECT_THAT(In("the accord"), ElementsAre("c"));
  ASSERT_OK(Glossary()->Delete("c", 0, {}));
  EXPECT_THAT(In("the accord"), IsEmpty());
  EXPECT_TRUE(Glossary()->view()->terms.empty());
}

TEST_F(GlossaryShardTest, ListsInPages) {
  std::vector<std::string> ids;
  for (int i = 10; i < 23; ++i) {
    ids.push_back(fmt::format("c{}", i));
    Write({MakeConcept(ids.back(), {{"en", "x"}})});
  }
  for (const size_t limit : {1, 4, 13, 50}) {
    std::vector<std::string> listed;
    std::string from;
    for (bool more = true; more;) {
      const ConceptPage page = Glossary()->List(from, limit);
      EXPECT_LE(page.concepts.size(), limit);
      for (const auto& entry : page.concepts) listed.push_back(entry->id);
      more = page.next.has_value();
      from = page.next.value_or("");
    }
    EXPECT_EQ(listed, ids) << limit;
  }
}

TEST_F(GlossaryShardTest, RandomChangesLeaveWhatAMapHas) {
  TestRandom random;
  std::map<std::string, std::string> model;
  for (int i = 0; i < 200; ++i) {
    const std::string id = fmt::format("c{}", random.Below(12));
    if (random.Below(4) == 0) {
      EXPECT_EQ(Glossary()->Delete(id, 0, {}).ok(), model.erase(id) == 1);
    } else {
      const std::string text = fmt::format("word{}", random.Below(5));
      Write({MakeConcept(id, {{"en", text}})});
      model[id] = text;
    }
    if (random.Below(30) == 0) Reopen();
    const std::string asked = fmt::format("word{}", random.Below(5));
    std::vector<std::string> expected;
    for (const auto& [key, text] : model) {
      if (text == asked) expected.push_back(key);
    }
    ASSERT_EQ(In(asked), expected);
  }
}

TEST(GlossaryShardFailures, ACommitThatFailsLeavesNothing) {
  FlakyStore store;
  ASSERT_OK_AND_ASSIGN(const auto registry, Registry::Open(store));
  ASSERT_OK(registry->Create(ResourceKind::kGlossary, "g", "", ""));
  const auto glossary = registry->Glossary("g").value();
  store.lost_commits = 1;
  EXPECT_THAT(glossary->Write({MakeConcept("c", {{"en", "x"}})}, {}),
              StatusIs(StatusCode::kResourceExhausted, "the disk is full"));
  EXPECT_TRUE(glossary->view()->concepts->empty());
  EXPECT_OK(glossary->Write({MakeConcept("c", {{"en", "x"}})}, {}));
  EXPECT_EQ(glossary->view()->concepts->size(), 1U);
}

}  // namespace
}  // namespace dragoman
