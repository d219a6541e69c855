// What requests may ask for and what units and concepts may hold. The .proto files state the same
// numbers to clients.
#pragma once

#include <cstddef>

namespace dragoman {

inline constexpr size_t kMaxTextBytes = 65536;
inline constexpr size_t kMaxDocumentBytes = 3 << 20;
inline constexpr size_t kMaxJobFiles = 100;
inline constexpr size_t kMaxRecogniseBytes = 1 << 20;
inline constexpr size_t kMaxCodes = 1000;
inline constexpr size_t kMaxCodeBytes = 4096;
inline constexpr size_t kMaxVariants = 50;
inline constexpr size_t kMaxProperties = 500;
inline constexpr size_t kMaxPropertyKeyBytes = 100;
inline constexpr size_t kMaxPropertyValueBytes = 4096;
inline constexpr size_t kMaxTerms = 500;
inline constexpr size_t kMaxTermBytes = 1000;
inline constexpr size_t kMaxTermWords = 100;
inline constexpr size_t kMaxForms = 200;
inline constexpr size_t kMaxOutlets = 20;
inline constexpr size_t kMaxOutletBytes = 63;
inline constexpr size_t kMaxNoteBytes = 4000;
inline constexpr size_t kMaxNameBytes = 200;
inline constexpr size_t kMaxDocumentNameBytes = 500;
inline constexpr size_t kMaxLabelBytes = 100;
inline constexpr size_t kMaxSourceBytes = 1000;
inline constexpr size_t kMaxRequestIdBytes = 100;
inline constexpr size_t kMaxWriteEntries = 1000;
inline constexpr size_t kMaxPageSize = 1000;
inline constexpr size_t kDefaultPageSize = 100;
inline constexpr size_t kMaxLookupResources = 20;
inline constexpr size_t kMaxStreamQueries = 100;
inline constexpr size_t kMaxTargets = 20;
inline constexpr size_t kMaxMatches = 1000;
inline constexpr size_t kMaxConcordanceBytes = 1000;
inline constexpr size_t kMaxCheckedPairs = 10000;
inline constexpr size_t kMaxSearchedNameBytes = 200;
inline constexpr size_t kMaxSearchedNameWords = 10;
inline constexpr size_t kMaxNamePlaces = 100;
inline constexpr size_t kMaxNameUnits = 2000;
inline constexpr size_t kMaxConsistencyFindings = 1000;
inline constexpr size_t kMaxConsistencyExamples = 20;
inline constexpr size_t kMaxAlignDocuments = 3;
inline constexpr size_t kMaxAlignSegments = 20000;  // Of each document.
inline constexpr size_t kMaxAlignUnits = 50000;     // That are read of each memory.

// A memory or glossary remembers the request ids of this many commits.
inline constexpr size_t kRememberedCommits = 65536;

}  // namespace dragoman
