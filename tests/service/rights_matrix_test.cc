// Every method of every service that the server has, called by every kind of caller on memories and
// glossaries of its own, of others and of nobody. The methods come from the server itself and what
// their requests name from the descriptors, so a new one is in the matrix as soon as it exists.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "dragoman/v1/access.pb.h"
#include "server/service/access_rules.h"
#include "tests/service/raw_call.h"
#include "tests/service/running_server.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

namespace pb = google::protobuf;
using grpc::StatusCode::NOT_FOUND;
using grpc::StatusCode::PERMISSION_DENIED;
using grpc::StatusCode::UNAUTHENTICATED;

// The least role that each method needs: of memories and of glossaries, on the server, or "caller"
// for whoever is known. Written by hand, and compared with the rules of the descriptors.
struct Needed {
  const char* method;
  const char* scope;  // "caller", "named" or "server".
  Role memory;
  Role glossary;
  bool changes;
};
constexpr Role kNone = Role::kNone;
constexpr Role kReader = Role::kReader;
constexpr Role kTranslator = Role::kTranslator;
constexpr Role kTerminologist = Role::kTerminologist;
constexpr Role kAdmin = Role::kAdmin;
constexpr Needed kNeeded[] = {
    {"AccessService.CreateToken", "server", kAdmin, kAdmin, true},
    {"AccessService.GrantRole", "named", kAdmin, kAdmin, true},
    {"AccessService.ListAuditEntries", "server", kAdmin, kAdmin, false},
    {"AccessService.ListGrants", "named", kAdmin, kAdmin, false},
    {"AccessService.ListTokens", "server", kAdmin, kAdmin, false},
    {"AccessService.RevokeRole", "named", kAdmin, kAdmin, true},
    {"AccessService.RevokeToken", "server", kAdmin, kAdmin, true},
    {"AccessService.WhoAmI", "caller", kNone, kNone, false},
    {"AdminService.CheckStore", "server", kAdmin, kAdmin, false},
    {"AdminService.GetStatus", "named", kReader, kReader, false},
    {"BackupService.CreateBackup", "server", kAdmin, kAdmin, true},
    {"BackupService.ListBackups", "server", kAdmin, kAdmin, false},
    {"BackupService.TrimBackups", "server", kAdmin, kAdmin, true},
    {"BackupService.VerifyBackup", "server", kAdmin, kAdmin, false},
    {"ChangeService.WatchChanges", "named", kReader, kReader, false},
    {"CheckService.CheckTranslation", "named", kReader, kReader, false},
    {"CheckService.ListCheckRules", "caller", kNone, kNone, false},
    {"CheckService.ReportConsistency", "named", kReader, kReader, false},
    {"DocumentService.AlignDocuments", "named", kReader, kReader, false},
    {"DocumentService.AnalyseDocuments", "named", kReader, kReader, false},
    {"DocumentService.ExportSentenceRules", "caller", kNone, kNone, false},
    {"DocumentService.PretranslateDocument", "named", kReader, kReader, false},
    {"DocumentService.RenderDocument", "named", kReader, kReader, false},
    {"DocumentService.SegmentDocument", "caller", kNone, kNone, false},
    {"GlossaryService.CreateGlossary", "server", kAdmin, kAdmin, true},
    {"GlossaryService.DeleteConcept", "named", kTerminologist, kTerminologist, true},
    {"GlossaryService.DeleteGlossary", "named", kAdmin, kAdmin, true},
    {"GlossaryService.GetConcept", "named", kReader, kReader, false},
    {"GlossaryService.GetGlossary", "named", kReader, kReader, false},
    {"GlossaryService.ListConcepts", "named", kReader, kReader, false},
    {"GlossaryService.ListGlossaries", "named", kReader, kReader, false},
    {"GlossaryService.RecogniseTerms", "named", kReader, kReader, false},
    {"GlossaryService.SearchConcepts", "named", kReader, kReader, false},
    {"GlossaryService.StreamRecogniseTerms", "named", kReader, kReader, false},
    {"GlossaryService.UpdateGlossary", "named", kAdmin, kAdmin, true},
    {"GlossaryService.WriteConcepts", "named", kTerminologist, kTerminologist, true},
    {"MemoryService.BatchLookup", "named", kReader, kReader, false},
    {"MemoryService.CreateMemory", "server", kAdmin, kAdmin, true},
    {"MemoryService.DeleteMemory", "named", kAdmin, kAdmin, true},
    {"MemoryService.DeleteUnit", "named", kTranslator, kTranslator, true},
    {"MemoryService.Explain", "caller", kNone, kNone, false},
    {"MemoryService.GetMemory", "named", kReader, kReader, false},
    {"MemoryService.GetUnit", "named", kReader, kReader, false},
    {"MemoryService.ListMemories", "named", kReader, kReader, false},
    {"MemoryService.ListUnitVersions", "named", kReader, kReader, false},
    {"MemoryService.ListUnits", "named", kReader, kReader, false},
    {"MemoryService.Lookup", "named", kReader, kReader, false},
    {"MemoryService.SearchConcordance", "named", kReader, kReader, false},
    {"MemoryService.StreamLookup", "named", kReader, kReader, false},
    {"MemoryService.UpdateMemory", "named", kAdmin, kAdmin, true},
    {"MemoryService.UpdateUnit", "named", kTranslator, kTranslator, true},
    {"MemoryService.WriteUnits", "named", kTranslator, kTranslator, true},
    {"NameService.FindName", "named", kReader, kReader, false},
    {"TransferService.Export", "named", kReader, kReader, false},
    {"TransferService.Import", "named", kTranslator, kTerminologist, true},
    {"TransferService.ListImports", "named", kReader, kReader, false},
    {"TransferService.UndoImport", "named", kTranslator, kTerminologist, true},
};

std::string NameOf(const pb::MethodDescriptor& method) {
  return method.service()->name() + "." + method.name();
}

const Needed* NeededOf(const pb::MethodDescriptor& method) {
  for (const Needed& needed : kNeeded) {
    if (NameOf(method) == needed.method) return &needed;
  }
  return nullptr;
}

const char* ScopeName(v1::AccessRule::Scope scope) {
  switch (scope) {
    case v1::AccessRule::CALLER:
      return "caller";
    case v1::AccessRule::NAMED:
      return "named";
    case v1::AccessRule::SERVER:
      return "server";
    default:
      return "none";
  }
}

// A field of a request that names a memory or glossary, found without the server's own code.
struct NamingField {
  std::vector<const pb::FieldDescriptor*> path;
  v1::NamedResource kind;
};

void FindFields(const pb::Descriptor& type, std::vector<const pb::FieldDescriptor*> path,
                std::vector<NamingField>& found) {
  if (path.size() > 4) return;
  for (int i = 0; i < type.field_count(); ++i) {
    const pb::FieldDescriptor* field = type.field(i);
    path.push_back(field);
    const auto kind = field->options().GetExtension(v1::names);
    if (kind != v1::NAMED_RESOURCE_UNSPECIFIED) {
      found.push_back({path, kind});
    } else if (field->message_type() != nullptr) {
      FindFields(*field->message_type(), path, found);
    }
    path.pop_back();
  }
}

std::vector<NamingField> FieldsOf(const pb::MethodDescriptor& method) {
  std::vector<NamingField> found;
  FindFields(*method.input_type(), {}, found);
  return found;
}

// Puts a name into the field.
void SetName(pb::Message& request, const NamingField& field, const std::string& name) {
  pb::Message* message = &request;
  for (size_t i = 0; i + 1 < field.path.size(); ++i) {
    message = message->GetReflection()->MutableMessage(message, field.path[i]);
  }
  const pb::FieldDescriptor* last = field.path.back();
  const pb::Reflection& reflection = *message->GetReflection();
  if (last->message_type() != nullptr) {
    pb::Message* named = last->is_repeated() ? reflection.AddMessage(message, last)
                                             : reflection.MutableMessage(message, last);
    named->GetReflection()->SetString(named, named->GetDescriptor()->FindFieldByName("name"), name);
  } else if (last->is_repeated()) {
    reflection.AddString(message, last, name);
  } else {
    reflection.SetString(message, last, name);
  }
}

// Who calls: by a token with a role on memories and glossaries called "own", or on the server.
struct Caller {
  std::string name;
  Role on_own = Role::kNone;
  Role on_server = Role::kNone;
  std::string token{};  // "" and is_known: is set by the test.
  bool is_known = true;
};

class RightsMatrix : public testing::Test {
 protected:
  RightsMatrix() {
    server_ = std::make_unique<RunningServer>(ServerOptions{.require_tokens = true});
    channel_ = server_->channel();
    MakeResources();
    callers_.push_back({.name = "no token", .is_known = false});
    callers_.push_back(
        {.name = "wrong token", .token = "dragoman_0011223344556677_wrong", .is_known = false});
    for (const Role role : kRoles) {
      const std::string number = std::to_string(static_cast<int>(role));
      callers_.push_back({.name = "own" + number, .on_own = role});
      if (role != Role::kNone) callers_.push_back({.name = "all" + number, .on_server = role});
    }
    for (Caller& caller : callers_) {
      if (caller.is_known) caller.token = NewToken(caller);
    }
  }

  static constexpr Role kRoles[] = {kNone, kReader, kTranslator, kTerminologist, kAdmin};

  // Makes what a call before may have deleted.
  void MakeResources() {
    for (const ResourceKind kind : {ResourceKind::kMemory, ResourceKind::kGlossary}) {
      for (const char* id : {"own", "foreign"}) {
        (void)server_->registry().Create(kind, id, "", "");
      }
      (void)server_->registry().Delete(kind, "missing", 0);
    }
  }

  std::string NewToken(const Caller& caller) {
    TokenRequest request{.principal = caller.name};
    for (const auto& [resource, role] :
         std::map<std::string, Role>{{"memories/own", caller.on_own},
                                     {"glossaries/own", caller.on_own},
                                     {"*", caller.on_server}}) {
      if (role == Role::kNone) continue;
      request.grants.push_back({.principal = {}, .resource = resource, .role = role});
    }
    const auto issued = server_->access().CreateToken(request, "test");
    EXPECT_OK(issued.status());
    return issued.ok() ? issued->secret : "";
  }

  // Gives back what a call may have taken.
  void GrantAgain(const Caller& caller) {
    for (const char* resource : {"memories/own", "glossaries/own"}) {
      if (caller.on_own == Role::kNone) continue;
      EXPECT_OK(
          server_->access()
              .GrantRole({.principal = caller.name, .resource = resource, .role = caller.on_own})
              .status());
    }
  }

  grpc::Status Call(const pb::MethodDescriptor& method, const pb::Message& request,
                    const std::string& token) {
    return CallRaw(channel_, method, request, token).status;
  }

  std::unique_ptr<RunningServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::vector<Caller> callers_;
};

TEST_F(RightsMatrix, EveryMethodHasTheRuleThatStandsHere) {
  const auto methods = MethodsOf(channel_);
  EXPECT_EQ(methods.size(), std::size(kNeeded));
  for (const pb::MethodDescriptor* method : methods) {
    const MethodRule& rule = MethodRule::Of(*method->input_type());
    EXPECT_EQ(rule.method(), NameOf(*method)) << "two methods take one message";
    const Needed* needed = NeededOf(*method);
    ASSERT_NE(needed, nullptr) << NameOf(*method) << " is not in the table of this test";
    EXPECT_EQ(ScopeName(rule.access().scope()), std::string(needed->scope)) << NameOf(*method);
    EXPECT_EQ(rule.RoleOn(ResourceKind::kMemory), needed->memory) << NameOf(*method);
    EXPECT_EQ(rule.RoleOn(ResourceKind::kGlossary), needed->glossary) << NameOf(*method);
    EXPECT_EQ(rule.access().changes(), needed->changes) << NameOf(*method);
  }
}

// A field that holds a name but has no option would not be looked at.
void ExpectNamesHaveOptions(const pb::Descriptor& type, int depth, const std::string& method) {
  static const std::set<std::string> kNaming = {"parent", "memories", "glossaries", "resource"};
  // What a request carries rather than asks about, and a filter of a list that is admins' anyway.
  static const std::set<std::string> kNot = {"dragoman.v1.Grant.resource",
                                             "dragoman.v1.ListAuditEntriesRequest.resource"};
  for (int i = 0; i < type.field_count() && depth < 4; ++i) {
    const pb::FieldDescriptor* field = type.field(i);
    const bool has_option =
        field->options().GetExtension(v1::names) != v1::NAMED_RESOURCE_UNSPECIFIED;
    if (kNaming.contains(field->name()) && !kNot.contains(field->full_name())) {
      EXPECT_TRUE(has_option) << method << ": " << field->full_name();
    }
    if (!has_option && field->message_type() != nullptr) {
      ExpectNamesHaveOptions(*field->message_type(), depth + 1, method);
    }
  }
}

TEST_F(RightsMatrix, EveryNameInARequestIsKnownAsOne) {
  for (const pb::MethodDescriptor* method : MethodsOf(channel_)) {
    ExpectNamesHaveOptions(*method->input_type(), 0, NameOf(*method));
    const pb::FieldDescriptor* name = method->input_type()->FindFieldByName("name");
    if (name == nullptr || method->name() == "FindName") continue;
    EXPECT_NE(name->options().GetExtension(v1::names), v1::NAMED_RESOURCE_UNSPECIFIED)
        << NameOf(*method);
  }
}

TEST_F(RightsMatrix, WhoeverIsNotKnownIsRefusedByAll) {
  for (const pb::MethodDescriptor* method : MethodsOf(channel_)) {
    const auto request = NewMessage(*method->input_type());
    for (const Caller& caller : callers_) {
      if (caller.is_known) continue;
      EXPECT_EQ(Call(*method, *request, caller.token).error_code(), UNAUTHENTICATED)
          << NameOf(*method) << " by " << caller.name;
    }
  }
}

TEST_F(RightsMatrix, MethodsOfTheServerNeedARoleOnIt) {
  for (const pb::MethodDescriptor* method : MethodsOf(channel_)) {
    const Needed& needed = *NeededOf(*method);
    if (std::string(needed.scope) == "named") continue;
    const auto request = NewMessage(*method->input_type());
    const bool is_of_server = std::string(needed.scope) == "server";
    for (const Caller& caller : callers_) {
      if (!caller.is_known) continue;
      const bool refused = is_of_server && caller.on_server < needed.memory;
      EXPECT_EQ(Call(*method, *request, caller.token).error_code() == PERMISSION_DENIED, refused)
          << NameOf(*method) << " by " << caller.name;
    }
  }
}

// What a caller must get for a name: 0 is to be let in.
int Expected(const Needed& needed, const Caller& caller, const std::string& resource) {
  const bool is_memory = resource.starts_with("memories/");
  const Role least = is_memory ? needed.memory : needed.glossary;
  const bool is_own = resource.ends_with("/own");
  const Role has = std::max(caller.on_server, is_own ? caller.on_own : Role::kNone);
  if (resource == "*") return caller.on_server >= least ? 0 : PERMISSION_DENIED;
  if (has == Role::kNone) return NOT_FOUND;
  return has >= least ? 0 : PERMISSION_DENIED;
}

std::vector<std::string> NamesFor(v1::NamedResource kind) {
  std::vector<std::string> names;
  for (const char* id : {"own", "foreign", "missing"}) {
    if (kind != v1::GLOSSARY_NAME) names.push_back(std::string("memories/") + id);
    if (kind != v1::MEMORY_NAME) names.push_back(std::string("glossaries/") + id);
  }
  return names;
}

// Returns the words for what does not exist.
std::string NoSuch(const std::string& resource) {
  const bool is_memory = resource.starts_with("memories/");
  return std::string("no ") + (is_memory ? "memory" : "glossary") + " '" + resource + "'";
}

// One cell of the matrix: what came back, and what had to.
void ExpectCell(const grpc::Status& status, int expected, const std::string& name,
                const std::string& cell) {
  if (expected != 0) {
    EXPECT_EQ(status.error_code(), expected) << cell;
  } else {
    EXPECT_NE(status.error_code(), PERMISSION_DENIED) << cell;
    EXPECT_NE(status.error_code(), UNAUTHENTICATED) << cell;
  }
  if (expected == NOT_FOUND) {
    EXPECT_EQ(status.error_message(), NoSuch(name)) << cell;
  }
  const bool is_there = !name.ends_with("/missing");
  if (expected == 0 && is_there) {
    EXPECT_NE(status.error_message(), NoSuch(name)) << cell;
  }
}

// A method, one of its fields and the name to put there.
struct Row {
  const pb::MethodDescriptor* method;
  NamingField field;
  std::string name;
};

std::vector<Row> RowsOf(const std::vector<const pb::MethodDescriptor*>& methods) {
  std::vector<Row> rows;
  for (const pb::MethodDescriptor* method : methods) {
    if (std::string(NeededOf(*method)->scope) != "named") continue;
    for (const NamingField& field : FieldsOf(*method)) {
      std::vector<std::string> names = NamesFor(field.kind);
      if (method->service()->name() == "AccessService") names.emplace_back("*");
      for (const std::string& name : names) rows.push_back({method, field, name});
    }
  }
  return rows;
}

TEST_F(RightsMatrix, EveryNameNeedsARoleOnIt) {
  const std::vector<Row> rows = RowsOf(MethodsOf(channel_));
  EXPECT_GT(rows.size(), 150u);
  for (const auto& [method, field, name] : rows) {
    for (const Caller& caller : callers_) {
      const auto request = NewMessage(*method->input_type());
      SetName(*request, field, name);
      const grpc::Status status = Call(*method, *request, caller.token);
      const int expected =
          caller.is_known ? Expected(*NeededOf(*method), caller, name) : UNAUTHENTICATED;
      ExpectCell(status, expected, name,
                 NameOf(*method) + " of " + name + " by " + caller.name + ": " +
                     std::to_string(status.error_code()) + " " + status.error_message());
      if (method->name().starts_with("Delete") || method->name().starts_with("Revoke")) {
        MakeResources();
        GrantAgain(caller);
      }
    }
  }
  RecordProperty("cells", static_cast<int>(rows.size() * callers_.size()));
}

std::string WithMissingAsForeign(std::string text) {
  constexpr std::string_view kMissing =
      "missing";  // As long as "foreign", for lengths on the wire.
  for (size_t at = text.find(kMissing); at != std::string::npos; at = text.find(kMissing, at)) {
    text.replace(at, kMissing.size(), "foreign");
  }
  return text;
}

bool CanName(v1::NamedResource kind, const std::string& collection) {
  if (kind == v1::NEW_MEMORY_ID || kind == v1::NEW_GLOSSARY_ID) return false;
  if (kind == v1::MEMORY_NAME) return collection == "memories/";
  return kind != v1::GLOSSARY_NAME || collection == "glossaries/";
}

// The whole answer, details and all, is the same for what is hidden and what does not exist.
TEST_F(RightsMatrix, WhatIsHiddenIsAnsweredAsWhatIsMissing) {
  for (const auto& [method, field, name] : RowsOf(MethodsOf(channel_))) {
    if (!name.ends_with("/foreign")) continue;
    for (const std::string ending : {"", "/units/1", "/concepts/c"}) {
      const auto hidden = NewMessage(*method->input_type());
      const auto missing = NewMessage(*method->input_type());
      const std::string collection = name.substr(0, name.find('/') + 1);
      SetName(*hidden, field, name + ending);
      SetName(*missing, field, collection + "missing" + ending);
      for (const Caller& caller : callers_) {
        if (caller.on_server != Role::kNone || !CanName(field.kind, collection)) continue;
        const RawAnswer one = CallRaw(channel_, *method, *hidden, caller.token);
        const RawAnswer two = CallRaw(channel_, *method, *missing, caller.token);
        const std::string cell = NameOf(*method) + " by " + caller.name;
        EXPECT_EQ(one.status.error_code(), two.status.error_code()) << cell;
        EXPECT_EQ(one.status.error_message(), WithMissingAsForeign(two.status.error_message()))
            << cell;
        EXPECT_EQ(one.status.error_details(), WithMissingAsForeign(two.status.error_details()))
            << cell;
        EXPECT_EQ(one.bytes, WithMissingAsForeign(two.bytes)) << cell;
      }
    }
  }
}

}  // namespace
}  // namespace dragoman
