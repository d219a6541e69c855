// Identity and rights as callers meet them: tokens, what they see, whose name stands at what they
// change, and the audit log.
#include <gtest/gtest.h>

#include <set>

#include "dragoman/v1/access_service.grpc.pb.h"
#include "server/service/access_rules.h"
#include "tests/service/raw_call.h"
#include "tests/service/running_server.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using grpc::StatusCode::ALREADY_EXISTS;
using grpc::StatusCode::INVALID_ARGUMENT;
using grpc::StatusCode::NOT_FOUND;
using grpc::StatusCode::PERMISSION_DENIED;
using grpc::StatusCode::UNAUTHENTICATED;

// Calls a unary method with a token.
template <typename Stub, typename Request, typename Response>
grpc::Status CallAs(const std::string& token, Stub& stub,
                    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response* response) {
  Context context;
  if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
  return (stub.*method)(&context, request, response);
}

// A server without the need of tokens: who has none is "local" and may do everything.
class AccessServiceTest : public testing::Test {
 protected:
  using Access = v1::AccessService::Stub;
  using Memories = v1::MemoryService::Stub;
  using Glossaries = v1::GlossaryService::Stub;

  AccessServiceTest() {
    access_ = v1::AccessService::NewStub(server_.channel());
    for (const char* id : {"own", "foreign"}) {
      server_.CreateMemory(id);
      server_.CreateGlossary(id);
    }
    server_.Write("memories/own", MakeUnit({{"en", "The open sea."}, {"ru", "Открытое море."}}));
    server_.Write("memories/foreign",
                  MakeUnit({{"en", "The hidden sea."}, {"ru", "Скрытое море Тайнаграда."}}));
    WriteConcept("own", "sea", "open sea", "открытое море");
    WriteConcept("foreign", "hidden", "hidden sea", "Тайнаград");
  }

  void WriteConcept(const std::string& glossary, const std::string& id, const char* en,
                    const char* ru) {
    v1::WriteConceptsRequest request;
    request.set_parent("glossaries/" + glossary);
    *request.add_concepts() = MakeConcept(id, {{"en", en}, {"ru", ru}});
    v1::WriteConceptsResponse response;
    ASSERT_THAT(CallTo(server_.glossaries(), &Glossaries::WriteConcepts, request, &response),
                Succeeds());
  }

  v1::CreateTokenResponse NewToken(const std::string& principal,
                                   const std::vector<std::pair<std::string, v1::Role>>& grants) {
    v1::CreateTokenRequest request;
    request.set_principal(principal);
    for (const auto& [resource, role] : grants) {
      v1::Grant& grant = *request.add_grants();
      grant.set_resource(resource);
      grant.set_role(role);
    }
    v1::CreateTokenResponse response;
    EXPECT_THAT(CallTo(*access_, &Access::CreateToken, request, &response), Succeeds());
    return response;
  }

  grpc::Status Grant(const std::string& token, const std::string& principal,
                     const std::string& resource, v1::Role role) {
    v1::GrantRoleRequest request;
    request.set_principal(principal);
    request.set_resource(resource);
    request.set_role(role);
    v1::Grant response;
    return CallAs(token, *access_, &Access::GrantRole, request, &response);
  }

  grpc::Status WriteAs(const std::string& token, const std::string& memory, v1::Unit unit,
                       std::string* name = nullptr) {
    v1::WriteUnitsRequest request;
    request.set_parent(memory);
    *request.add_units() = std::move(unit);
    v1::WriteUnitsResponse response;
    const auto status =
        CallAs(token, server_.memories(), &Memories::WriteUnits, request, &response);
    if (status.ok() && name != nullptr) *name = response.results(0).name();
    return status;
  }

  v1::Unit GetUnit(const std::string& name) {
    v1::GetUnitRequest request;
    request.set_name(name);
    v1::Unit unit;
    EXPECT_THAT(CallTo(server_.memories(), &Memories::GetUnit, request, &unit), Succeeds());
    return unit;
  }

  std::vector<v1::AuditEntry> AuditLog(const std::string& principal = "") {
    v1::ListAuditEntriesRequest request;
    request.set_principal(principal);
    request.set_page_size(1000);
    v1::ListAuditEntriesResponse response;
    EXPECT_THAT(CallTo(*access_, &Access::ListAuditEntries, request, &response), Succeeds());
    return {response.entries().begin(), response.entries().end()};
  }

  RunningServer server_;
  std::unique_ptr<v1::AccessService::Stub> access_;
};

TEST_F(AccessServiceTest, TellsWhoOneIs) {
  v1::WhoAmIResponse caller;
  ASSERT_THAT(CallTo(*access_, &Access::WhoAmI, v1::WhoAmIRequest(), &caller), Succeeds());
  EXPECT_EQ(caller.principal(), "local");
  EXPECT_EQ(caller.server_role(), v1::ADMIN);
  const auto token = NewToken("anna", {{"memories/own", v1::TRANSLATOR}});
  ASSERT_THAT(CallAs(token.secret(), *access_, &Access::WhoAmI, v1::WhoAmIRequest(), &caller),
              Succeeds());
  EXPECT_EQ(caller.principal(), "anna");
  EXPECT_EQ(caller.token_id(), token.token().id());
  EXPECT_EQ(caller.server_role(), v1::ROLE_UNSPECIFIED);
  ASSERT_EQ(caller.grants_size(), 1);
  EXPECT_EQ(caller.grants(0).resource(), "memories/own");
  EXPECT_EQ(caller.grants(0).role(), v1::TRANSLATOR);
}

TEST_F(AccessServiceTest, SecretIsShownOnce) {
  const auto made = NewToken("anna", {});
  v1::ListTokensResponse list;
  ASSERT_THAT(CallTo(*access_, &Access::ListTokens, v1::ListTokensRequest(), &list), Succeeds());
  ASSERT_EQ(list.tokens_size(), 1);
  EXPECT_EQ(list.tokens(0).id(), made.token().id());
  EXPECT_EQ(list.tokens(0).principal(), "anna");
  EXPECT_EQ(list.tokens(0).creator(), "local");
  const std::string random = made.secret().substr(made.secret().rfind('_') + 1);
  EXPECT_EQ(list.SerializeAsString().find(random), std::string::npos);
  for (const v1::AuditEntry& entry : AuditLog()) {
    EXPECT_EQ(entry.SerializeAsString().find(random), std::string::npos);
  }
}

TEST_F(AccessServiceTest, RevokedTokenEndsAtTheNextCall) {
  const auto token = NewToken("anna", {{"*", v1::READER}});
  v1::WhoAmIResponse caller;
  const auto who = [&] {
    return CallAs(token.secret(), *access_, &Access::WhoAmI, v1::WhoAmIRequest(), &caller);
  };
  EXPECT_THAT(who(), Succeeds());
  v1::RevokeTokenRequest revoke;
  revoke.set_id(token.token().id());
  google::protobuf::Empty empty;
  EXPECT_THAT(CallTo(*access_, &Access::RevokeToken, revoke, &empty), Succeeds());
  EXPECT_THAT(who(), FailsWith(UNAUTHENTICATED, "unknown, expired or revoked"));
  EXPECT_THAT(CallTo(*access_, &Access::RevokeToken, revoke, &empty), FailsAbout(NOT_FOUND, "id"));
}

TEST_F(AccessServiceTest, StreamEndsWhenItsTokenDoes) {
  const auto token = NewToken("anna", {{"memories/own", v1::READER}});
  Context context;
  context.AddMetadata("authorization", "Bearer " + token.secret());
  const auto stream = server_.memories().StreamLookup(&context);
  v1::StreamLookupRequest request;
  request.mutable_options()->set_source_language("en");
  request.mutable_query()->mutable_segment()->set_text("The open sea.");
  v1::StreamLookupResponse response;
  ASSERT_TRUE(stream->Write(request));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.response().matches_size(), 1);
  EXPECT_OK(server_.access().RevokeToken(token.token().id()));
  ASSERT_TRUE(stream->Write(request));
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), UNAUTHENTICATED);
}

TEST_F(AccessServiceTest, WrongRequestsNameTheirFields) {
  v1::CreateTokenRequest request;
  v1::CreateTokenResponse response;
  const auto create = [&] { return CallTo(*access_, &Access::CreateToken, request, &response); };
  EXPECT_THAT(create(), RefusesField("principal"));
  request.set_principal("local");
  EXPECT_THAT(create(), RefusesField("principal"));
  request.set_principal("anna");
  request.mutable_expire_time()->set_seconds(1);
  EXPECT_THAT(create(), RefusesField("expire_time"));
  request.clear_expire_time();
  request.add_grants()->set_resource("memories/own");
  EXPECT_THAT(create(), RefusesField("grants[0].role"));
  request.mutable_grants(0)->set_role(v1::READER);
  request.mutable_grants(0)->set_resource("memories/missing");
  EXPECT_THAT(create(), FailsWith(NOT_FOUND, "no memory 'memories/missing'"));
  request.mutable_grants(0)->set_resource("own");
  EXPECT_THAT(create(), RefusesField("grants[0].resource"));
  NewToken("boris", {});
  request.clear_grants();
  request.set_principal("Boris");
  EXPECT_THAT(create(), FailsAbout(ALREADY_EXISTS, "principal"));
  EXPECT_THAT(Grant("", "nobody", "*", v1::READER), FailsAbout(NOT_FOUND, "principal"));
  EXPECT_THAT(Grant("", "boris", "memories/missing", v1::READER),
              FailsWith(NOT_FOUND, "no memory"));
}

TEST_F(AccessServiceTest, AdminsOfAResourceGrantOnItAlone) {
  const std::string admin = NewToken("anna", {{"memories/own", v1::ADMIN}}).secret();
  NewToken("boris", {});
  EXPECT_THAT(Grant(admin, "boris", "memories/own", v1::READER), Succeeds());
  EXPECT_THAT(Grant(admin, "boris", "memories/foreign", v1::READER),
              FailsWith(NOT_FOUND, "no memory 'memories/foreign'"));
  EXPECT_THAT(Grant(admin, "boris", "*", v1::READER), FailsWith(PERMISSION_DENIED, "the server"));
  EXPECT_THAT(Grant("", "boris", "memories/foreign", v1::ADMIN), Succeeds());
  v1::ListGrantsResponse list;
  ASSERT_THAT(CallAs(admin, *access_, &Access::ListGrants, v1::ListGrantsRequest(), &list),
              Succeeds());
  ASSERT_EQ(list.grants_size(), 2);  // Nothing of what it is no administrator of.
  EXPECT_EQ(list.grants(0).principal(), "anna");
  EXPECT_EQ(list.grants(1).principal(), "boris");
  EXPECT_EQ(list.grants(1).resource(), "memories/own");
}

TEST_F(AccessServiceTest, PagesOfTokensAndGrantsHoldEachOnce) {
  for (int i = 0; i < 7; ++i) {
    NewToken("user-" + std::string(1, "abcdefg"[i]), {{"memories/own", v1::READER}});
  }
  std::set<std::string> tokens;
  v1::ListTokensRequest of_tokens;
  of_tokens.set_page_size(2);
  do {
    v1::ListTokensResponse page;
    ASSERT_THAT(CallTo(*access_, &Access::ListTokens, of_tokens, &page), Succeeds());
    for (const v1::Token& token : page.tokens()) EXPECT_TRUE(tokens.insert(token.id()).second);
    of_tokens.set_page_token(page.next_page_token());
  } while (!of_tokens.page_token().empty());
  EXPECT_EQ(tokens.size(), 7u);
  std::set<std::string> principals;
  v1::ListGrantsRequest of_grants;
  of_grants.set_page_size(3);
  of_grants.set_resource("memories/own");
  do {
    v1::ListGrantsResponse page;
    ASSERT_THAT(CallTo(*access_, &Access::ListGrants, of_grants, &page), Succeeds());
    for (const v1::Grant& grant : page.grants()) {
      EXPECT_TRUE(principals.insert(grant.principal()).second);
    }
    of_grants.set_page_token(page.next_page_token());
  } while (!of_grants.page_token().empty());
  EXPECT_EQ(principals.size(), 7u);
}

TEST_F(AccessServiceTest, ListsShowWhatTheCallerMayRead) {
  const std::string reader =
      NewToken("anna", {{"memories/own", v1::READER}, {"glossaries/own", v1::READER}}).secret();
  v1::ListMemoriesResponse memories;
  ASSERT_THAT(CallAs(reader, server_.memories(), &Memories::ListMemories, v1::ListMemoriesRequest(),
                     &memories),
              Succeeds());
  ASSERT_EQ(memories.memories_size(), 1);
  EXPECT_EQ(memories.memories(0).name(), "memories/own");
  v1::ListGlossariesResponse glossaries;
  ASSERT_THAT(CallAs(reader, server_.glossaries(), &Glossaries::ListGlossaries,
                     v1::ListGlossariesRequest(), &glossaries),
              Succeeds());
  ASSERT_EQ(glossaries.glossaries_size(), 1);
  EXPECT_EQ(glossaries.glossaries(0).name(), "glossaries/own");
  v1::GetStatusResponse status;
  ASSERT_THAT(CallAs(reader, server_.admin(), &v1::AdminService::Stub::GetStatus,
                     v1::GetStatusRequest(), &status),
              Succeeds());
  EXPECT_EQ(status.resources_size(), 2);
}

// Whether a field holds messages that a request needs, and not another form of one that it has.
bool IsFilled(const google::protobuf::FieldDescriptor& field) {
  static const std::set<std::string> kNeeded = {"queries", "pairs", "files"};
  if (field.message_type() == nullptr || field.is_map()) return false;
  if (field.message_type()->file()->package() != "dragoman.v1") return false;
  if (!field.is_repeated()) return true;
  return kNeeded.contains(field.name()) &&
         field.containing_type()->FindFieldByName("query") == nullptr;
}

// Fills what a request needs to be answered, by the names of its fields.
void FillRequest(google::protobuf::Message& request, int depth = 0) {
  const auto& reflection = *request.GetReflection();
  for (int i = 0; i < request.GetDescriptor()->field_count() && depth < 4; ++i) {
    const auto* field = request.GetDescriptor()->field(i);
    const std::string& name = field->name();
    if (name == "source_language" || name == "language") {
      reflection.SetString(&request, field, "en");
    } else if (name == "target_language") {
      reflection.SetString(&request, field, "ru");
    } else if (name == "target_languages") {
      reflection.AddString(&request, field, "ru");
    } else if (name == "text") {
      reflection.SetString(&request, field, "The hidden sea.");
    } else if ((name == "query" || name == "name") && field->message_type() == nullptr) {
      reflection.SetString(&request, field, "hidden");
    } else if (name == "content" && field->message_type() == nullptr) {
      reflection.SetString(&request, field, "The hidden sea.");
    } else if (name == "min_score") {
      reflection.SetInt32(&request, field, 100);
    } else if (IsFilled(*field)) {
      FillRequest(field->is_repeated() ? *reflection.AddMessage(&request, field)
                                       : *reflection.MutableMessage(&request, field),
                  depth + 1);
    }
  }
}

// Clears what FillRequest put into lists of resources: none means every one.
void NameNothing(google::protobuf::Message& request, int depth = 0) {
  const auto& reflection = *request.GetReflection();
  for (int i = 0; i < request.GetDescriptor()->field_count() && depth < 4; ++i) {
    const auto* field = request.GetDescriptor()->field(i);
    if (field->name() == "memories" || field->name() == "glossaries") {
      reflection.ClearField(&request, field);
    } else if (field->message_type() != nullptr && !field->is_repeated() &&
               reflection.HasField(request, field)) {
      NameNothing(*reflection.MutableMessage(&request, field), depth + 1);
    }
  }
}

// Whatever is asked of every memory and glossary, nothing of hidden ones is in the answer. That the
// question would find it is seen by asking as who may see all.
TEST_F(AccessServiceTest, EveryOneMeansEveryOneThatIsSeen) {
  const std::string reader =
      NewToken("anna", {{"memories/own", v1::READER}, {"glossaries/own", v1::READER}}).secret();
  std::set<std::string> shown_to_all;
  for (const auto* method : MethodsOf(server_.channel())) {
    if (RuleOf<v1::LookupRequest>().access().role() !=
        method->options().GetExtension(v1::access).role()) {
      continue;
    }
    const auto request = NewMessage(*method->input_type());
    FillRequest(*request);
    NameNothing(*request);
    const RawAnswer all = CallRaw(server_.channel(), *method, *request, "");
    const RawAnswer seen = CallRaw(server_.channel(), *method, *request, reader);
    for (const char* hidden : {"foreign", "Тайнаград"}) {
      if (all.bytes.find(hidden) != std::string::npos) shown_to_all.insert(method->name());
      EXPECT_EQ(seen.bytes.find(hidden), std::string::npos) << method->full_name() << hidden;
      EXPECT_EQ(seen.status.error_message().find(hidden), std::string::npos) << method->full_name();
    }
  }
  for (const char* method : {"Lookup", "BatchLookup", "StreamLookup", "SearchConcordance",
                             "SearchConcepts", "RecogniseTerms", "StreamRecogniseTerms", "FindName",
                             "RenderDocument", "ListMemories", "ListGlossaries", "GetStatus"}) {
    EXPECT_TRUE(shown_to_all.contains(method)) << method;
  }
}

TEST_F(AccessServiceTest, AuthorIsTheCaller) {
  const std::string translator = NewToken("anna", {{"memories/own", v1::TRANSLATOR}}).secret();
  const std::string admin = NewToken("chief", {{"memories/own", v1::ADMIN}}).secret();
  v1::Unit unit = MakeUnit({{"en", "One."}, {"ru", "Один."}});
  std::string name;
  ASSERT_THAT(WriteAs(translator, "memories/own", unit, &name), Succeeds());
  EXPECT_EQ(GetUnit(name).author(), "anna");
  unit.set_author("boris");
  unit.mutable_variants(0)->mutable_segment()->set_text("Two.");
  ASSERT_THAT(WriteAs(translator, "memories/own", unit, &name), Succeeds());
  EXPECT_EQ(GetUnit(name).author(), "anna");
  unit.mutable_variants(0)->mutable_segment()->set_text("Three.");
  ASSERT_THAT(WriteAs(admin, "memories/own", unit, &name), Succeeds());
  EXPECT_EQ(GetUnit(name).author(), "boris");
  // An update of the translation is by who makes it, whatever the mask says.
  v1::UpdateUnitRequest update;
  update.mutable_unit()->set_name(name);
  *update.mutable_unit()->mutable_variants() = unit.variants();
  update.mutable_unit()->mutable_variants(1)->mutable_segment()->set_text("Три.");
  update.mutable_update_mask()->add_paths("variants");
  v1::Unit updated;
  ASSERT_THAT(CallAs(translator, server_.memories(), &Memories::UpdateUnit, update, &updated),
              Succeeds());
  EXPECT_EQ(updated.author(), "anna");
  update.mutable_update_mask()->Clear();
  update.mutable_update_mask()->add_paths("author");
  update.mutable_unit()->set_author("boris");
  ASSERT_THAT(CallAs(translator, server_.memories(), &Memories::UpdateUnit, update, &updated),
              Succeeds());
  EXPECT_EQ(updated.author(), "anna");
  // Who needs no token may still say what it likes, or nothing.
  ASSERT_THAT(WriteAs("", "memories/own", MakeUnit({{"en", "Four."}, {"ru", "Четыре."}}), &name),
              Succeeds());
  EXPECT_EQ(GetUnit(name).author(), "");
}

TEST_F(AccessServiceTest, AuthorOfConceptsIsTheCaller) {
  const std::string writer = NewToken("anna", {{"glossaries/own", v1::TERMINOLOGIST}}).secret();
  v1::WriteConceptsRequest request;
  request.set_parent("glossaries/own");
  *request.add_concepts() = MakeConcept("peace", {{"en", "peace"}, {"ru", "мир"}});
  request.mutable_concepts(0)->set_author("boris");
  v1::WriteConceptsResponse response;
  ASSERT_THAT(CallAs(writer, server_.glossaries(), &Glossaries::WriteConcepts, request, &response),
              Succeeds());
  v1::GetConceptRequest get;
  get.set_name("glossaries/own/concepts/peace");
  v1::Concept entry;
  ASSERT_THAT(CallTo(server_.glossaries(), &Glossaries::GetConcept, get, &entry), Succeeds());
  EXPECT_EQ(entry.author(), "anna");
}

// Imports a table of two columns and an author.
grpc::Status ImportAs(const std::string& token, RunningServer& server, const std::string& batch_id,
                      const std::string& rows) {
  Context context;
  if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
  const auto stream = server.transfers().Import(&context);
  v1::ImportRequest request;
  v1::ImportSettings& settings = *request.mutable_settings();
  settings.set_parent("memories/own");
  settings.set_format(v1::TSV);
  for (const char* column : {"en", "ru", "@author"}) settings.add_columns(column);
  settings.set_batch_id(batch_id);
  settings.set_author("boris");
  stream->Write(request);
  request.set_data(rows);
  stream->Write(request);
  stream->WritesDone();
  v1::ImportResponse response;
  while (stream->Read(&response)) {
  }
  return stream->Finish();
}

grpc::Status UndoAs(const std::string& token, RunningServer& server, const std::string& batch_id) {
  Context context;
  if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
  v1::UndoImportRequest request;
  request.set_parent("memories/own");
  request.set_batch_id(batch_id);
  const auto stream = server.transfers().UndoImport(&context, request);
  v1::UndoImportResponse response;
  while (stream->Read(&response)) {
  }
  return stream->Finish();
}

TEST_F(AccessServiceTest, ImportsAreByTheirCallerAndUndoneByIt) {
  const std::string anna = NewToken("anna", {{"memories/own", v1::TRANSLATOR}}).secret();
  const std::string clara = NewToken("clara", {{"memories/own", v1::TRANSLATOR}}).secret();
  const std::string chief = NewToken("chief", {{"memories/own", v1::ADMIN}}).secret();
  ASSERT_THAT(ImportAs(anna, server_, "first", "Five.\tПять.\tdmitri\n"), Succeeds());
  EXPECT_EQ(GetUnit("memories/own/units/2").author(), "anna");
  EXPECT_THAT(ImportAs(clara, server_, "first", "Six.\tШесть.\t\n"),
              FailsWith(PERMISSION_DENIED, "is another's"));
  EXPECT_THAT(UndoAs(clara, server_, "first"), FailsWith(PERMISSION_DENIED, "is another's"));
  EXPECT_THAT(UndoAs(anna, server_, "first"), Succeeds());
  ASSERT_THAT(ImportAs(chief, server_, "second", "Seven.\tСемь.\tdmitri\n"), Succeeds());
  EXPECT_EQ(GetUnit("memories/own/units/3").author(), "dmitri");
  ASSERT_THAT(ImportAs(anna, server_, "third", "Eight.\tВосемь.\t\n"), Succeeds());
  EXPECT_THAT(UndoAs(chief, server_, "third"), Succeeds());
}

TEST_F(AccessServiceTest, ANewResourceOfAnOldNameHasNoGrants) {
  const std::string reader = NewToken("anna", {{"memories/own", v1::READER}}).secret();
  v1::DeleteMemoryRequest request;
  request.set_name("memories/own");
  google::protobuf::Empty empty;
  ASSERT_THAT(CallTo(server_.memories(), &Memories::DeleteMemory, request, &empty), Succeeds());
  server_.CreateMemory("own");
  v1::GetMemoryRequest get;
  get.set_name("memories/own");
  v1::Memory memory;
  EXPECT_THAT(CallAs(reader, server_.memories(), &Memories::GetMemory, get, &memory),
              FailsWith(NOT_FOUND, "no memory 'memories/own'"));
}

TEST_F(AccessServiceTest, AuditLogSaysWhoChangedWhat) {
  const auto token = NewToken("anna", {{"memories/own", v1::TRANSLATOR}});
  ASSERT_THAT(WriteAs(token.secret(), "memories/own", MakeUnit({{"en", "One."}, {"ru", "Один."}})),
              Succeeds());
  ASSERT_THAT(ImportAs(token.secret(), server_, "first", "Five.\tПять.\t\n"), Succeeds());
  ASSERT_THAT(UndoAs(token.secret(), server_, "first"), Succeeds());
  const auto entries = AuditLog("anna");
  ASSERT_EQ(entries.size(), 3u);
  const v1::AuditEntry& write = entries[0];
  EXPECT_EQ(write.method(), "MemoryService.WriteUnits");
  EXPECT_EQ(write.token_id(), token.token().id());
  ASSERT_EQ(write.resources_size(), 1);
  EXPECT_EQ(write.resources(0), "memories/own");
  EXPECT_EQ(write.details(), "entries=1 stored=1");
  EXPECT_EQ(write.revision(), 2u);
  EXPECT_EQ(write.code(), 0);
  EXPECT_TRUE(write.peer().starts_with("ipv4:127.0.0.1:")) << write.peer();
  EXPECT_EQ(entries[1].method(), "TransferService.Import");
  EXPECT_EQ(entries[1].details(), "batch_id=first entries=1 stored=1");
  EXPECT_EQ(entries[1].revision(), 3u);
  EXPECT_EQ(entries[2].method(), "TransferService.UndoImport");
  EXPECT_EQ(entries[2].details(), "batch_id=first removed=1");
  const auto locals = AuditLog("local");
  ASSERT_EQ(locals.size(), 9u);  // What the fixture made, and the token.
  EXPECT_EQ(locals.back().method(), "AccessService.CreateToken");
  EXPECT_EQ(locals.back().details(), "principal=anna");
  EXPECT_EQ(locals.front().method(), "MemoryService.CreateMemory");
  EXPECT_EQ(locals.front().resources(0), "memories/own");
}

TEST_F(AccessServiceTest, AuditLogHasRefusalsButNoReadsAndNoRehearsals) {
  const std::string reader = NewToken("anna", {{"memories/own", v1::READER}}).secret();
  EXPECT_EQ(WriteAs(reader, "memories/own", {}).error_code(), PERMISSION_DENIED);
  EXPECT_EQ(WriteAs(reader, "memories/foreign", {}).error_code(), NOT_FOUND);
  EXPECT_EQ(WriteAs("wrong", "memories/own", {}).error_code(), UNAUTHENTICATED);
  v1::WriteUnitsRequest request;
  request.set_parent("memories/own");
  request.set_validate_only(true);
  *request.add_units() = MakeUnit({{"en", "One."}, {"ru", "Один."}});
  v1::WriteUnitsResponse response;
  EXPECT_THAT(CallTo(server_.memories(), &Memories::WriteUnits, request, &response), Succeeds());
  EXPECT_EQ(WriteAs("", "memories/own", {}).error_code(), INVALID_ARGUMENT);  // Changed nothing.
  const auto entries = AuditLog();
  ASSERT_GE(entries.size(), 3u);
  const auto last = entries.end() - 3;
  EXPECT_EQ(last[0].principal(), "anna");
  EXPECT_EQ(last[0].code(), PERMISSION_DENIED);
  EXPECT_EQ(last[1].code(), NOT_FOUND);
  EXPECT_EQ(last[1].resources(0), "memories/foreign");
  EXPECT_EQ(last[2].code(), UNAUTHENTICATED);
  EXPECT_EQ(last[2].principal(), "");
}

}  // namespace
}  // namespace dragoman
