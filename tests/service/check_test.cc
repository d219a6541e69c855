// Checks of translations over the wire.
#include <gtest/gtest.h>

#include "tests/service/running_server.h"

namespace dragoman {
namespace {

TEST(CheckCall, FindsWhatDiffers) {
  RunningServer server;
  v1::CheckTranslationRequest request;
  request.set_source_language("en");
  request.set_target_language("ru");
  v1::TranslationPair& pair = *request.add_pairs();
  pair.mutable_source()->set_text("It cost 1 billion.");
  pair.mutable_target()->set_text("Это стоило 1 млн.");
  v1::CheckTranslationResponse response;
  ASSERT_THAT(CallTo(server.checks(), &CheckStub::CheckTranslation, request, &response),
              Succeeds());
  ASSERT_EQ(response.findings_size(), 1);
  const v1::Finding& finding = response.findings(0);
  EXPECT_EQ(finding.rule(), "number");
  EXPECT_EQ(finding.severity(), v1::WARNING);
  EXPECT_EQ(finding.source(0).begin(), 8u);
  EXPECT_GT(response.text_rules_version(), 0);
  request.add_disabled_rules("number");
  response.Clear();
  ASSERT_THAT(CallTo(server.checks(), &CheckStub::CheckTranslation, request, &response),
              Succeeds());
  EXPECT_EQ(response.findings_size(), 0);
  request.add_disabled_rules("nonsense");
  EXPECT_EQ(CallTo(server.checks(), &CheckStub::CheckTranslation, request, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST(CheckCall, RulesAreListed) {
  RunningServer server;
  v1::ListCheckRulesResponse response;
  ASSERT_THAT(
      CallTo(server.checks(), &CheckStub::ListCheckRules, v1::ListCheckRulesRequest(), &response),
      Succeeds());
  EXPECT_GT(response.rules_size(), 10);
  for (const v1::CheckRule& rule : response.rules()) EXPECT_FALSE(rule.description().empty());
}

}  // namespace
}  // namespace dragoman
