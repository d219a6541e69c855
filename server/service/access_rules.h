// What each method needs of its caller, read from the options of its descriptor
// (proto/dragoman/v1/access.proto). A method is known by its request: each has a message of its
// own.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <string>
#include <vector>

#include "dragoman/v1/access.pb.h"
#include "server/model/access.h"
#include "server/model/resource.h"

namespace dragoman {

// A memory, a glossary or the server, as a request names it.
struct NamedResource {
  ResourceKind kind = ResourceKind::kMemory;
  std::string id;  // kServerResource: the server.
};

// Immutable.
class MethodRule {
 public:
  // Returns the rule of the method that takes this message; one without a rule has the scope
  // SCOPE_UNSPECIFIED, and is called by nobody.
  static const MethodRule& Of(const google::protobuf::Descriptor& request);

  // "MemoryService.WriteUnits"; "" when no method takes the message.
  const std::string& method() const { return method_; }
  const v1::AccessRule& access() const { return access_; }
  Role RoleOn(ResourceKind kind) const;

  // Calls `visit` with each memory and glossary that the request names, those to be made too. What
  // can be no name is left out: the method refuses it.
  void Visit(const google::protobuf::Message& request,
             const std::function<void(const NamedResource&)>& visit) const;
  // Returns what the audit log has of a request, e.g. "principal=anna role=READER".
  std::string RecordedOf(const google::protobuf::Message& request) const;

 private:
  using Path = std::vector<const google::protobuf::FieldDescriptor*>;
  struct Named {
    Path path;
    v1::NamedResource kind;
  };

  explicit MethodRule(const google::protobuf::Descriptor& request);
  void AddFields(const google::protobuf::Descriptor& message, const Path& above);

  std::string method_;
  v1::AccessRule access_;
  std::vector<Named> named_;
  std::vector<Path> recorded_;
};

template <typename Request>
const MethodRule& RuleOf() {
  static const MethodRule& rule = MethodRule::Of(*Request::descriptor());
  return rule;
}

// The model's values and the wire's are the same numbers.
inline Role RoleOf(v1::Role role) { return static_cast<Role>(role); }
inline v1::Role ToWire(Role role) { return static_cast<v1::Role>(role); }

}  // namespace dragoman
