// The languages and the resources that a lookup or a recognition is about, as options.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/cli/command.h"
#include "client/cli/session.h"
#include "dragoman/v1/glossary_service.pb.h"
#include "dragoman/v1/memory_service.pb.h"

namespace dragoman {

// What --from and --to say; the config file fills in what they do not.
struct Languages {
  std::string from;
  std::vector<std::string> to;
};

void AddLanguages(CLI::App& command, Languages& languages);

// Returns the languages with the settings' defaults. Fails when there is no source language.
Result<Languages> Resolved(const Languages& given, const Session& session);

// The options of lookup that render shares.
struct LookupChoice {
  Languages languages;
  std::vector<std::string> memories;  // "NAME" or "NAME=PENALTY"
  int min_score = 0;                  // 0: the settings', else the server's default
  int limit = 0;                      // 0: the server's default
  int machine_penalty = 0;
  int aligned_penalty = 0;
  int draft_penalty = 0;
  int fragments = 0;  // 0: none
  std::string document;
  std::string domain;
  bool no_bridge = false;
  std::optional<int> bridge_penalty;  // absent: the server's default
  std::string bridge_language;        // "": the server's default
  bool no_proposals = false;
};

void AddLookupChoice(CLI::App& command, LookupChoice& choice);
// Adds those that say where to look and what to hold back; scores and numbers of matches are the
// command's own.
void AddMemoryChoice(CLI::App& command, LookupChoice& choice);

// Returns the wire's options; diffs are asked for where `diff` is set.
Result<v1::LookupOptions> BuildLookupOptions(const LookupChoice& choice, bool diff,
                                             const Session& session);

// When and for whom a text is written: which terms are in their time, which status they have.
struct UseChoice {
  std::string as_of;   // "": today
  std::string outlet;  // "": none
};

void AddUseChoice(CLI::App& command, UseChoice& choice);

// The options of terms.
struct TermsChoice {
  Languages languages;
  UseChoice use;
  std::vector<std::string> glossaries;
  bool longest_only = false;
};

void AddTermsChoice(CLI::App& command, TermsChoice& choice);

Result<v1::RecogniseOptions> BuildRecogniseOptions(const TermsChoice& choice,
                                                   const Session& session);

}  // namespace dragoman
