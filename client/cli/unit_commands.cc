// dragoman memory units, unit, edit, remove-unit, history: single units of a memory.
#include <fmt/format.h>

#include <algorithm>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/request_id.h"
#include "client/cli/text_output.h"
#include "client/cli/unit_fields.h"

namespace dragoman {
namespace {

struct UnitArguments {
  std::string name;
  std::vector<std::string> texts;
  UnitFields fields;
  std::string etag;
  int64_t limit = 0;
  bool json = false;
};

// Returns the unit's name, or says that it is none and returns nullopt.
std::optional<std::string> NameOf(Session& session, const UnitArguments& arguments) {
  auto name = UnitName(arguments.name);
  if (!name) {
    session.Usage(fmt::format("'{}' is no unit; write MEMORY/NUMBER, e.g. reports/17",
                              Shortened(arguments.name)));
  }
  return name;
}

int PrintUnit(Session& session, bool json, Result<v1::Unit> reply) {
  if (!reply.ok()) return session.Fail(reply.failure());
  session.Print(json ? JsonLine(UnitJson(*reply)) : UnitText(*reply, session.colors()));
  return kExitOk;
}

Result<v1::Unit> Fetch(Session& session, const std::string& name) {
  v1::GetUnitRequest request;
  request.set_name(name);
  return session.client().GetUnit(request);
}

int GetUnit(Session& session, const UnitArguments& arguments) {
  const auto name = NameOf(session, arguments);
  if (!name) return kExitUsage;
  return PrintUnit(session, arguments.json, Fetch(session, *name));
}

// Prints page after page, so that the first units are seen at once; JSON is one unit a line.
int ListUnits(Session& session, const UnitArguments& arguments) {
  v1::ListUnitsRequest request;
  request.set_parent(MemoryName(arguments.name));
  int64_t left = arguments.limit > 0 ? arguments.limit : INT64_MAX;
  do {
    request.set_page_size(static_cast<int>(std::min<int64_t>(left, 1000)));
    auto page = session.client().ListUnits(request);
    if (!page.ok()) return session.Fail(page.failure());
    std::string text;
    for (const v1::Unit& unit : page->units()) {
      if (left-- == 0) break;
      text += arguments.json ? JsonLine(UnitJson(unit)) : UnitText(unit, session.colors());
    }
    session.Print(text);
    request.set_page_token(page->next_page_token());
  } while (left > 0 && !request.page_token().empty());
  return kExitOk;
}

int ShowUnitHistory(Session& session, const UnitArguments& arguments) {
  const auto name = NameOf(session, arguments);
  if (!name) return kExitUsage;
  v1::ListUnitVersionsRequest request;
  request.set_name(*name);
  do {
    auto page = session.client().ListUnitVersions(request);
    if (!page.ok()) return session.Fail(page.failure());
    for (const v1::UnitVersion& version : page->versions()) {
      Json json = UnitJson(version.unit());
      json["current"] = version.current();
      json["superseded_by"] = version.superseded_by();
      const std::string state = version.current()
                                    ? "present version"
                                    : fmt::format("until revision {}", version.superseded_by());
      session.Print(arguments.json
                        ? JsonLine(json)
                        : fmt::format("{}\n{}", state, UnitText(version.unit(), session.colors())));
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return kExitOk;
}

// Changes one language of a unit: an empty text takes it away. Returns what is in the way, or "".
std::string SetText(const TaggedText& text, v1::Unit& unit) {
  auto& variants = *unit.mutable_variants();
  const auto at = std::find_if(variants.begin(), variants.end(), [&](const v1::Variant& variant) {
    return IsSameTag(variant.language(), text.language);
  });
  if (text.text.empty()) {
    if (at != variants.end()) variants.erase(at);
    return {};
  }
  v1::Variant& variant = at != variants.end() ? *at : *variants.Add();
  if (variant.segment().text() != text.text && !variant.segment().codes().empty()) {
    return fmt::format(
        "the {} text has inline codes, whose places would be lost; change it with a "
        "tool that edits codes",
        text.language);
  }
  variant.set_language(text.language);
  variant.mutable_segment()->set_text(text.text);
  return {};
}

void SetMask(const UnitArguments& arguments, google::protobuf::FieldMask& mask) {
  if (!arguments.texts.empty()) mask.add_paths("variants");
  if (arguments.fields.origin) mask.add_paths("origin");
  if (arguments.fields.state) mask.add_paths("state");
  if (arguments.fields.author) mask.add_paths("author");
  if (arguments.fields.document) mask.add_paths("document");
}

int EditUnit(Session& session, const UnitArguments& arguments) {
  const auto name = NameOf(session, arguments);
  auto texts = ParseTaggedTexts(arguments.texts);
  if (!texts.ok()) return session.Usage(texts.failure().message);
  v1::UpdateUnitRequest request;
  SetMask(arguments, *request.mutable_update_mask());
  if (!name) return kExitUsage;
  if (request.update_mask().paths().empty()) {
    return session.Usage("nothing to change; give LANGUAGE=TEXT, or an option such as --state");
  }
  auto unit = Fetch(session, *name);
  if (!unit.ok()) return session.Fail(unit.failure());
  for (const TaggedText& text : *texts) {
    const std::string problem = SetText(text, *unit);
    if (!problem.empty()) return session.Fail({grpc::StatusCode::FAILED_PRECONDITION, problem, {}});
  }
  SetUnitFields(arguments.fields, *unit);
  if (!arguments.etag.empty()) unit->set_etag(arguments.etag);
  *request.mutable_unit() = *unit;
  request.set_request_id(NewRequestId());
  return PrintUnit(session, arguments.json, session.client().UpdateUnit(request));
}

int RemoveUnit(Session& session, const UnitArguments& arguments) {
  const auto name = NameOf(session, arguments);
  if (!name) return kExitUsage;
  v1::DeleteUnitRequest request;
  request.set_name(*name);
  request.set_etag(arguments.etag);
  request.set_request_id(NewRequestId());
  const Done done = session.client().DeleteUnit(request);
  return done.ok() ? kExitOk : session.Fail(done.failure());
}

CLI::App& AddOn(CLI::App& group, Commands& commands, const char* name, const char* description,
                const char* examples, const std::shared_ptr<UnitArguments>& arguments,
                int (*action)(Session&, const UnitArguments&)) {
  CLI::App& command = commands.Add(group, name, description, examples);
  command
      .add_option(action == ListUnits ? "NAME" : "UNIT", arguments->name,
                  action == ListUnits ? "The memory" : "MEMORY/NUMBER")
      ->required();
  if (action != RemoveUnit) AddJson(command, arguments->json);
  commands.OnRun(command,
                 [arguments, action](Session& session) { return action(session, *arguments); });
  return command;
}

}  // namespace

void AddUnitCommands(CLI::App& memory, Commands& commands) {
  auto arguments = std::make_shared<UnitArguments>();
  AddOn(memory, commands, "units", "List the units of a memory, in JSON one a line",
        "  dragoman memory units reports --limit 20", arguments, ListUnits)
      .add_option("--limit", arguments->limit, "Stop after this many; default all")
      ->check(CLI::NonNegativeNumber);
  AddOn(memory, commands, "unit", "Show a unit", "  dragoman memory unit reports/17", arguments,
        GetUnit);
  AddOn(memory, commands, "history", "Show the versions of a unit, the newest first",
        "  dragoman memory history reports/17", arguments, ShowUnitHistory);
  CLI::App& edit = AddOn(memory, commands, "edit", "Change a unit; LANGUAGE= takes a language away",
                         "  dragoman memory edit reports/17 ru='Доброе утро!' --state reviewed",
                         arguments, EditUnit);
  edit.add_option("TEXTS", arguments->texts, "LANGUAGE=TEXT");
  AddUnitFields(edit, arguments->fields);
  edit.add_option("--etag", arguments->etag, "Only if it is still this version");
  AddOn(memory, commands, "remove-unit", "Delete a unit; its history stays",
        "  dragoman memory remove-unit reports/17", arguments, RemoveUnit)
      .add_option("--etag", arguments->etag, "Only if it is still this version");
}

}  // namespace dragoman
