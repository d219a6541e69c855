// Concepts as TSV: one concept per line.
//
// Columns:  id, category, domain, definition, note, source, confidence: text.
//           TAG: the preferred term. TAG_variants: admitted ones; TAG_abbr: abbreviations;
//           TAG_deprecated, TAG_forbidden: those. These are lists (list_cell.h); an item's
//           attributes are gender, pos, note, forms (separated by ","), case (any, exact), stem
//           (no), type (full, abbr, variant), status (preferred, admitted, deprecated, forbidden).
//           TAG_forms (a list), TAG_gender, TAG_pos, TAG_note: of the preferred term.
//           "-": not read.
// The first line names the columns. A line without an id gets one made from its number.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "server/exchange/entry_reader.h"
#include "server/exchange/unit_tsv.h"

namespace dragoman {

// Errors: InvalidArgument about "columns".
StatusOr<std::unique_ptr<ConceptReader>> NewConceptTsvReader(const TsvSettings& settings);

// Finds the columns that a set of concepts needs. Thread-compatible.
class ConceptTsvColumns {
 public:
  void Add(const Concept& entry);
  std::vector<std::string> Names() const;

 private:
  std::set<std::string> texts_;
  std::set<std::string> terms_;
};

// Writes concepts under given columns. Thread-compatible.
class ConceptTsvWriter {
 public:
  // Errors: InvalidArgument about "columns".
  static StatusOr<std::unique_ptr<ConceptTsvWriter>> Create(
      const std::vector<std::string>& columns);
  virtual ~ConceptTsvWriter() = default;
  virtual std::string Header() const = 0;
  // Returns the concept's line, or nullopt when it has no term of the columns.
  virtual std::optional<std::string> Row(const Concept& entry) const = 0;
};

}  // namespace dragoman
