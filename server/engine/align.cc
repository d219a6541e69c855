#include "server/engine/align.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/engine/checks.h"
#include "server/engine/documents.h"
#include "server/engine/limits.h"
#include "server/engine/recognise.h"
#include "server/engine/resources_asked.h"
#include "server/match/pivot_join.h"

namespace dragoman {
namespace {

constexpr size_t kPageUnits = 1000;

Status CheckDocument(const AlignRequest& request, size_t index) {
  const DocumentToAlign& document = request.documents[index];
  const std::string field = fmt::format("documents[{}]", index);
  RETURN_IF_ERROR(CheckFilledText(field + ".text", document.text, kMaxDocumentBytes));
  if (document.language.empty()) {
    return FieldError(field + ".language", "a BCP-47 tag is required, e.g. 'en'");
  }
  for (size_t before = 0; before < index; ++before) {
    if (!Answers(document.language, request.documents[before].language)) continue;
    return FieldError(field + ".language",
                      fmt::format("'{}' is the language of documents[{}] too; each document has "
                                  "another one",
                                  document.language.tag(), before));
  }
  return absl::OkStatus();
}

Status CheckRequest(const AlignRequest& request) {
  if (request.documents.size() < 2 || request.documents.size() > kMaxAlignDocuments) {
    return FieldError("documents", fmt::format("{} given; 2 or {} are aligned",
                                               request.documents.size(), kMaxAlignDocuments));
  }
  for (size_t i = 0; i < request.documents.size(); ++i) RETURN_IF_ERROR(CheckDocument(request, i));
  RETURN_IF_ERROR(CheckNames(ResourceKind::kGlossary, request.glossaries));
  return CheckNames(ResourceKind::kMemory, request.memories);
}

// A document cut into segments, with their features.
struct CutDocument {
  std::vector<DocumentSegment> segments;
  std::vector<SegmentFeatures> features;
};

bool HasLetters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
  });
}

// Returns whether two languages have the same text though there is something to translate.
bool HasSameText(const AlignedUnit& unit) {
  for (const AlignedSide& side : unit.sides) {
    for (const AlignedSide& other : unit.sides) {
      if (&side != &other && side.text == other.text && HasLetters(side.text)) return true;
    }
  }
  return false;
}

// One alignment on its way.
class DocumentAlignment {
 public:
  DocumentAlignment(const Registry& registry, const AlignRequest& request,
                    const Cancelled& cancelled)
      : registry_(registry), request_(request), cancelled_(cancelled) {}

  Status Cut() {
    for (size_t i = 0; i < request_.documents.size(); ++i) {
      RETURN_IF_ERROR(CutOne(request_.documents[i], fmt::format("documents[{}].text", i)));
    }
    return absl::OkStatus();
  }

  // Aligns each document with the first.
  Status Align() {
    const CutDocument& pivot = documents_.front();
    for (size_t i = 1; i < documents_.size(); ++i) {
      ASSIGN_OR_RETURN(BilingualLexicon lexicon, LexiconOf(request_.documents[i].language));
      RETURN_IF_ERROR(CheckCancelled(cancelled_));
      alignments_.push_back(AlignSegments(pivot.features, documents_[i].features, table_, lexicon));
    }
    return absl::OkStatus();
  }

  Status HandOver(const std::function<Status(AlignedUnit)>& sink) const {
    const std::vector<JoinedBead> beads = JoinOverPivot(alignments_);
    for (size_t i = 0; i < beads.size(); ++i) {
      RETURN_IF_ERROR(CheckCancelled(cancelled_));
      AlignedUnit unit = UnitOf(beads[i]);
      unit.index = i;
      unit.unit_count = beads.size();
      RETURN_IF_ERROR(sink(std::move(unit)));
    }
    return absl::OkStatus();
  }

 private:
  Status CutOne(const DocumentToAlign& document, const std::string& field) {
    CutDocument& cut = documents_.emplace_back();
    ASSIGN_OR_RETURN(cut.segments,
                     SegmentDocument(document.text, document.language, registry_.sentence_rules()));
    if (cut.segments.size() > kMaxAlignSegments) {
      return FieldError(field, fmt::format("{} segments; at most {}: align it in parts",
                                           cut.segments.size(), kMaxAlignSegments));
    }
    for (const DocumentSegment& segment : cut.segments) {
      RETURN_IF_ERROR(CheckCancelled(cancelled_));
      const std::string_view text = PartOf(document.text, segment.range);
      ASSIGN_OR_RETURN(const auto concepts, ConceptsIn(text, document.language));
      cut.features.push_back(FeaturesOf(text, document.language, concepts, table_));
    }
    return absl::OkStatus();
  }

  // Returns the names of the concepts that stand in a text; of one too long for Recognise, none.
  StatusOr<std::vector<std::string>> ConceptsIn(std::string_view text,
                                                const Language& language) const {
    std::vector<std::string> names;
    if (text.size() > kMaxRecogniseBytes) return names;
    RecogniseOptions options;
    options.glossaries = request_.glossaries;
    options.source = language;
    ASSIGN_OR_RETURN(const RecogniseResult result, Recognise(registry_, options, text));
    for (const RecognisedTerm& term : result.terms) {
      names.push_back(fmt::format("{}/concepts/{}", term.glossary, term.concept_value->id));
    }
    return names;
  }

  // Returns what the memories teach of the first document's language and another one.
  StatusOr<BilingualLexicon> LexiconOf(const Language& other) {
    BilingualLexicon lexicon;
    if (request_.memories.empty()) return lexicon;
    std::vector<std::pair<SegmentFeatures, SegmentFeatures>> known;
    ASSIGN_OR_RETURN(const auto memories, OpenMemories(registry_, request_.memories));
    for (const auto& memory : memories) RETURN_IF_ERROR(ReadUnits(*memory, other, known));
    std::vector<FeaturePair> pairs;
    for (const auto& [first, second] : known) pairs.push_back({first.features, second.features});
    lexicon.Learn(pairs, table_);
    return lexicon;
  }

  Status ReadUnits(const MemoryShard& memory, const Language& other,
                   std::vector<std::pair<SegmentFeatures, SegmentFeatures>>& known) {
    const Language& own = request_.documents.front().language;
    size_t read = 0;
    for (std::optional<UnitId> next = 0; next && read < kMaxAlignUnits;) {
      RETURN_IF_ERROR(CheckCancelled(cancelled_));
      ASSIGN_OR_RETURN(const UnitPage page, memory.List(*next, kPageUnits));
      read += page.units.size();
      for (const Unit& unit : page.units) {
        const Variant* const first = unit.Find(own);
        const Variant* const second = unit.Find(other);
        if (first == nullptr || second == nullptr) continue;
        known.emplace_back(FeaturesOf(first->segment.text, own, {}, table_),
                           FeaturesOf(second->segment.text, other, {}, table_));
      }
      next = page.next;
    }
    return absl::OkStatus();
  }

  AlignedSide SideOf(size_t document, const SegmentRun& run) const {
    const std::string& text = request_.documents[document].text;
    const std::vector<DocumentSegment>& segments = documents_[document].segments;
    AlignedSide side;
    side.document = document;
    side.first_segment = run.begin;
    side.segment_count = run.count;
    side.range = {segments[run.begin].range.begin, segments[run.end() - 1].range.end};
    side.paragraph = segments[run.begin].paragraph;
    for (uint32_t i = run.begin; i < run.end(); ++i) {
      if (i > run.begin) side.text += ' ';
      side.text += PartOf(text, segments[i].range);
    }
    return side;
  }

  AlignedUnit UnitOf(const JoinedBead& bead) const {
    AlignedUnit unit;
    unit.confidence = bead.confidence;
    for (size_t document = 0; document < bead.runs.size(); ++document) {
      if (bead.runs[document].count > 0)
        unit.sides.push_back(SideOf(document, bead.runs[document]));
    }
    if (HasSameText(unit)) unit.confidence = std::min(unit.confidence, kMostConfidenceOfSameText);
    return unit;
  }

  const Registry& registry_;
  const AlignRequest& request_;
  const Cancelled& cancelled_;
  FeatureTable table_;
  std::vector<CutDocument> documents_;
  std::vector<std::vector<Bead>> alignments_;
};

}  // namespace

Status AlignDocuments(const Registry& registry, const AlignRequest& request,
                      const Cancelled& cancelled, const std::function<Status(AlignedUnit)>& sink) {
  RETURN_IF_ERROR(CheckRequest(request));
  DocumentAlignment alignment(registry, request, cancelled);
  RETURN_IF_ERROR(alignment.Cut());
  RETURN_IF_ERROR(alignment.Align());
  return alignment.HandOver(sink);
}

}  // namespace dragoman
