#include "server/engine/document_rendering.h"

#include <algorithm>
#include <utility>

namespace dragoman {
namespace {

// The sentences of one document, block by block.
class Renderer {
 public:
  Renderer(const SegmentedDocument& document, std::vector<RenderedSentence> rendered,
           const DocumentLanguages& languages)
      : document_(document), rendered_(std::move(rendered)), languages_(languages) {}

  StatusOr<std::string> Own() {
    const std::vector<DocumentBlock>& blocks = document_.file->blocks();
    BlockTranslations translations(blocks.size());
    std::vector<SegmentNotes> notes(blocks.size());
    ForEachBlock([&](size_t block, size_t begin, size_t end) {
      translations[block] = TranslationOf(blocks[block].segment, begin, end);
      if (blocks[block].is_segment) notes[block] = std::move(rendered_[begin].notes);
    });
    return document_.file->WriteWithNotes(translations, notes, languages_);
  }

  RenderedDocument Rendered(const std::string& name) {
    RenderedDocument document{name, languages_, {}};
    ForEachBlock([&](size_t block, size_t begin, size_t end) {
      document.blocks.push_back(RenderedBlockOf(document_.file->blocks()[block], begin, end));
    });
    return document;
  }

 private:
  // Calls `take` with each block and the range of its sentences.
  template <typename Take>
  void ForEachBlock(const Take& take) {
    const std::vector<BlockSentence>& sentences = document_.sentences;
    for (size_t begin = 0, end = 0; begin < sentences.size(); begin = end) {
      const size_t block = sentences[begin].block;
      while (end < sentences.size() && sentences[end].block == block) ++end;
      take(block, begin, end);
    }
  }

  // Returns a block in which a sentence has a translation, nothing for others.
  std::optional<Segment> TranslationOf(const Segment& block, size_t begin, size_t end) const {
    std::vector<std::optional<Segment>> own;
    for (size_t i = begin; i < end; ++i) own.push_back(rendered_[i].target);
    if (std::none_of(own.begin(), own.end(), [](const auto& one) { return one.has_value(); })) {
      return std::nullopt;
    }
    const std::span<const BlockSentence> sentences(document_.sentences);
    return BlockWith(block, sentences.subspan(begin, end - begin), own);
  }

  RenderedBlock RenderedBlockOf(const DocumentBlock& block, size_t begin, size_t end) {
    RenderedBlock rendered{block.kind, block.status == BlockStatus::kLocked, {}};
    uint32_t text_at = 0;
    size_t code_at = 0;
    const auto add_between = [&](uint32_t text_end, size_t code_end) {
      Segment between;
      AppendText(PartOf(block.segment.text, {text_at, text_end}),
                 std::span(block.segment.codes).subspan(code_at, code_end - code_at), text_at,
                 between);
      if (between.text.empty() && between.codes.empty()) return;
      rendered.parts.push_back({.is_segment = false, .source = std::move(between)});
    };
    for (size_t i = begin; i < end; ++i) {
      const BlockSentence& sentence = document_.sentences[i];
      add_between(sentence.range.begin, sentence.first_code);
      rendered.parts.push_back(PartOfSentence(block, i));
      text_at = sentence.range.end;
      code_at = sentence.first_code + sentence.segment.codes.size();
    }
    add_between(static_cast<uint32_t>(block.segment.text.size()), block.segment.codes.size());
    return rendered;
  }

  RenderedPart PartOfSentence(const DocumentBlock& block, size_t index) {
    RenderedPart part{.is_segment = true, .source = document_.sentences[index].segment};
    part.target = std::move(rendered_[index].target);
    part.notes = std::move(rendered_[index].notes);
    if (!part.target && block.translation) {
      part.target = block.translation;
      part.notes.basis = TranslationBasis::kOwn;
      part.notes.state = block.state;
    }
    return part;
  }

  const SegmentedDocument& document_;
  std::vector<RenderedSentence> rendered_;
  const DocumentLanguages& languages_;
};

}  // namespace

StatusOr<std::string> WriteDocument(const SegmentedDocument& document, const std::string& name,
                                    std::vector<RenderedSentence> sentences,
                                    const DocumentLanguages& languages, DocumentOutput output) {
  Renderer renderer(document, std::move(sentences), languages);
  switch (output) {
    case DocumentOutput::kOwn:
      return renderer.Own();
    case DocumentOutput::kXliff21:
      return WriteXliff(renderer.Rendered(name), XliffVersion::k2);
    case DocumentOutput::kXliff12:
      return WriteXliff(renderer.Rendered(name), XliffVersion::k1);
    case DocumentOutput::kTmx:
      return WriteDocumentTmx(renderer.Rendered(name));
    case DocumentOutput::kReviewPage:
      return WriteReviewPage(renderer.Rendered(name));
  }
  return Error(StatusCode::kInvalidArgument, "the output {} is none", static_cast<int>(output));
}

}  // namespace dragoman
