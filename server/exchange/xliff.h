// Units read from XLIFF (XML Localisation Interchange File Format): 1.2 (and 1.0, 1.1, which have
// the same units) and 2.0 to 2.2, and what tools call SDLXLIFF, MQXLIFF and MXLIFF, which are 1.2
// with elements of their own.
//
// Unit:     each segment that has a translation is one; the others, and those with translate="no",
//           are counted as losses. A segment is, in 1.x, a <trans-unit> or, where its <seg-source>
//           has <mrk mtype="seg">, each of these with the one of the same mid in the <target>;
//           in 2.x a <segment>. What stands between segments (<ignorable>) belongs to none.
// Fields:   the original of the <file> is the document; states are those of xliff_states.h.
//           Segments of one <file> are each other's neighbours, with a translation or without.
// Kept:     id, resname or name, mid or the segment's id, and notes, as properties "xliff:..." in
//           the form of tmx_record.h. Not read: <alt-trans>, <context-group>, <matches>, metadata,
//           <bin-unit>, and elements that the versions do not have.
// Bounds:   those of xml_entry_file.h, for a <trans-unit> or a <unit>.
// Sources:  XLIFF 1.2 (OASIS Standard, 2008); XLIFF 2.0, 2.1 (OASIS Standards, 2014, 2018); files
//           of the tools.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/exchange/entry_reader.h"

namespace dragoman {

// Reads units. `languages`: as in NewTmxReader. Errors: InvalidArgument about "columns".
StatusOr<std::unique_ptr<UnitReader>> NewXliffReader(const std::vector<std::string>& languages);

}  // namespace dragoman
