#include "jium/linkage/trace_box.h"

#include <gtest/gtest.h>

namespace jium::linkage {
namespace {

const casework::CaseId kCase(7), kOther(8);
const NormalTrace kTrace{TraceKind::handle, "telegram:darkwolf"};

TEST(TraceBox, IsReadAgainByItsCentreAlone) {
  const auto keys = casework::make_identity_keys();
  const Bytes box = seal_trace(kTrace, kCase, keys.open).value();
  EXPECT_EQ(box.size(), kTraceBox);
  EXPECT_EQ(open_trace(box, keys, kCase).value(), kTrace);
  EXPECT_FALSE(open_trace(box, casework::make_identity_keys(), kCase).has_value());
  EXPECT_FALSE(open_trace(box, keys, kOther).has_value()) << "moved to another case";
  Bytes broken = box;
  broken.back() ^= 1U;
  EXPECT_FALSE(open_trace(broken, keys, kCase).has_value());
  EXPECT_FALSE(open_trace({}, keys, kCase).has_value());
}

TEST(TraceBox, IsAlwaysAsLong) {
  const auto keys = casework::make_identity_keys();
  EXPECT_EQ(seal_trace({TraceKind::phrase, std::string(500, 'a')}, kCase, keys.open).value().size(),
            kTraceBox);
  EXPECT_FALSE(seal_trace({TraceKind::phrase, std::string(1100, 'a')}, kCase, keys.open).has_value());
}

}  // namespace
}  // namespace jium::linkage
