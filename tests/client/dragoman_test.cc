#include "client/cli/dragoman.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/memory_environment.h"

namespace dragoman {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

// No server answers on port 1; asking it costs one refused connection.
const std::vector<std::string> kNoServer = {"--server", "127.0.0.1:1"};

std::vector<std::string> WithoutServer(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), kNoServer.begin(), kNoServer.end());
  return arguments;
}

TEST(Dragoman, HelpGoesToOutput) {
  const Outcome outcome = RunCommand({"--help"});
  EXPECT_EQ(outcome.code, 0);
  for (const char* part : {"lookup", "config.ini", "DRAGOMAN_SERVER", "Exit codes"}) {
    EXPECT_THAT(outcome.out, HasSubstr(part));
  }
  EXPECT_EQ(outcome.err, "");
}

TEST(Dragoman, EveryCommandHasExamples) {
  for (const std::vector<std::string>& command : {std::vector<std::string>{"lookup"},
                                                  {"terms"},
                                                  {"concordance"},
                                                  {"name"},
                                                  {"render"},
                                                  {"add"},
                                                  {"import"},
                                                  {"export"},
                                                  {"segment"},
                                                  {"explain"},
                                                  {"status"},
                                                  {"completion"},
                                                  {"memory", "create"},
                                                  {"memory", "list"},
                                                  {"memory", "get"},
                                                  {"memory", "update"},
                                                  {"memory", "delete"},
                                                  {"memory", "units"},
                                                  {"memory", "unit"},
                                                  {"memory", "edit"},
                                                  {"memory", "remove-unit"},
                                                  {"memory", "history"},
                                                  {"glossary", "create"},
                                                  {"glossary", "list"},
                                                  {"glossary", "get"},
                                                  {"glossary", "update"},
                                                  {"glossary", "delete"},
                                                  {"glossary", "concepts"},
                                                  {"glossary", "concept"},
                                                  {"glossary", "search"},
                                                  {"glossary", "add"},
                                                  {"glossary", "remove"}}) {
    std::vector<std::string> arguments = command;
    arguments.emplace_back("--help");
    const Outcome outcome = RunCommand(arguments);
    EXPECT_EQ(outcome.code, 0);
    EXPECT_THAT(outcome.out, HasSubstr("Examples:\n  ")) << command.back();
  }
}

TEST(Dragoman, VersionIsOneLine) {
  EXPECT_THAT(RunCommand({"--version"}).out, MatchesRegex("dragoman [0-9.]+\n"));
}

TEST(Dragoman, WrongArgumentsAreUsageErrors) {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"lokup", "x"},
      {"memory"},
      {"memory", "destroy"},
      {"lookup", "x", "--from", "en", "--bad"},
      {"lookup", "--from", "en"},
      {"lookup", "x"},
      {"lookup", "x", "y", "--from", "en"},
      {"lookup", "x", "--from", "en", "--min-score", "0"},
      {"lookup", "x", "--from", "en", "--limit", "many"},
      {"lookup", "x", "--from", "en", "--fragments", "-1"},
      {"render", "f", "--from", "en", "--fragments", "1", "--html", "o"},
      {"lookup", "x", "--from", "en", "--memory", "m=101"},
      {"lookup", "--file", "f", "--previous", "x", "--from", "en"},
      {"lookup", "a\xFF", "--from", "en"},
      {"concordance", "--lang", "en"},
      {"concordance", "word"},
      {"concordance", "word", "--lang", "en", "--limit", "0"},
      {"name"},
      {"name", "Khorev", "Horev"},
      {"name", "Khorev", "--limit", "0"},
      {"name", "Khorev", "--places", "101"},
      {"add", "--memory", "m", "en=a"},
      {"add", "--memory", "m", "en=a", "en=b"},
      {"add", "--memory", "m", "en=a", "text"},
      {"add", "en=a", "ru=b"},
      {"import", "f.tsv"},
      {"import", "f.tsv", "--memory", "a", "--glossary", "b"},
      {"export", "--memory", "a", "--output", "f.txt"},
      {"memory", "unit", "reports"},
      {"memory", "update", "reports"},
      {"memory", "edit", "reports/1"},
      {"render", "f", "--from", "en", "--json", "--html", "o"},
      {"explain", "a", "b"},
      {"status", "--color", "red"},
      {"status", "--timeout", "-1"},
      {"status", "--server", "localhost"}};
  for (const auto& arguments : wrong) {
    const Outcome outcome = RunCommand(arguments);
    EXPECT_EQ(outcome.code, 2) << testing::PrintToString(arguments);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, MatchesRegex("dragoman: [^\n]+\n"));
  }
}

TEST(Dragoman, NamesUnknownCommand) {
  EXPECT_EQ(RunCommand({"memory", "destroy"}).err,
            "dragoman: 'destroy' is no command; see 'dragoman memory --help'\n");
  EXPECT_EQ(RunCommand({"lokup", "x"}).err,
            "dragoman: 'lokup' is no command; see 'dragoman --help'\n");
}

TEST(Dragoman, SaysThatACommandIsMissing) {
  EXPECT_EQ(RunCommand({}).err, "dragoman: a command is missing; see 'dragoman --help'\n");
  EXPECT_EQ(RunCommand({"memory"}).err,
            "dragoman: a command is missing; see 'dragoman memory --help'\n");
}

TEST(Dragoman, MissingServerHasItsOwnCode) {
  const std::vector<std::vector<std::string>> commands = {
      {"status"},
      {"lookup", "x", "--from", "en"},
      {"lookup", "--from", "en", "--", "-5 degrees"},
      {"memory", "list"},
      {"concordance", "word", "--lang", "en"},
      {"name", "Хорев"},
      {"export", "--memory", "m"},
      {"render", "-", "--from", "en"}};
  for (const auto& command : commands) {
    const Outcome outcome = RunCommand(WithoutServer(command), "text\n");
    EXPECT_EQ(outcome.code, 3) << testing::PrintToString(command);
    EXPECT_THAT(outcome.err, HasSubstr("no server answers at 127.0.0.1:1; start one with"));
  }
}

TEST(Dragoman, MissingFileFails) {
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"render", "none.txt", "--from", "en"},
        {"segment", "none.txt", "--lang", "en"},
        {"import", "none.tsv", "--memory", "m"},
        {"lookup", "--file", "none.txt", "--from", "en"}}) {
    const Outcome outcome = RunCommand(WithoutServer(command));
    EXPECT_EQ(outcome.code, 1);
    EXPECT_THAT(outcome.err, HasSubstr("No such file"));
  }
}

TEST(Dragoman, SettingsHaveAnOrder) {
  const std::string config = WriteTemporary("order.ini", "server=127.0.0.1:1\nfrom=en\n");
  const Outcome by_file = RunCommand({"lookup", "x"}, "", {{"DRAGOMAN_CONFIG", config}});
  EXPECT_EQ(by_file.code, 3);
  EXPECT_THAT(by_file.err, HasSubstr("at 127.0.0.1:1;"));
  const Outcome by_variable =
      RunCommand({"status"}, "", {{"DRAGOMAN_CONFIG", config}, {"DRAGOMAN_SERVER", "127.0.0.1:2"}});
  EXPECT_THAT(by_variable.err, HasSubstr("at 127.0.0.1:2;"));
  const Outcome by_option =
      RunCommand({"status", "--server", "127.0.0.1:3"}, "",
                 {{"DRAGOMAN_CONFIG", config}, {"DRAGOMAN_SERVER", "127.0.0.1:2"}});
  EXPECT_THAT(by_option.err, HasSubstr("at 127.0.0.1:3;"));
}

TEST(Dragoman, BadConfigFileIsNamed) {
  const std::string config = WriteTemporary("bad.ini", "colour=on\n");
  const Outcome outcome = RunCommand({"status"}, "", {{"DRAGOMAN_CONFIG", config}});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("bad.ini line 1: unknown key 'colour'"));
}

}  // namespace
}  // namespace dragoman
