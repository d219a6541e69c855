#include "server/service/quota.h"

#include <gtest/gtest.h>

#include "dragoman/v1/access_service.grpc.pb.h"
#include "dragoman/v1/limits.pb.h"
#include "server/base/retry_delay.h"
#include "tests/service/running_server.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

constexpr QuotaCost kOneCall = {1, 100, 0};

QuotaRule RuleIn(std::string_view text) {
  StatusOr<QuotaRule> rule = ParseQuotaRule(text);
  EXPECT_TRUE(rule.ok()) << rule.status();
  return rule.value_or(QuotaRule());
}

TEST(QuotaRule, IsParsed) {
  EXPECT_EQ(RuleIn("calls=600").limit, 600u);
  EXPECT_EQ(RuleIn("calls=600").principal, "");
  EXPECT_EQ(RuleIn("bytes=1").kind, QuotaKind::kBytes);
  EXPECT_EQ(RuleIn("anna:entries=5").principal, "anna");
  EXPECT_EQ(RuleIn("cert:build:calls=none").principal, "cert:build");
  EXPECT_EQ(RuleIn("cert:build:calls=none").limit, 0u);
  for (const char* wrong : {"", "calls", "calls=", "calls=0", "calls=-1", "calls=1x", "words=5",
                            ":calls=5", "calls=99999999999999999999"}) {
    EXPECT_THAT(ParseQuotaRule(wrong), StatusIs(StatusCode::kInvalidArgument, "calls=N")) << wrong;
  }
}

TEST(Quotas, LetThroughWhatIsSavedUpThenWhatComesBack) {
  Quotas quotas({RuleIn("calls=60")});
  absl::Time now = absl::UnixEpoch();
  for (int i = 0; i < 60; ++i) EXPECT_OK(quotas.Take("anna", kOneCall, false, now));
  const Status refused = quotas.Take("anna", kOneCall, false, now);
  EXPECT_THAT(refused, StatusIs(StatusCode::kResourceExhausted, "60 calls a minute"));
  EXPECT_EQ(RetryDelayOf(refused), absl::Seconds(1));
  now += absl::Milliseconds(1001);
  EXPECT_OK(quotas.Take("anna", kOneCall, false, now));
  EXPECT_FALSE(quotas.Take("anna", kOneCall, false, now).ok());
  // A long rest saves up no more than one period has.
  now += absl::Hours(1);
  int taken = 0;
  while (quotas.Take("anna", kOneCall, false, now).ok()) ++taken;
  EXPECT_EQ(taken, 60);
}

TEST(Quotas, AreOfEachCaller) {
  Quotas quotas({RuleIn("calls=2"), RuleIn("anna:calls=1"), RuleIn("boss:calls=none")});
  const absl::Time now = absl::UnixEpoch();
  const auto taken = [&](const char* principal) {
    int count = 0;
    while (count < 10 && quotas.Take(principal, kOneCall, false, now).ok()) ++count;
    return count;
  };
  EXPECT_EQ(taken("anna"), 1);
  EXPECT_EQ(taken("ivan"), 2);
  EXPECT_EQ(taken("boss"), 10);
}

TEST(Quotas, MayGoBelowZeroAndComeBack) {
  Quotas quotas({RuleIn("entries=100")});
  absl::Time now = absl::UnixEpoch();
  EXPECT_OK(quotas.Take("anna", kOneCall, true, now));
  quotas.Charge("anna", {0, 0, 150}, now);
  EXPECT_EQ(quotas.LeftOf("anna", now)[0].left, -50);
  EXPECT_OK(quotas.Take("anna", kOneCall, false, now));  // Reading goes on.
  const Status refused = quotas.Take("anna", kOneCall, true, now);
  ASSERT_THAT(refused, StatusIs(StatusCode::kResourceExhausted, "entries a day"));
  now += *RetryDelayOf(refused) + absl::Milliseconds(1);
  EXPECT_OK(quotas.Take("anna", kOneCall, true, now));
}

TEST(Quotas, TakeNothingOfARefusedRequest) {
  Quotas quotas({RuleIn("calls=10"), RuleIn("bytes=100")});
  const absl::Time now = absl::UnixEpoch();
  EXPECT_OK(quotas.Take("anna", kOneCall, false, now));
  EXPECT_FALSE(quotas.Take("anna", kOneCall, false, now).ok());
  EXPECT_EQ(quotas.LeftOf("anna", now)[0].left, 9);
}

TEST(Quotas, AreToldToTheirCaller) {
  ServerOptions options;
  options.quotas = {RuleIn("entries=3")};
  RunningServer server(options);
  server.CreateMemory("un");
  server.Write("memories/un", MakeUnit({{"en", "One."}, {"ru", "Один."}}));
  server.Write("memories/un", MakeUnit({{"en", "Two."}, {"ru", "Два."}}));
  const auto access = v1::AccessService::NewStub(server.channel());
  v1::WhoAmIResponse caller;
  ASSERT_THAT(CallTo(*access, &v1::AccessService::Stub::WhoAmI, v1::WhoAmIRequest(), &caller),
              Succeeds());
  ASSERT_EQ(caller.quotas_size(), 1);
  EXPECT_EQ(caller.quotas(0).kind(), v1::Quota::ENTRIES);
  EXPECT_EQ(caller.quotas(0).limit(), 3u);
  EXPECT_EQ(caller.quotas(0).period().seconds(), 24 * 60 * 60);
  EXPECT_LE(caller.quotas(0).left(), 1);
}

TEST(Quotas, RefuseWithTheTimeToWait) {
  ServerOptions options;
  options.quotas = {RuleIn("calls=1")};
  RunningServer server(options);
  v1::GetStatusResponse response;
  const auto call = [&] {
    return CallTo(server.admin(), &v1::AdminService::Stub::GetStatus, v1::GetStatusRequest(),
                  &response);
  };
  ASSERT_THAT(call(), Succeeds());
  const grpc::Status refused = call();
  ASSERT_THAT(refused, FailsWith(grpc::StatusCode::RESOURCE_EXHAUSTED, "1 calls a minute"));
  v1::ErrorStatus error;
  ASSERT_TRUE(error.ParseFromString(refused.error_details()));
  v1::RetryInfo retry;
  ASSERT_EQ(error.details_size(), 1);
  ASSERT_TRUE(error.details(0).UnpackTo(&retry));
  EXPECT_GT(retry.retry_delay().seconds(), 30);
}

}  // namespace
}  // namespace dragoman
