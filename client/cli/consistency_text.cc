// See consistency_text.h.
#include "client/cli/consistency_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "client/cli/concordance_text.h"
#include "client/cli/diff_marks.h"
#include "client/cli/labels.h"
#include "client/cli/style.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

using Places = google::protobuf::RepeatedPtrField<v1::ByteRange>;

constexpr int kMostAuthorsShown = 5;

std::string PlaceOf(const v1::RenderingUse& use, const ConsistencyContext& context) {
  return use.unit().empty() ? context.places.at(use.pair_index()) : use.unit();
}

// Returns the day of a unit's use, the place of a pair's.
std::string TimeOf(const v1::RenderingUse& use, const ConsistencyContext& context) {
  constexpr size_t kDay = 10;
  return use.unit().empty() ? PlaceOf(use, context) : TimeLabel(use.update_time()).substr(0, kDay);
}

std::string TimesOf(const v1::ConsistencyRendering& rendering, const ConsistencyContext& context) {
  const std::string first = TimeOf(rendering.first_use(), context);
  const std::string last = TimeOf(rendering.last_use(), context);
  return first == last ? first : fmt::format("{} to {}", first, last);
}

// Returns "anna 5, boris 3"; "" where nobody is named.
std::string AuthorsOf(const v1::ConsistencyRendering& rendering) {
  std::string text;
  int shown = 0;
  for (const v1::AuthorCount& one : rendering.authors()) {
    if (one.author().empty() && rendering.authors_size() == 1) return "";
    if (++shown > kMostAuthorsShown) return text + " and others";
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ",
                        one.author().empty() ? "unnamed" : Shown(one.author()), one.use_count());
  }
  return text;
}

// Returns the remarks behind a rendering, those that are there.
std::string RemarksOf(const v1::ConsistencyRendering& rendering, const ConsistencyContext& context,
                      bool colors) {
  std::vector<std::string> remarks;
  if (rendering.bridged()) remarks.push_back(fmt::format("bridged over {}", context.bridge));
  if (rendering.status() != v1::TERM_STATUS_UNSPECIFIED) {
    const Color color = IsUsable(rendering.status()) ? Color::kNone : Color::kYellow;
    remarks.push_back(Painted(LabelOf(rendering.status()), color, colors));
  }
  if (rendering.type() == v1::ABBREVIATION) remarks.emplace_back("abbreviation");
  remarks.push_back(TimesOf(rendering, context));
  remarks.push_back(AuthorsOf(rendering));
  std::erase(remarks, "");
  return fmt::format("{}", fmt::join(remarks, "; "));
}

// Returns the byte at which the character begins that `at` is in.
size_t BeginOfCharacter(std::string_view text, size_t at) {
  if (at >= text.size()) return text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

// Returns a text around its first place with the places marked, the rest of a long one left out.
std::string Excerpt(const v1::Segment& segment, const Places& places, bool colors) {
  constexpr size_t kBytesBefore = 160;
  constexpr size_t kBytesAfter = 320;
  const std::string_view text = segment.text();
  const size_t place = places.empty() ? 0 : std::min<size_t>(places[0].begin(), text.size());
  const size_t begin = BeginOfCharacter(text, place - std::min(place, kBytesBefore));
  const size_t end = BeginOfCharacter(text, place + kBytesAfter);
  return IsolatedAs(
      text.substr(begin, end - begin),
      fmt::format("{}{}{}", begin > 0 ? "…" : "", MarkedRanges(text, places, begin, end, colors),
                  end < text.size() ? "…" : ""));
}

std::string ExcerptLine(const std::string& language, const v1::Segment& segment,
                        const Places& places, bool colors) {
  return fmt::format("         {:<3} {}\n", language, Excerpt(segment, places, colors));
}

// Returns a text with its place at the column of a concordance, if it is one that has columns.
std::string SegmentLine(const std::string& language, const v1::Segment& segment,
                        const Places& places, bool colors) {
  if (places.empty() || IsRightToLeftLanguage(language)) {
    return ExcerptLine(language, segment, places, colors);
  }
  v1::ConcordanceHit hit;
  hit.mutable_source()->set_language(language);
  *hit.mutable_source()->mutable_segment() = segment;
  *hit.mutable_occurrences() = places;
  return "    " + ConcordanceSegmentText(hit, colors);
}

// Returns the place of an example, and of its texts those that the finding does not show already.
std::string ExampleText(const v1::RenderingExample& example, const std::string& from, bool in_full,
                        const ConsistencyContext& context, bool colors) {
  std::string place = PlaceOf(example.use(), context);
  if (example.has_bridge_use()) place = PlaceOf(example.bridge_use(), context) + " + " + place;
  std::string text = fmt::format("       {}\n", Painted(place, Color::kGray, colors));
  if (example.has_bridge_use()) {
    text += ExcerptLine(context.bridge, example.bridge_source(), {}, colors);
    if (example.bridge_source().text() != example.bridge_target().text()) {
      text += ExcerptLine(context.bridge, example.bridge_target(), {}, colors);
    }
  }
  if (!in_full) return text;
  text += SegmentLine(from, example.source(), example.source_places(), colors);
  return text + SegmentLine(context.to, example.target(), example.target_places(), colors);
}

std::string RenderingText(const v1::ConsistencyRendering& rendering, bool in_full,
                          const ConsistencyContext& context, bool colors) {
  const std::string shown = rendering.other()
                                ? Painted("none of its terms", Color::kYellow, colors)
                                : Painted(Shown(rendering.text()), Color::kBold, colors);
  std::string text = fmt::format("{:>5}  {}  {}\n", rendering.use_count(), shown,
                                 RemarksOf(rendering, context, colors));
  for (const v1::RenderingExample& example : rendering.examples()) {
    text += ExampleText(example, rendering.bridged() ? context.bridge : context.from, in_full,
                        context, colors);
  }
  return text;
}

std::string_view NounOf(v1::ConsistencyKind kind) {
  switch (kind) {
    case v1::CONCEPT_RENDERINGS:
      return "concept";
    case v1::NAME_SPELLINGS:
      return "name";
    case v1::SOURCE_RENDERINGS:
      return "source text";
    default:
      return "bridged text";
  }
}

Json UseJson(const v1::RenderingUse& use, const ConsistencyContext& context) {
  Json json = use.unit().empty()
                  ? Json{{"place", PlaceOf(use, context)}, {"pair", use.pair_index() + 1}}
                  : Json{{"unit", use.unit()}, {"updated", TimeLabel(use.update_time())}};
  if (!use.author().empty()) json["author"] = use.author();
  return json;
}

Json PlacesJson(const Places& places) {
  Json json = Json::array();
  for (const v1::ByteRange& range : places) json.push_back({range.begin(), range.end()});
  return json;
}

Json ExampleJson(const v1::RenderingExample& example, const ConsistencyContext& context) {
  Json json = UseJson(example.use(), context);
  json["source"] = example.source().text();
  json["source_places"] = PlacesJson(example.source_places());
  json["target"] = example.target().text();
  json["target_places"] = PlacesJson(example.target_places());
  if (example.has_bridge_use()) {
    json["bridge"] = {{"language", context.bridge},
                      {"unit", example.bridge_use().unit()},
                      {"source_pivot", example.bridge_source().text()},
                      {"pivot", example.bridge_target().text()}};
  }
  return json;
}

Json RenderingJson(const v1::ConsistencyRendering& rendering, const ConsistencyContext& context) {
  Json json = {{"text", rendering.text()},
               {"other", rendering.other()},
               {"bridged", rendering.bridged()},
               {"uses", rendering.use_count()},
               {"first", UseJson(rendering.first_use(), context)},
               {"last", UseJson(rendering.last_use(), context)},
               {"authors", Json::array()},
               {"examples", Json::array()}};
  if (rendering.status() != v1::TERM_STATUS_UNSPECIFIED) {
    json["status"] = LabelOf(rendering.status());
    json["type"] = LabelOf(rendering.type());
  }
  for (const v1::AuthorCount& one : rendering.authors()) {
    json["authors"].push_back({{"author", one.author()}, {"uses", one.use_count()}});
  }
  for (const v1::RenderingExample& example : rendering.examples()) {
    json["examples"].push_back(ExampleJson(example, context));
  }
  return json;
}

}  // namespace

std::string ConsistencyText(const v1::ConsistencyFinding& finding,
                            const ConsistencyContext& context, bool colors) {
  std::string text = fmt::format("{}  {}", Painted(LabelOf(finding.kind()), Color::kBlue, colors),
                                 Painted(Shown(finding.text()), Color::kBold, colors));
  if (!finding.category().empty()) text += "  " + Shown(finding.category());
  if (!finding.concept_name().empty()) {
    text += "  " + Painted(finding.concept_name(), Color::kGray, colors);
  }
  text += "\n";
  // A whole text is shown as finding and renderings already.
  const bool in_full = !finding.concept_name().empty() || finding.kind() == v1::NAME_SPELLINGS;
  for (const v1::ConsistencyRendering& rendering : finding.renderings()) {
    text += RenderingText(rendering, in_full, context, colors);
  }
  if (finding.unlisted_use_count() > 0) {
    text += fmt::format("{:>5}  in other ways\n", finding.unlisted_use_count());
  }
  return text;
}

std::string ConsistencyCountText(const v1::ConsistencySummary& summary) {
  std::vector<std::string> counts;
  bool more = false;
  bool truncated = false;
  for (const v1::ConsistencyCount& one : summary.counts()) {
    const std::string noun(NounOf(one.kind()));
    std::string count = Counted(one.found_count(), noun, noun + "s");
    if (one.sent_count() < one.found_count()) count += fmt::format(" ({} shown)", one.sent_count());
    more |= one.sent_count() < one.found_count();
    truncated |= one.truncated();
    counts.push_back(std::move(count));
  }
  std::string text = fmt::format("{} rendered in more than one way in {}", fmt::join(counts, ", "),
                                 Counted(summary.unit_count(), "unit", "units"));
  if (more) text += "; a higher --limit shows more";
  if (truncated) text += "; there is more than can be followed, so that some are not found";
  return text;
}

Json ConsistencyJson(const v1::ConsistencyFinding& finding, const ConsistencyContext& context) {
  Json json = {{"kind", LabelOf(finding.kind())}, {"text", finding.text()}};
  if (!finding.concept_name().empty()) json["concept"] = finding.concept_name();
  if (!finding.category().empty()) json["category"] = finding.category();
  json["uses"] = finding.use_count();
  json["renderings"] = Json::array();
  for (const v1::ConsistencyRendering& rendering : finding.renderings()) {
    json["renderings"].push_back(RenderingJson(rendering, context));
  }
  json["unlisted_uses"] = finding.unlisted_use_count();
  return json;
}

Json ConsistencyJson(const v1::ConsistencySummary& summary) {
  Json json = {{"units", summary.unit_count()}, {"counts", Json::array()}};
  for (const v1::ConsistencyCount& one : summary.counts()) {
    json["counts"].push_back({{"kind", LabelOf(one.kind())},
                              {"found", one.found_count()},
                              {"sent", one.sent_count()},
                              {"truncated", one.truncated()}});
  }
  const auto add = [&json](const char* key, const auto& resources) {
    json[key] = Json::object();
    for (const v1::ResourceRevision& one : resources) json[key][one.name()] = one.revision();
  };
  add("memories", summary.memories());
  add("glossaries", summary.glossaries());
  return json;
}

}  // namespace dragoman
