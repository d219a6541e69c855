// What a file and what is stored do not share: counted by kind, with the first places.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

// One kind of thing that was not taken over as it stands.
struct Loss {
  std::string what;
  uint64_t count = 0;
  std::vector<std::string> places;  // The first ones: "line 12", or the id of an entry.

  bool operator==(const Loss&) const = default;
};

// Thread-compatible.
class Losses {
 public:
  static constexpr size_t kMaxKinds = 100;  // All further ones are counted as one.
  static constexpr size_t kMaxPlaces = 3;

  void Add(std::string_view what, std::string_view place);
  // Returns them by name.
  std::vector<Loss> Counted() const;

 private:
  std::map<std::string, Loss, std::less<>> losses_;
};

}  // namespace dragoman
