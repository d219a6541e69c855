// Units written as TMX: see tmx.h.
#include <algorithm>
#include <utility>

#include "server/exchange/tmx.h"
#include "server/exchange/tmx_dialects.h"
#include "server/exchange/tmx_fields.h"
#include "server/exchange/tmx_segment.h"
#include "server/exchange/xml_text.h"

namespace dragoman {
namespace {

void AppendAttributes(const std::map<std::string, std::string>& attributes, std::string& out) {
  for (const auto& [name, value] : attributes) {
    out += ' ';
    out += name;
    out += '=';
    AppendXmlValue(value, out);
  }
}

void AppendItem(const TmxItem& item, std::string_view indent, std::string& out) {
  const std::string_view name = item.is_note ? "note" : "prop";
  fmt::format_to(std::back_inserter(out), "{}<{}", indent, name);
  if (!item.is_note) {
    out += " type=";
    AppendXmlValue(item.type, out);
  }
  AppendAttributes(item.attributes, out);
  out += '>';
  AppendXmlText(item.text, out);
  fmt::format_to(std::back_inserter(out), "</{}>\n", name);
}

class TmxUnitWriter : public UnitWriter {
 public:
  explicit TmxUnitWriter(std::vector<Language> languages) : languages_(std::move(languages)) {}

  std::string Header() const override {
    const std::string source = languages_.empty() ? "*all*" : languages_.front().tag();
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n"
        "<tmx version=\"1.4\">\n<header creationtool=\"{}\" creationtoolversion=\"1\" "
        "segtype=\"sentence\" o-tmf=\"{}\" adminlang=\"en\" srclang=\"{}\" datatype=\"unknown\"/>\n"
        "<body>\n",
        kTmxTool, kTmxTool, source);
  }

  std::optional<std::string> Row(const Unit& unit) const override {
    const std::vector<const Variant*> variants = VariantsOf(unit);
    if (!languages_.empty() && variants.size() < 2) return std::nullopt;
    std::vector<std::string> tags;
    for (const Variant& variant : unit.variants) tags.push_back(variant.language.tag());
    auto records = TmxRecordsOf(unit.properties, tags);
    AddUnitFields(unit, records[""]);
    std::string row = "<tu";
    AppendAttributes(records[""].attributes, row);
    row += ">\n";
    for (const TmxItem& item : records[""].items) AppendItem(item, "  ", row);
    for (const Variant* variant : variants) {
      AppendVariant(*variant, records[variant->language.tag()], row);
    }
    return row + "</tu>\n";
  }

  std::string Footer() const override { return "</body>\n</tmx>\n"; }

 private:
  // Returns the variants to be written, in their order.
  std::vector<const Variant*> VariantsOf(const Unit& unit) const {
    std::vector<const Variant*> variants;
    if (languages_.empty()) {
      for (const Variant& variant : unit.variants) variants.push_back(&variant);
    }
    for (const Language& language : languages_) {
      const Variant* variant = unit.At(language);
      if (variant != nullptr) variants.push_back(variant);
    }
    return variants;
  }

  void AppendVariant(const Variant& variant, TmxRecord& record, std::string& out) const {
    AddVariantFields(variant, record);
    fmt::format_to(std::back_inserter(out), "  <tuv xml:lang=\"{}\"", variant.language.tag());
    AppendAttributes(record.attributes, out);
    out += record.items.empty() ? ">" : ">\n";
    for (const TmxItem& item : record.items) AppendItem(item, "    ", out);
    out += record.items.empty() ? "<seg>" : "    <seg>";
    segments_.Append(variant.segment, out);
    out += "</seg></tuv>\n";
  }

  const std::vector<Language> languages_;
  mutable TmxSegmentWriter segments_;  // Learns which codes are elements.
};

}  // namespace

StatusOr<std::unique_ptr<UnitWriter>> NewTmxWriter(const std::vector<std::string>& languages) {
  std::vector<Language> parsed;
  for (const std::string& tag : languages) {
    const auto language = Language::Parse(tag);
    if (!language.ok()) {
      return FieldError("columns", fmt::format("{}; columns of TMX are languages, the source first",
                                               MessageOf(language.status())));
    }
    if (std::find(parsed.begin(), parsed.end(), *language) != parsed.end()) {
      return FieldError("columns",
                        fmt::format("'{}' is given twice; name it once", Shortened(tag)));
    }
    parsed.push_back(*language);
  }
  if (parsed.size() == 1) {
    return FieldError("columns", "one language; a unit of TMX has at least two, as in en,ru");
  }
  return std::make_unique<TmxUnitWriter>(std::move(parsed));
}

}  // namespace dragoman
