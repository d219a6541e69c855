#include "client/cli/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "tests/client/memory_environment.h"

namespace dragoman {
namespace {

using testing::Contains;
using testing::HasSubstr;

TEST(Completion, EntriesFollowTheCommands) {
  CLI::App app("d", "dragoman");
  CLI::App* group = app.add_subcommand("memory", "");
  group->add_subcommand("create", "")->add_option("--title", "");
  const auto entries = CompletionEntries(app);
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].path, "");
  EXPECT_THAT(entries[0].words, Contains("memory"));
  EXPECT_EQ(entries[2].path, "memory create");
  EXPECT_THAT(entries[2].words, Contains("--title"));
  EXPECT_THAT(entries[2].words, Contains("--server"));
}

// Returns what bash offers for a command line whose last word is to be completed.
std::string Offers(const std::string& script, const std::string& words) {
  const std::string command = "bash -c 'source " + script + "; COMP_WORDS=(" + words +
                              "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _dragoman; "
                              "echo \"${COMPREPLY[@]}\"'";
  std::FILE* pipe = popen(command.c_str(), "r");
  char buffer[4096];
  const size_t size = std::fread(buffer, 1, sizeof(buffer), pipe);
  pclose(pipe);
  return std::string(buffer, size);
}

TEST(Completion, BashScriptCompletesCommandsAndOptions) {
  const Outcome outcome = RunCommand({"completion", "bash"});
  ASSERT_EQ(outcome.code, 0);
  const std::string script = WriteTemporary("completion.bash", outcome.out);
  EXPECT_EQ(Offers(script, "dragoman look"), "lookup\n");
  EXPECT_EQ(Offers(script, "dragoman memory cr"), "create\n");
  EXPECT_EQ(Offers(script, "dragoman --server x memory unit"), "units unit\n");
  EXPECT_EQ(Offers(script, "dragoman lookup text --fr"), "--from --fragments\n");
  EXPECT_EQ(Offers(script, "dragoman import --col"), "--columns --color\n");
}

TEST(Completion, ZshScriptNamesEveryCommand) {
  const Outcome outcome = RunCommand({"completion", "zsh"});
  ASSERT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out.find("#compdef dragoman\n"), 0u);
  EXPECT_THAT(outcome.out, HasSubstr("'glossary search') offers='"));
}

TEST(Completion, OtherShellsAreRefused) { EXPECT_EQ(RunCommand({"completion", "fish"}).code, 2); }

}  // namespace
}  // namespace dragoman
