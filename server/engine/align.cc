#include "server/engine/align.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/engine/recognise.h"
#include "server/engine/resources_asked.h"
#include "server/match/pivot_join.h"
#include "server/model/writing.h"

namespace dragoman {
namespace {

Status CheckLanguage(const AlignRequest& request, size_t index) {
  const Language& language = request.documents[index].language;
  const std::string field = fmt::format("documents[{}].language", index);
  if (language.empty()) return FieldError(field, "a BCP-47 tag is required, e.g. 'en'");
  for (size_t before = 0; before < index; ++before) {
    if (!Answers(language, request.documents[before].language)) continue;
    return FieldError(field, fmt::format("'{}' is the language of documents[{}] too; each document "
                                         "has another one",
                                         language.tag(), before));
  }
  return absl::OkStatus();
}

Status CheckRequest(const AlignRequest& request) {
  const std::vector<DocumentToAlign>& documents = request.documents;
  if (documents.size() < 2 || documents.size() > kMaxAlignDocuments) {
    return FieldError("documents", fmt::format("{} given; 2 or {} are aligned", documents.size(),
                                               kMaxAlignDocuments));
  }
  size_t bytes = 0;
  for (size_t i = 0; i < documents.size(); ++i) {
    RETURN_IF_ERROR(CheckLanguage(request, i));
    RETURN_IF_ERROR(CheckText(fmt::format("documents[{}].file.name", i), documents[i].file.name,
                              kMaxDocumentNameBytes));
    bytes += documents[i].file.content.size();
  }
  if (bytes > kMaxDocumentBytes) {
    return FieldError("documents", fmt::format("{} bytes; at most {} together are allowed: align "
                                               "them in parts",
                                               bytes, kMaxDocumentBytes));
  }
  RETURN_IF_ERROR(CheckNames(ResourceKind::kGlossary, request.glossaries));
  return CheckNames(ResourceKind::kMemory, request.memories);
}

// Returns the name under which messages have a document.
std::string NameOf(const AlignRequest& request, size_t index) {
  const std::string& name = request.documents[index].file.name;
  return name.empty() ? fmt::format("document {}", index + 1)
                      : fmt::format("'{}'", Shortened(name));
}

// Refuses a text whose script is not one of its language: an alignment of files that were given in
// another order than their languages looks like one.
Status CheckScript(const AlignRequest& request, size_t index,
                   const std::vector<BlockSentence>& sentences) {
  constexpr size_t kLeastLetters = 20;
  constexpr size_t kLeastShare = 10;  // One letter in so many; the others may be names.
  const Language& language = request.documents[index].language;
  ScriptLetters letters;
  for (const BlockSentence& sentence : sentences) {
    letters.Add(LettersOf(sentence.segment.text, language));
  }
  if (letters.all < kLeastLetters || letters.of_language * kLeastShare >= letters.all) {
    return absl::OkStatus();
  }
  return FieldError(
      fmt::format("documents[{}].language", index),
      fmt::format("{} is no text in '{}': of its {} letters {} are of a script of that language; "
                  "give each document its own language",
                  NameOf(request, index), language.tag(), letters.all, letters.of_language));
}

// A document cut into segments, with their features.
struct CutDocument {
  std::vector<BlockSentence> sentences;
  std::vector<SegmentFeatures> features;
};

// Returns whether two languages have the same text though there is something to translate.
bool HasSameText(const AlignedUnit& unit) {
  for (const AlignedSide& side : unit.sides) {
    for (const AlignedSide& other : unit.sides) {
      const std::string& text = side.segment.text;
      if (&side != &other && text == other.segment.text && HasLetters(text)) return true;
    }
  }
  return false;
}

// Appends a segment behind a space.
void Join(const Segment& next, Segment& segment) {
  if (!segment.text.empty()) segment.text += ' ';
  AppendText(next.text, next.codes, 0, segment);
}

// One alignment on its way.
class DocumentAlignment {
 public:
  DocumentAlignment(const Catalog& registry, const AlignRequest& request,
                    const Cancelled& cancelled)
      : registry_(registry), request_(request), cancelled_(cancelled) {}

  Status Cut() {
    for (size_t i = 0; i < request_.documents.size(); ++i) RETURN_IF_ERROR(CutOne(i));
    return absl::OkStatus();
  }

  // Aligns each document with the first.
  Status Align() {
    const CutDocument& pivot = documents_.front();
    for (size_t i = 1; i < documents_.size(); ++i) {
      const Language& language = request_.documents[i].language;
      ASSIGN_OR_RETURN(BilingualLexicon lexicon, LexiconOf(language));
      const auto usual = UsualLengths(request_.documents.front().language, language);
      ASSIGN_OR_RETURN(alignments_.emplace_back(),
                       AlignSegments(pivot.features, documents_[i].features, table_, usual, lexicon,
                                     cancelled_));
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
  Status CutOne(size_t index) {
    const DocumentToAlign& document = request_.documents[index];
    const std::string field = fmt::format("documents[{}].file", index);
    ASSIGN_OR_RETURN(SegmentedDocument read, ReadAndCut(field, document.file, document.language, {},
                                                        registry_.sentence_rules(), cancelled_));
    RETURN_IF_ERROR(CheckSize(index, field + ".content", read.sentences.size()));
    RETURN_IF_ERROR(CheckScript(request_, index, read.sentences));
    CutDocument& cut = documents_.emplace_back();
    for (const BlockSentence& sentence : read.sentences) {
      RETURN_IF_ERROR(CheckCancelled(cancelled_));
      const std::string& text = sentence.segment.text;
      ASSIGN_OR_RETURN(const auto concepts, ConceptsIn(text, document.language));
      cut.features.push_back(FeaturesOf(text, document.language, concepts, table_));
    }
    cut.sentences = std::move(read.sentences);
    return absl::OkStatus();
  }

  Status CheckSize(size_t index, const std::string& field, size_t segments) const {
    if (segments == 0) return FieldError(field, NameOf(request_, index) + " has no text to align");
    if (segments <= kMaxAlignSegments) return absl::OkStatus();
    return FieldError(field, fmt::format("{} has {} segments; at most {}: align it in parts",
                                         NameOf(request_, index), segments, kMaxAlignSegments));
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
    RETURN_IF_ERROR(lexicon.Learn(pairs, table_, cancelled_));
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
    const std::vector<BlockSentence>& sentences = documents_[document].sentences;
    AlignedSide side;
    side.document = document;
    side.first_segment = run.begin;
    side.segment_count = run.count;
    side.paragraph = sentences[run.begin].block;
    for (uint32_t i = run.begin; i < run.end(); ++i) Join(sentences[i].segment, side.segment);
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

  const Catalog& registry_;
  const AlignRequest& request_;
  const Cancelled& cancelled_;
  FeatureTable table_;
  std::vector<CutDocument> documents_;
  std::vector<std::vector<Bead>> alignments_;
};

}  // namespace

Status AlignDocuments(const Catalog& registry, const AlignRequest& request,
                      const Cancelled& cancelled, const std::function<Status(AlignedUnit)>& sink) {
  RETURN_IF_ERROR(CheckRequest(request));
  DocumentAlignment alignment(registry, request, cancelled);
  RETURN_IF_ERROR(alignment.Cut());
  RETURN_IF_ERROR(alignment.Align());
  return alignment.HandOver(sink);
}

}  // namespace dragoman
