// See session.h.
#include "client/cli/session.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "client/cli/error_text.h"
#include "client/cli/style.h"

namespace dragoman {
namespace {

bool WantsColors(const Environment& environment, ColorMode mode) {
  if (mode != ColorMode::kAuto) return mode == ColorMode::kAlways;
  return IsTerminal(environment.out) && !environment.variable("NO_COLOR");
}

}  // namespace

Session::Session(Environment environment, Settings settings)
    : environment_(std::move(environment)),
      settings_(std::move(settings)),
      colors_(WantsColors(environment_, settings_.color)) {}

Client& Session::client() {
  if (!client_) {
    client_ = std::make_unique<Client>(ClientOptions{.connection = settings_.connection,
                                                     .timeout = settings_.timeout,
                                                     .first_patience = settings_.wait});
  }
  return *client_;
}

void Session::Print(std::string_view text) {
  std::FILE* out = environment_.out;
  if (std::fwrite(text.data(), 1, text.size(), out) == text.size() && std::fflush(out) == 0) return;
  const int error = errno;
  if (error != EPIPE) Say(fmt::format("cannot write the answer: {}", std::strerror(error)));
  // Threads of a stream may be at work; there is nothing left to do for them.
  std::_Exit(error == EPIPE ? kExitOk : kExitFailed);
}

void Session::Say(std::string_view line) {
  fmt::print(environment_.err, "dragoman: {}\n", Printable(line));
  std::fflush(environment_.err);
}

int Session::Fail(const Failure& failure) {
  Say(DescribeFailure(failure, settings_.connection.address));
  return ExitCodeOf(failure);
}

void Session::EndWith(const Failure& failure) { std::_Exit(Fail(failure)); }

int Session::Usage(std::string_view problem) {
  Say(problem);
  return kExitUsage;
}

}  // namespace dragoman
