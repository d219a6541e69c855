#include "server/exchange/source_document.h"

#include <algorithm>
#include <deque>
#include <map>
#include <numeric>

namespace dragoman {
namespace {

constexpr std::string_view kTrimmedSpaces = " \t\r\n\f";

bool BeginsBefore(const SourceEdit& a, const SourceEdit& b) {
  return a.range.begin < b.range.begin;
}

// Returns the edits of `inner` that lie in none of `outer`, and those of `outer`, in order.
std::vector<SourceEdit> Joined(std::vector<SourceEdit> outer, std::vector<SourceEdit> inner) {
  const auto covered = [&outer](const SourceEdit& edit) {
    auto after = std::upper_bound(outer.begin(), outer.end(), edit, BeginsBefore);
    return after != outer.begin() && edit.range.end <= (after - 1)->range.end;
  };
  std::vector<SourceEdit> left;
  std::copy_if(inner.begin(), inner.end(), std::back_inserter(left),
               [&](const SourceEdit& edit) { return !covered(edit); });
  std::vector<SourceEdit> joined;
  std::merge(outer.begin(), outer.end(), left.begin(), left.end(), std::back_inserter(joined),
             BeginsBefore);
  return joined;
}

}  // namespace

std::string Edited(std::string_view source, ByteRange range, const std::vector<SourceEdit>& edits) {
  std::string out;
  uint32_t at = range.begin;
  auto edit = std::lower_bound(edits.begin(), edits.end(), SourceEdit{range, ""}, BeginsBefore);
  for (; edit != edits.end() && edit->range.end <= range.end; ++edit) {
    out += PartOf(source, {at, edit->range.begin});
    out += edit->text;
    at = edit->range.end;
  }
  return out += PartOf(source, {at, range.end});
}

void BlockBuilder::AddText(std::string text, ByteRange raw) {
  parts_.push_back({.text = std::move(text), .raw = raw});
}

void BlockBuilder::AddCode(CodeKind kind, ByteRange raw) {
  parts_.push_back({.is_code = true, .kind = kind, .raw = raw});
}

void BlockBuilder::Merge(size_t first, uint32_t end) {
  const uint32_t begin = parts_[first].raw.begin;
  parts_.resize(first);
  AddCode(CodeKind::kStandalone, {begin, end});
}

void BlockBuilder::TrimEnds(std::string_view source) {
  const auto blank = [](const Part& part) { return !part.is_code && IsBlank(part.text); };
  while (!parts_.empty() && blank(parts_.back())) parts_.pop_back();
  parts_.erase(parts_.begin(), std::find_if_not(parts_.begin(), parts_.end(), blank));
  if (parts_.empty()) return;
  if (Part& first = parts_.front(); !first.is_code) {
    const size_t raw = PartOf(source, first.raw).find_first_not_of(kTrimmedSpaces);
    const size_t text = first.text.find_first_not_of(kTrimmedSpaces);
    if (raw != source.npos && text != source.npos) {
      first.raw.begin += static_cast<uint32_t>(raw);
      first.text.erase(0, text);
    }
  }
  if (Part& last = parts_.back(); !last.is_code) {
    const size_t raw = PartOf(source, last.raw).find_last_not_of(kTrimmedSpaces);
    const size_t text = last.text.find_last_not_of(kTrimmedSpaces);
    if (raw != source.npos && text != source.npos) {
      last.raw.end = last.raw.begin + static_cast<uint32_t>(raw) + 1;
      last.text.resize(text + 1);
    }
  }
}

std::optional<std::pair<Segment, BlockPlace>> BlockBuilder::Finish(std::string_view source) {
  TrimEnds(source);
  Segment segment;
  BlockPlace place;
  for (const Part& part : parts_) {
    if (!part.is_code) {
      segment.text += part.text;
      continue;
    }
    segment.codes.push_back({part.kind, static_cast<uint32_t>(segment.text.size()),
                             std::string(PartOf(source, part.raw))});
    place.codes.push_back(part.raw);
  }
  if (!parts_.empty()) place.range = {parts_.front().raw.begin, parts_.back().raw.end};
  parts_.clear();
  if (IsBlank(segment.text)) return std::nullopt;
  return std::make_pair(std::move(segment), std::move(place));
}

void SourceDocument::Add(BlockKind kind, Segment segment, BlockPlace place) {
  blocks_.push_back({kind, std::move(segment)});
  places_.push_back(std::move(place));
}

void SourceDocument::Add(BlockKind kind, BlockBuilder& builder) {
  if (auto block = builder.Finish(source())) {
    Add(kind, std::move(block->first), std::move(block->second));
  }
}

void SourceDocument::SortBlocks() {
  std::vector<size_t> order(blocks_.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [this](size_t a, size_t b) {
    return places_[a].range.begin < places_[b].range.begin;
  });
  std::vector<DocumentBlock> blocks;
  std::vector<BlockPlace> places;
  for (const size_t index : order) {
    blocks.push_back(std::move(blocks_[index]));
    places.push_back(std::move(places_[index]));
  }
  blocks_ = std::move(blocks);
  places_ = std::move(places);
}

StatusOr<std::string> SourceDocument::Written(size_t index, const Segment& translation,
                                              const std::vector<SourceEdit>& within) const {
  const DocumentBlock& block = blocks_[index];
  const BlockPlace& place = places_[index];
  std::map<std::pair<CodeKind, std::string_view>, std::deque<size_t>> unused;
  for (size_t i = 0; i < block.segment.codes.size(); ++i) {
    unused[{block.segment.codes[i].kind, block.segment.codes[i].content}].push_back(i);
  }
  const std::string_view text = translation.text;
  std::string out;
  uint32_t at = 0;
  if (translation.codes.size() != place.codes.size()) return OtherCodes(index);
  for (const Code& code : translation.codes) {
    std::deque<size_t>& own = unused[{code.kind, code.content}];
    if (own.empty() || code.position_byte < at || code.position_byte > text.size()) {
      return OtherCodes(index);
    }
    AppendText(block, place, PartOf(text, {at, code.position_byte}), out);
    AppendCode(Edited(source_, place.codes[own.front()], within), out);
    own.pop_front();
    at = code.position_byte;
  }
  AppendText(block, place, text.substr(at), out);
  return out;
}

StatusOr<std::string> SourceDocument::Write(const BlockTranslations& translations,
                                            const DocumentLanguages& languages) const {
  const auto changed = [&](size_t i) {
    return i < translations.size() && translations[i] && *translations[i] != blocks_[i].segment;
  };
  // Attributes and languages may stand within the codes of other blocks: they come first.
  std::vector<SourceEdit> inner, outer;
  for (const bool attributes : {true, false}) {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if ((blocks_[i].kind == BlockKind::kAttribute) != attributes || !changed(i)) continue;
      ASSIGN_OR_RETURN(std::string text, Written(i, *translations[i], inner));
      (attributes ? inner : outer).push_back({places_[i].range, std::move(text)});
    }
    if (!attributes) continue;
    bool any = false;
    for (size_t i = 0; i < blocks_.size() && !any; ++i) any = changed(i);
    if (any) inner = Joined(std::move(inner), LanguageEdits(languages));
  }
  const ByteRange all = {0, static_cast<uint32_t>(source_.size())};
  return Edited(source_, all, Joined(std::move(outer), std::move(inner)));
}

}  // namespace dragoman
