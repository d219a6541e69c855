// Texts with codes of other formats as XLIFF holds them: what xliff_segment.h reads back.
//
// 1.2: <bpt id="1" rid="1" ctype="x-dragoman">&lt;b></bpt>, its <ept>, <ph>, and <it> for one
//      without its partner; characters that XML refuses as <ph ctype="x-dragoman-character">.
// 2.x: <sc id="1" type="other" subType="dragoman:code" dataRef="d1"/>, its <ec>, <ph>, and the code
//      itself in <originalData>; characters that XML refuses as <cp>.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/exchange/xliff_segment.h"

namespace dragoman {

// Appends text between tags.
void AppendXliffText(XliffVersion version, std::string_view text, std::string& out);

// Writes the texts of one unit. Thread-compatible.
class XliffTextWriter {
 public:
  // `sources` are the source texts of the unit in order, together one text: codes are paired
  // across them.
  XliffTextWriter(XliffVersion version, std::vector<Segment> sources);

  // Appends a source.
  void AppendSource(size_t index, std::string& out);
  // Appends the translation of a source; its codes have the ids of the source's equal ones.
  void AppendTarget(size_t index, const Segment& target, std::string& out);

  // Returns the <originalData> of what was written, "" for none.
  std::string OriginalData() const;

 private:
  // A code's number, which it shares with its partner.
  struct Id {
    uint32_t number = 0;
    bool is_paired = false;
  };

  void Append(const Segment& segment, const std::vector<Id>& ids, std::string& out);
  void AppendCode1(const Code& code, const Id& id, std::string& out) const;
  void AppendCode2(const Code& code, const Id& id, std::string& out);
  std::vector<Id> TargetIds(size_t index, const Segment& target);
  Id NewId(CodeKind kind, std::vector<Id>& ids, std::vector<size_t>& open);

  const XliffVersion version_;
  const std::vector<Segment> sources_;
  std::vector<std::vector<Id>> ids_;  // Of the codes of each source.
  uint32_t last_id_ = 0;
  std::set<uint32_t> opened_;                        // The numbers of codes that the targets open.
  std::map<std::string, size_t, std::less<>> data_;  // Number of each code's content.
  std::vector<std::string> data_order_;
};

}  // namespace dragoman
