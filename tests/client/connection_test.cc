#include "client/api/connection.h"

#include <gtest/gtest.h>

#include "tests/client/memory_environment.h"

namespace dragoman {
namespace {

Connection To(const std::string& address, const std::string& token = "", TlsMaterial tls = {}) {
  return {.address = address, .tls = std::move(tls), .token = token};
}

TEST(Connection, TlsByAddressOrMaterial) {
  EXPECT_FALSE(UsesTls(To("127.0.0.1:7070")));
  EXPECT_TRUE(UsesTls(To("https://tm.example:7070")));
  EXPECT_TRUE(UsesTls(To("tm.example:7070", "", {.roots = "PEM"})));
}

TEST(Connection, TokensGoInTheClearOnThisMachineOnly) {
  for (const char* address : {"127.0.0.1:7070", "localhost:7070", "[::1]:7070", "unix:/run/d"}) {
    EXPECT_TRUE(CheckConnection(To(address, "secret")).ok()) << address;
  }
  for (const char* address : {"tm.example:7070", "10.0.0.7:7070", "dns:///tm.example:7070"}) {
    const Done done = CheckConnection(To(address, "secret"));
    ASSERT_FALSE(done.ok()) << address;
    EXPECT_NE(done.failure().message.find("--tls-ca"), std::string::npos);
    EXPECT_EQ(done.failure().message.find("secret"), std::string::npos);
    EXPECT_TRUE(CheckConnection(To(address)).ok()) << address;
  }
  EXPECT_TRUE(CheckConnection(To("https://tm.example:7070", "secret")).ok());
  EXPECT_TRUE(CheckConnection(To("tm.example:7070", "secret", {.roots = "PEM"})).ok());
}

TEST(Connection, WrongMaterialIsRefused) {
  EXPECT_FALSE(CheckConnection(To("127.0.0.1:1", "", {.certificate = "PEM"})).ok());
  EXPECT_FALSE(CheckConnection(To("127.0.0.1:1", "", {.key = "PEM"})).ok());
  EXPECT_FALSE(CheckConnection(To("127.0.0.1:1", "two words")).ok());
  EXPECT_FALSE(CheckConnection(To("127.0.0.1:1", "two\nlines")).ok());
}

// The command line reads them from where it is told, and says what is wrong without the secret.
TEST(Connection, CommandsRefuseBeforeTheyCall) {
  const std::string token = WriteTemporary("a.token", "dragoman_secret\n");
  const Outcome clear =
      RunCommand({"whoami", "--server", "tm.example:7070", "--token-file", token});
  EXPECT_EQ(clear.code, 2);
  EXPECT_NE(clear.err.find("without TLS"), std::string::npos) << clear.err;
  EXPECT_EQ(clear.err.find("dragoman_secret"), std::string::npos);
  const Outcome missing = RunCommand({"whoami", "--token-file", token + ".none"});
  EXPECT_EQ(missing.code, 2);
  EXPECT_NE(missing.err.find(".none"), std::string::npos) << missing.err;
  const Outcome variable = RunCommand({"whoami", "--server", "tm.example:7070"}, "",
                                      {{"DRAGOMAN_TOKEN", "dragoman_secret"}});
  EXPECT_EQ(variable.code, 2);
  EXPECT_NE(variable.err.find("without TLS"), std::string::npos) << variable.err;
}

}  // namespace
}  // namespace dragoman
