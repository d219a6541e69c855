// The translated segments of a document as TMX: see rendered_document.h.
#include "server/exchange/rendered_document.h"
#include "server/exchange/tmx.h"

namespace dragoman {
namespace {

ReviewState StateOf(const SegmentNotes& notes) {
  if (notes.basis == TranslationBasis::kOwn) return notes.state;
  return IsSure(notes.basis) ? ReviewState::kTranslated : ReviewState::kDraft;
}

// Returns the segments of a document in order.
std::vector<const RenderedPart*> SegmentsOf(const RenderedDocument& document) {
  std::vector<const RenderedPart*> segments;
  for (const RenderedBlock& block : document.blocks) {
    for (const RenderedPart& part : block.parts) {
      if (part.is_segment) segments.push_back(&part);
    }
  }
  return segments;
}

// Makes a variant of one side of a segment; a neighbour without that side is not known.
template <typename SideOf>
Variant VariantOf(const std::vector<const RenderedPart*>& segments, size_t index,
                  const Language& language, const SideOf& side_of) {
  const auto text_at = [&](size_t at) -> std::optional<std::string> {
    if (at >= segments.size()) return "";  // Before the first too: that is past all.
    const Segment* const side = side_of(*segments[at]);
    return side == nullptr ? std::nullopt : std::optional(side->text);
  };
  return {language, *side_of(*segments[index]), text_at(index - 1), text_at(index + 1)};
}

}  // namespace

StatusOr<std::string> WriteDocumentTmx(const RenderedDocument& document) {
  const DocumentLanguages& languages = document.languages;
  ASSIGN_OR_RETURN(const auto writer,
                   NewTmxWriter({languages.source.tag(), languages.target.tag()}));
  const std::vector<const RenderedPart*> segments = SegmentsOf(document);
  std::string file = writer->Header();
  for (size_t i = 0; i < segments.size(); ++i) {
    if (!segments[i]->target || IsBlank(segments[i]->target->text)) continue;
    Unit unit;
    unit.document = document.name;
    unit.state = StateOf(segments[i]->notes);
    unit.variants.push_back(VariantOf(segments, i, languages.source,
                                      [](const RenderedPart& part) { return &part.source; }));
    unit.variants.push_back(VariantOf(segments, i, languages.target, [](const RenderedPart& part) {
      return part.target ? &*part.target : nullptr;
    }));
    if (const auto row = writer->Row(unit)) file += *row;
  }
  return file + writer->Footer();
}

}  // namespace dragoman
