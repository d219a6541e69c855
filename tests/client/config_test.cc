#include "client/cli/config.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "tests/client/memory_environment.h"

namespace dragoman {
namespace {

TEST(Config, ReadsEveryKey) {
  auto config = ParseConfig(
      "# a comment\n\nserver = host:1\r\nfrom=en\nto = ru, ur\nmin_score=65\ncolor=never\n", "f");
  ASSERT_TRUE(config.ok()) << config.failure().message;
  EXPECT_EQ(config->server, "host:1");
  EXPECT_EQ(config->from, "en");
  EXPECT_EQ(config->to, (std::vector<std::string>{"ru", "ur"}));
  EXPECT_EQ(config->min_score, 65);
  EXPECT_EQ(config->color, ColorMode::kNever);
}

TEST(Config, EmptyFileSetsNothing) {
  auto config = ParseConfig("", "f");
  ASSERT_TRUE(config.ok());
  EXPECT_FALSE(config->server || config->from || config->min_score || config->color);
}

std::string ProblemInConfig(const std::string& text) {
  auto config = ParseConfig(text, "config.ini");
  return config.ok() ? "" : config.failure().message;
}

TEST(Config, NamesFileLineAndRule) {
  EXPECT_EQ(ProblemInConfig("from=en\nsrever=x\n").find("config.ini line 2: unknown key 'srever'"),
            0u);
  EXPECT_EQ(ProblemInConfig("from").find("config.ini line 1: has no '='"), 0u);
  EXPECT_EQ(ProblemInConfig("min_score=101").find("config.ini line 1: min_score is 1 to 100"), 0u);
  EXPECT_EQ(ProblemInConfig("min_score=7x").find("config.ini line 1: min_score is 1 to 100"), 0u);
  EXPECT_EQ(ProblemInConfig("\n\ncolor=red").find("config.ini line 3: color is auto"), 0u);
  EXPECT_EQ(ProblemInConfig("server=").find("config.ini line 1: 'server' has no value"), 0u);
}

Result<Config> Load(const std::map<std::string, std::string>& variables) {
  const Environment environment = MakeEnvironment("", variables);
  auto config = LoadConfig(environment);
  std::fclose(environment.in);
  return config;
}

TEST(Config, FindsFileByVariables) {
  const std::string folder = WriteTemporary("config", "");
  std::filesystem::remove(folder);
  std::filesystem::create_directories(folder + "/.config/dragoman");
  std::filesystem::create_directories(folder + "/xdg/dragoman");
  const std::string named = WriteTemporary("named.ini", "server=named\n");
  std::filesystem::copy(WriteTemporary("home.ini", "server=home\n"),
                        folder + "/.config/dragoman/config.ini");
  std::filesystem::copy(WriteTemporary("xdg.ini", "server=xdg\n"),
                        folder + "/xdg/dragoman/config.ini");
  EXPECT_EQ(Load({{"HOME", folder}})->server, "home");
  EXPECT_EQ(Load({{"HOME", folder}, {"XDG_CONFIG_HOME", folder + "/xdg"}})->server, "xdg");
  EXPECT_EQ(Load({{"HOME", folder}, {"DRAGOMAN_CONFIG", named}})->server, "named");
  EXPECT_EQ(Load({{"HOME", folder + "/none"}})->server, std::nullopt);
  EXPECT_FALSE(Load({{"DRAGOMAN_CONFIG", folder + "/none.ini"}}).ok());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace dragoman
