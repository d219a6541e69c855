#include "server/exchange/srx.h"

#include <absl/strings/str_replace.h>
#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <type_traits>

namespace dragoman {
namespace {

constexpr std::string_view kNamespace = "http://www.lisa.org/srx20";
constexpr char kSeparator = '|';  // Between namespace and name.
constexpr size_t kMaxDepth = 32;

using Attributes = std::map<std::string, std::string>;

// Takes the elements of one file as expat meets them; the first fault ends the reading.
class SrxHandler {
 public:
  explicit SrxHandler(XML_Parser parser) : parser_(parser) {}

  void Start(std::string_view name, const Attributes& attributes) {
    if (++depth_ > kMaxDepth) return Fail("elements are nested too deep");
    const std::optional<std::string_view> own = OwnName(name);
    if (depth_ == 1) return StartRoot(own, attributes);
    if (!own) return;
    if (*own == "header") rules_.cascade = ValueOf(attributes, "cascade") == "yes";
    if (*own == "languagerule") StartRuleSet(attributes);
    if (*own == "rule") StartRule(attributes);
    if (*own == "languagemap") AddMap(attributes);
    if (*own == "beforebreak" && in_rule_) text_ = &rules_.sets.back().rules.back().before;
    if (*own == "afterbreak" && in_rule_) text_ = &rules_.sets.back().rules.back().after;
  }

  void End(std::string_view name) {
    --depth_;
    text_ = nullptr;
    if (OwnName(name) == "rule") in_rule_ = false;
  }

  void Text(std::string_view text) {
    if (text_ == nullptr) return;
    if (text_->size() + text.size() > kMaxSrxPatternBytes) {
      return Fail(fmt::format("a pattern of more than {} bytes", kMaxSrxPatternBytes));
    }
    text_->append(text);
  }

  void Fail(std::string message) {
    if (!fault_.empty()) return;
    fault_ = std::move(message);
    line_ = Line();
    XML_StopParser(parser_, XML_FALSE);
  }

  int Line() const { return static_cast<int>(XML_GetCurrentLineNumber(parser_)); }
  const std::string& fault() const { return fault_; }
  int line() const { return line_; }
  SegmentationRules Take() { return std::move(rules_); }

 private:
  // Returns the name without the namespace of SRX, or nothing for elements of another.
  static std::optional<std::string_view> OwnName(std::string_view name) {
    const size_t separator = name.find(kSeparator);
    if (separator == name.npos) return name;
    if (name.substr(0, separator) != kNamespace) return std::nullopt;
    return name.substr(separator + 1);
  }

  static std::string ValueOf(const Attributes& attributes, const std::string& name) {
    const auto found = attributes.find(name);
    return found == attributes.end() ? "" : found->second;
  }

  void StartRoot(std::optional<std::string_view> name, const Attributes& attributes) {
    const std::string version = ValueOf(attributes, "version");
    if (name != "srx") return Fail("the root is no <srx> of SRX 2.0");
    if (version != "2.0") Fail(fmt::format("SRX version '{}'; 2.0 is read", Shortened(version)));
  }

  void StartRuleSet(const Attributes& attributes) {
    const std::string name = ValueOf(attributes, "languagerulename");
    if (name.empty()) return Fail("<languagerule> without languagerulename");
    rules_.sets.push_back({name, {}});
  }

  void StartRule(const Attributes& attributes) {
    if (rules_.sets.empty()) return Fail("<rule> outside of <languagerule>");
    if (++rule_count_ > kMaxSrxRules) return Fail(fmt::format("more than {} rules", kMaxSrxRules));
    const std::string breaks = ValueOf(attributes, "break");
    if (!breaks.empty() && breaks != "yes" && breaks != "no") {
      return Fail(fmt::format("break=\"{}\"; expected yes or no", Shortened(breaks)));
    }
    rules_.sets.back().rules.push_back(
        {.breaks = breaks != "no", .before = "", .after = "", .line = Line()});
    in_rule_ = true;
  }

  void AddMap(const Attributes& attributes) {
    SegmentationMap map{.pattern = ValueOf(attributes, "languagepattern"),
                        .rule_set = ValueOf(attributes, "languagerulename"),
                        .line = Line()};
    const auto is_meant = [&](const auto& set) { return set.name == map.rule_set; };
    if (std::none_of(rules_.sets.begin(), rules_.sets.end(), is_meant)) {
      return Fail(fmt::format("no <languagerule> '{}'", Shortened(map.rule_set)));
    }
    if (rules_.maps.size() >= kMaxSrxRules) return Fail("too many <languagemap>");
    rules_.maps.push_back(std::move(map));
  }

  XML_Parser parser_;
  SegmentationRules rules_;
  size_t depth_ = 0;
  size_t rule_count_ = 0;
  bool in_rule_ = false;
  std::string* text_ = nullptr;  // The pattern that is being read.
  std::string fault_;
  int line_ = 0;
};

SrxHandler& HandlerOf(void* data) { return *static_cast<SrxHandler*>(data); }

void OnStart(void* data, const XML_Char* name, const XML_Char** pairs) {
  Attributes attributes;
  for (; *pairs != nullptr; pairs += 2) attributes[pairs[0]] = pairs[1];
  HandlerOf(data).Start(name, attributes);
}

void OnEnd(void* data, const XML_Char* name) { HandlerOf(data).End(name); }

void OnText(void* data, const XML_Char* text, int size) {
  HandlerOf(data).Text({text, static_cast<size_t>(size)});
}

void OnDoctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  HandlerOf(data).Fail("a document type; remove the <!DOCTYPE ...>");
}

std::string Escaped(std::string_view text) {
  return absl::StrReplaceAll(ToAbsl(text),
                             {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

void AppendRules(const SegmentationRuleSet& set, std::string& out) {
  out += fmt::format("      <languagerule languagerulename=\"{}\">\n", Escaped(set.name));
  for (const SegmentationRule& rule : set.rules) {
    out += fmt::format(
        "        <rule break=\"{}\">\n          <beforebreak>{}</beforebreak>\n"
        "          <afterbreak>{}</afterbreak>\n        </rule>\n",
        rule.breaks ? "yes" : "no", Escaped(rule.before), Escaped(rule.after));
  }
  out += "      </languagerule>\n";
}

}  // namespace

StatusOr<SegmentationRules> ParseSrx(std::string_view name, std::string_view bytes) {
  if (bytes.size() > kMaxSrxBytes) {
    return Error(StatusCode::kInvalidArgument, "{}: {} bytes; at most {} are read", name,
                 bytes.size(), kMaxSrxBytes);
  }
  using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)>;
  const Parser parser(XML_ParserCreateNS(nullptr, kSeparator), XML_ParserFree);
  SrxHandler handler(parser.get());
  XML_SetUserData(parser.get(), &handler);
  XML_SetElementHandler(parser.get(), OnStart, OnEnd);
  XML_SetCharacterDataHandler(parser.get(), OnText);
  XML_SetStartDoctypeDeclHandler(parser.get(), OnDoctype);
  const XML_Status status =
      XML_Parse(parser.get(), bytes.data(), static_cast<int>(bytes.size()), XML_TRUE);
  if (status == XML_STATUS_OK) return handler.Take();
  const bool is_xml = !handler.fault().empty();
  return Error(StatusCode::kInvalidArgument, "{}, line {}: {}", name,
               is_xml ? handler.line() : handler.Line(),
               is_xml ? handler.fault() : XML_ErrorString(XML_GetErrorCode(parser.get())));
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
    out += fmt::format("      <languagemap languagepattern=\"{}\" languagerulename=\"{}\"/>\n",
                       Escaped(map.pattern), Escaped(map.rule_set));
  }
  return out + "    </maprules>\n  </body>\n</srx>\n";
}

}  // namespace dragoman
