#include "jium/http/problem.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <map>

#include "jium/base/result.h"

namespace jium::http {
namespace {

TEST(Problem, EveryKindOfFaultHasItsStatus) {
  const std::map<FaultKind, int> expected{{FaultKind::malformed, 400}, {FaultKind::forbidden, 403},
                                          {FaultKind::missing, 404},   {FaultKind::conflict, 409},
                                          {FaultKind::busy, 503},      {FaultKind::late, 503},
                                          {FaultKind::outside, 503},   {FaultKind::internal, 500}};
  for (const auto& [kind, status] : expected)
    EXPECT_EQ(problem_reply(fault(kind, "why")).status, status) << name_of(kind);
}

TEST(Problem, IsTheDocumentOfRfc9457) {
  const Reply reply = problem_reply(fault(FaultKind::missing, "no such case"));
  EXPECT_EQ(reply.content_type, "application/problem+json");
  EXPECT_EQ(
      boost::json::parse(reply.body),
      (boost::json::value{
          {"type", "about:blank"}, {"title", "Not Found"}, {"status", 404}, {"detail", "no such case"}}));
}

TEST(Problem, SaysWhenToTryAgainWhereThatMayHelp) {
  for (const FaultKind kind : {FaultKind::busy, FaultKind::late, FaultKind::outside})
    EXPECT_EQ(problem_reply(fault(kind, "x")).headers, (decltype(Reply::headers){{"Retry-After", "1"}}));
  for (const FaultKind kind : {FaultKind::missing, FaultKind::conflict, FaultKind::internal})
    EXPECT_TRUE(problem_reply(fault(kind, "x")).headers.empty());
}

TEST(Problem, KeepsWhatIsWrongInsideInside) {
  const Reply reply = problem_reply(fault(FaultKind::internal, "sqlite: table request_7"));
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body.find("sqlite"), std::string::npos);
}

}  // namespace
}  // namespace jium::http
