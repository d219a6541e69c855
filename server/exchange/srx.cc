#include "server/exchange/srx.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "server/exchange/xml_reader.h"
#include "server/exchange/xml_text.h"

namespace dragoman {
namespace {

constexpr std::string_view kNamespace = "http://www.lisa.org/srx20";
constexpr char kNamespaceSeparator = '|';  // Between it and the name.
constexpr size_t kMaxDepth = 32;

// Takes the elements of one file as they come; the first fault ends the reading.
class SrxHandler : public XmlHandler {
 public:
  Status Start(std::string_view name, const XmlAttributes& attributes) override {
    const std::optional<std::string_view> own = OwnName(name);
    if (std::exchange(at_root_, false)) return StartRoot(own, attributes);
    if (text_ != nullptr) return Fault(fmt::format("<{}> stands in a pattern", Shortened(name)));
    if (!own) return absl::OkStatus();
    if (*own == "header") rules_.cascade = ValueOf(attributes, "cascade") == "yes";
    if (*own == "languagerule") return StartRuleSet(attributes);
    if (*own == "rule") return StartRule(attributes);
    if (*own == "languagemap") return AddMap(attributes);
    if (*own == "beforebreak" && in_rule_) text_ = &rules_.sets.back().rules.back().before;
    if (*own == "afterbreak" && in_rule_) text_ = &rules_.sets.back().rules.back().after;
    return absl::OkStatus();
  }

  Status End(std::string_view name) override {
    text_ = nullptr;
    if (OwnName(name) == "rule") in_rule_ = false;
    return absl::OkStatus();
  }

  Status Text(std::string_view text) override {
    if (text_ == nullptr) return absl::OkStatus();
    if (text_->size() + text.size() > kMaxSrxPatternBytes) {
      return Fault(fmt::format("a pattern of more than {} bytes", kMaxSrxPatternBytes));
    }
    text_->append(text);
    return absl::OkStatus();
  }

  // Requires: called before anything is read; `reader` outlives the reading.
  void SetReader(const XmlReader& reader) { reader_ = &reader; }
  SegmentationRules Take() { return std::move(rules_); }

 private:
  // Returns the name without the namespace of SRX, or nothing for elements of another.
  static std::optional<std::string_view> OwnName(std::string_view name) {
    const size_t separator = name.find(kNamespaceSeparator);
    if (separator == name.npos) return name;
    if (name.substr(0, separator) != kNamespace) return std::nullopt;
    return name.substr(separator + 1);
  }

  static Status StartRoot(std::optional<std::string_view> name, const XmlAttributes& attributes) {
    const std::string_view version = ValueOf(attributes, "version");
    if (name != "srx") return Fault("the root is no <srx> of SRX 2.0");
    if (version == "2.0") return absl::OkStatus();
    return Fault(fmt::format("SRX version '{}'; 2.0 is read", Shortened(version)));
  }

  Status StartRuleSet(const XmlAttributes& attributes) {
    const std::string_view name = ValueOf(attributes, "languagerulename");
    if (name.empty()) return Fault("<languagerule> without languagerulename");
    rules_.sets.push_back({std::string(name), {}});
    in_rule_ = false;
    return absl::OkStatus();
  }

  Status StartRule(const XmlAttributes& attributes) {
    if (rules_.sets.empty()) return Fault("<rule> outside of <languagerule>");
    if (++rule_count_ > kMaxSrxRules) return Fault(fmt::format("more than {} rules", kMaxSrxRules));
    const std::string_view breaks = ValueOf(attributes, "break");
    if (!breaks.empty() && breaks != "yes" && breaks != "no") {
      return Fault(fmt::format("break=\"{}\"; expected yes or no", Shortened(breaks)));
    }
    rules_.sets.back().rules.push_back(
        {.breaks = breaks != "no", .before = "", .after = "", .line = Line()});
    in_rule_ = true;
    return absl::OkStatus();
  }

  Status AddMap(const XmlAttributes& attributes) {
    SegmentationMap map{.pattern = std::string(ValueOf(attributes, "languagepattern")),
                        .rule_set = std::string(ValueOf(attributes, "languagerulename")),
                        .line = Line()};
    const auto is_meant = [&](const auto& set) { return set.name == map.rule_set; };
    if (std::none_of(rules_.sets.begin(), rules_.sets.end(), is_meant)) {
      return Fault(fmt::format("no <languagerule> '{}'", Shortened(map.rule_set)));
    }
    if (rules_.maps.size() >= kMaxSrxRules) return Fault("too many <languagemap>");
    rules_.maps.push_back(std::move(map));
    return absl::OkStatus();
  }

  int Line() const { return static_cast<int>(reader_->line()); }

  const XmlReader* reader_ = nullptr;
  SegmentationRules rules_;
  bool at_root_ = true;
  size_t rule_count_ = 0;
  bool in_rule_ = false;
  std::string* text_ = nullptr;  // The pattern that is being read.
};

void AppendRules(const SegmentationRuleSet& set, std::string& out) {
  out += fmt::format("      <languagerule languagerulename={}>\n", XmlQuoted(set.name));
  for (const SegmentationRule& rule : set.rules) {
    out += fmt::format(
        "        <rule break=\"{}\">\n          <beforebreak>{}</beforebreak>\n"
        "          <afterbreak>{}</afterbreak>\n        </rule>\n",
        rule.breaks ? "yes" : "no", XmlEscaped(rule.before), XmlEscaped(rule.after));
  }
  out += "      </languagerule>\n";
}

}  // namespace

StatusOr<SegmentationRules> ParseSrx(std::string_view name, std::string_view bytes) {
  if (bytes.size() > kMaxSrxBytes) {
    return Error(StatusCode::kInvalidArgument, "{}: {} bytes; at most {} are read", name,
                 bytes.size(), kMaxSrxBytes);
  }
  SrxHandler handler;
  XmlReader reader({.namespace_separator = kNamespaceSeparator, .max_depth = kMaxDepth}, handler);
  handler.SetReader(reader);
  Status status = reader.Feed(bytes);
  if (status.ok()) status = reader.Finish();
  if (status.ok()) return handler.Take();
  return Error(StatusCode::kInvalidArgument, "{}, line {}: {}", name, reader.line(),
               MessageOf(status));
}

std::string WriteSrx(const SegmentationRules& rules) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<srx xmlns=\"{}\" version=\"2.0\">\n"
      "  <header segmentsubflows=\"yes\" cascade=\"{}\">\n"
      "    <formathandle type=\"start\" include=\"no\"/>\n"
      "    <formathandle type=\"end\" include=\"yes\"/>\n"
      "    <formathandle type=\"isolated\" include=\"no\"/>\n  </header>\n"
      "  <body>\n    <languagerules>\n",
      kNamespace, rules.cascade ? "yes" : "no");
  for (const SegmentationRuleSet& set : rules.sets) AppendRules(set, out);
  out += "    </languagerules>\n    <maprules>\n";
  for (const SegmentationMap& map : rules.maps) {
    out += fmt::format("      <languagemap languagepattern={} languagerulename={}/>\n",
                       XmlQuoted(map.pattern), XmlQuoted(map.rule_set));
  }
  return out + "    </maprules>\n  </body>\n</srx>\n";
}

}  // namespace dragoman
