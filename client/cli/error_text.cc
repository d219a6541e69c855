// See error_text.h.
#include "client/cli/error_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

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

// Fields of requests and the arguments that fill them; one that ends in a space stands in a list,
// and its place there, from 1, is to follow.
struct FieldArgument {
  std::string_view field;
  std::string_view argument;
};
constexpr FieldArgument kFieldArguments[] = {
    {"options.source_language", "--from"},
    {"options.target_languages", "--to"},
    {"options.memories", "--memory"},
    {"files", "file "},
    {"documents", "file "},
    {"document.name", "FILE"},
    {"document.content", "FILE"},
    {"options.glossaries", "--glossary"},
    {"glossaries", "--glossary"},
    {"language", "--lang"},
    {"sentence_rules", "--rules"},
    {"memory_id", "NAME"},
    {"glossary_id", "NAME"},
    {"settings.columns", "--columns"},
    {"columns", "--columns"},
    {"settings.batch_id", "--batch-id"},
    {"settings.policy", "--policy"},
    {"settings.key_property", "--key"},
    {"settings.skipped_file", "--skipped"},
    {"batch_id", "BATCH"},
    {"max_findings", "--limit"},
    {"max_examples", "--examples"},
    {"bridge_language", "--bridge-language"},
    {"settings.author", "--author"},
    {"settings.document", "--document"},
    {"request_id", "--request-id"},
    {"principal", "PRINCIPAL"},
    {"expire_time", "--expires"},
    {"start_time", "--since"},
    {"end_time", "--until"},
    {"id", "ID"},
    {"units[0].variants", "text "},
    {"unit.variants", "text "},
    {"concepts[0].terms", "term "},
    {"concepts[0].name", "ID"},
    {"query.segment.text", "TEXT"},
};

// Returns the number of an element path, e.g. 2 for "[1].text"; 0 where there is none.
size_t PlaceIn(std::string_view rest) {
  size_t index = 0;
  if (!rest.starts_with('[')) return 0;
  const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), index);
  return error == std::errc() ? index + 1 : 0;
}

// Returns what the user wrote that filled a field, e.g. "--to" for "options.target_languages[0]";
// "" for a field that no single argument fills.
std::string ArgumentOf(std::string_view field) {
  for (const auto& [path, argument] : kFieldArguments) {
    if (!field.starts_with(path)) continue;
    const std::string_view rest = field.substr(path.size());
    const size_t place = PlaceIn(rest);
    if (place == 0 && !rest.empty()) continue;
    if (!argument.ends_with(' ')) return std::string(argument);
    return place == 0 ? std::string() : fmt::format("{}{}", argument, place);
  }
  return {};
}

// Returns the name under which the user knows a field.
std::string ShownField(const std::string& field) {
  const std::string argument = ArgumentOf(field);
  return argument.empty() ? field : argument;
}

// Returns the message and the fields it is about. A message that already has a field's words, as
// servers write it, is not said twice.
std::string WithFields(const Failure& failure) {
  std::string text = failure.message;
  for (const FieldProblem& field : failure.fields) {
    const std::string shown = ShownField(field.field);
    if (text.find(field.description) == std::string::npos) {
      text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", shown, field.description);
    } else if (text.starts_with(field.field + ":")) {
      text.replace(0, field.field.size(), shown);
    } else if (text.find(field.field) == std::string::npos) {
      text = fmt::format("{}: {}", shown, text);
    }
  }
  return text.empty() ? fmt::format("the server failed with code {}", int{failure.code}) : text;
}

// Returns whether what the server refused is what the user wrote as arguments.
bool IsAboutArguments(const Failure& failure) {
  return failure.code == grpc::StatusCode::INVALID_ARGUMENT && !failure.fields.empty() &&
         std::all_of(failure.fields.begin(), failure.fields.end(),
                     [](const FieldProblem& one) { return !ArgumentOf(one.field).empty(); });
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
      return IsAboutArguments(failure) ? kExitUsage : kExitFailed;
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
    case grpc::StatusCode::UNAUTHENTICATED:
      return WithFields(failure) + "; give it with --token-file or DRAGOMAN_TOKEN";
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
