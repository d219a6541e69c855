#include "client/cli/access_text.h"

#include <gtest/gtest.h>

#include "tests/client/memory_environment.h"
#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

TEST(AccessText, MomentsAreRead) {
  constexpr int64_t kNow = 1'000'000;
  const auto seconds = [](std::string_view word) {
    const auto moment = MomentOf(word, kNow);
    return moment ? moment->seconds() : -1;
  };
  EXPECT_EQ(seconds("90d"), kNow + 90 * 86400);
  EXPECT_EQ(seconds("-2h"), kNow - 7200);
  EXPECT_EQ(seconds("30m"), kNow + 1800);
  EXPECT_EQ(seconds("1970-01-02"), 86400);
  EXPECT_EQ(seconds("1970-01-01T01:00:00Z"), 3600);
  EXPECT_EQ(seconds("1970-01-01T01:00:00+01:00"), 0);
  for (const char* wrong :
       {"", "d", "2", "2w", "h2", "2hh", "-", "tomorrow", "1970-13-01", "99999999999999999999d"}) {
    EXPECT_FALSE(MomentOf(wrong, kNow)) << wrong;
  }
}

TEST(AccessText, TokensAndRoles) {
  const auto token = FromText<v1::Token>(
      "id: 'ab12' principal: 'anna' create_time { seconds: 0 nanos: 1 } creator: 'local'");
  EXPECT_EQ(TokenJson(token).dump(),
            R"({"id":"ab12","principal":"anna","created":"1970-01-01T00:00:00Z","expires":null,)"
            R"("creator":"local"})");
  EXPECT_EQ(TokenText(token), "ab12  anna  made 1970-01-01T00:00:00Z by local\n");
  const auto grant =
      FromText<v1::Grant>("principal: 'anna' resource: '*' role: ADMIN creator: 'local'");
  EXPECT_EQ(GrantText(grant), "anna  admin  everything\n");
  EXPECT_EQ(GrantJson(grant)["role"], "admin");
  EXPECT_EQ(GrantJson(grant)["resource"], "*");
}

TEST(AccessText, AuditEntries) {
  const auto entry = FromText<v1::AuditEntry>(
      "time { seconds: 60 } principal: 'anna' token_id: 'ab12' peer: 'ipv4:10.0.0.7:1' "
      "method: 'MemoryService.WriteUnits' resources: 'memories/un' details: 'stored=3' revision: "
      "7");
  EXPECT_EQ(AuditEntryText(entry),
            "1970-01-01T00:01:00Z  anna  done  MemoryService.WriteUnits  memories/un  stored=3  "
            "revision 7  from ipv4:10.0.0.7:1\n");
  EXPECT_EQ(AuditEntryJson(entry)["outcome"], "done");
  const auto refused = FromText<v1::AuditEntry>("method: 'M.N' code: 16 suppressed: 5");
  EXPECT_EQ(AuditEntryJson(refused)["outcome"], "refused");
  EXPECT_NE(AuditEntryText(refused).find("(not known)  refused  M.N  and 5 before it"),
            std::string::npos);
}

TEST(AccessText, CommandsSayWhatIsMissing) {
  const auto problem = [](const std::vector<std::string>& arguments) {
    const Outcome outcome = RunCommand(arguments);
    EXPECT_EQ(outcome.code, 2);
    return outcome.err;
  };
  EXPECT_NE(problem({"grant", "anna", "king", "--everything"}).find("'king' is no role"),
            std::string::npos);
  EXPECT_NE(problem({"grant", "anna", "reader"}).find("on what?"), std::string::npos);
  EXPECT_NE(problem({"revoke", "anna"}).find("on what?"), std::string::npos);
  EXPECT_NE(problem({"token", "create", "anna", "--memory", "un"}).find("which role?"),
            std::string::npos);
  EXPECT_NE(problem({"token", "create", "anna", "--expires", "soon"}).find("'soon' is no time"),
            std::string::npos);
  EXPECT_NE(problem({"audit", "--since", "soon"}).find("--since: 'soon' is no time"),
            std::string::npos);
}

}  // namespace
}  // namespace dragoman
