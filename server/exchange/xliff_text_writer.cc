#include "server/exchange/xliff_text_writer.h"

#include <deque>
#include <utility>

#include "server/exchange/xml_text.h"

namespace dragoman {
void AppendXliffText(XliffVersion version, std::string_view text, std::string& out) {
  size_t plain = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    const size_t refused = XmlRefuses(text, at);
    if (refused == 0) continue;
    AppendXmlText(text.substr(plain, at - plain), out);
    const std::string digits = RefusedCodePoint(text, at);
    out += version == XliffVersion::k1
               ? fmt::format(R"(<ph id="c{0}" ctype="{1}">{0}</ph>)", digits, kXliffCharacterType)
               : fmt::format(R"(<cp hex="{}"/>)", digits);
    at += refused - 1;
    plain = at + 1;
  }
  AppendXmlText(text.substr(plain), out);
}

XliffTextWriter::XliffTextWriter(XliffVersion version, std::vector<Segment> sources)
    : version_(version), sources_(std::move(sources)) {
  std::vector<Id*> open;
  for (const Segment& source : sources_) ids_.emplace_back(source.codes.size());
  for (size_t i = 0; i < sources_.size(); ++i) {
    for (size_t j = 0; j < ids_[i].size(); ++j) {
      Id& id = ids_[i][j];
      const CodeKind kind = sources_[i].codes[j].kind;
      if (kind == CodeKind::kClose && !open.empty()) {
        id = {open.back()->number, true};
        open.back()->is_paired = true;
        open.pop_back();
        continue;
      }
      id.number = ++last_id_;
      if (kind == CodeKind::kOpen) open.push_back(&id);
    }
  }
}

void XliffTextWriter::AppendSource(size_t index, std::string& out) {
  Append(sources_[index], ids_[index], out);
}

void XliffTextWriter::AppendTarget(size_t index, const Segment& target, std::string& out) {
  Append(target, TargetIds(index, target), out);
}

// Returns the id of a code that the source does not have; `open` are those of `ids` that one may
// end.
XliffTextWriter::Id XliffTextWriter::NewId(CodeKind kind, std::vector<Id>& ids,
                                           std::vector<size_t>& open) {
  if (kind == CodeKind::kClose && !open.empty()) {
    Id& partner = ids[open.back()];
    open.pop_back();
    partner.is_paired = true;
    return partner;
  }
  if (kind == CodeKind::kOpen) open.push_back(ids.size());
  return {++last_id_, false};
}

std::vector<XliffTextWriter::Id> XliffTextWriter::TargetIds(size_t index, const Segment& target) {
  std::map<std::pair<CodeKind, std::string_view>, std::deque<Id>> own;
  for (size_t i = 0; i < ids_[index].size(); ++i) {
    const Code& code = sources_[index].codes[i];
    own[{code.kind, code.content}].push_back(ids_[index][i]);
  }
  std::vector<Id> ids;
  std::vector<size_t> open;  // Codes that the source does not have.
  for (const Code& code : target.codes) {
    std::deque<Id>& equal = own[{code.kind, code.content}];
    Id id;
    if (!equal.empty()) {
      id = equal.front();
      equal.pop_front();
    }
    if (code.kind == CodeKind::kOpen && id.is_paired) opened_.insert(id.number);
    // What ends a code must stand behind it.
    const bool ends_nothing =
        code.kind == CodeKind::kClose && id.is_paired && !opened_.contains(id.number);
    if (id.number == 0 || ends_nothing) id = NewId(code.kind, ids, open);
    ids.push_back(id);
  }
  return ids;
}

void XliffTextWriter::Append(const Segment& segment, const std::vector<Id>& ids, std::string& out) {
  const std::string_view text = segment.text;
  uint32_t at = 0;
  for (size_t i = 0; i < ids.size(); ++i) {
    const Code& code = segment.codes[i];
    AppendXliffText(version_, PartOf(text, {at, code.position_byte}), out);
    at = code.position_byte;
    version_ == XliffVersion::k1 ? AppendCode1(code, ids[i], out) : AppendCode2(code, ids[i], out);
  }
  AppendXliffText(version_, text.substr(at), out);
}

void XliffTextWriter::AppendCode1(const Code& code, const Id& id, std::string& out) const {
  const bool opens = code.kind == CodeKind::kOpen;
  std::string_view name = "ph";
  std::string attributes = fmt::format(R"( ctype="{}")", kXliffForeignType);
  if (code.kind != CodeKind::kStandalone) {
    name = !id.is_paired ? "it" : opens ? "bpt" : "ept";
    if (!id.is_paired) {
      attributes += opens ? R"( pos="open")" : R"( pos="close")";
    } else if (opens) {
      attributes = fmt::format(R"( rid="{}"{})", id.number, attributes);
    } else {
      attributes = fmt::format(R"( rid="{}")", id.number);
    }
  }
  fmt::format_to(std::back_inserter(out), R"(<{} id="{}"{}>)", name, id.number, attributes);
  AppendXmlText(XmlHoldable(code.content), out);
  fmt::format_to(std::back_inserter(out), "</{}>", name);
}

void XliffTextWriter::AppendCode2(const Code& code, const Id& id, std::string& out) {
  const auto [data, added] = data_.emplace(code.content, data_.size() + 1);
  if (added) data_order_.push_back(code.content);
  const std::string rest = fmt::format(R"( type="other" subType="{}" dataRef="d{}"/>)",
                                       kXliffForeignSubType, data->second);
  if (code.kind == CodeKind::kStandalone) {
    out += fmt::format(R"(<ph id="{}"{})", id.number, rest);
  } else if (!id.is_paired) {
    const std::string_view name = code.kind == CodeKind::kOpen ? "sc" : "ec";
    out += fmt::format(R"(<{} id="{}" isolated="yes"{})", name, id.number, rest);
  } else if (code.kind == CodeKind::kOpen) {
    out += fmt::format(R"(<sc id="{}"{})", id.number, rest);
  } else {
    out += fmt::format(R"(<ec startRef="{}"{})", id.number, rest);
  }
}

std::string XliffTextWriter::OriginalData() const {
  if (data_order_.empty()) return "";
  std::string out = "<originalData>";
  for (size_t i = 0; i < data_order_.size(); ++i) {
    fmt::format_to(std::back_inserter(out), R"(<data id="d{}">)", i + 1);
    AppendXmlText(XmlHoldable(data_order_[i]), out);
    out += "</data>";
  }
  return out + "</originalData>";
}

}  // namespace dragoman
