// Whether the texts of an XLIFF file may be translated, as the elements around them say.
#pragma once

#include <string_view>
#include <vector>

#include "server/exchange/xml_reader.h"

namespace dragoman {

// Thread-compatible.
class TranslateScope {
 public:
  // Returns what an element says of its texts: inner elements say it anew or take it over.
  bool Of(const XmlAttributes& attributes) const {
    const std::string_view stated = ValueOf(attributes, "translate");
    return stated.empty() ? around_.back() : stated != "no";
  }
  // Enters and leaves an element that holds others.
  void Push(const XmlAttributes& attributes) { around_.push_back(Of(attributes)); }
  void Pop() { around_.pop_back(); }

 private:
  std::vector<bool> around_{true};
};

}  // namespace dragoman
