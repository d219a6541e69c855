#include "client/cli/error_text.h"

#include <gtest/gtest.h>

#include "client/cli/exit_code.h"

namespace dragoman {
namespace {

using grpc::StatusCode;

TEST(ErrorText, SaysWhatToDoWithoutServer) {
  const Failure failure{StatusCode::UNAVAILABLE, "failed to connect to all addresses", {}};
  EXPECT_EQ(DescribeFailure(failure, "h:1"),
            "no server answers at h:1; start one with 'dragomand --data DIR --listen h:1' or name "
            "another with --server");
  EXPECT_EQ(ExitCodeOf(failure), kExitUnreachable);
}

TEST(ErrorText, ServersOwnWordsStay) {
  const Failure failure{StatusCode::UNAVAILABLE, "the server is stopping; try again later", {}};
  EXPECT_EQ(DescribeFailure(failure, "h:1"),
            "the server at h:1 is not ready: the server is stopping; try again later");
}

TEST(ErrorText, HintsAtCreatingWhatIsMissing) {
  const auto describe = [](const std::string& message) {
    return DescribeFailure({StatusCode::NOT_FOUND, message, {}}, "h:1");
  };
  EXPECT_EQ(describe("no memory 'memories/reports'"),
            "no memory 'memories/reports'; create it with: dragoman memory create reports");
  EXPECT_EQ(describe("no glossary 'glossaries/a-1'"),
            "no glossary 'glossaries/a-1'; create it with: dragoman glossary create a-1");
  EXPECT_EQ(describe("no memory 'memories/a'; try 'dragoman memory create a'"),
            "no memory 'memories/a'; try 'dragoman memory create a'");
  EXPECT_EQ(describe("no unit 'memories/reports/units/9'"), "no unit 'memories/reports/units/9'");
}

TEST(ErrorText, NamesFieldsOnce) {
  EXPECT_EQ(
      DescribeFailure(
          {StatusCode::INVALID_ARGUMENT, "text is empty", {{"query.text", "text is empty"}}}, ""),
      "query.text: text is empty");
  EXPECT_EQ(
      DescribeFailure({StatusCode::INVALID_ARGUMENT, "a.b: is wrong", {{"a.b", "is wrong"}}}, ""),
      "a.b: is wrong");
  EXPECT_EQ(
      DescribeFailure({StatusCode::INVALID_ARGUMENT, "refused", {{"a", "x"}, {"b", "y"}}}, ""),
      "refused; a: x; b: y");
}

TEST(ErrorText, NamesArgumentsInsteadOfFields) {
  const auto describe = [](const std::string& field) {
    return DescribeFailure(
        {StatusCode::INVALID_ARGUMENT, field + ": is wrong", {{field, "is wrong"}}}, "");
  };
  EXPECT_EQ(describe("options.source_language"), "--from: is wrong");
  EXPECT_EQ(describe("options.target_languages[1]"), "--to: is wrong");
  EXPECT_EQ(describe("options.memories[0].name"), "--memory: is wrong");
  EXPECT_EQ(describe("units[0].variants[1].language"), "text 2: is wrong");
  EXPECT_EQ(describe("concepts[0].terms[11].text"), "term 12: is wrong");
  EXPECT_EQ(describe("memory_id"), "NAME: is wrong");
  EXPECT_EQ(describe("languages"), "languages: is wrong");
  EXPECT_EQ(describe("units[0].variants"), "units[0].variants: is wrong");
}

TEST(ErrorText, RefusedArgumentsAreUsageErrors) {
  const FieldProblem from{"options.source_language", "is wrong"};
  const FieldProblem other{"settings.parent", "is wrong"};
  EXPECT_EQ(ExitCodeOf({StatusCode::INVALID_ARGUMENT, "", {from}}), kExitUsage);
  EXPECT_EQ(ExitCodeOf({StatusCode::INVALID_ARGUMENT, "", {from, other}}), kExitFailed);
  EXPECT_EQ(ExitCodeOf({StatusCode::ABORTED, "", {from}}), kExitFailed);
}

TEST(ErrorText, CodesOfScripts) {
  EXPECT_EQ(ExitCodeOf({StatusCode::NOT_FOUND, "", {}}), kExitNotFound);
  EXPECT_EQ(ExitCodeOf({StatusCode::INVALID_ARGUMENT, "", {}}), kExitFailed);
  EXPECT_EQ(ExitCodeOf({StatusCode::ABORTED, "", {}}), kExitFailed);
}

}  // namespace
}  // namespace dragoman
