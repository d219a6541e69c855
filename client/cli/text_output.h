// Answers for people, as lines of text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/diff_marks.h"
#include "dragoman/v1/admin_service.pb.h"
#include "dragoman/v1/document_service.pb.h"
#include "dragoman/v1/glossary_service.pb.h"
#include "dragoman/v1/memory_service.pb.h"
#include "dragoman/v1/transfer_service.pb.h"

namespace dragoman {

// Returns "1 entry", "2 entries".
std::string Counted(uint64_t count, std::string_view one, std::string_view many);
// Returns "1 unit", "2 units".
std::string Counted(uint64_t count, std::string_view noun);

// Returns an indented line that a language tag begins; `shown` is shown already.
std::string LanguageLine(std::string_view tag, std::string_view shown);

// Returns the matches of one query, best first, then the fragments, an empty line between two.
std::string LookupText(std::string_view query, const v1::LookupResponse& response, bool colors);

// Returns a fragment: how many words the texts share, its unit, the stored text with these words in
// bold, without colours in brackets, and its targets.
std::string FragmentText(const v1::Fragment& fragment, bool colors);

// Returns one match: score, kind and units; the diff; the pivots of a bridged one; its targets and
// proposals; what was taken off and why.
std::string MatchText(std::string_view query, const v1::Match& match, bool colors);

// Returns the unit of a match; of a bridged one, both: "memories/a/units/1 + memories/b/units/2".
std::string UnitsText(const v1::Match& match);

// Returns e.g. "over en: source 86, pivots 100".
std::string BridgeScoresText(const v1::Bridge& bridge);

// Returns e.g. "-10 words, -1 form"; "" when nothing was taken off.
std::string PenaltyText(const v1::Penalties& penalties);

std::string ExplanationText(std::string_view query, std::string_view stored,
                            const v1::Explanation& explanation, bool colors);

std::string MemoryText(const v1::Memory& memory);
std::string UnitText(const v1::Unit& unit, bool colors);
std::string GlossaryText(const v1::Glossary& glossary);
std::string ConceptText(const v1::Concept& entry, bool colors);
std::string StatusText(const v1::GetStatusResponse& status);

// Returns "N entries: A stored, B merged, C unchanged, D skipped", or, of a run that only checked,
// what would have been stored.
std::string AccountText(const v1::WriteAccount& account, bool stored);

// Returns "line 3, ru: ..." with the parts that the problem has.
std::string ProblemText(const v1::Problem& problem);

// Returns which languages of a file are stored under other names than its own, or not; "": none.
// Returns e.g. "undone: 12 removed, 3 restored, 1 left".
std::string UndoText(const v1::UndoAccount& account);

// Returns a line of who, when and what, one of its counts, and one of its undo where there is one.
std::string ImportBatchText(const v1::ImportBatch& import);

std::string LanguagesText(const std::vector<v1::FileLanguage>& languages);

// Returns how a table was read; "": as TSV in UTF-8, as they usually are.
std::string TableText(v1::FileFormat format, const std::optional<v1::TableForm>& table);

// Returns what a file and the entries do not share, after `title`; "": nothing.
std::string LossesText(std::string_view title, const std::vector<v1::Loss>& losses);

}  // namespace dragoman
