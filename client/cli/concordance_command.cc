// dragoman concordance: where words stand in the memories, and how they were rendered there.
#include <fmt/format.h>

#include <algorithm>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/concordance_text.h"
#include "client/cli/json_output.h"
#include "client/cli/languages.h"

namespace dragoman {
namespace {

struct ConcordanceArguments {
  std::string query;
  Languages languages;
  std::vector<std::string> memories;
  bool exact = false;
  int64_t limit = 20;
  bool json = false;
};

v1::SearchConcordanceRequest MakeRequest(const ConcordanceArguments& arguments,
                                         const Languages& languages) {
  v1::SearchConcordanceRequest request;
  request.set_query(arguments.query);
  request.set_language(languages.from);
  for (const std::string& tag : languages.to) request.add_target_languages(tag);
  for (const std::string& name : arguments.memories) request.add_memories(MemoryName(name));
  request.set_exact(arguments.exact);
  return request;
}

void PrintPage(Session& session, const v1::SearchConcordanceResponse& page) {
  std::string text;
  for (const v1::ConcordanceHit& hit : page.hits()) {
    text += ConcordanceHitText(hit, session.colors()) + "\n";
  }
  session.Print(text);
}

// Prints page after page, so that the first hits are seen at once; JSON is one object of them all.
int Search(Session& session, const ConcordanceArguments& arguments,
           v1::SearchConcordanceRequest request) {
  Json json = {{"query", arguments.query}, {"total", 0}, {"hits", Json::array()}};
  int64_t shown = 0;
  uint64_t total = 0;
  do {
    request.set_page_size(static_cast<int>(std::min<int64_t>(arguments.limit - shown, 1000)));
    auto page = session.client().SearchConcordance(request);
    if (!page.ok()) return session.Fail(page.failure());
    shown += page->hits_size();
    total = page->total_count();
    if (!arguments.json) PrintPage(session, *page);
    for (const v1::ConcordanceHit& hit : page->hits()) {
      if (arguments.json) json["hits"].push_back(ConcordanceHitJson(hit));
    }
    request.set_page_token(page->next_page_token());
  } while (shown < arguments.limit && !request.page_token().empty());
  json["total"] = total;
  if (arguments.json) {
    session.Print(JsonLine(json));
  } else {
    session.Print(ConcordanceCountText(static_cast<uint64_t>(shown), total) + "\n");
  }
  return kExitOk;
}

int Run(Session& session, const ConcordanceArguments& arguments) {
  Languages languages = arguments.languages;
  if (languages.from.empty()) languages.from = session.settings().from;
  if (languages.to.empty()) languages.to = session.settings().to;
  if (languages.from.empty()) {
    return session.Usage("--lang is missing; name the words' language, e.g. --lang ru");
  }
  return Search(session, arguments, MakeRequest(arguments, languages));
}

}  // namespace

void AddConcordanceCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(
      app, "concordance", "Show where words and phrases stand, and how they were rendered",
      "  dragoman concordance 'security council' --lang en --to ru\n"
      "  dragoman concordance '\"foreign minister\" -deputy' --lang en --memory reports\n"
      "  dragoman concordance 'diplom* NOT diploma' --lang en --exact --json");
  auto arguments = std::make_shared<ConcordanceArguments>();
  command
      .add_option("QUERY", arguments->query,
                  "Words and \"phrases\", all of which must stand in a segment; -word or NOT word "
                  "must not; diplom* is any word that begins so")
      ->required();
  command.add_option("--lang", arguments->languages.from, "Language of the words, e.g. en");
  AddList(command, "--to", arguments->languages.to, "Language wanted, e.g. ru; may be repeated");
  AddList(command, "--memory", arguments->memories,
          "Memory to look in; may be repeated, default all");
  command.add_flag("--exact", arguments->exact,
                   "Words as written but for case, not with any ending");
  command.add_option("--limit", arguments->limit, "Most segments (20)")
      ->check(CLI::Range(int64_t{1}, int64_t{1'000'000'000}));
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
