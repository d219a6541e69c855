// dragoman check: looks for what a reviser would mark in a translation.
#include <fmt/format.h>

#include <algorithm>

#include "client/cli/arguments.h"
#include "client/cli/check_text.h"
#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/languages.h"
#include "client/cli/pair_file.h"

namespace dragoman {
namespace {

struct CheckArguments {
  std::string file;
  std::string translation;
  std::string from;
  std::string to;
  std::vector<std::string> glossaries;
  std::vector<std::string> off;
  UseChoice use;
  bool without_terms = false;
  bool notes = false;
  std::string fail_on = "error";
  bool list_rules = false;
  bool json = false;
};

Json FindingJson(const v1::Finding& finding, const v1::CheckTranslationRequest& request) {
  const auto ranges = [](const auto& places) {
    Json json = Json::array();
    for (const v1::ByteRange& range : places) json.push_back({range.begin(), range.end()});
    return json;
  };
  const v1::TranslationPair& pair = request.pairs(static_cast<int>(finding.pair_index()));
  Json json = {{"pair", finding.pair_index() + 1},
               {"rule", finding.rule()},
               {"severity", SeverityLabel(finding.severity())},
               {"message", finding.message()},
               {"source", pair.source().text()},
               {"source_places", ranges(finding.source())},
               {"target", pair.target().text()},
               {"target_places", ranges(finding.target())}};
  if (!finding.repair().empty()) json["repair"] = finding.repair();
  if (!finding.concept_name().empty()) json["concept"] = finding.concept_name();
  for (const std::string& term : finding.expected()) json["expected"].push_back(term);
  return json;
}

int ListRules(Session& session, bool json) {
  auto rules = session.client().ListCheckRules();
  if (!rules.ok()) return session.Fail(rules.failure());
  std::string text;
  for (const v1::CheckRule& rule : rules->rules()) {
    text += json ? JsonLine({{"rule", rule.name()},
                             {"severity", SeverityLabel(rule.severity())},
                             {"description", rule.description()}})
                 : fmt::format("{:<20} {:<8} {}\n", rule.name(), SeverityLabel(rule.severity()),
                               rule.description());
  }
  session.Print(text);
  return kExitOk;
}

void Print(Session& session, const CheckArguments& arguments,
           const v1::CheckTranslationRequest& request,
           const v1::CheckTranslationResponse& response) {
  std::string text;
  for (const v1::Finding& finding : response.findings()) {
    text += arguments.json ? JsonLine(FindingJson(finding, request))
                           : FindingText(finding, request, session.colors()) + "\n";
  }
  if (!arguments.json) text += CheckCountText(response, request.pairs_size()) + "\n";
  session.Print(text);
}

// Returns whether a finding is as severe as what the caller wants to fail on.
bool Fails(const CheckArguments& arguments, const v1::CheckTranslationResponse& response) {
  const auto& findings = response.findings();
  return std::any_of(findings.begin(), findings.end(), [&arguments](const v1::Finding& finding) {
    if (finding.severity() == v1::ERROR) return arguments.fail_on != "never";
    return finding.severity() == v1::WARNING && arguments.fail_on == "warning";
  });
}

int Run(Session& session, const CheckArguments& arguments) {
  if (arguments.list_rules) return ListRules(session, arguments.json);
  v1::CheckTranslationRequest request;
  const auto& defaults = session.settings();
  request.set_source_language(arguments.from.empty() ? defaults.from : arguments.from);
  request.set_target_language(!arguments.to.empty()     ? arguments.to
                              : defaults.to.size() == 1 ? defaults.to.front()
                                                        : "");
  if (arguments.file.empty()) return session.Usage("FILE is missing; name a file of pairs");
  if (request.source_language().empty() || request.target_language().empty()) {
    return session.Usage(
        "--from and --to are needed; name the two languages, e.g. --from en --to ru");
  }
  auto pairs = ReadPairs(
      {arguments.file, arguments.translation, request.source_language(), request.target_language()},
      session.environment());
  if (!pairs.ok()) return session.Fail(pairs.failure());
  for (TextPair& pair : *pairs) {
    v1::TranslationPair& out = *request.add_pairs();
    out.mutable_source()->set_text(std::move(pair.source));
    out.mutable_target()->set_text(std::move(pair.target));
  }
  for (const std::string& name : arguments.glossaries) request.add_glossaries(GlossaryName(name));
  for (const std::string& rule : arguments.off) request.add_disabled_rules(rule);
  if (!arguments.notes) {
    for (const char* rule : {"phrase-missing", "term-not-preferred"}) {
      request.add_disabled_rules(rule);
    }
  }
  request.set_without_terms(arguments.without_terms);
  request.set_as_of(arguments.use.as_of);
  request.set_outlet(arguments.use.outlet);
  auto response = session.client().CheckTranslation(request);
  if (!response.ok()) return session.Fail(response.failure());
  Print(session, arguments, request, *response);
  return Fails(arguments, *response) ? kExitFailed : kExitOk;
}

}  // namespace

void AddCheckCommand(CLI::App& app, Commands& commands) {
  CLI::App& command =
      commands.Add(app, "check", "Look for what a reviser would mark in a translation",
                   "  dragoman check pairs.tsv --from en --to ru\n"
                   "  dragoman check report_en.txt report_ur.txt --from en --to ur --off quotes\n"
                   "  dragoman check --list-rules");
  auto arguments = std::make_shared<CheckArguments>();
  command.add_option("FILE", arguments->file,
                     "TSV file whose first line names the columns by language; or, with "
                     "TRANSLATION, the source, one segment a line; - is standard input");
  command.add_option("TRANSLATION", arguments->translation,
                     "The translation, line by line as the source");
  command.add_option("--from", arguments->from, "Language of the source, e.g. en");
  command.add_option("--to", arguments->to, "Language of the translation, e.g. ru");
  AddList(command, "--glossary", arguments->glossaries,
          "Glossary to ask; may be repeated, default all");
  AddUseChoice(command, arguments->use);
  AddList(command, "--off", arguments->off, "Rule not to apply; may be repeated");
  command.add_flag("--no-terms", arguments->without_terms, "Ask no glossary");
  command.add_flag(
      "--notes", arguments->notes,
      "Also where an admitted rendering is used, not the preferred one, or a phrase is worded "
      "in another way");
  command
      .add_option("--fail-on", arguments->fail_on,
                  "Exit with 1 on a finding of this weight: error (default), warning, never")
      ->check(CLI::IsMember({"error", "warning", "never"}));
  command.add_flag("--list-rules", arguments->list_rules, "List the rules and exit");
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
