// Work whose caller goes at each of its questions, one after the other.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>

#include "server/base/cancelled.h"
#include "tests/status_matchers.h"

namespace dragoman {

// Expects that `work`, a Status of a question, asks so often at least, and that it ends with
// Cancelled at once at whichever question its caller has gone; `step`: tries each so-many-th one.
template <typename Work>
void ExpectEndsWheneverItsCallerGoes(const Work& work, size_t least_questions, size_t step = 1) {
  size_t asked = 0;
  size_t questions = SIZE_MAX;  // That find the caller there.
  const Cancelled cancelled = [&] { return ++asked > questions; };
  ASSERT_OK(work(cancelled));
  const size_t all = asked;
  EXPECT_GE(all, least_questions);
  for (questions = 0; questions < all; questions += step) {
    asked = 0;
    EXPECT_THAT(work(cancelled), StatusIs(StatusCode::kCancelled, "went away"));
    EXPECT_EQ(asked, questions + 1);
  }
}

}  // namespace dragoman
