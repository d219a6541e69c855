#include "server/exchange/markup_scanner.h"

#include <algorithm>
#include <array>

#include "server/base/utf8.h"

namespace dragoman {
namespace {

// The content of the first ones is no text of the page; of the last two it is, without tags.
constexpr std::array<std::string_view, 8> kRawElements = {
    "script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"};

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

const MarkupAttribute* MarkupToken::Find(std::string_view attribute) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const auto& one) { return one.name == attribute; });
  return found == attributes.end() ? nullptr : &*found;
}

std::optional<MarkupToken> MarkupScanner::Next() {
  if (at_ == source_.size()) return std::nullopt;
  if (!raw_element_.empty()) {
    MarkupToken text = RawText();
    if (text.range.begin < text.range.end) return text;
  }
  if (At("<!--")) return Other("-->", 4);
  if (At("<![CDATA[")) return Other("]]>", 9);
  if (At("<!") || At("<?")) return Other(">", 2);
  return IsTagAt(at_) ? Tag() : Text();
}

bool MarkupScanner::IsTagAt(size_t at) const {
  const std::string_view rest = source_.substr(at);
  if (rest.size() < 2 || rest[0] != '<') return false;
  return rest[1] == '/' ? rest.size() > 2 && IsLetter(rest[2]) : IsLetter(rest[1]);
}

MarkupToken MarkupScanner::Text() {
  const size_t begin = at_;
  do {
    at_ = std::min(source_.find('<', at_ + 1), source_.size());
  } while (at_ < source_.size() && !IsTagAt(at_) && !At("<!") && !At("<?"));
  return {.kind = MarkupKind::kText, .range = Since(begin)};
}

MarkupToken MarkupScanner::RawText() {
  const size_t begin = at_;
  const std::string end = "</" + raw_element_;
  while (at_ < source_.size()) {
    if (At("</") && AsciiLower(source_.substr(at_, end.size())) == end) break;
    at_ = std::min(source_.find('<', at_ + 1), source_.size());
  }
  const bool shown = raw_element_ == "title" || raw_element_ == "textarea";
  raw_element_.clear();
  return {.kind = MarkupKind::kText, .range = Since(begin), .raw_text = !shown};
}

MarkupToken MarkupScanner::Other(std::string_view until, size_t from) {
  const size_t begin = at_;
  const size_t end = source_.find(until, at_ + from);
  at_ = end == source_.npos ? source_.size() : end + until.size();
  return {.kind = MarkupKind::kOther, .range = Since(begin)};
}

void MarkupScanner::SkipSpaces() {
  while (at_ < source_.size() && IsMarkupSpace(source_[at_])) ++at_;
}

MarkupToken MarkupScanner::Tag() {
  const size_t begin = at_;
  MarkupToken tag;
  tag.kind = source_[at_ + 1] == '/' ? MarkupKind::kClose : MarkupKind::kOpen;
  at_ += tag.kind == MarkupKind::kClose ? 2 : 1;
  const size_t name = at_;
  while (at_ < source_.size() && !IsMarkupSpace(source_[at_]) && !At("/") && !At(">")) ++at_;
  tag.name = AsciiLower(source_.substr(name, at_ - name));
  tag.name_end = static_cast<uint32_t>(at_);
  for (SkipSpaces(); at_ < source_.size() && !At(">"); SkipSpaces()) {
    tag.self_closing = At("/");
    if (tag.self_closing) {
      ++at_;
    } else {
      tag.attributes.push_back(Attribute());
    }
  }
  if (at_ < source_.size()) ++at_;
  tag.range = Since(begin);
  const bool raw =
      std::find(kRawElements.begin(), kRawElements.end(), tag.name) != kRawElements.end();
  if (raw && tag.kind == MarkupKind::kOpen) raw_element_ = tag.name;
  return tag;
}

MarkupAttribute MarkupScanner::Attribute() {
  const size_t begin = at_++;  // A "=" at the start belongs to the name.
  while (at_ < source_.size() && !IsMarkupSpace(source_[at_]) && !At("/") && !At(">") && !At("="))
    ++at_;
  MarkupAttribute attribute;
  attribute.name = AsciiLower(source_.substr(begin, at_ - begin));
  attribute.value = {static_cast<uint32_t>(at_), static_cast<uint32_t>(at_)};
  const size_t name_end = at_;
  SkipSpaces();
  if (At("=")) {
    Value(attribute);
  } else {
    at_ = name_end;
  }
  return attribute;
}

void MarkupScanner::Value(MarkupAttribute& attribute) {
  ++at_;
  SkipSpaces();
  attribute.has_value = true;
  size_t begin = at_;
  if (At("\"") || At("'")) {
    attribute.quote = source_[at_];
    begin = ++at_;
    at_ = std::min(source_.find(attribute.quote, at_), source_.size());
    attribute.value = Since(begin);
    if (at_ < source_.size()) ++at_;
    return;
  }
  while (at_ < source_.size() && !IsMarkupSpace(source_[at_]) && !At(">")) ++at_;
  attribute.value = Since(begin);
}

}  // namespace dragoman
