#include "server/exchange/tmx_record.h"

#include <absl/strings/numbers.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "server/exchange/xml_text.h"
#include "server/model/segment.h"

namespace dragoman {
namespace {

// Longer ones, or more of them, are written as properties, so that the tags stay within what is
// read.
constexpr size_t kMaxAttributeBytes = 1000;
constexpr size_t kMaxWrittenAttributes = 50;

// What a key says.
struct Key {
  std::string language{};
  enum Kind : uint8_t { kAttribute, kNote, kProp } kind = kProp;
  size_t number = 1;        // Of several of one kind and type, from 1.
  std::string attribute{};  // The name; of a note or prop: "" for its text.
  std::string type{};       // Of a prop.
};

// Returns whether a name is one of an attribute that needs no declaration.
bool IsAttributeName(std::string_view name) {
  if (name.starts_with("xmlns")) return false;
  if (name.starts_with("xml:")) name.remove_prefix(4);
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [is_letter](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
         });
}

// Returns whether a type cannot stand as a key of its own.
bool IsReserved(std::string_view type) {
  return type.starts_with(kTmxPrefix) || type.starts_with(kOwnPropPrefix) || IsBlank(type);
}

std::string Format(const Key& key, std::string_view prefix = kTmxPrefix) {
  const bool is_plain = key.language.empty() && key.kind == Key::kProp && key.number == 1 &&
                        key.attribute.empty() && !IsReserved(key.type);
  if (is_plain) return key.type;
  std::string text(prefix);
  if (!key.language.empty()) text += key.language + "/";
  if (key.kind == Key::kAttribute) return text + key.attribute;
  text += key.kind == Key::kNote ? "note" : "prop";
  if (key.number > 1) text += fmt::format("#{}", key.number);
  if (!key.attribute.empty()) text += fmt::format("[{}]", key.attribute);
  return key.kind == Key::kNote ? text : fmt::format("{}:{}", text, key.type);
}

// Takes the characters before the first of `ends` off the text and returns them.
std::string_view TakeUntil(std::string_view ends, std::string_view& text) {
  const std::string_view head = text.substr(0, text.find_first_of(ends));
  text.remove_prefix(head.size());
  return head;
}

// Reads what follows "note" or "prop": a number and the name of an attribute, both optional.
bool ParseItemKey(std::string_view& rest, Key& key) {
  if (rest.starts_with('#')) {
    rest.remove_prefix(1);
    if (!absl::SimpleAtoi(ToAbsl(TakeUntil("[:", rest)), &key.number)) return false;
  }
  if (!rest.starts_with('[')) return true;
  rest.remove_prefix(1);
  key.attribute = TakeUntil("]", rest);
  if (!rest.starts_with(']') || !IsAttributeName(key.attribute)) return false;
  rest.remove_prefix(1);
  return true;
}

// Returns what a key says, or nothing for keys that no file gives.
std::optional<Key> Parse(std::string_view text, const std::vector<std::string>& languages) {
  Key key;
  std::string_view rest = text;
  if (!rest.starts_with(kTmxPrefix)) {
    key.type = text;
    return IsReserved(text) ? std::nullopt : std::optional(key);
  }
  rest.remove_prefix(kTmxPrefix.size());
  const std::string_view language = rest.substr(0, rest.find('/'));
  if (std::find(languages.begin(), languages.end(), language) != languages.end() &&
      language.size() < rest.size()) {
    key.language = language;
    rest.remove_prefix(language.size() + 1);
  }
  std::string_view tail = rest;
  const std::string_view head = TakeUntil("#[:", tail);
  if (head == "note" || (head == "prop" && !tail.empty())) {
    key.kind = head == "note" ? Key::kNote : Key::kProp;
    if (!ParseItemKey(tail, key)) return std::nullopt;
    if (key.kind == Key::kProp && tail.starts_with(':')) key.type = tail.substr(1);
  } else {
    key.kind = Key::kAttribute;
    key.attribute = rest;
    if (!IsAttributeName(key.attribute)) return std::nullopt;
  }
  if (key.type.starts_with(kOwnPropPrefix)) return std::nullopt;  // It would be read as a field.
  return Format(key) == text ? std::optional(key) : std::nullopt;
}

// Notes and props of one kind and type in one record, by number.
struct Group {
  std::map<size_t, TmxItem> items;
  std::vector<std::pair<std::string, Key>> keys;
};
using GroupName = std::tuple<std::string, Key::Kind, std::string>;

// Sorts properties into records; what has no place stays aside.
class RecordBuilder {
 public:
  explicit RecordBuilder(const std::vector<std::string>& languages) : languages_(languages) {}

  void Add(const std::string& text, const std::string& value) {
    const std::optional<Key> key =
        XmlHolds(text) && XmlHolds(value) ? Parse(text, languages_) : std::nullopt;
    if (!key || (key->kind == Key::kAttribute && !AddAttribute(*key, value))) {
      aside_.insert(text);
    } else if (key->kind != Key::kAttribute) {
      AddItem(text, *key, value);
    }
  }

  std::map<std::string, TmxRecord> Finish(const Properties& properties) {
    for (auto& [name, group] : groups_) AddGroup(name, group);
    for (const std::string& key : aside_) {
      records_[""].items.push_back(
          {.type = fmt::format("{}property:{}", kOwnPropPrefix, EscapeForXml(key)),
           .text = EscapeForXml(properties.at(key))});
    }
    return std::move(records_);
  }

 private:
  bool AddAttribute(const Key& key, const std::string& value) {
    auto& attributes = records_[key.language].attributes;
    const bool names_language = key.attribute == "lang" || key.attribute == "xml:lang";
    if (value.size() > kMaxAttributeBytes || attributes.size() >= kMaxWrittenAttributes ||
        (names_language && !key.language.empty())) {
      return false;
    }
    attributes[key.attribute] = value;
    return true;
  }

  void AddItem(const std::string& text, const Key& key, const std::string& value) {
    Group& group = groups_[{key.language, key.kind, key.type}];
    group.keys.emplace_back(text, key);
    TmxItem& item = group.items[key.number];
    if (key.attribute.empty()) {
      item.is_note = key.kind == Key::kNote;
      item.type = key.type;
      item.text = value;
      texts_.insert(&item);
    } else {
      item.attributes[key.attribute] = value;
    }
  }

  // Reading counts items from 1: those after a gap, or without a text, have no place.
  void AddGroup(const GroupName& name, Group& group) {
    size_t count = 0;
    for (auto& [number, item] : group.items) {
      const bool is_written = number == count + 1 && texts_.contains(&item) && Fits(item);
      if (!is_written) break;
      ++count;
    }
    for (const auto& [text, key] : group.keys) {
      if (key.number > count) aside_.insert(text);
    }
    for (size_t i = 1; i <= count; ++i) {
      records_[std::get<0>(name)].items.push_back(std::move(group.items[i]));
    }
  }

  static bool Fits(const TmxItem& item) {
    return item.attributes.size() < kMaxWrittenAttributes && !item.attributes.contains("type") &&
           std::all_of(item.attributes.begin(), item.attributes.end(), [](const auto& attribute) {
             return attribute.second.size() <= kMaxAttributeBytes;
           });
  }

  const std::vector<std::string>& languages_;
  std::map<std::string, TmxRecord> records_;
  std::map<GroupName, Group> groups_;
  std::set<const TmxItem*> texts_;  // The items that have their text.
  std::set<std::string> aside_;
};

}  // namespace

Status AddTmxProperties(const TmxRecord& record, std::string_view language, Properties& properties,
                        std::string_view prefix) {
  const auto add = [&properties, prefix](const Key& key, const std::string& value) {
    properties[Format(key, prefix)] = value;
  };
  for (const auto& [name, value] : record.attributes) {
    if (name == "note") {
      return Error(StatusCode::kInvalidArgument, "an attribute 'note' is none of TMX; remove it");
    }
    add({.language = std::string(language), .kind = Key::kAttribute, .attribute = name}, value);
  }
  std::map<std::pair<bool, std::string>, size_t> counts;
  for (const TmxItem& item : record.items) {
    Key key{.language = std::string(language),
            .kind = item.is_note ? Key::kNote : Key::kProp,
            .number = ++counts[{item.is_note, item.type}],
            .type = item.type};
    add(key, item.text);
    for (const auto& [name, value] : item.attributes) {
      key.attribute = name;
      add(key, value);
    }
  }
  return absl::OkStatus();
}

std::map<std::string, TmxRecord> TmxRecordsOf(const Properties& properties,
                                              const std::vector<std::string>& languages) {
  RecordBuilder builder(languages);
  for (const auto& [key, value] : properties) builder.Add(key, value);
  return builder.Finish(properties);
}

}  // namespace dragoman
