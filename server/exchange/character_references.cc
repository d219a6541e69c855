#include "server/exchange/character_references.h"

#include <gumbo.h>

#include <map>
#include <memory>

namespace dragoman {
namespace {

constexpr size_t kMaxReferenceBytes = 40;  // The longest name has 31 letters.

// Returns what a reference stands for, by the table of the library's parser.
std::string Decoded(const std::string& reference) {
  const auto destroy = [](GumboOutput* output) {
    gumbo_destroy_output(&kGumboDefaultOptions, output);
  };
  const std::unique_ptr<GumboOutput, decltype(destroy)> output(
      gumbo_parse_with_options(&kGumboDefaultOptions, reference.data(), reference.size()), destroy);
  const GumboVector& html = output->root->v.element.children;
  const auto* const body = static_cast<GumboNode*>(html.data[html.length - 1]);
  std::string text;
  for (unsigned i = 0; i < body->v.element.children.length; ++i) {
    const auto* const node = static_cast<GumboNode*>(body->v.element.children.data[i]);
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
      text += node->v.text.text;
    }
  }
  // White space at the start of a page is dropped, so a reference to it comes back empty.
  return text.empty() ? " " : text;
}

// Returns the length of the reference at the start of the text, or 0.
size_t ReferenceLength(std::string_view text, bool only_ended) {
  size_t end = 1;
  while (end < text.size() && end < kMaxReferenceBytes && text[end] != ';' &&
         ((text[end] >= '0' && text[end] <= '9') || (text[end] >= 'a' && text[end] <= 'z') ||
          (text[end] >= 'A' && text[end] <= 'Z') || (end == 1 && text[end] == '#'))) {
    ++end;
  }
  if (end == 1) return 0;
  if (end < text.size() && text[end] == ';') return end + 1;
  return only_ended ? 0 : end;
}

}  // namespace

std::string DecodeReferences(std::string_view text, bool only_ended) {
  std::map<std::string, std::string> known;
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t length =
        text[at] == '&' ? ReferenceLength(text.substr(at), only_ended) : size_t{0};
    if (length == 0) {
      out += text[at++];
      continue;
    }
    const auto [entry, is_new] = known.try_emplace(std::string(text.substr(at, length)));
    if (is_new) entry->second = Decoded(entry->first);
    out += entry->second;
    at += length;
  }
  return out;
}

}  // namespace dragoman
