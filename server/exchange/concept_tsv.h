// Concepts as TSV or CSV: one concept per row.
//
// Columns:  id, category, domain, definition, note, source, confidence, author: text.
//           valid_from, valid_until: dates; translate (yes, no).
//           TAG or TAG_preferred: the preferred term. TAG_variants: admitted ones; TAG_abbr:
//           abbreviations; TAG_deprecated, TAG_obsolete, TAG_forbidden: those. These are lists
//           (list_cell.h); an item's attributes are gender, animacy, pos, note, source, confidence,
//           forms (separated by ","), case (any, exact), stem (no), translate (no), from and until
//           (dates), outlets (OUTLET:STATUS separated by ","), full (what an abbreviation stands
//           for), type (full, abbr, variant), status (preferred, admitted, deprecated, obsolete,
//           forbidden).
//           TAG_forms (a list), TAG_gender, TAG_animacy, TAG_pos, TAG_note: of the preferred term.
//           "-": not read.
// The first line names the columns unless they are given, other than as NAME=COLUMN
// (column_names.h); a line without an id gets one made from its number. Texts are escaped as in
// tsv.h, or stand as in table.h where the file is CSV; all others are lists as in list_cell.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/exchange/entry_reader.h"
#include "server/exchange/entry_writer.h"
#include "server/exchange/table.h"

namespace dragoman {

enum class ConceptField : uint8_t;

// Errors: InvalidArgument about "columns".
StatusOr<std::unique_ptr<ConceptReader>> NewConceptTsvReader(const TableSettings& settings);

// Finds the columns that a set of concepts needs: languages in the order in which they come up.
// Thread-compatible.
class ConceptTsvColumns {
 public:
  void Add(const Concept& entry);
  // Returns the names; none when no concept was added.
  std::vector<std::string> Names() const;

 private:
  std::set<ConceptField>& FieldsOf(const Language& language);

  std::set<std::string> texts_;
  std::set<ConceptField> fields_;
  std::vector<std::pair<Language, std::set<ConceptField>>> terms_;
};

// Returns the column that a term is written to, e.g. "ru_variants".
std::string ConceptTsvColumnOf(const Term& term);

// Writes concepts under given columns; they are written whole but for times, revision and batch.
// Terms are ordered by column. Thread-compatible.
class ConceptTsvWriter : public ConceptWriter {
 public:
  // Concepts without a term of the columns are left out.
  //
  // Errors: InvalidArgument about "columns".
  static StatusOr<std::unique_ptr<ConceptTsvWriter>> Create(const std::vector<std::string>& columns,
                                                            const TableStyle& style = {});
};

}  // namespace dragoman
