// Tokens and roles: what is kept, what is refused, what a restart finds.
#include "server/engine/access.h"

#include <gtest/gtest.h>

#include <thread>

#include "server/base/clock.h"
#include "server/store/keys.h"
#include "tests/engine/engine_support.h"
#include "tests/engine/flaky_store.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

class AccessTest : public testing::Test {
 protected:
  void SetUp() override { Reopen(); }
  void Reopen() {
    access_.reset();
    ASSERT_OK_AND_ASSIGN(access_, Access::Open(store_));
  }

  IssuedToken Create(const std::string& principal, std::vector<Grant> grants = {}) {
    auto issued = access_->CreateToken({.principal = principal, .grants = std::move(grants)}, "me");
    EXPECT_OK(issued.status());
    return issued.ok() ? *issued : IssuedToken{};
  }
  static Grant On(const std::string& resource, Role role) {
    return {.principal = {}, .resource = resource, .role = role};
  }
  const Token* Find(const std::string& secret) {
    return access_->table()->Find(secret, NowMicros());
  }

  FlakyStore store_;
  std::unique_ptr<Access> access_;
};

TEST_F(AccessTest, TokenIsFoundBySecretAlone) {
  const IssuedToken issued = Create("anna");
  ASSERT_NE(Find(issued.secret), nullptr);
  EXPECT_EQ(Find(issued.secret)->principal, "anna");
  EXPECT_EQ(issued.secret.size(), kTokenPrefix.size() + 16 + 1 + 43);
  for (size_t i = 0; i < issued.secret.size(); ++i) {
    std::string other = issued.secret;
    other[i] = other[i] == 'x' ? 'y' : 'x';
    EXPECT_EQ(Find(other), nullptr) << i;
  }
  EXPECT_EQ(Find(""), nullptr);
  EXPECT_EQ(Find(issued.secret + "x"), nullptr);
  EXPECT_EQ(Find(issued.token.id), nullptr);
}

TEST_F(AccessTest, RestartFindsWhatWasGiven) {
  const IssuedToken issued = Create("anna", {On("memories/un", Role::kTranslator)});
  Reopen();
  ASSERT_NE(Find(issued.secret), nullptr);
  EXPECT_EQ(*Find(issued.secret), issued.token);
  EXPECT_EQ(access_->table()->Of("anna").On(kMemory, "un"), Role::kTranslator);
  EXPECT_EQ(access_->table()->Of("anna").On(kMemory, "eu"), Role::kNone);
  EXPECT_EQ(access_->table()->Of("anna").On(kGlossary, "un"), Role::kNone);
  EXPECT_EQ(access_->table()->Of("nobody").on_server(), Role::kNone);
}

TEST_F(AccessTest, SecretIsNotStored) {
  const IssuedToken issued = Create("anna");
  const std::string random = issued.secret.substr(issued.secret.rfind('_') + 1);
  ASSERT_OK_AND_ASSIGN(const ScanPage page, store_.Scan(kAccessShard, {"\x01", ""}, 100));
  ASSERT_EQ(page.items.size(), 1u);
  EXPECT_EQ(page.items[0].value.find(random.substr(0, 12)), std::string::npos);
}

TEST_F(AccessTest, ExpiredAndRevokedTokensAreUnknown) {
  const int64_t now = NowMicros();
  ASSERT_OK_AND_ASSIGN(
      const IssuedToken issued,
      access_->CreateToken({.principal = "anna", .expires_micros = now + 60'000'000}, "me"));
  EXPECT_NE(access_->table()->Find(issued.secret, now), nullptr);
  EXPECT_EQ(access_->table()->Find(issued.secret, now + 60'000'000), nullptr);
  EXPECT_OK(access_->RevokeToken(issued.token.id));
  EXPECT_EQ(Find(issued.secret), nullptr);
  EXPECT_THAT(access_->RevokeToken(issued.token.id), StatusIs(StatusCode::kNotFound, "no token"));
  EXPECT_THAT(access_->CreateToken({.principal = "anna", .expires_micros = now - 1}, "me"),
              StatusIs(StatusCode::kInvalidArgument, "expire_time"));
}

TEST_F(AccessTest, SeveralTokensShareAPrincipal) {
  const IssuedToken old = Create("anna", {On("*", Role::kReader)});
  const IssuedToken renewed = Create("anna");
  EXPECT_OK(access_->RevokeToken(old.token.id));
  ASSERT_NE(Find(renewed.secret), nullptr);
  EXPECT_EQ(access_->table()->Of("anna").on_server(), Role::kReader);
}

TEST_F(AccessTest, NamesThatLookAlikeAreRefused) {
  Create("anna");
  Create("team-m");
  for (const char* name : {"Anna", "ANNA", "team-rn", "1ocal", "Local", "any0ne"}) {
    EXPECT_THAT(access_->CreateToken({.principal = name}, "me"),
                StatusIs(StatusCode::kAlreadyExists, "hard to tell"))
        << name;
  }
  for (const char* name : {"local", "anyone", "", "cert:anna", "a b", "аnna"}) {
    EXPECT_THAT(access_->CreateToken({.principal = name}, "me"),
                StatusIs(StatusCode::kInvalidArgument, "principal"))
        << name;
  }
  Create("anna");  // The same name is the same principal.
}

TEST_F(AccessTest, RolesAreGivenReplacedAndTaken) {
  Create("anna");
  EXPECT_OK(
      access_->GrantRole({.principal = "anna", .resource = "memories/un", .role = Role::kReader})
          .status());
  EXPECT_OK(
      access_->GrantRole({.principal = "anna", .resource = "memories/un", .role = Role::kAdmin})
          .status());
  EXPECT_EQ(access_->table()->Of("anna").On(kMemory, "un"), Role::kAdmin);
  EXPECT_OK(access_->RevokeRole("anna", "memories/un"));
  EXPECT_EQ(access_->table()->Of("anna").On(kMemory, "un"), Role::kNone);
  EXPECT_THAT(access_->RevokeRole("anna", "memories/un"),
              StatusIs(StatusCode::kNotFound, "no role"));
}

TEST_F(AccessTest, RoleOnTheServerIsTheLeastOnAll) {
  Create("anna", {On("*", Role::kTranslator), On("memories/un", Role::kReader),
                  On("glossaries/un", Role::kAdmin)});
  const auto table = access_->table();
  EXPECT_EQ(table->Of("anna").On(kMemory, "un"), Role::kTranslator);
  EXPECT_EQ(table->Of("anna").On(kGlossary, "un"), Role::kAdmin);
  EXPECT_EQ(table->Of("anna").On(kGlossary, "other"), Role::kTranslator);
}

TEST_F(AccessTest, GrantsNameWhatThereIs) {
  Create("anna");
  const auto grant = [this](const char* principal, const char* resource, Role role) {
    return access_->GrantRole({.principal = principal, .resource = resource, .role = role})
        .status();
  };
  EXPECT_THAT(grant("hannah", "*", Role::kReader), StatusIs(StatusCode::kNotFound, "has a token"));
  EXPECT_THAT(grant("anna", "memories/", Role::kReader),
              StatusIs(StatusCode::kInvalidArgument, "resource"));
  EXPECT_THAT(grant("anna", "un", Role::kReader),
              StatusIs(StatusCode::kInvalidArgument, "resource"));
  EXPECT_THAT(grant("anna", "*", Role::kNone), StatusIs(StatusCode::kInvalidArgument, "role"));
  EXPECT_OK(grant("cert:ci.example", "*", Role::kReader));
  EXPECT_THAT(grant("cert:a\nb", "*", Role::kReader),
              StatusIs(StatusCode::kInvalidArgument, "certificate"));
  EXPECT_THAT(grant("cert:", "*", Role::kReader),
              StatusIs(StatusCode::kInvalidArgument, "certificate"));
  EXPECT_THAT(grant("cert:cі.example", "*", Role::kReader),  // A Cyrillic letter.
              StatusIs(StatusCode::kAlreadyExists, "hard to tell"));
}

TEST_F(AccessTest, ForgottenResourceHasNoRoles) {
  Create("anna", {On("memories/un", Role::kAdmin), On("memories/eu", Role::kReader)});
  EXPECT_OK(access_->ForgetResource("memories/un"));
  EXPECT_OK(access_->ForgetResource("memories/un"));
  Reopen();
  EXPECT_EQ(access_->table()->Of("anna").On(kMemory, "un"), Role::kNone);
  EXPECT_EQ(access_->table()->Of("anna").On(kMemory, "eu"), Role::kReader);
}

TEST_F(AccessTest, RefusedCommitChangesNothing) {
  store_.lost_commits = 1;
  EXPECT_THAT(access_->CreateToken({.principal = "anna"}, "me"),
              StatusIs(StatusCode::kResourceExhausted, "full"));
  EXPECT_FALSE(access_->table()->Knows("anna"));
  store_.mute_commits = 1;
  Create("anna");  // Its answer was lost, it was not.
  Create("boris");
  Reopen();
  EXPECT_TRUE(access_->table()->Knows("anna"));
  EXPECT_TRUE(access_->table()->Knows("boris"));
}

// A thread that read a table sees the next one as soon as it is published.
TEST_F(AccessTest, EveryThreadSeesTheNewestTable) {
  const IssuedToken issued = Create("anna");
  std::atomic<bool> revoked = false;
  std::atomic<int> late = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 100'000; ++round) {
        const bool was_revoked = revoked;
        const bool found = access_->table()->Find(issued.secret, 1) != nullptr;
        if (was_revoked && found) ++late;
        if (was_revoked) return;
      }
    });
  }
  EXPECT_OK(access_->RevokeToken(issued.token.id));
  revoked = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(late, 0);
}

}  // namespace
}  // namespace dragoman
