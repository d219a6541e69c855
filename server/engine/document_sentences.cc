#include "server/engine/document_sentences.h"

#include <algorithm>
#include <utility>

namespace dragoman {
namespace {

// Returns for each code the place of its partner, or its own.
std::vector<size_t> PartnersOf(const std::vector<Code>& codes) {
  std::vector<size_t> partners, open;
  for (size_t i = 0; i < codes.size(); ++i) {
    partners.push_back(i);
    if (codes[i].kind == CodeKind::kOpen) open.push_back(i);
    if (codes[i].kind != CodeKind::kClose || open.empty()) continue;
    partners[i] = open.back();
    partners[open.back()] = i;
    open.pop_back();
  }
  return partners;
}

// Cuts the codes of one block among its sentences.
class CodeCutter {
 public:
  explicit CodeCutter(const std::vector<Code>& codes)
      : codes_(codes), partners_(PartnersOf(codes)) {}

  // Returns the range of codes of the next sentence: those within its text, and those at its ends
  // up to the outermost one whose partner is within.
  std::pair<size_t, size_t> Next(const ByteRange& range) {
    const auto before = [this](size_t at, auto less) {
      while (at < codes_.size() && less(codes_[at].position_byte)) ++at;
      return at;
    };
    const size_t left = before(next_, [&](uint32_t at) { return at < range.begin; });
    const size_t inner = before(left, [&](uint32_t at) { return at <= range.begin; });
    const size_t inner_end = before(inner, [&](uint32_t at) { return at < range.end; });
    const size_t right = before(inner_end, [&](uint32_t at) { return at <= range.end; });
    const auto is_inner = [&](size_t code) {
      return partners_[code] >= inner && partners_[code] < inner_end;
    };
    size_t first = left;
    while (first < inner && !is_inner(first)) ++first;
    size_t end = right;
    while (end > inner_end && !is_inner(end - 1)) --end;
    next_ = end;
    return {first, end};
  }

 private:
  const std::vector<Code>& codes_;
  const std::vector<size_t> partners_;
  size_t next_ = 0;  // Those before are passed.
};

void AddSentences(const std::vector<ByteRange>& ranges, size_t index, const Segment& block,
                  std::vector<BlockSentence>& sentences) {
  CodeCutter cutter(block.codes);
  for (const ByteRange& range : ranges) {
    const auto [first, end] = cutter.Next(range);
    BlockSentence sentence{index, range, first, {}};
    AppendText(PartOf(block.text, range), std::span(block.codes).subspan(first, end - first),
               range.begin, sentence.segment);
    sentences.push_back(std::move(sentence));
  }
}

bool HaveEqualKinds(const std::vector<Code>& a, const std::vector<Code>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Code& one, const Code& other) { return one.kind == other.kind; });
}

}  // namespace

void AppendText(std::string_view text, std::span<const Code> codes, uint32_t text_begin,
                Segment& out) {
  const auto base = static_cast<uint32_t>(out.text.size());
  out.text += text;
  for (const Code& code : codes) {
    out.codes.push_back(code);
    out.codes.back().position_byte += base - text_begin;
  }
}

StatusOr<std::vector<BlockSentence>> SentencesOf(const std::vector<DocumentBlock>& blocks,
                                                 const Language& language,
                                                 const UserSentenceRules* rules,
                                                 const Cancelled& cancelled) {
  std::vector<BlockSentence> sentences;
  for (size_t i = 0; i < blocks.size(); ++i) {
    RETURN_IF_ERROR(CheckCancelled(cancelled));
    const Segment& block = blocks[i].segment;
    if (blocks[i].is_segment) {
      sentences.push_back({i, {0, static_cast<uint32_t>(block.text.size())}, 0, block});
      continue;
    }
    ASSIGN_OR_RETURN(const std::vector<ByteRange> ranges, Sentences(block.text, language, rules));
    AddSentences(ranges, i, block, sentences);
  }
  return sentences;
}

PlacedCodes WithCodesOf(const Segment& source, const Segment& translation) {
  if (HaveSameCodes(source, translation)) return {translation};
  if (!HaveEqualKinds(source.codes, translation.codes)) return WithCodesAtEnds(source, translation);
  PlacedCodes placed{{translation.text, source.codes}};
  for (size_t i = 0; i < source.codes.size(); ++i) {
    placed.segment.codes[i].position_byte = translation.codes[i].position_byte;
  }
  return placed;
}

PlacedCodes WithCodesAtEnds(const Segment& source, const Segment& translation) {
  PlacedCodes placed{{translation.text, source.codes}};
  for (Code& code : placed.segment.codes) {
    if (code.position_byte == 0) continue;
    code.position_byte = static_cast<uint32_t>(translation.text.size());
    placed.guessed = true;
  }
  return placed;
}

Segment BlockWith(const Segment& block, std::span<const BlockSentence> sentences,
                  std::span<const std::optional<Segment>> translations) {
  const std::span<const Code> codes(block.codes);
  Segment out;
  uint32_t text_at = 0;
  size_t code_at = 0;
  for (size_t i = 0; i < sentences.size(); ++i) {
    const BlockSentence& sentence = sentences[i];
    AppendText(PartOf(block.text, {text_at, sentence.range.begin}),
               codes.subspan(code_at, sentence.first_code - code_at), text_at, out);
    const Segment& segment = translations[i] ? *translations[i] : sentence.segment;
    AppendText(segment.text, segment.codes, 0, out);
    text_at = sentence.range.end;
    code_at = sentence.first_code + sentence.segment.codes.size();
  }
  AppendText(std::string_view(block.text).substr(text_at), codes.subspan(code_at), text_at, out);
  return out;
}

}  // namespace dragoman
