#include "jium/registry/closed_way.h"

#include <gtest/gtest.h>

namespace jium::registry {
namespace {

bool is_closed(const char* text) {
  return check_closed_way(*WebAddress::parse(text)).has_value();
}

TEST(ClosedWay, IsHttpsOrStaysOnThisMachine) {
  EXPECT_TRUE(is_closed("https://site.example/api"));
  EXPECT_TRUE(is_closed("http://127.0.0.1:8080/api"));
  EXPECT_TRUE(is_closed("http://[::1]/api"));
  EXPECT_FALSE(is_closed("http://site.example/api"));
  EXPECT_FALSE(is_closed("http://127.site.example/api")) << "a name that only looks like an address";
  EXPECT_FALSE(is_closed("http://10.0.0.1/api"));
}

}  // namespace
}  // namespace jium::registry
