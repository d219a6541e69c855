// See languages.h.
#include "client/cli/languages.h"

#include "client/cli/arguments.h"

namespace dragoman {

void AddLanguages(CLI::App& command, Languages& languages) {
  command.add_option("--from", languages.from, "Language of the text, e.g. en");
  AddList(command, "--to", languages.to, "Language wanted, e.g. ru; may be repeated");
}

Result<Languages> Resolved(const Languages& given, const Session& session) {
  Languages languages = given;
  if (languages.from.empty()) languages.from = session.settings().from;
  if (languages.to.empty()) languages.to = session.settings().to;
  if (languages.from.empty()) {
    return Refusal(
        "--from is missing; name the text's language, e.g. --from en, or set from= in "
        "the config file");
  }
  return languages;
}

void AddLookupChoice(CLI::App& command, LookupChoice& choice) {
  AddMemoryChoice(command, choice);
  command.add_option("--min-score", choice.min_score, "Least score, 1 to 100 (70)")
      ->check(CLI::Range(1, 100));
  command.add_option("--limit", choice.limit, "Most matches, 1 to 1000 (5)")
      ->check(CLI::Range(1, 1000));
  command
      .add_option("--fragments", choice.fragments,
                  "Also show so many segments that only share words in a row, 0 to 1000 (0)")
      ->check(CLI::Range(0, 1000));
  command.add_flag("--no-proposals", choice.no_proposals,
                   "Do not put the text's numbers and terms into targets of matches like it");
}

void AddMemoryChoice(CLI::App& command, LookupChoice& choice) {
  AddLanguages(command, choice.languages);
  AddList(command, "--memory", choice.memories,
          "Memory to look in, NAME or NAME=PENALTY; may be repeated, default all");
  const auto points = CLI::Range(0, 100);
  command
      .add_option("--machine-penalty", choice.machine_penalty,
                  "Points off the rank of machine translations")
      ->check(points);
  command
      .add_option("--aligned-penalty", choice.aligned_penalty,
                  "Points off the rank of aligned texts")
      ->check(points);
  command.add_option("--draft-penalty", choice.draft_penalty, "Points off the rank of drafts")
      ->check(points);
  command.add_option("--document", choice.document,
                     "Document that the text is of: its units stand first among equals");
  command.add_option("--domain", choice.domain, "Subject area of the text, likewise");
  command.add_flag("--no-bridge", choice.no_bridge,
                   "Leave out matches whose source and target stand in two units");
  command
      .add_option("--bridge-language", choice.bridge_language,
                  "Language that both units of a bridged match have (en)")
      ->type_name("TAG");
  command
      .add_option("--bridge-penalty", choice.bridge_penalty,
                  "Points off the rank of bridged matches (5)")
      ->check(points);
}

namespace {

// Penalties of origin are stated per memory on the wire: without named memories there is nothing to
// state them on.
bool HasOriginPenalty(const LookupChoice& choice) {
  return choice.machine_penalty + choice.aligned_penalty + choice.draft_penalty > 0;
}

}  // namespace

Result<v1::LookupOptions> BuildLookupOptions(const LookupChoice& choice, bool diff,
                                             const Session& session) {
  auto languages = Resolved(choice.languages, session);
  if (!languages.ok()) return languages.failure();
  v1::LookupOptions options;
  options.set_source_language(languages->from);
  for (const std::string& tag : languages->to) options.add_target_languages(tag);
  if (choice.memories.empty() && HasOriginPenalty(choice)) {
    return Refusal("penalties of origin and state need --memory NAME; name the memories");
  }
  for (const std::string& argument : choice.memories) {
    auto memory = ParseLookupMemory(argument);
    if (!memory.ok()) return memory.failure();
    memory->set_machine_penalty(choice.machine_penalty);
    memory->set_aligned_penalty(choice.aligned_penalty);
    memory->set_draft_penalty(choice.draft_penalty);
    *options.add_memories() = *memory;
  }
  options.set_min_score(choice.min_score > 0 ? choice.min_score : session.settings().min_score);
  options.set_limit(choice.limit);
  options.set_include_diff(diff);
  options.set_max_fragments(choice.fragments);
  options.set_document(choice.document);
  options.set_domain(choice.domain);
  options.set_include_proposals(!choice.no_proposals);
  options.set_without_bridging(choice.no_bridge);
  options.set_bridge_language(choice.bridge_language);
  if (choice.bridge_penalty) options.set_bridge_penalty(*choice.bridge_penalty);
  return options;
}

void AddUseChoice(CLI::App& command, UseChoice& choice) {
  command
      .add_option("--as-of", choice.as_of,
                  "Day, month or year that the times of terms are held to, e.g. 2019-04 (today)")
      ->type_name("DATE");
  command.add_option("--outlet", choice.outlet,
                     "Outlet written for: terms have the status it gives them");
}

void AddTermsChoice(CLI::App& command, TermsChoice& choice) {
  AddLanguages(command, choice.languages);
  AddList(command, "--glossary", choice.glossaries,
          "Glossary to look in; may be repeated, default all");
  command.add_flag("--longest", choice.longest_only, "Leave nested and overlapping terms out");
  AddUseChoice(command, choice.use);
}

Result<v1::RecogniseOptions> BuildRecogniseOptions(const TermsChoice& choice,
                                                   const Session& session) {
  auto languages = Resolved(choice.languages, session);
  if (!languages.ok()) return languages.failure();
  v1::RecogniseOptions options;
  options.set_source_language(languages->from);
  for (const std::string& tag : languages->to) options.add_target_languages(tag);
  for (const std::string& name : choice.glossaries) options.add_glossaries(GlossaryName(name));
  options.set_longest_only(choice.longest_only);
  options.set_as_of(choice.use.as_of);
  options.set_outlet(choice.use.outlet);
  return options;
}

}  // namespace dragoman
