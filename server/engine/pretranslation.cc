#include "server/engine/pretranslation.h"

#include <algorithm>
#include <utility>

namespace dragoman {
namespace {

// A document on its way through the memories.
class Pretranslator {
 public:
  Pretranslator(const Catalog& registry, const LookupOptions& options, const Cancelled& cancelled)
      : registry_(registry), options_(BestMatchOnly(options)), cancelled_(cancelled) {}

  StatusOr<Pretranslation> Run(const SegmentedDocument& document) {
    std::vector<std::optional<Segment>> translations;
    for (size_t i = 0; i < document.sentences.size(); ++i) {
      RETURN_IF_ERROR(CheckCancelled(cancelled_));
      ASSIGN_OR_RETURN(const LookupResult found,
                       LookUpInDocument(registry_, options_, document.sentences, i, cancelled_));
      translations.push_back(TranslationOf(document.sentences[i].segment, found));
    }
    ASSIGN_OR_RETURN(result_.content,
                     document.file->Write(BlocksOf(document, translations),
                                          {options_.source, options_.targets.front()}));
    return std::move(result_);
  }

 private:
  std::optional<Segment> TranslationOf(const Segment& source, const LookupResult& found) {
    const AnalysisCount count = CountOf(source, options_.source);
    result_.total.Add(count);
    if (found.matches.empty() || found.matches.front().ranked_score < options_.min_score) {
      return std::nullopt;
    }
    const Match& match = found.matches.front();
    const bool proposed = !match.proposals.empty();
    const Segment& target = proposed ? match.proposals.front().segment
                                     : match.target_unit().At(match.targets.front())->segment;
    PlacedCodes placed = WithCodesOf(source, target);
    result_.translated.Add(count);
    result_.proposals += proposed ? 1 : 0;
    result_.codes_to_check += placed.guessed ? 1 : 0;
    return std::move(placed.segment);
  }

  // Returns the blocks in which a sentence has a translation.
  static BlockTranslations BlocksOf(const SegmentedDocument& document,
                                    const std::vector<std::optional<Segment>>& translations) {
    const std::vector<DocumentBlock>& blocks = document.file->blocks();
    const std::span<const BlockSentence> sentences(document.sentences);
    const std::span<const std::optional<Segment>> all(translations);
    BlockTranslations out(blocks.size());
    for (size_t begin = 0, end = 0; begin < sentences.size(); begin = end) {
      const size_t block = sentences[begin].block;
      while (end < sentences.size() && sentences[end].block == block) ++end;
      const auto own = all.subspan(begin, end - begin);
      if (std::none_of(own.begin(), own.end(), [](const auto& one) { return one.has_value(); })) {
        continue;
      }
      out[block] = BlockWith(blocks[block].segment, sentences.subspan(begin, end - begin), own);
    }
    return out;
  }

  const Catalog& registry_;
  const LookupOptions options_;
  const Cancelled& cancelled_;
  Pretranslation result_;
};

}  // namespace

StatusOr<Pretranslation> PretranslateDocument(const Catalog& registry, const LookupOptions& options,
                                              const DocumentInput& document,
                                              const Cancelled& cancelled) {
  RETURN_IF_ERROR(CheckLookupOptions(options));
  if (options.targets.size() != 1) {
    return FieldError("options.target_languages", "one target language is required");
  }
  ASSIGN_OR_RETURN(const SegmentedDocument cut,
                   ReadAndCut("document", document, options.source, registry.sentence_rules()));
  return Pretranslator(registry, options, cancelled).Run(cut);
}

}  // namespace dragoman
