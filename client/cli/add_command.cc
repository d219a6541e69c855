// dragoman add: writes one unit.
#include <fmt/format.h>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/labels.h"
#include "client/cli/request_id.h"
#include "client/cli/unit_fields.h"

namespace dragoman {
namespace {

struct AddArguments {
  std::string memory;
  std::vector<std::string> texts;
  std::optional<std::string> previous;
  std::optional<std::string> next;
  std::optional<std::string> domain;
  std::optional<std::string> request_id;
  std::string policy;
  UnitFields fields;
  bool dry_run = false;
  bool json = false;
};

v1::Unit MakeUnit(const AddArguments& arguments, const std::vector<TaggedText>& texts) {
  v1::Unit unit;
  for (const TaggedText& text : texts) {
    v1::Variant& variant = *unit.add_variants();
    variant.set_language(text.language);
    variant.mutable_segment()->set_text(text.text);
  }
  if (arguments.previous) unit.mutable_variants(0)->set_previous(*arguments.previous);
  if (arguments.next) unit.mutable_variants(0)->set_next(*arguments.next);
  if (arguments.domain) unit.set_domain(*arguments.domain);
  SetUnitFields(arguments.fields, unit);
  return unit;
}

int Run(Session& session, const AddArguments& arguments) {
  auto texts = ParseTaggedTexts(arguments.texts);
  if (!texts.ok()) return session.Usage(texts.failure().message);
  if (texts->size() < 2) {
    return session.Usage(
        "a unit has two languages at least, e.g. en='Good morning' ru='Доброе утро'");
  }
  v1::WriteUnitsRequest request;
  request.set_parent(MemoryName(arguments.memory));
  *request.add_units() = MakeUnit(arguments, *texts);
  request.set_policy(WritePolicyOf(arguments.policy).value_or(v1::WRITE_POLICY_UNSPECIFIED));
  request.set_request_id(arguments.request_id.value_or(NewRequestId()));
  request.set_validate_only(arguments.dry_run);
  auto reply = session.client().WriteUnits(request);
  if (!reply.ok()) return session.Fail(reply.failure());
  const v1::UnitResult& result = reply->results(0);
  if (arguments.json) {
    session.Print(JsonLine({{"outcome", LabelOf(result.outcome())},
                            {"name", result.name()},
                            {"etag", result.etag()},
                            {"revision", reply->revision()}}));
  } else {
    session.Print(fmt::format("{}{}{}{}\n", arguments.dry_run ? "dry run: " : "",
                              LabelOf(result.outcome()), result.name().empty() ? "" : " ",
                              result.name()));
  }
  return kExitOk;
}

}  // namespace

void AddAddCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(
      app, "add", "Write one translation; the first language is the source",
      "  dragoman add --memory reports en='Good morning' ru='Доброе утро' ur='صبح بخیر'\n"
      "  dragoman add --memory reports en=Yes ru=Да --previous 'Are you sure?' --next ''");
  auto arguments = std::make_shared<AddArguments>();
  command.add_option("--memory", arguments->memory, "The memory")->required();
  command.add_option("TEXTS", arguments->texts, "LANGUAGE=TEXT, two or more")->required();
  AddOptional(command, "--previous", arguments->previous,
              "The source segment before; '' says there is none");
  AddOptional(command, "--next", arguments->next, "The source segment after, likewise");
  AddPolicy(command, arguments->policy);
  AddUnitFields(command, arguments->fields);
  AddOptional(command, "--domain", arguments->domain, "Subject area");
  AddOptional(command, "--request-id", arguments->request_id,
              "Name of this write: repeated, it writes nothing");
  command.add_flag("--dry-run", arguments->dry_run, "Check only");
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
