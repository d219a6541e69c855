// See error_text.h.
#include "client/cli/error_text.h"

#include <fmt/format.h>

#include "client/cli/exit_code.h"

namespace dragoman {
namespace {

// Returns the id after `collection` ("memories/") where `message` names a whole resource, as in
// "no memory 'memories/reports'"; "" when it names none, or something inside one.
std::string_view NamedResource(std::string_view message, std::string_view collection) {
  const size_t at = message.find(collection);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = message.substr(at + collection.size());
  const size_t end = rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-");
  if (end != std::string_view::npos && rest[end] == '/') return {};
  return rest.substr(0, end);
}

// Returns the command that would make what was not found, after "; "; "" where there is none or the
// server names it itself.
std::string CreateHint(std::string_view message) {
  if (message.find("dragoman ") != std::string_view::npos) return {};
  for (const auto& [collection, command] :
       {std::pair{"memories/", "memory"}, std::pair{"glossaries/", "glossary"}}) {
    const std::string_view name = NamedResource(message, collection);
    if (!name.empty()) return fmt::format("; create it with: dragoman {} create {}", command, name);
  }
  return {};
}

// Returns the message and the fields it is about. A message that already has a field's words, as
// servers write it, is not said twice.
std::string WithFields(const Failure& failure) {
  std::string text = failure.message;
  for (const FieldProblem& field : failure.fields) {
    if (text.find(field.description) == std::string::npos) {
      text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", field.field, field.description);
    } else if (text.find(field.field) == std::string::npos) {
      text = fmt::format("{}: {}", field.field, text);
    }
  }
  return text.empty() ? fmt::format("the server failed with code {}", int{failure.code}) : text;
}

// gRPC says itself that it found no server; a server that is busy or ends says something else.
bool IsConnectionFailure(std::string_view message) {
  for (std::string_view sign :
       {"connect", "Connect", "DNS", "name resolver", "Socket closed", "recvmsg", "Endpoint"}) {
    if (message.find(sign) != std::string_view::npos) return true;
  }
  return message.empty();
}

}  // namespace

ExitCode ExitCodeOf(const Failure& failure) {
  switch (failure.code) {
    case grpc::StatusCode::UNAVAILABLE:
      return kExitUnreachable;
    case grpc::StatusCode::NOT_FOUND:
      return kExitNotFound;
    default:
      return kExitFailed;
  }
}

std::string DescribeUnreachable(std::string_view address) {
  return fmt::format(
      "no server answers at {}; start one with 'dragomand --data DIR --listen {}' or name another "
      "with --server",
      address, address);
}

std::string DescribeFailure(const Failure& failure, std::string_view address) {
  switch (failure.code) {
    case grpc::StatusCode::UNAVAILABLE:
      return IsConnectionFailure(failure.message)
                 ? DescribeUnreachable(address)
                 : fmt::format("the server at {} is not ready: {}", address, failure.message);
    case grpc::StatusCode::NOT_FOUND:
      return WithFields(failure) + CreateHint(failure.message);
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return fmt::format("the server at {} did not answer in time; raise --timeout", address);
    case grpc::StatusCode::UNIMPLEMENTED:
      return fmt::format("the server at {} does not know this request ({}); is it a dragomand?",
                         address, failure.message);
    default:
      return WithFields(failure);
  }
}

}  // namespace dragoman
