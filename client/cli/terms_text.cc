// See terms_text.h.
#include "client/cli/terms_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "client/cli/labels.h"
#include "client/cli/style.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

// A concept and how it stands in the text.
struct ShownConcept {
  const v1::RecognisedTerm* first = nullptr;
  std::vector<std::string> texts;  // Each once, in reading order.
  bool nested = true;              // Only inside longer terms.
};

std::vector<ShownConcept> ConceptsOf(
    const google::protobuf::RepeatedPtrField<v1::RecognisedTerm>& terms) {
  std::vector<ShownConcept> concepts;
  std::map<std::string_view, size_t> places;
  for (const v1::RecognisedTerm& term : terms) {
    const auto [place, added] = places.try_emplace(term.concept_name(), concepts.size());
    if (added) concepts.push_back({.first = &term, .texts = {}});
    ShownConcept& shown = concepts[place->second];
    shown.nested &= term.nested();
    if (std::find(shown.texts.begin(), shown.texts.end(), term.text()) == shown.texts.end()) {
      shown.texts.push_back(term.text());
    }
  }
  return concepts;
}

std::string HeadLine(const ShownConcept& shown, bool colors) {
  const v1::RecognisedTerm& term = *shown.first;
  std::string head;
  for (const std::string& text : shown.texts) {
    head += (head.empty() ? "" : ", ") + Painted(Shown(text), Color::kBold, colors);
  }
  if (!term.category().empty()) head += fmt::format("  {}", Shown(term.category()));
  head += Painted(fmt::format("  {}", term.concept_name()), Color::kGray, colors);
  if (!IsUsable(term.status())) {
    head += Painted(fmt::format("  {} term", LabelOf(term.status())), Color::kYellow, colors);
  }
  if (term.out_of_time()) head += Painted("  out of its time", Color::kYellow, colors);
  if (!term.full_form().empty()) head += fmt::format("  for {}", Shown(term.full_form()));
  return head + (shown.nested ? "  nested\n" : "\n");
}

// The renderings in one language, as they are shown.
struct LanguageRenderings {
  std::string language;
  std::string first;
  std::vector<std::string> also;
  std::vector<std::string> avoid;
};

// Returns a rendering and its remarks; that one beside the first is a variant needs no saying.
std::string RenderingText(v1::Rendering rendering) {
  if (rendering.type() == v1::VARIANT) rendering.clear_type();
  return Shown(rendering.text()) + RenderingRemarks(rendering);
}

// Returns the renderings by language; they come in the order of the languages asked for.
std::vector<LanguageRenderings> RenderingsOf(const v1::RecognisedTerm& term) {
  std::vector<LanguageRenderings> languages;
  for (const v1::Rendering& rendering : term.renderings()) {
    if (languages.empty() || languages.back().language != rendering.language()) {
      languages.push_back({rendering.language(), {}, {}, {}});
    }
    LanguageRenderings& there = languages.back();
    if (!IsUsable(rendering.status())) {
      there.avoid.push_back(RenderingText(rendering));
    } else if (there.first.empty()) {
      there.first = RenderingText(rendering);
    } else {
      there.also.push_back(RenderingText(rendering));
    }
  }
  return languages;
}

// Returns "also a, b" and "not c" as lines below the tag, or beside it where there is no other.
std::string RenderingLines(const LanguageRenderings& renderings) {
  std::vector<std::string> lines;
  if (!renderings.first.empty()) lines.push_back(renderings.first);
  if (!renderings.also.empty()) {
    lines.push_back(fmt::format("also {}", fmt::join(renderings.also, ", ")));
  }
  if (!renderings.avoid.empty()) {
    lines.push_back(fmt::format("not {}", fmt::join(renderings.avoid, ", ")));
  }
  std::string text;
  for (const std::string& line : lines) {
    text += LanguageLine(text.empty() ? renderings.language : "", line);
  }
  return text;
}

}  // namespace

std::string RenderingRemarks(const v1::Rendering& rendering,
                             const std::vector<std::string>& further) {
  std::vector<std::string> remarks;
  if (rendering.status() != v1::PREFERRED && rendering.status() != v1::ADMITTED &&
      rendering.status() != v1::TERM_STATUS_UNSPECIFIED) {
    remarks.emplace_back(LabelOf(rendering.status()));
  }
  if (rendering.do_not_translate()) remarks.emplace_back("kept as it stands");
  if (rendering.out_of_time()) remarks.emplace_back("out of its time");
  if (rendering.type() == v1::ABBREVIATION && !rendering.full_form().empty()) {
    remarks.push_back(fmt::format("abbreviation of {}", Shown(rendering.full_form())));
  } else if (rendering.type() == v1::ABBREVIATION || rendering.type() == v1::VARIANT) {
    remarks.emplace_back(LabelOf(rendering.type()));
  }
  for (const std::string& one : {rendering.gender(), rendering.animacy(), rendering.note()}) {
    if (!one.empty()) remarks.push_back(Shown(one));
  }
  remarks.insert(remarks.end(), further.begin(), further.end());
  return remarks.empty() ? "" : fmt::format(" ({})", fmt::join(remarks, "; "));
}

std::string TermsText(const google::protobuf::RepeatedPtrField<v1::RecognisedTerm>& terms,
                      bool colors) {
  std::string text;
  for (const ShownConcept& shown : ConceptsOf(terms)) {
    text += HeadLine(shown, colors);
    for (const LanguageRenderings& one : RenderingsOf(*shown.first)) text += RenderingLines(one);
  }
  return text;
}

}  // namespace dragoman
