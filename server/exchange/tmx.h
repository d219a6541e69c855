// Units as TMX (Translation Memory eXchange): 1.1 to 1.4b are read, 1.4 is written.
//
// Read:     a <tu> is a unit, a <tuv> with a text a variant of it; blank ones are left out. Files
// come
//           in UTF-8, UTF-16 or a single-byte encoding, plain or packed by gzip. What is wrong with
//           a <tu> is one bad entry; a file that is no XML ends with its line.
// Written:  one <tu> a unit, so that reading it gives the same unit, and writing that the same
// bytes. Kept in:  tmx_segment.h (texts and inline codes), tmx_fields.h (what units have fields
// for),
//           tmx_record.h (all else, as properties), tmx_dialects.h (what is understood of others).
// Bounds:   a <tu> of at most 12 MiB; 64 MiB of the file without the end of a <tu>; those of
//           xml_reader.h. The header's own notes and props are not kept.
// Source:   TMX 1.4b Specification, OSCAR (LISA) 2005.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/exchange/entry_reader.h"
#include "server/exchange/entry_writer.h"

namespace dragoman {

// Reads units. `languages`: those to be read, each as TAG or, to store what the file calls NAME as
// another, NAME=TAG; a tag without a region stands for its regions too. None: all, as they are
// named.
//
// Errors: InvalidArgument about "columns".
StatusOr<std::unique_ptr<UnitReader>> NewTmxReader(const std::vector<std::string>& languages);

// Writes units. `languages`: those to be written, the source language first; units that have less
// than two of them are left out. None: all, and none is the source.
//
// Errors: InvalidArgument about "columns".
StatusOr<std::unique_ptr<UnitWriter>> NewTmxWriter(const std::vector<std::string>& languages);

}  // namespace dragoman
