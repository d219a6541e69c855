// A glossary concept: one thing or idea, with the terms that name it in each language.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/model/language.h"
#include "server/model/partial_date.h"
#include "server/model/unit.h"

namespace dragoman {

// Numbers are those of the wire and of stored records; RankOf (term_use.h) has their order.
enum class TermStatus : uint8_t {
  kPreferred = 1,
  kAdmitted = 2,
  kDeprecated = 3,  // Was used; not to be used in new texts.
  kForbidden = 4,
  kObsolete = 5,  // Fallen out of use with the thing itself or with its time.
};
enum class TermType : uint8_t { kFullForm = 1, kAbbreviation = 2, kVariant = 3 };
enum class CaseRule : uint8_t {
  kAuto = 0,  // Abbreviations exactly, names of one word with their capital (IsName, term_use.h),
              // everything else in any case.
  kAnyCase = 1,
  kExactCase = 2,
};

// The status that a term has for one outlet (a house with a style of its own).
struct OutletStatus {
  std::string outlet;  // 1 to 63 of [a-z0-9-], a letter first.
  TermStatus status = TermStatus::kAdmitted;

  bool operator==(const OutletStatus&) const = default;
};

struct Term {
  Language language;
  std::string text;
  TermStatus status = TermStatus::kAdmitted;
  TermType type = TermType::kFullForm;
  CaseRule case_rule = CaseRule::kAuto;
  bool no_stem = false;        // Recognise only the form as written.
  std::string part_of_speech;  // e.g. "noun"; free.
  std::string gender;          // "m", "f", "n", "pl"; free.
  std::string note;
  std::vector<std::string> forms;  // Further forms to recognise, e.g. "посла".
  std::string animacy{};           // "animate", "inanimate"; free.
  std::string source{};            // Where the term comes from, beside the concept's own.
  std::string confidence{};        // How sure the term is, where it differs from the concept's.
  ValidTime valid{};               // When it is used; within the concept's time.
  std::vector<OutletStatus> outlets{};  // Each outlet once; others take `status`.
  std::string full_form{};              // Of an abbreviation: see FullFormOf (term_use.h).
  bool do_not_translate = false;        // Kept as it stands in every language.

  bool operator==(const Term&) const = default;
};

struct Concept {
  std::string id;         // Within its glossary: 1 to 128 of [A-Za-z0-9._-].
  Revision revision = 0;  // Of the glossary, when it was last changed; its etag.
  std::string category;   // e.g. "title", "place", "phrase"; see term_use.h.
  std::string domain;
  std::string definition;
  std::string note;
  std::string source;
  std::string confidence;   // e.g. "official", "established", "common", "own".
  std::vector<Term> terms;  // In the order given.
  int64_t created_micros = 0;
  int64_t changed_micros = 0;
  std::string author;
  std::string batch_id;
  ValidTime valid{};              // e.g. of an office-holder.
  bool do_not_translate = false;  // All its terms.

  bool operator==(const Concept&) const = default;
};

}  // namespace dragoman
