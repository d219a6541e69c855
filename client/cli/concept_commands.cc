// dragoman glossary concepts, concept, search, add, remove: single concepts of a glossary.
#include <fmt/format.h>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/labels.h"
#include "client/cli/request_id.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

struct ConceptArguments {
  std::string name;
  std::string id;
  std::vector<std::string> words;
  std::vector<std::string> texts;
  std::vector<std::string> glossaries;
  std::string language;
  std::string category;
  std::string definition;
  std::string note;
  std::string etag;
  std::string as_of;
  std::string valid_from;
  std::string valid_until;
  bool keep = false;
  int limit = 0;
  bool json = false;
};

std::optional<std::string> NameOf(Session& session, const ConceptArguments& arguments) {
  auto name = ConceptName(arguments.name);
  if (!name) {
    session.Usage(fmt::format("'{}' is no concept; write GLOSSARY/ID, e.g. titles/ambassador",
                              Shortened(arguments.name)));
  }
  return name;
}

// Returns one concept as a line of JSON or as text.
std::string Line(const Session& session, bool json, const v1::Concept& entry) {
  return json ? JsonLine(ConceptJson(entry)) : ConceptText(entry, session.colors());
}

int GetConcept(Session& session, const ConceptArguments& arguments) {
  const auto name = NameOf(session, arguments);
  if (!name) return kExitUsage;
  v1::GetConceptRequest request;
  request.set_name(*name);
  auto reply = session.client().GetConcept(request);
  if (!reply.ok()) return session.Fail(reply.failure());
  session.Print(Line(session, arguments.json, *reply));
  return kExitOk;
}

int ListConcepts(Session& session, const ConceptArguments& arguments) {
  v1::ListConceptsRequest request;
  request.set_parent(GlossaryName(arguments.name));
  request.set_page_size(1000);
  do {
    auto page = session.client().ListConcepts(request);
    if (!page.ok()) return session.Fail(page.failure());
    std::string text;
    for (const v1::Concept& entry : page->concepts()) text += Line(session, arguments.json, entry);
    session.Print(text);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return kExitOk;
}

int SearchConcepts(Session& session, const ConceptArguments& arguments) {
  v1::SearchConceptsRequest request;
  for (const std::string& name : arguments.glossaries) request.add_glossaries(GlossaryName(name));
  request.set_query(fmt::format("{}", fmt::join(arguments.words, " ")));
  request.set_language(arguments.language);
  request.set_category(arguments.category);
  request.set_limit(arguments.limit);
  request.set_as_of(arguments.as_of);
  auto reply = session.client().SearchConcepts(request);
  if (!reply.ok()) return session.Fail(reply.failure());
  std::string text;
  for (const v1::Concept& entry : reply->concepts()) text += Line(session, arguments.json, entry);
  session.Print(text);
  if (reply->concepts().empty()) session.Say("no concept has a term with these words");
  if (reply->truncated()) session.Say("there are more; raise --limit or give more words");
  return kExitOk;
}

// The first term given in a language is the preferred one, further ones are admitted.
void AddTerms(const std::vector<std::string>& texts, v1::Concept& entry) {
  for (const std::string& argument : texts) {
    const size_t sign = argument.find('=');
    const std::string language = argument.substr(0, sign);
    bool first = true;
    for (const v1::Term& term : entry.terms()) first &= !IsSameTag(term.language(), language);
    v1::Term& term = *entry.add_terms();
    term.set_language(language);
    term.set_text(argument.substr(sign + 1));
    term.set_status(first ? v1::PREFERRED : v1::ADMITTED);
  }
}

int AddConcept(Session& session, const ConceptArguments& arguments) {
  for (const std::string& argument : arguments.texts) {
    auto text = ParseTaggedTexts({argument});
    if (!text.ok()) return session.Usage(text.failure().message);
  }
  v1::WriteConceptsRequest request;
  request.set_parent(GlossaryName(arguments.name));
  v1::Concept& entry = *request.add_concepts();
  entry.set_name(arguments.id);
  entry.set_category(arguments.category);
  entry.set_definition(arguments.definition);
  entry.set_note(arguments.note);
  entry.set_valid_from(arguments.valid_from);
  entry.set_valid_until(arguments.valid_until);
  entry.set_do_not_translate(arguments.keep);
  entry.set_etag(arguments.etag);
  AddTerms(arguments.texts, entry);
  request.set_request_id(NewRequestId());
  auto reply = session.client().WriteConcepts(request);
  if (!reply.ok()) return session.Fail(reply.failure());
  const v1::ConceptResult& result = reply->results(0);
  session.Print(arguments.json ? JsonLine({{"outcome", LabelOf(result.outcome())},
                                           {"name", result.name()},
                                           {"etag", result.etag()},
                                           {"revision", reply->revision()}})
                               : fmt::format("{} {}\n", LabelOf(result.outcome()), result.name()));
  return kExitOk;
}

int RemoveConcept(Session& session, const ConceptArguments& arguments) {
  const auto name = NameOf(session, arguments);
  if (!name) return kExitUsage;
  v1::DeleteConceptRequest request;
  request.set_name(*name);
  request.set_etag(arguments.etag);
  request.set_request_id(NewRequestId());
  const Done done = session.client().DeleteConcept(request);
  return done.ok() ? kExitOk : session.Fail(done.failure());
}

CLI::App& AddOn(CLI::App& group, Commands& commands, const char* name, const char* description,
                const char* examples, const std::shared_ptr<ConceptArguments>& arguments,
                int (*action)(Session&, const ConceptArguments&)) {
  CLI::App& command = commands.Add(group, name, description, examples);
  if (action == GetConcept || action == RemoveConcept) {
    command.add_option("CONCEPT", arguments->name, "GLOSSARY/ID")->required();
  } else if (action != SearchConcepts) {
    command.add_option("NAME", arguments->name, "The glossary")->required();
  }
  if (action != RemoveConcept) AddJson(command, arguments->json);
  commands.OnRun(command,
                 [arguments, action](Session& session) { return action(session, *arguments); });
  return command;
}

void AddSearch(CLI::App& glossary, Commands& commands,
               const std::shared_ptr<ConceptArguments>& arguments) {
  CLI::App& command = AddOn(glossary, commands, "search",
                            "Find concepts by words of their terms, in JSON one a line",
                            "  dragoman glossary search security coun\n"
                            "  dragoman glossary search посол --lang ru --glossary titles",
                            arguments, SearchConcepts);
  command.add_option("WORDS", arguments->words, "Words or their beginnings")->required();
  command.add_option("--lang", arguments->language, "Only terms of this language");
  AddList(command, "--glossary", arguments->glossaries, "Glossary to look in; default all");
  command.add_option("--category", arguments->category, "Only concepts of this category");
  command.add_option("--limit", arguments->limit, "Most concepts, 1 to 1000 (100)")
      ->check(CLI::Range(1, 1000));
  command
      .add_option("--as-of", arguments->as_of,
                  "Day, month or year: what is out of its time says so (today)")
      ->type_name("DATE");
}

void AddWrites(CLI::App& glossary, Commands& commands,
               const std::shared_ptr<ConceptArguments>& arguments) {
  CLI::App& add = AddOn(glossary, commands, "add",
                        "Write a concept; the first term of a language is the preferred one",
                        "  dragoman glossary add titles ambassador en=ambassador ru=посол ur=سفیر",
                        arguments, AddConcept);
  add.add_option("ID", arguments->id, "The concept, e.g. ambassador")->required();
  add.add_option("TERMS", arguments->texts, "LANGUAGE=TERM")->required();
  add.add_option("--category", arguments->category, "E.g. title, institution, place");
  add.add_option("--definition", arguments->definition, "What it means");
  add.add_option("--note", arguments->note, "A remark");
  add.add_option("--valid-from", arguments->valid_from, "First day, month or year that it holds")
      ->type_name("DATE");
  add.add_option("--valid-until", arguments->valid_until, "Last day, month or year that it holds")
      ->type_name("DATE");
  add.add_flag("--keep", arguments->keep, "Its terms are kept as they stand in every language");
  add.add_option("--etag", arguments->etag, "Only if it is still this version");
  AddOn(glossary, commands, "remove", "Delete a concept",
        "  dragoman glossary remove titles/ambassador", arguments, RemoveConcept)
      .add_option("--etag", arguments->etag, "Only if it is still this version");
}

}  // namespace

void AddConceptCommands(CLI::App& glossary, Commands& commands) {
  auto arguments = std::make_shared<ConceptArguments>();
  AddOn(glossary, commands, "concepts", "List the concepts of a glossary, in JSON one a line",
        "  dragoman glossary concepts titles --json", arguments, ListConcepts);
  AddOn(glossary, commands, "concept", "Show a concept",
        "  dragoman glossary concept titles/ambassador", arguments, GetConcept);
  AddSearch(glossary, commands, arguments);
  AddWrites(glossary, commands, arguments);
}

}  // namespace dragoman
