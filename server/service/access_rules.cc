#include "server/service/access_rules.h"

#include <absl/synchronization/mutex.h>

#include <map>
#include <memory>
#include <optional>

#include "server/base/status.h"

namespace dragoman {
namespace {

namespace pb = google::protobuf;

constexpr size_t kMostRecordedBytes = 500;

const pb::MethodDescriptor* MethodOf(const pb::Descriptor& request) {
  for (int i = 0; i < request.file()->service_count(); ++i) {
    const pb::ServiceDescriptor& service = *request.file()->service(i);
    for (int j = 0; j < service.method_count(); ++j) {
      if (service.method(j)->input_type() == &request) return service.method(j);
    }
  }
  return nullptr;
}

// Calls `visit` with each message that holds the path's last field. Fields of that message alone
// are not looked at: `visit` does.
void WalkTo(const pb::Message& message, const std::vector<const pb::FieldDescriptor*>& path,
            size_t depth, const std::function<void(const pb::Message&)>& visit) {
  if (depth + 1 == path.size()) return visit(message);
  const pb::FieldDescriptor& field = *path[depth];
  const pb::Reflection& reflection = *message.GetReflection();
  if (field.is_repeated()) {
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      WalkTo(reflection.GetRepeatedMessage(message, &field, i), path, depth + 1, visit);
    }
  } else if (reflection.HasField(message, &field)) {
    WalkTo(reflection.GetMessage(message, &field), path, depth + 1, visit);
  }
}

// Calls `visit` with each value of a field of strings.
void VisitStrings(const pb::Message& message, const pb::FieldDescriptor& field,
                  const std::function<void(const std::string&)>& visit) {
  const pb::Reflection& reflection = *message.GetReflection();
  std::string scratch;
  if (!field.is_repeated()) return visit(reflection.GetStringReference(message, &field, &scratch));
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    visit(reflection.GetRepeatedStringReference(message, &field, i, &scratch));
  }
}

// Returns the memory or glossary in a name such as "memories/un/units/5", "memories/un" or "un".
std::optional<NamedResource> ResourceIn(ResourceKind kind, std::string_view name) {
  const std::string prefix = fmt::format("{}/", CollectionOf(kind));
  if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  const auto id = ParseResourceId(kind, name.substr(0, name.find('/')));
  if (!id.ok()) return std::nullopt;
  return NamedResource{kind, *id};
}

std::optional<NamedResource> NamedBy(v1::NamedResource what, std::string_view name) {
  switch (what) {
    case v1::MEMORY_NAME:
    case v1::NEW_MEMORY_ID:
      return ResourceIn(ResourceKind::kMemory, name);
    case v1::GLOSSARY_NAME:
    case v1::NEW_GLOSSARY_ID:
      return ResourceIn(ResourceKind::kGlossary, name);
    case v1::RESOURCE_NAME:
      if (name == kServerResource) return NamedResource{ResourceKind::kMemory, kServerResource};
      if (const auto kind = KindOfName(name)) return ResourceIn(*kind, name);
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

// Returns a value as words; "" for one that is not set.
std::string TextOf(const pb::Message& message, const pb::FieldDescriptor& field) {
  const pb::Reflection& reflection = *message.GetReflection();
  if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING) {
    return reflection.GetString(message, &field);
  }
  if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_ENUM) {
    return reflection.GetEnum(message, &field)->name();
  }
  return "";
}

}  // namespace

const MethodRule& MethodRule::Of(const pb::Descriptor& request) {
  static absl::Mutex mutex;
  static auto& rules = *new std::map<const pb::Descriptor*, std::unique_ptr<MethodRule>>();
  const absl::MutexLock lock(&mutex);
  std::unique_ptr<MethodRule>& rule = rules[&request];
  if (rule == nullptr) rule.reset(new MethodRule(request));
  return *rule;
}

MethodRule::MethodRule(const pb::Descriptor& request) {
  AddFields(request, {});
  const pb::MethodDescriptor* method = MethodOf(request);
  if (method == nullptr) return;
  method_ = fmt::format("{}.{}", method->service()->name(), method->name());
  access_ = method->options().GetExtension(v1::access);
}

// Looks into the messages that the request is made of, but not into what it is about (a Unit, say):
// such a field has an option itself, or names nothing.
void MethodRule::AddFields(const pb::Descriptor& message, const Path& above) {
  constexpr size_t kDeepest = 4;
  for (int i = 0; i < message.field_count() && above.size() < kDeepest; ++i) {
    const pb::FieldDescriptor* field = message.field(i);
    Path path = above;
    path.push_back(field);
    if (field->options().GetExtension(v1::recorded)) recorded_.push_back(path);
    const v1::NamedResource kind = field->options().GetExtension(v1::names);
    const bool holds_messages = field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE;
    if (kind != v1::NAMED_RESOURCE_UNSPECIFIED) {
      if (holds_messages) path.push_back(field->message_type()->FindFieldByName("name"));
      named_.push_back({std::move(path), kind});
    } else if (holds_messages && field->message_type()->file()->package() == "dragoman.v1") {
      AddFields(*field->message_type(), path);
    }
  }
}

Role MethodRule::RoleOn(ResourceKind kind) const {
  const bool own = kind == ResourceKind::kGlossary && access_.glossary_role() != 0;
  return dragoman::RoleOf(own ? access_.glossary_role() : access_.role());
}

void MethodRule::Visit(const pb::Message& request,
                       const std::function<void(const NamedResource&)>& visit) const {
  for (const Named& named : named_) {
    WalkTo(request, named.path, 0, [&](const pb::Message& message) {
      VisitStrings(message, *named.path.back(), [&](const std::string& name) {
        if (const auto resource = NamedBy(named.kind, name)) visit(*resource);
      });
    });
  }
}

std::string MethodRule::RecordedOf(const pb::Message& request) const {
  std::string text;
  for (const Path& path : recorded_) {
    WalkTo(request, path, 0, [&](const pb::Message& message) {
      const std::string value = TextOf(message, *path.back());
      if (value.empty()) return;
      text += fmt::format("{}{}={}", text.empty() ? "" : " ", path.back()->name(), value);
    });
  }
  return Shortened(text, kMostRecordedBytes);
}

}  // namespace dragoman
