#include "server/engine/pretranslation.h"

#include <algorithm>
#include <utility>

#include "server/engine/document_notes.h"
#include "server/engine/finished_translations.h"

namespace dragoman {
namespace {

// Returns whether what is written has a place for candidates and terms.
bool TakesNotes(const PretranslationOptions& options, const DocumentFile& file) {
  if (options.translations_only || options.finished) return false;
  if (options.output == DocumentOutput::kOwn) return file.HasNotes();
  return options.output != DocumentOutput::kTmx;
}

// A document on its way through the memories.
class Pretranslator {
 public:
  Pretranslator(const Catalog& registry, const PretranslationOptions& options,
                const SegmentedDocument& document, const Cancelled& cancelled)
      : registry_(registry),
        options_(options),
        document_(document),
        notes_(TakesNotes(options, *document.file)),
        lookup_(BestMatchOnly(options.lookup)),
        cancelled_(cancelled) {
    if (!notes_) return;
    lookup_.limit = options.lookup.limit;
    lookup_.min_score = std::min(lookup_.min_score, kMinCandidateScore);
  }

  // `finished`: nullptr: the memories are asked.
  StatusOr<Pretranslation> Run(const std::string& name, FinishedTranslations* finished) {
    std::vector<RenderedSentence> sentences(document_.sentences.size());
    for (size_t i = 0; i < sentences.size(); ++i) {
      RETURN_IF_ERROR(CheckCancelled(cancelled_));
      const AnalysisCount count = CountOf(document_.sentences[i].segment, options_.lookup.source);
      result_.total.Add(count);
      if (!IsWanted(document_.BlockOf(i).status)) {
        result_.done.Add(count);
        continue;
      }
      if (finished != nullptr) {
        TakeFinished(i, *finished, sentences[i]);
      } else {
        RETURN_IF_ERROR(LookUp(i, sentences[i]));
      }
      if (sentences[i].target) result_.translated.Add(count);
    }
    ASSIGN_OR_RETURN(
        result_.content,
        WriteDocument(document_, name, std::move(sentences),
                      {options_.lookup.source, options_.lookup.targets.front()}, options_.output));
    return std::move(result_);
  }

 private:
  bool IsWanted(BlockStatus status) const {
    if (status == BlockStatus::kOpen) return true;
    return status == BlockStatus::kTranslated &&
           (options_.replace_translations || options_.finished);
  }

  // Returns a translation with the codes of its sentence, in an order that the file takes.
  PlacedCodes Placed(size_t index, const Segment& translation) {
    const BlockSentence& sentence = document_.sentences[index];
    PlacedCodes placed = WithCodesOf(sentence.segment, translation);
    if (document_.BlockOf(index).is_segment &&
        !document_.file->Takes(sentence.block, placed.segment)) {
      placed = WithCodesAtEnds(sentence.segment, translation);
    }
    result_.codes_to_check += placed.guessed ? 1 : 0;
    return placed;
  }

  void TakeFinished(size_t index, FinishedTranslations& finished, RenderedSentence& out) {
    const auto* const translation = finished.Next(document_.sentences[index].segment.text);
    if (translation == nullptr) return;
    out.target = Placed(index, translation->segment).segment;
    out.notes.basis = TranslationBasis::kOwn;
    out.notes.state = translation->state;
  }

  Status LookUp(size_t index, RenderedSentence& out) {
    ASSIGN_OR_RETURN(const LookupResult found,
                     LookUpInDocument(registry_, lookup_, document_.sentences, index, cancelled_));
    if (notes_) {
      const std::string& text = document_.sentences[index].segment.text;
      out.notes.candidates = CandidatesOf(found.matches);
      ASSIGN_OR_RETURN(out.notes.terms, NotedTermsOf(registry_, lookup_, text));
    }
    if (found.matches.empty() || found.matches.front().ranked_score < options_.lookup.min_score) {
      return absl::OkStatus();
    }
    const Match& match = found.matches.front();
    const bool proposed = !match.proposals.empty();
    const Segment& target = proposed ? match.proposals.front().segment
                                     : match.target_unit().At(match.targets.front())->segment;
    PlacedCodes placed = Placed(index, target);
    result_.proposals += proposed ? 1 : 0;
    out.notes.basis = BasisOf(match, proposed, placed.guessed);
    out.notes.score = match.ranked_score;
    out.target = std::move(placed.segment);
    return absl::OkStatus();
  }

  const Catalog& registry_;
  const PretranslationOptions& options_;
  const SegmentedDocument& document_;
  const bool notes_;
  LookupOptions lookup_;
  const Cancelled& cancelled_;
  Pretranslation result_;
};

// Puts translations in place that have come back.
StatusOr<Pretranslation> PutFinished(const Catalog& registry, const PretranslationOptions& options,
                                     const SegmentedDocument& cut, const std::string& name,
                                     const Cancelled& cancelled) {
  const LookupOptions& lookup = options.lookup;
  ASSIGN_OR_RETURN(FinishedTranslations finished,
                   FinishedTranslations::Read("translations", *options.finished, lookup.source,
                                              lookup.targets.front(), cancelled));
  auto result = Pretranslator(registry, options, cut, cancelled).Run(name, &finished);
  if (!result.ok() || finished.used() > 0) return result;
  return FieldError(
      "translations.content",
      fmt::format("none of the {} translations of '{}' is of a segment of '{}'; is "
                  "it a file of this document?",
                  finished.size(), Shortened(options.finished->name), Shortened(name)));
}

}  // namespace

StatusOr<Pretranslation> PretranslateDocument(const Catalog& registry,
                                              const PretranslationOptions& options,
                                              const DocumentInput& document,
                                              const Cancelled& cancelled) {
  RETURN_IF_ERROR(CheckLookupOptions(options.lookup));
  if (options.lookup.targets.size() != 1) {
    return FieldError("options.target_languages", "one target language is required");
  }
  ASSIGN_OR_RETURN(const SegmentedDocument cut,
                   ReadAndCut("document", document, options.lookup.source, options.lookup.targets,
                              registry.sentence_rules(), cancelled));
  if (options.finished) return PutFinished(registry, options, cut, document.name, cancelled);
  return Pretranslator(registry, options, cut, cancelled).Run(document.name, nullptr);
}

}  // namespace dragoman
