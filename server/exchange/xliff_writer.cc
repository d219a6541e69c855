// Documents written as XLIFF: see rendered_document.h.
#include <algorithm>

#include "server/exchange/rendered_document.h"
#include "server/exchange/xliff_notes.h"
#include "server/exchange/xliff_text_writer.h"
#include "server/exchange/xml_text.h"
#include "server/model/writing.h"

namespace dragoman {
namespace {

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

// Returns the value of the attribute that names the document.
std::string QuotedName(const RenderedDocument& document) {
  return XmlQuoted(XmlHoldable(document.name.empty() ? "document" : document.name));
}

std::string_view DirectionOf(const Language& language) {
  return IsRightToLeft(language) ? "rtl" : "ltr";
}

bool HasTarget(const RenderedPart& part) { return part.target.has_value(); }

bool HasText(const RenderedBlock& block) {
  return std::any_of(block.parts.begin(), block.parts.end(),
                     [](const RenderedPart& part) { return part.is_segment; });
}

// Writes the blocks of one document; the methods of a version are 1 and 2.
class XliffFileWriter {
 public:
  XliffFileWriter(const RenderedDocument& document, XliffVersion version)
      : document_(document), version_(version) {}

  std::string Write() {
    const bool is_1 = version_ == XliffVersion::k1;
    out_ = kDeclaration;
    is_1 ? Begin1() : Begin2();
    for (const RenderedBlock& block : document_.blocks) {
      if (!HasText(block)) continue;
      ++unit_;
      is_1 ? AppendBlock1(block) : AppendBlock2(block);
    }
    out_ += is_1 ? "</body>\n</file>\n</xliff>\n" : "</file>\n</xliff>\n";
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void Add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  void Begin1() {
    Add("<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\">\n"
        "<file original={} source-language=\"{}\" target-language=\"{}\" datatype=\"plaintext\">\n"
        "<body>\n",
        QuotedName(document_), document_.languages.source.tag(), document_.languages.target.tag());
  }

  void Begin2() {
    Add("<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:mtc=\"{}\" xmlns:gls=\"{}\" "
        "version=\"2.1\" srcLang=\"{}\" trgLang=\"{}\">\n"
        "<file id=\"f1\" original={} srcDir=\"{}\" trgDir=\"{}\" xml:space=\"preserve\">\n",
        kXliffMatches, kXliffGlossary, document_.languages.source.tag(),
        document_.languages.target.tag(), QuotedName(document_),
        DirectionOf(document_.languages.source), DirectionOf(document_.languages.target));
  }

  std::vector<Segment> SourcesOf(const RenderedBlock& block) const {
    std::vector<Segment> sources;
    for (const RenderedPart& part : block.parts) sources.push_back(part.source);
    return sources;
  }

  std::string UnitAttributes(const RenderedBlock& block) const {
    return fmt::format(R"( id="{}"{})", unit_, block.is_locked ? R"( translate="no")" : "");
  }

  void AppendBlock1(const RenderedBlock& block) {
    XliffTextWriter texts(XliffVersion::k1, SourcesOf(block));
    Add("<trans-unit{} xml:space=\"preserve\">\n<source>", UnitAttributes(block));
    for (size_t i = 0; i < block.parts.size(); ++i) texts.AppendSource(i, out_);
    out_ += "</source>\n<seg-source>";
    AppendParts(block, [&](size_t i) { texts.AppendSource(i, out_); });
    out_ += "</seg-source>\n";
    if (std::any_of(block.parts.begin(), block.parts.end(), HasTarget)) {
      AppendTarget1(block, texts);
    }
    AppendNotes1(block);
    out_ += "</trans-unit>\n";
  }

  // Appends the parts, segments in a <mrk>.
  template <typename Append>
  void AppendParts(const RenderedBlock& block, const Append& append) {
    size_t mid = 0;
    for (size_t i = 0; i < block.parts.size(); ++i) {
      if (block.parts[i].is_segment) Add("<mrk mtype=\"seg\" mid=\"{}\">", ++mid);
      append(i);
      if (block.parts[i].is_segment) out_ += "</mrk>";
    }
  }

  void AppendTarget1(const RenderedBlock& block, XliffTextWriter& texts) {
    std::vector<const SegmentNotes*> notes;
    bool is_whole = true;
    for (const RenderedPart& part : block.parts) {
      if (!part.is_segment) continue;
      notes.push_back(&part.notes);
      is_whole = is_whole && part.target;
    }
    const XliffState state = XliffWrittenState(notes, is_whole);
    out_ += "<target";
    if (!state.state.empty()) Add(" state=\"{}\"", state.state);
    if (!state.detail.empty()) Add(" state-qualifier=\"{}\"", state.detail);
    out_ += '>';
    AppendParts(block, [&](size_t i) {
      const RenderedPart& part = block.parts[i];
      if (part.target) texts.AppendTarget(i, *part.target, out_);
      if (!part.is_segment) texts.AppendTarget(i, part.source, out_);
    });
    out_ += "</target>\n";
  }

  void AppendNotes1(const RenderedBlock& block) {
    size_t mid = 0;
    for (const RenderedPart& part : block.parts) {
      if (!part.is_segment) continue;
      const std::string id = std::to_string(++mid);
      for (const Candidate& one : part.notes.candidates) {
        Add("{}\n",
            XliffAltTrans(one, CandidateXmlOf(XliffVersion::k1, one), id, document_.languages));
      }
      const std::string note = XliffTermNote(part.notes.terms, part.source.text);
      if (!note.empty()) Add("{}{}</note>\n", kXliffTermNoteTag, note);
    }
  }

  void AppendBlock2(const RenderedBlock& block) {
    XliffTextWriter texts(XliffVersion::k2, SourcesOf(block));
    Add("<unit{}>\n", UnitAttributes(block));
    AppendMatches2(block);
    AppendTerms2(block);
    const std::string segments = Segments2(block, texts);
    const std::string data = texts.OriginalData();
    if (!data.empty()) Add("{}\n", data);
    Add("{}</unit>\n", segments);
  }

  // Calls `take` with each segment and its id.
  template <typename Take>
  static void ForEachSegment(const RenderedBlock& block, const Take& take) {
    size_t count = 0;
    for (const RenderedPart& part : block.parts) {
      if (part.is_segment) take(part, fmt::format("s{}", ++count));
    }
  }

  void AppendMatches2(const RenderedBlock& block) {
    std::string matches;
    ForEachSegment(block, [&](const RenderedPart& part, const std::string& id) {
      for (const Candidate& one : part.notes.candidates) {
        matches += XliffMatch(one, CandidateXmlOf(XliffVersion::k2, one), "mtc", id) + "\n";
      }
    });
    if (!matches.empty()) Add("<mtc:matches>\n{}</mtc:matches>\n", matches);
  }

  void AppendTerms2(const RenderedBlock& block) {
    std::string entries;
    ForEachSegment(block, [&](const RenderedPart& part, const std::string& id) {
      for (const std::string& entry :
           XliffGlossEntries(part.notes.terms, part.source.text, "gls", id)) {
        entries += entry + "\n";
      }
    });
    if (!entries.empty()) Add("<gls:glossary>\n{}</gls:glossary>\n", entries);
  }

  static std::string Segments2(const RenderedBlock& block, XliffTextWriter& texts) {
    const bool any = std::any_of(block.parts.begin(), block.parts.end(), HasTarget);
    std::string out;
    size_t count = 0;
    for (size_t i = 0; i < block.parts.size(); ++i) {
      const RenderedPart& part = block.parts[i];
      out += part.is_segment ? fmt::format(R"(<segment id="s{}"{}>)", ++count, Attributes2(part))
                             : "<ignorable>";
      out += "<source>";
      texts.AppendSource(i, out);
      out += "</source>";
      if (part.target || (any && !part.is_segment)) {
        out += "<target>";
        texts.AppendTarget(i, part.target ? *part.target : part.source, out);
        out += "</target>";
      }
      out += part.is_segment ? "</segment>\n" : "</ignorable>\n";
    }
    return out;
  }

  static std::string Attributes2(const RenderedPart& part) {
    const XliffState state = XliffWrittenState(XliffVersion::k2, part.notes);
    if (!part.target || state.state.empty()) return "";
    return fmt::format(R"( state="{}"{})", state.state,
                       state.detail.empty() ? "" : fmt::format(R"( subState="{}")", state.detail));
  }

  const RenderedDocument& document_;
  const XliffVersion version_;
  std::string out_;
  size_t unit_ = 0;
};

}  // namespace

std::string WriteXliff(const RenderedDocument& document, XliffVersion version) {
  return XliffFileWriter(document, version).Write();
}

}  // namespace dragoman
