// The catalog of memories and glossaries: what is created is found, listed, changed and kept.
#include "server/engine/registry.h"

#include <set>

#include "server/engine/recognise.h"
#include "server/store/keys.h"
#include "tests/engine/engine_support.h"
#include "tests/store/backends.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

using RegistryTest = EngineTest;

std::vector<std::string> IdsOf(const ResourcePage& page) {
  std::vector<std::string> ids;
  for (const Resource& one : page.resources) ids.push_back(one.id);
  return ids;
}

TEST_F(RegistryTest, CreatedIsFoundByBareAndFullName) {
  ASSERT_OK_AND_ASSIGN(const Resource made,
                       registry_->Create(kMemory, "un-reports", "Reports", "From 1994"));
  EXPECT_EQ(made.name(), "memories/un-reports");
  EXPECT_EQ(made.display_name, "Reports");
  EXPECT_EQ(made.description, "From 1994");
  EXPECT_GT(made.created_micros, 0);
  EXPECT_EQ(made.changed_micros, made.created_micros);
  EXPECT_EQ(registry_->Get(kMemory, "un-reports").value(), made);
  EXPECT_EQ(registry_->Get(kMemory, "memories/un-reports").value(), made);
  EXPECT_EQ(Memory("un-reports")->name(), "memories/un-reports");
}

TEST_F(RegistryTest, KindsHaveNamesOfTheirOwn) {
  ASSERT_OK(registry_->Create(kGlossary, "m", "", ""));
  EXPECT_THAT(registry_->Create(kMemory, "m", "", ""),
              StatusIs(StatusCode::kAlreadyExists, "memory 'm'"));
  EXPECT_THAT(registry_->Get(kMemory, "g"), StatusIs(StatusCode::kNotFound, "memories/g"));
  EXPECT_THAT(registry_->Get(kMemory, "glossaries/g"),
              StatusIs(StatusCode::kInvalidArgument, "no name of a memory"));
}

TEST_F(RegistryTest, RefusesWhatBreaksTheRules) {
  for (const char* id : {"", "Reports", "1994", "-a", "un reports", "отчёты", "a/b"}) {
    const auto made = registry_->Create(kMemory, id, "", "");
    EXPECT_EQ(made.status().code(), StatusCode::kInvalidArgument) << id;
    EXPECT_EQ(FieldOf(made.status()), "memory_id") << id;
  }
  EXPECT_EQ(FieldOf(registry_->Create(kGlossary, "", "", "").status()), "glossary_id");
  EXPECT_OK(registry_->Create(kMemory, std::string(63, 'a'), std::string(200, 'n'), ""));
  EXPECT_EQ(FieldOf(registry_->Create(kMemory, std::string(64, 'a'), "", "").status()),
            "memory_id");
  EXPECT_EQ(FieldOf(registry_->Create(kMemory, "b", std::string(201, 'n'), "").status()),
            "display_name");
  EXPECT_EQ(FieldOf(registry_->Create(kMemory, "b", "", std::string(4001, 'd')).status()),
            "description");
  EXPECT_EQ(FieldOf(registry_->Create(kMemory, "b", "\xff", "").status()), "display_name");
  EXPECT_THAT(registry_->Get(kMemory, "b"), StatusIs(StatusCode::kNotFound, "memories/b"));
}

TEST_F(RegistryTest, UpdateSetsWhatIsGivenAndMovesTheEtag) {
  ASSERT_OK_AND_ASSIGN(const Resource made, registry_->Create(kMemory, "a", "A", "first"));
  ASSERT_OK_AND_ASSIGN(const Resource named,
                       registry_->Update(kMemory, "a", made.etag,
                                         {.display_name = "B", .description = std::nullopt}));
  EXPECT_EQ(named.display_name, "B");
  EXPECT_EQ(named.description, "first");
  EXPECT_GT(named.etag, made.etag);
  EXPECT_EQ(named.created_micros, made.created_micros);
  EXPECT_THAT(registry_->Update(kMemory, "a", made.etag, {}),
              StatusIs(StatusCode::kAborted, "etag"));
  ASSERT_OK_AND_ASSIGN(
      const Resource cleared,
      registry_->Update(kMemory, "a", 0, {.display_name = std::nullopt, .description = ""}));
  EXPECT_EQ(cleared.description, "");
  EXPECT_EQ(cleared.display_name, "B");
  EXPECT_EQ(registry_->Get(kMemory, "a").value(), cleared);
  EXPECT_THAT(registry_->Update(kMemory, "none", 0, {}), StatusIs(StatusCode::kNotFound, "none"));
  const auto refused = registry_->Update(
      kMemory, "a", 0, {.display_name = std::string(201, 'n'), .description = std::nullopt});
  EXPECT_EQ(FieldOf(refused.status()), "display_name");
  EXPECT_EQ(registry_->Get(kMemory, "a").value(), cleared);
}

TEST_F(RegistryTest, EtagsOfOthersStay) {
  const Resource before = registry_->Get(kGlossary, "g").value();
  ASSERT_OK(registry_->Update(kMemory, "m", 0, {.display_name = "M", .description = {}}));
  EXPECT_EQ(registry_->Get(kGlossary, "g").value(), before);
}

TEST_F(RegistryTest, PagesAreOrderedAndWhole) {
  std::set<std::string> made = {"m"};
  for (int i = 0; i < 23; ++i) {
    const std::string id = fmt::format("p{}", i);
    CreateMemory(id);
    made.insert(id);
  }
  for (const size_t limit : {1, 2, 7, 24, 100}) {
    std::vector<std::string> listed;
    std::string from;
    for (bool more = true; more;) {
      const ResourcePage page = registry_->List(kMemory, from, limit);
      EXPECT_LE(page.resources.size(), limit);
      for (const std::string& id : IdsOf(page)) listed.push_back(id);
      more = page.next.has_value();
      from = page.next.value_or("");
    }
    EXPECT_EQ(listed, std::vector<std::string>(made.begin(), made.end())) << limit;
  }
  EXPECT_EQ(IdsOf(registry_->List(kGlossary, "", 100)), std::vector<std::string>{"g"});
  EXPECT_TRUE(registry_->List(kMemory, "zz", 10).resources.empty());
  EXPECT_EQ(registry_->Memories().size(), 24U);
  EXPECT_EQ(registry_->Glossaries().size(), 1U);
}

TEST_F(RegistryTest, FiguresCountByExactTag) {
  Put(MakeWrite({{"en", "one"}, {"ru", "один"}}));
  const UnitOutcome second = Put(MakeWrite({{"en", "two"}, {"en-GB", "two"}}));
  ASSERT_OK(
      Glossary()->Write({MakeConcept("c", {{"en", "one"}, {"en", "single"}, {"ru", "один"}})}, {}));
  ResourceFigures figures = registry_->Figures(kMemory, "m").value();
  EXPECT_EQ(figures.entries, 2U);
  EXPECT_EQ(figures.revision, 2U);
  EXPECT_EQ(figures.index_revision, 2U);
  EXPECT_EQ(figures.by_language,
            (std::map<Language, uint64_t>{{Lang("en"), 2}, {Lang("en-GB"), 1}, {Lang("ru"), 1}}));
  ASSERT_OK(Memory()->Delete(second.id, 0, {}));
  figures = registry_->Figures(kMemory, "m").value();
  EXPECT_EQ(figures.entries, 1U);
  EXPECT_EQ(figures.by_language, (std::map<Language, uint64_t>{{Lang("en"), 1}, {Lang("ru"), 1}}));
  figures = registry_->Figures(kGlossary, "g").value();
  EXPECT_EQ(figures.entries, 1U);
  EXPECT_EQ(figures.by_language, (std::map<Language, uint64_t>{{Lang("en"), 2}, {Lang("ru"), 1}}));
}

TEST_F(RegistryTest, ADamagedGlossaryIsNamedAndOthersServe) {
  CreateGlossary("other");
  ASSERT_OK(Glossary()->Write({MakeConcept("c", {{"en", "treaty"}, {"ru", "договор"}})}, {}));
  const std::string shard = ShardName(registry_->Get(kGlossary, "g").value());
  ASSERT_OK(store_->Commit(shard, 1, {.puts = {{ConceptKey("c"), "garbage"}}, .deletes = {}}));
  Reopen();
  EXPECT_THAT(registry_->Glossary("g"), StatusIs(StatusCode::kDataLoss, "glossaries/g: "));
  RecogniseOptions options;
  options.source = Lang("en");
  EXPECT_THAT(Recognise(*registry_, options, "A treaty"),
              StatusIs(StatusCode::kDataLoss, "glossaries/g: "));
  options.glossaries = {"other"};
  EXPECT_OK(Recognise(*registry_, options, "A treaty"));
  ASSERT_OK(registry_->Delete(kGlossary, "g", 0));
  options.glossaries = {};
  EXPECT_OK(Recognise(*registry_, options, "A treaty"));
}

// What an engine shows of itself, for comparing it before and after it is opened again.
std::vector<Resource> Everything(const Registry& registry) {
  std::vector<Resource> all;
  for (const ResourceKind kind : {kMemory, kGlossary}) {
    for (Resource& one : registry.List(kind, "", 1000).resources) all.push_back(std::move(one));
  }
  return all;
}

TEST(RegistryOverRocksdb, ReopeningKeepsEverything) {
  const TempFolder folder;
  std::vector<Resource> resources;
  std::vector<Unit> units;
  Concept entry;
  {
    ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksdbStore(folder.Child("data"), TestOptions()));
    ASSERT_OK_AND_ASSIGN(const auto registry, Registry::Open(*store));
    ASSERT_OK(registry->Create(kMemory, "m", "M", "memory"));
    ASSERT_OK(registry->Create(kGlossary, "g", "G", "glossary"));
    ASSERT_OK(registry->Create(kMemory, "gone", "", ""));
    ASSERT_OK(registry->Delete(kMemory, "gone", 0));
    const auto memory = registry->Memory("m").value();
    for (int i = 0; i < 100; ++i) {
      ASSERT_OK(memory->Write({MakeWrite({{"en", fmt::format("Part {}", i)}, {"ru", "Часть"}})},
                              WritePolicy::kAdd, {}));
    }
    const auto glossary = registry->Glossary("g").value();
    ASSERT_OK(glossary->Write({MakeConcept("c", {{"en", "treaty"}, {"ru", "договор"}})}, {}));
    resources = Everything(*registry);
    units = AllUnitsOf(*memory);
    entry = *glossary->Get("c").value();
  }
  ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksdbStore(folder.Child("data"), TestOptions()));
  ASSERT_OK_AND_ASSIGN(const auto registry, Registry::Open(*store));
  EXPECT_EQ(Everything(*registry), resources);
  EXPECT_EQ(AllUnitsOf(*registry->Memory("m").value()), units);
  EXPECT_EQ(registry->Memory("m").value()->view()->units, 100U);
  EXPECT_EQ(*registry->Glossary("g").value()->Get("c").value(), entry);
  EXPECT_THAT(registry->Get(kMemory, "gone"), StatusIs(StatusCode::kNotFound, "gone"));
}

}  // namespace
}  // namespace dragoman
