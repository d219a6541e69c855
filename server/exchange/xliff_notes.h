// What is known of a segment as XLIFF says it: states, candidates, terms.
//
// State:      2.x: "translated" for what a memory has as it stands, "initial" for what someone must
//             look at, with a subState "dragoman:..." that names the basis. 1.2: "translated" or
//             "needs-review-translation", with the state-qualifier of the basis. So an import takes
//             what nobody looked at for a draft.
// Candidates: 2.x: <mtc:match> with similarity, matchSuitability (what penalties leave) and origin;
//             1.2: <alt-trans> with match-quality and origin.
// Terms:      2.x: <gls:glossEntry>; 1.2, which has no place for them: a <note> from "dragoman".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/document_file.h"
#include "server/exchange/segment_notes.h"
#include "server/exchange/xliff_segment.h"

namespace dragoman {

// The start tag of a <note> about terms.
inline constexpr std::string_view kXliffTermNoteTag =
    "<note from=\"dragoman\" annotates=\"source\">";

// The state of a translation, "" for none, and its subState or state-qualifier, likewise.
struct XliffState {
  std::string_view state;
  std::string_view detail;
};

XliffState XliffWrittenState(XliffVersion version, const SegmentNotes& notes);
// Returns the state of a <target> of several segments, of which some may have no translation.
XliffState XliffWrittenState(const std::vector<const SegmentNotes*>& segments, bool is_whole);

// The texts of a candidate between their tags; the <originalData> of 2.x.
struct CandidateXml {
  std::string source;
  std::string target;
  std::string data{};
};
CandidateXml CandidateXmlOf(XliffVersion version, const Candidate& candidate);

// Returns a <match> with this prefix of a segment.
std::string XliffMatch(const Candidate& candidate, const CandidateXml& texts,
                       std::string_view prefix, std::string_view segment_id);

// Returns an <alt-trans>, of a segment if `mid` is not empty.
std::string XliffAltTrans(const Candidate& candidate, const CandidateXml& texts,
                          std::string_view mid, const DocumentLanguages& languages);

// Returns a <glossEntry> for each different term of a segment.
std::vector<std::string> XliffGlossEntries(const std::vector<NotedTerm>& terms,
                                           std::string_view text, std::string_view prefix,
                                           std::string_view segment_id);

// Returns what stands in a <note> about the terms of a segment, "" when there are none.
std::string XliffTermNote(const std::vector<NotedTerm>& terms, std::string_view text);

}  // namespace dragoman
