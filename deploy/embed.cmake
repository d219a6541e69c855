# Writes the bytes of file IN as a C++ string view named kEmbedded_ID into OUT.
file(READ ${IN} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUT} "#include <string_view>
namespace dragoman {
namespace {
constexpr unsigned char kBytes_${ID}[] = {${bytes}0};
}
extern const std::string_view kEmbedded_${ID};
const std::string_view kEmbedded_${ID}(reinterpret_cast<const char*>(kBytes_${ID}), sizeof(kBytes_${ID}) - 1);
}  // namespace dragoman
")
