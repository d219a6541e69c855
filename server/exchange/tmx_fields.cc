#include "server/exchange/tmx_fields.h"

#include <absl/strings/numbers.h>

#include <array>
#include <chrono>
#include <utility>
#include <vector>

#include "server/exchange/name_table.h"
#include "server/exchange/unit_columns.h"
#include "server/exchange/xml_text.h"

namespace dragoman {
namespace {

constexpr int64_t kMicros = 1'000'000;
constexpr std::string_view kEscapedSuffix = "-escaped";
constexpr std::string_view kPropertyName = "property:";
constexpr size_t kMaxChangeIdBytes = 200;  // An author's.

// Returns the number that a run of digits of the pattern 00000000T000000Z stands for.
int NumberAt(std::string_view text, size_t begin, size_t size) {
  int number = 0;
  for (const char c : text.substr(begin, size)) number = number * 10 + (c - '0');
  return number;
}

std::string FormatTmxTime(int64_t micros) {
  using std::chrono::floor;
  const std::chrono::sys_time<std::chrono::microseconds> time{std::chrono::microseconds(micros)};
  const auto day = floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(floor<std::chrono::seconds>(time - day));
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

// A prop of ours.
struct OwnProp {
  std::string_view name;  // What follows "x-dragoman-", without the suffix.
  std::string text;       // Without escapes; but for the properties, which have them in both.
};

StatusOr<OwnProp> ReadOwnProp(const TmxItem& item) {
  OwnProp prop{.name = std::string_view(item.type).substr(kOwnPropPrefix.size()),
               .text = item.text};
  const bool is_escaped =
      prop.name.ends_with(kEscapedSuffix) && !prop.name.starts_with(kPropertyName);
  if (!is_escaped) return prop;
  prop.name.remove_suffix(kEscapedSuffix.size());
  ASSIGN_OR_RETURN(prop.text, UnescapeFromXml(item.text));
  return prop;
}

StatusOr<int64_t> MicrosOfProp(std::string_view text) {
  int64_t micros = 0;
  if (absl::SimpleAtoi(ToAbsl(text), &micros) && micros >= 0) return micros;
  return Error(StatusCode::kInvalidArgument, "'{}' is no time; write microseconds since 1970 UTC",
               Shortened(text));
}

// Calls `take` with each prop of ours and leaves out of the record those that it takes.
template <typename Take>
Status TakeOwnProps(TmxRecord& record, const Take& take) {
  std::vector<TmxItem> kept;
  for (TmxItem& item : record.items) {
    bool taken = false;
    if (!item.is_note && item.type.starts_with(kOwnPropPrefix)) {
      StatusOr<OwnProp> prop = ReadOwnProp(item);
      const StatusOr<bool> result = prop.ok() ? take(*prop) : StatusOr<bool>(prop.status());
      if (!result.ok()) {
        return Error(StatusCode::kInvalidArgument, "<prop type=\"{}\">: {}", Shortened(item.type),
                     MessageOf(result.status()));
      }
      taken = *result;
    }
    if (!taken) kept.push_back(std::move(item));
  }
  record.items = std::move(kept);
  return absl::OkStatus();
}

// A time of a unit, with the names that TMX and we have for it.
struct TimeField {
  int64_t Unit::*value;
  std::string_view attribute;
  std::string_view name;
};
constexpr TimeField kCreated{&Unit::created_micros, "creationdate", "created"};
constexpr TimeField kChanged{&Unit::changed_micros, "changedate", "changed"};

struct TextField {
  std::string Unit::*value;
  std::string_view name;
};
constexpr std::array kUnitTexts{TextField{&Unit::document, "document"},
                                TextField{&Unit::domain, "domain"}};

// What the props of ours say beside the fields they set.
struct Stated {
  bool author = false;
  bool created = false;
  bool changed = false;
  std::string created_fraction{};
  std::string changed_fraction{};
};

// Sets the field that a prop is about; returns false when it is about none.
StatusOr<bool> TakeUnitProp(OwnProp& prop, Unit& unit, Stated& stated) {
  for (const TextField& field : kUnitTexts) {
    if (prop.name != field.name) continue;
    unit.*field.value = std::move(prop.text);
    return true;
  }
  if (prop.name == "author") {
    unit.author = std::move(prop.text);
    stated.author = true;
  } else if (prop.name == "origin") {
    ASSIGN_OR_RETURN(unit.origin, ValueOfName<Origin>(kOriginNames, prop.text));
  } else if (prop.name == "state") {
    ASSIGN_OR_RETURN(unit.state, ValueOfName<ReviewState>(kStateNames, prop.text));
  } else if (prop.name == "created") {
    ASSIGN_OR_RETURN(unit.created_micros, MicrosOfProp(prop.text));
    stated.created = true;
  } else if (prop.name == "changed") {
    ASSIGN_OR_RETURN(unit.changed_micros, MicrosOfProp(prop.text));
    stated.changed = true;
  } else if (prop.name == "created-fraction") {
    stated.created_fraction = std::move(prop.text);
  } else if (prop.name == "changed-fraction") {
    stated.changed_fraction = std::move(prop.text);
  } else if (prop.name.starts_with(kPropertyName)) {
    ASSIGN_OR_RETURN(const std::string key,
                     UnescapeFromXml(prop.name.substr(kPropertyName.size())));
    ASSIGN_OR_RETURN(unit.properties[key], UnescapeFromXml(prop.text));
  } else {
    return false;
  }
  return true;
}

// Returns the microseconds of a fraction that belongs to the attribute's time, else 0.
int64_t FractionOf(std::string_view attribute, std::string_view fraction) {
  int64_t micros = 0;
  if (!fraction.starts_with(attribute)) return 0;
  fraction.remove_prefix(attribute.size());
  const bool is_read = fraction.size() == 7 && fraction.front() == '.' &&
                       absl::SimpleAtoi(ToAbsl(fraction.substr(1)), &micros) && micros > 0;
  return is_read ? micros : 0;
}

void TakeTime(const TimeField& field, std::string_view fraction, TmxRecord& record, Unit& unit) {
  const auto attribute = record.attributes.find(std::string(field.attribute));
  if (attribute == record.attributes.end()) return;
  const std::optional<int64_t> time = ParseTmxTime(attribute->second);
  if (!time) return;
  unit.*field.value = *time + FractionOf(attribute->second, fraction);
  record.attributes.erase(attribute);
}

void TakeAuthor(TmxRecord& record, Unit& unit) {
  const auto attribute = record.attributes.find("changeid");
  if (attribute == record.attributes.end() || attribute->second.empty()) return;
  if (attribute->second.size() > kMaxChangeIdBytes) return;
  unit.author = std::move(attribute->second);
  record.attributes.erase(attribute);
}

void AddProp(std::string_view name, std::string_view text, TmxRecord& record) {
  const bool holds = XmlHolds(text);
  record.items.push_back(
      {.type = fmt::format("{}{}{}", kOwnPropPrefix, name, holds ? "" : kEscapedSuffix),
       .text = holds ? std::string(text) : EscapeForXml(text)});
}

void AddTime(const TimeField& field, const Unit& unit, TmxRecord& record) {
  const int64_t micros = unit.*field.value;
  const std::string name(field.attribute);
  const bool is_free = !record.attributes.contains(name);
  if (is_free && micros == 0) return;
  const std::string time = FormatTmxTime(micros);
  if (!is_free || ParseTmxTime(time) != micros - micros % kMicros) {  // It may not hold the year.
    return AddProp(field.name, std::to_string(micros), record);
  }
  record.attributes[name] = time;
  if (micros % kMicros == 0) return;
  AddProp(fmt::format("{}-fraction", field.name), fmt::format("{}.{:06}", time, micros % kMicros),
          record);
}

void AddAuthor(const Unit& unit, TmxRecord& record) {
  const bool is_free = !record.attributes.contains("changeid");
  if (is_free && unit.author.empty()) return;
  if (is_free && XmlHolds(unit.author)) {
    record.attributes["changeid"] = unit.author;
  } else {
    AddProp("author", unit.author, record);
  }
}

}  // namespace

std::optional<int64_t> ParseTmxTime(std::string_view text) {
  constexpr std::string_view kPattern = "00000000T000000Z";
  if (text.size() != kPattern.size()) return std::nullopt;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool fits =
        kPattern[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == kPattern[i];
    if (!fits) return std::nullopt;
  }
  const std::chrono::year_month_day date{
      std::chrono::year(NumberAt(text, 0, 4)),
      std::chrono::month(static_cast<unsigned>(NumberAt(text, 4, 2))),
      std::chrono::day(static_cast<unsigned>(NumberAt(text, 6, 2)))};
  const int hour = NumberAt(text, 9, 2);
  const int minute = NumberAt(text, 11, 2);
  const int second = NumberAt(text, 13, 2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const int64_t micros = (((days * 24 + hour) * 60 + minute) * 60 + second) * kMicros;
  return micros > 0 ? std::optional(micros) : std::nullopt;
}

Status TakeUnitFields(TmxRecord& record, Unit& unit) {
  Stated stated;
  RETURN_IF_ERROR(
      TakeOwnProps(record, [&](OwnProp& prop) { return TakeUnitProp(prop, unit, stated); }));
  if (!stated.author) TakeAuthor(record, unit);
  if (!stated.created) TakeTime(kCreated, stated.created_fraction, record, unit);
  if (!stated.changed) TakeTime(kChanged, stated.changed_fraction, record, unit);
  return absl::OkStatus();
}

Status TakeVariantFields(TmxRecord& record, Variant& variant) {
  return TakeOwnProps(record, [&](OwnProp& prop) -> StatusOr<bool> {
    if (prop.name == "previous") {
      variant.previous = std::move(prop.text);
    } else if (prop.name == "next") {
      variant.next = std::move(prop.text);
    } else {
      return false;
    }
    return true;
  });
}

void AddUnitFields(const Unit& unit, TmxRecord& record) {
  AddAuthor(unit, record);
  AddTime(kCreated, unit, record);
  AddTime(kChanged, unit, record);
  for (const TextField& field : kUnitTexts) {
    if (!(unit.*field.value).empty()) AddProp(field.name, unit.*field.value, record);
  }
  if (unit.origin != Origin::kUnspecified) {
    AddProp("origin", NameOfValue(kOriginNames, unit.origin), record);
  }
  if (unit.state != ReviewState::kUnspecified) {
    AddProp("state", NameOfValue(kStateNames, unit.state), record);
  }
}

void AddVariantFields(const Variant& variant, TmxRecord& record) {
  if (variant.previous) AddProp("previous", *variant.previous, record);
  if (variant.next) AddProp("next", *variant.next, record);
}

}  // namespace dragoman
