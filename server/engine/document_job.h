// Files of one job as they come in: read, cut, and looked up sentence by sentence.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/engine/document_sentences.h"
#include "server/engine/lookup.h"

namespace dragoman {

// A file as a request has it.
struct DocumentInput {
  std::string name;                      // For messages, and for the format where none is said.
  std::string content;                   // At most kMaxDocumentBytes.
  std::optional<DocumentFormat> format;  // nullopt: by the end of the name.
};

// A file that was read, and its sentences.
struct SegmentedDocument {
  std::unique_ptr<DocumentFile> file;
  std::vector<BlockSentence> sentences;

  // Returns the block that a sentence stands in.
  const DocumentBlock& BlockOf(size_t sentence) const {
    return file->blocks()[sentences[sentence].block];
  }
};

// Reads and cuts a file in `source`, to be translated into one of `targets` (none: any). `field`
// names it in the request, such as "files[2]".
//
// Errors: InvalidArgument about "FIELD.name" or "FIELD.content"; Cancelled.
StatusOr<SegmentedDocument> ReadAndCut(std::string_view field, const DocumentInput& input,
                                       const Language& source, const std::vector<Language>& targets,
                                       const UserSentenceRules* rules, const Cancelled& cancelled);

// Returns the options of a lookup of which the best match alone counts, without what explains it.
LookupOptions BestMatchOnly(LookupOptions options);

// Looks a segment up, its neighbours being its context; "": there is none. One that no memory can
// hold, by its length or its codes, has no matches, and is unknown as a neighbour by its length.
StatusOr<LookupResult> LookUpInDocument(const Catalog& registry, const LookupOptions& options,
                                        const Segment& segment, std::string_view previous,
                                        std::string_view next, const Cancelled& cancelled);
StatusOr<LookupResult> LookUpInDocument(const Catalog& registry, const LookupOptions& options,
                                        const std::vector<BlockSentence>& sentences, size_t index,
                                        const Cancelled& cancelled);

// Returns whether a memory can hold the segment.
bool CanBeStored(const Segment& segment);

}  // namespace dragoman
