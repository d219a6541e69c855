// What TMX says of a <tu> or <tuv> beside its texts, and the properties that keep it.
//
// Keys:  a <prop type="TYPE"> of a <tu>: TYPE. Everything else begins with "tmx:":
//          tmx:NAME               an attribute of the <tu>, such as tmx:tuid
//          tmx:note               its first <note>; tmx:note#2 the second
//          tmx:prop#2:TYPE        its second <prop> of one type; tmx:prop:TYPE the first, where
//          TYPE
//                                 is empty or begins as keys of ours do
//          tmx:prop[NAME]:TYPE    an attribute of the <prop>; tmx:note#2[NAME] of a <note>
//          tmx:LANG/...           the same of the <tuv> in LANG
//        Properties that have no such place in a file, because of their key or because XML cannot
//        hold them, are written as <prop type="x-dragoman-property:KEY">, both escaped.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

// A <prop> or <note>.
struct TmxItem {
  bool is_note = false;
  std::string type{};  // Of a <prop>.
  std::string text{};
  std::map<std::string, std::string> attributes{};  // Without the type.
};

struct TmxRecord {
  std::map<std::string, std::string> attributes{};  // Without the language.
  std::vector<TmxItem> items{};
};

using Properties = std::map<std::string, std::string>;

inline constexpr std::string_view kOwnPropPrefix = "x-dragoman-";

inline constexpr std::string_view kTmxPrefix = "tmx:";

// Adds the properties that keep a record; language "": of a <tu>. Other formats have another
// prefix than "tmx:". Errors: InvalidArgument.
Status AddTmxProperties(const TmxRecord& record, std::string_view language, Properties& properties,
                        std::string_view prefix = kTmxPrefix);

// Returns the records that properties keep, by language; "" is that of the <tu>. Properties of
// other languages than `languages` are with the <tu>.
std::map<std::string, TmxRecord> TmxRecordsOf(const Properties& properties,
                                              const std::vector<std::string>& languages);

}  // namespace dragoman
