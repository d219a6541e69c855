// Memories and their units over the wire.
#include <gtest/gtest.h>

#include "tests/service/running_server.h"

namespace dragoman {
namespace {

class MemoryServiceTest : public testing::Test {
 protected:
  template <typename Request, typename Response>
  grpc::Status Call(grpc::Status (MemoryStub::*method)(grpc::ClientContext*, const Request&,
                                                       Response*),
                    const Request& request, Response* response) {
    return CallTo(server_.memories(), method, request, response);
  }

  grpc::Status Create(const std::string& id, const std::string& display_name = "") {
    v1::CreateMemoryRequest request;
    request.set_memory_id(id);
    request.mutable_memory()->set_display_name(display_name);
    v1::Memory memory;
    return Call(&MemoryStub::CreateMemory, request, &memory);
  }

  grpc::Status Get(const std::string& name, v1::Memory* memory) {
    v1::GetMemoryRequest request;
    request.set_name(name);
    return Call(&MemoryStub::GetMemory, request, memory);
  }

  grpc::Status GetUnit(const std::string& name, v1::Unit* unit) {
    v1::GetUnitRequest request;
    request.set_name(name);
    return Call(&MemoryStub::GetUnit, request, unit);
  }

  RunningServer server_;
};

TEST_F(MemoryServiceTest, CreatesAndGets) {
  EXPECT_THAT(Create("un", "Reports"), Succeeds());
  v1::Memory memory;
  ASSERT_THAT(Get("memories/un", &memory), Succeeds());
  EXPECT_EQ(memory.name(), "memories/un");
  EXPECT_EQ(memory.display_name(), "Reports");
  EXPECT_NE(memory.etag(), "");
  EXPECT_GT(memory.create_time().seconds(), 1'600'000'000);
  EXPECT_EQ(memory.unit_count(), 0u);
}

TEST_F(MemoryServiceTest, RefusesBadIds) {
  EXPECT_THAT(Create("un"), Succeeds());
  EXPECT_THAT(Create("un"), FailsWith(grpc::StatusCode::ALREADY_EXISTS, "un"));
  EXPECT_THAT(Create(""), RefusesField("memory_id"));
  EXPECT_THAT(Create("UN"), RefusesField("memory_id"));
  EXPECT_THAT(Create("other", std::string(201, 'x')), RefusesField("memory.display_name"));
  v1::Memory memory;
  EXPECT_THAT(Get("memories/none", &memory), FailsWith(grpc::StatusCode::NOT_FOUND, "none"));
  EXPECT_THAT(Get("", &memory), RefusesField("name"));
  EXPECT_THAT(Get("glossaries/un", &memory), RefusesField("name"));
}

TEST_F(MemoryServiceTest, ListsInPages) {
  for (const char* id : {"c", "a", "e", "b", "d"}) EXPECT_THAT(Create(id), Succeeds());
  v1::ListMemoriesRequest request;
  request.set_page_size(2);
  std::string names;
  for (int pages = 1;; ++pages) {
    v1::ListMemoriesResponse response;
    ASSERT_THAT(Call(&MemoryStub::ListMemories, request, &response), Succeeds());
    for (const v1::Memory& memory : response.memories()) names += memory.name() + " ";
    if (response.next_page_token().empty()) {
      EXPECT_EQ(pages, 3);
      break;
    }
    request.set_page_token(response.next_page_token());
  }
  EXPECT_EQ(names, "memories/a memories/b memories/c memories/d memories/e ");
}

TEST_F(MemoryServiceTest, RefusesBadPages) {
  v1::ListMemoriesRequest request;
  v1::ListMemoriesResponse response;
  request.set_page_size(-1);
  EXPECT_THAT(Call(&MemoryStub::ListMemories, request, &response), RefusesField("page_size"));
  request.set_page_size(0);
  request.set_page_token("nonsense");
  EXPECT_THAT(Call(&MemoryStub::ListMemories, request, &response), RefusesField("page_token"));
}

TEST_F(MemoryServiceTest, UpdatesByMaskAndEtag) {
  EXPECT_THAT(Create("un", "Old"), Succeeds());
  v1::UpdateMemoryRequest request;
  request.mutable_memory()->set_name("memories/un");
  request.mutable_memory()->set_description("About");
  request.mutable_update_mask()->add_paths("description");
  v1::Memory memory;
  ASSERT_THAT(Call(&MemoryStub::UpdateMemory, request, &memory), Succeeds());
  EXPECT_EQ(memory.display_name(), "Old");
  EXPECT_EQ(memory.description(), "About");
  request.mutable_memory()->set_etag("1000000");
  EXPECT_THAT(Call(&MemoryStub::UpdateMemory, request, &memory),
              FailsAbout(grpc::StatusCode::ABORTED, "memory.etag"));
  request.mutable_memory()->set_etag("x");
  EXPECT_THAT(Call(&MemoryStub::UpdateMemory, request, &memory), RefusesField("memory.etag"));
  request.mutable_memory()->clear_etag();
  request.mutable_update_mask()->add_paths("revision");
  EXPECT_THAT(Call(&MemoryStub::UpdateMemory, request, &memory), RefusesField("update_mask"));
}

TEST_F(MemoryServiceTest, Deletes) {
  EXPECT_THAT(Create("un"), Succeeds());
  v1::DeleteMemoryRequest request;
  request.set_name("memories/un");
  request.set_etag("1000000");
  google::protobuf::Empty empty;
  EXPECT_THAT(Call(&MemoryStub::DeleteMemory, request, &empty),
              FailsAbout(grpc::StatusCode::ABORTED, "etag"));
  request.clear_etag();
  EXPECT_THAT(Call(&MemoryStub::DeleteMemory, request, &empty), Succeeds());
  v1::Memory memory;
  EXPECT_THAT(Get("memories/un", &memory), FailsWith(grpc::StatusCode::NOT_FOUND, ""));
}

class UnitsTest : public MemoryServiceTest {
 protected:
  void SetUp() override { server_.CreateMemory("un"); }

  v1::WriteUnitsRequest WriteOf(std::initializer_list<v1::Unit> units) {
    v1::WriteUnitsRequest request;
    request.set_parent("memories/un");
    for (const v1::Unit& unit : units) *request.add_units() = unit;
    return request;
  }

  grpc::Status Write(const v1::WriteUnitsRequest& request, v1::WriteUnitsResponse* response) {
    return Call(&MemoryStub::WriteUnits, request, response);
  }

  v1::WriteUnitsResponse response_;
};

TEST_F(UnitsTest, WritesAndGets) {
  const auto request = WriteOf(
      {MakeUnit({{"ru", "Мир."}, {"en", "Peace."}}), MakeUnit({{"en", "War."}, {"ru", "Война."}})});
  ASSERT_THAT(Write(request, &response_), Succeeds());
  ASSERT_EQ(response_.results_size(), 2);
  EXPECT_EQ(response_.results(0).outcome(), v1::UnitResult::STORED);
  EXPECT_EQ(response_.account().entries(), 2u);
  EXPECT_EQ(response_.account().stored(), 2u);
  v1::Unit unit;
  ASSERT_THAT(GetUnit(response_.results(0).name(), &unit), Succeeds());
  EXPECT_EQ(unit.etag(), response_.results(0).etag());
  EXPECT_EQ(unit.variants(0).language(), "en");
  EXPECT_EQ(unit.variants(1).segment().text(), "Мир.");
  v1::Memory memory;
  ASSERT_THAT(Get("memories/un", &memory), Succeeds());
  EXPECT_EQ(memory.unit_count(), 2u);
  EXPECT_EQ(memory.revision(), response_.revision());
  EXPECT_EQ(memory.language_counts().at("ru"), 2u);
}

TEST_F(UnitsTest, WriteMergesAndLeavesUnchanged) {
  const auto first = WriteOf({MakeUnit({{"en", "Peace."}, {"ru", "Мир."}})});
  ASSERT_THAT(Write(first, &response_), Succeeds());
  v1::WriteUnitsResponse again;
  ASSERT_THAT(Write(first, &again), Succeeds());
  EXPECT_EQ(again.results(0).outcome(), v1::UnitResult::UNCHANGED);
  EXPECT_EQ(again.results(0).name(), response_.results(0).name());
  EXPECT_EQ(again.account().unchanged(), 1u);
  ASSERT_THAT(Write(WriteOf({MakeUnit({{"en", "Peace."}, {"ur", "امن۔"}})}), &again), Succeeds());
  EXPECT_EQ(again.results(0).outcome(), v1::UnitResult::MERGED);
  EXPECT_EQ(again.account().merged(), 1u);
}

TEST_F(UnitsTest, OneWrongUnitRefusesTheBatch) {
  auto request = WriteOf({MakeUnit({{"en", "Peace."}, {"ru", "Мир."}}),
                          MakeUnit({{"en", "War."}, {"russian", "Война."}})});
  EXPECT_THAT(Write(request, &response_), RefusesField("units[1].variants[1].language"));
  *request.mutable_units(1) = MakeUnit({{"en", "War."}});
  EXPECT_THAT(Write(request, &response_), RefusesField("units[1].variants"));
  *request.mutable_units(1) = MakeUnit({{"ru", "Война."}, {"en", " "}});
  EXPECT_THAT(Write(request, &response_), RefusesField("units[1].variants[1].segment.text"));
  v1::Memory memory;
  ASSERT_THAT(Get("memories/un", &memory), Succeeds());
  EXPECT_EQ(memory.unit_count(), 0u);
}

TEST_F(UnitsTest, WriteKeepsItsLimits) {
  EXPECT_THAT(Write(WriteOf({}), &response_), RefusesField("units"));
  auto request = WriteOf({});
  for (int i = 0; i < 1001; ++i) {
    *request.add_units() = MakeUnit({{"en", std::to_string(i).c_str()}, {"ru", "x"}});
  }
  EXPECT_THAT(Write(request, &response_), RefusesField("units"));
  request.mutable_units()->RemoveLast();
  EXPECT_THAT(Write(request, &response_), Succeeds());
  EXPECT_EQ(response_.account().stored(), 1000u);
  request = WriteOf({MakeUnit({{"en", "x"}, {"ru", std::string(5 << 20, 'x').c_str()}})});
  EXPECT_THAT(Write(request, &response_), FailsWith(grpc::StatusCode::RESOURCE_EXHAUSTED, ""));
  request = WriteOf({MakeUnit({{"en", "x"}, {"ru", "x"}})});
  request.set_parent("memories/none");
  EXPECT_THAT(Write(request, &response_), FailsWith(grpc::StatusCode::NOT_FOUND, ""));
  request.set_parent("un reports");
  EXPECT_THAT(Write(request, &response_), RefusesField("parent"));
}

TEST_F(UnitsTest, ValidateOnlyWritesNothing) {
  auto request = WriteOf({MakeUnit({{"en", "Peace."}, {"ru", "Мир."}})});
  request.set_validate_only(true);
  ASSERT_THAT(Write(request, &response_), Succeeds());
  EXPECT_EQ(response_.results(0).outcome(), v1::UnitResult::STORED);
  EXPECT_EQ(response_.results(0).name(), "");
  v1::Memory memory;
  ASSERT_THAT(Get("memories/un", &memory), Succeeds());
  EXPECT_EQ(memory.unit_count(), 0u);
}

TEST_F(UnitsTest, RepeatedRequestIsAnsweredAsTheFirst) {
  auto request = WriteOf({MakeUnit({{"en", "Peace."}, {"ru", "Мир."}})});
  request.set_policy(v1::ADD);
  request.set_request_id("7b6c");
  ASSERT_THAT(Write(request, &response_), Succeeds());
  v1::WriteUnitsResponse again;
  ASSERT_THAT(Write(request, &again), Succeeds());
  EXPECT_EQ(again.SerializeAsString(), response_.SerializeAsString());
  *request.mutable_units(0) = MakeUnit({{"en", "War."}, {"ru", "Война."}});
  EXPECT_THAT(Write(request, &again), FailsAbout(grpc::StatusCode::ALREADY_EXISTS, "request_id"));
  request.set_request_id(std::string(101, 'x'));
  EXPECT_THAT(Write(request, &again), RefusesField("request_id"));
}

TEST_F(UnitsTest, UpdatesTheFieldsOfTheMask) {
  const std::string name =
      server_.Write("memories/un", MakeUnit({{"en", "Peace."}, {"ru", "Мир."}}));
  v1::UpdateUnitRequest request;
  request.mutable_unit()->set_name(name);
  request.mutable_unit()->set_author("Anna");
  request.mutable_unit()->set_state(v1::REVIEWED);
  request.mutable_update_mask()->add_paths("author");
  v1::Unit unit;
  ASSERT_THAT(Call(&MemoryStub::UpdateUnit, request, &unit), Succeeds());
  EXPECT_EQ(unit.author(), "Anna");
  EXPECT_EQ(unit.state(), v1::REVIEW_STATE_UNSPECIFIED);
  EXPECT_EQ(unit.variants_size(), 2);
  request.mutable_unit()->set_etag("1");
  EXPECT_THAT(Call(&MemoryStub::UpdateUnit, request, &unit),
              FailsAbout(grpc::StatusCode::ABORTED, "unit.etag"));
  request.mutable_unit()->set_etag(unit.etag());
  request.mutable_update_mask()->add_paths("variants");
  EXPECT_THAT(Call(&MemoryStub::UpdateUnit, request, &unit), RefusesField("unit.variants"));
  *request.mutable_unit()->mutable_variants() = MakeUnit({{"ru", "Мир!"}, {"en", ""}}).variants();
  EXPECT_THAT(Call(&MemoryStub::UpdateUnit, request, &unit),
              RefusesField("unit.variants[1].segment.text"));
  request.mutable_unit()->set_name("memories/un");
  EXPECT_THAT(Call(&MemoryStub::UpdateUnit, request, &unit), RefusesField("unit.name"));
}

TEST_F(UnitsTest, DeletedUnitsKeepTheirVersions) {
  const std::string name =
      server_.Write("memories/un", MakeUnit({{"en", "Peace."}, {"ru", "Мир."}}));
  server_.Write("memories/un", MakeUnit({{"en", "Peace."}, {"ru", "Мир!"}}));
  v1::DeleteUnitRequest request;
  request.set_name(name);
  google::protobuf::Empty empty;
  ASSERT_THAT(Call(&MemoryStub::DeleteUnit, request, &empty), Succeeds());
  EXPECT_THAT(Call(&MemoryStub::DeleteUnit, request, &empty),
              FailsWith(grpc::StatusCode::NOT_FOUND, ""));
  v1::Unit unit;
  EXPECT_THAT(GetUnit(name, &unit), FailsWith(grpc::StatusCode::NOT_FOUND, ""));
  v1::ListUnitVersionsRequest list;
  list.set_name(name);
  list.set_page_size(1);
  v1::ListUnitVersionsResponse page;
  ASSERT_THAT(Call(&MemoryStub::ListUnitVersions, list, &page), Succeeds());
  ASSERT_EQ(page.versions_size(), 1);
  EXPECT_FALSE(page.versions(0).current());
  EXPECT_EQ(page.versions(0).unit().variants(1).segment().text(), "Мир!");
  list.set_page_token(page.next_page_token());
  v1::ListUnitVersionsResponse last;
  ASSERT_THAT(Call(&MemoryStub::ListUnitVersions, list, &last), Succeeds());
  ASSERT_EQ(last.versions_size(), 1);
  EXPECT_EQ(last.versions(0).unit().variants(1).segment().text(), "Мир.");
  EXPECT_EQ(last.next_page_token(), "");
}

TEST_F(UnitsTest, ListsInPages) {
  auto request = WriteOf({});
  for (int i = 0; i < 25; ++i) {
    *request.add_units() = MakeUnit({{"en", ("n" + std::to_string(i)).c_str()}, {"ru", "x"}});
  }
  ASSERT_THAT(Write(request, &response_), Succeeds());
  v1::ListUnitsRequest list;
  list.set_parent("memories/un");
  list.set_page_size(10);
  std::vector<std::string> names;
  do {
    v1::ListUnitsResponse page;
    ASSERT_THAT(Call(&MemoryStub::ListUnits, list, &page), Succeeds());
    for (const v1::Unit& unit : page.units()) names.push_back(unit.name());
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  ASSERT_EQ(names.size(), 25u);
  for (int i = 0; i < 25; ++i) EXPECT_EQ(names[i], response_.results(i).name());
}

TEST_F(UnitsTest, PagesFitIntoAMessage) {
  const std::string text(60'000, 'x');
  for (int i = 0; i < 2; ++i) {
    auto request = WriteOf({});
    for (int n = 0; n < 30; ++n) {
      const std::string en = std::to_string(i * 30 + n) + " " + text;
      *request.add_units() = MakeUnit({{"en", en.c_str()}, {"ru", text.c_str()}});
    }
    ASSERT_THAT(Write(request, &response_), Succeeds());
  }
  v1::ListUnitsRequest list;
  list.set_parent("memories/un");
  list.set_page_size(1000);
  size_t units = 0;
  do {
    v1::ListUnitsResponse page;
    ASSERT_THAT(Call(&MemoryStub::ListUnits, list, &page), Succeeds());
    EXPECT_LT(page.ByteSizeLong(), size_t{4} << 20);
    units += page.units_size();
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  EXPECT_EQ(units, 60u);
}

}  // namespace
}  // namespace dragoman
