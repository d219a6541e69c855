// Concepts as TBX (TermBase eXchange): ISO 30042:2019 in both styles and the older MARTIF form are
// read, the dialect TBX-Basic of 2019 is written.
//
// Read:     <conceptEntry>, <termEntry>: a concept; <termSec>, <tig>, <ntig>: a term. A data
//           category is understood by its name, whichever element (DCA: <descrip type="...">) or
//           namespace prefix (DCT: <basic:definition>) carries it, so the dialect does not matter.
//           What is wrong with an entry is one bad entry; a file that is no XML ends with its line.
// Kept in:  tbx_names.h (values of picklists), tbx_concept.h (what becomes of each category),
//           tbx_note.h (what TBX-Basic has no place for).
// Written:  one <conceptEntry> a concept, so that reading it gives the same concept, its terms
//           ordered by language, and writing that the same bytes.
// Bounds:   those of xml_entry_file.h.
// Source:   ISO 30042:2019 and the public schemas of TBX-Basic 1.2; ISO 30042:2008 (MARTIF).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/exchange/entry_reader.h"
#include "server/exchange/entry_writer.h"

namespace dragoman {

// How data categories are written.
enum class TbxStyle : uint8_t {
  kDca = 0,  // As attributes: <descrip type="definition">.
  kDct = 1,  // As elements: <basic:definition>.
};

// Reads concepts. `languages`: as those of NewTmxReader.
//
// Errors: InvalidArgument about "columns".
StatusOr<std::unique_ptr<ConceptReader>> NewTbxReader(const std::vector<std::string>& languages);

// Writes concepts. `languages`: those whose terms are written, in this order; concepts that have
// none of them are left out. None: all, in the order in which a concept has them.
//
// Errors: InvalidArgument about "columns".
StatusOr<std::unique_ptr<ConceptWriter>> NewTbxWriter(const std::vector<std::string>& languages,
                                                      TbxStyle style);

}  // namespace dragoman
