#include "jium/registry/organisation.h"

#include <gtest/gtest.h>

namespace jium::registry {
namespace {

Organisation centre(std::string name, std::string mail) {
  return {OrganisationId::random(), OrganisationKind::centre, std::move(name), std::move(mail), {}};
}

FaultKind kind_of(const Organisation& organisation) {
  const auto checked = check(organisation);
  EXPECT_FALSE(checked.has_value());
  return checked ? FaultKind::internal : checked.fault().kind;
}

TEST(Organisation, ACentreHasANameAndAMailAddress) {
  EXPECT_TRUE(check(centre("Centre A", "help@centre.example")).has_value());
  EXPECT_TRUE(check(centre("가 센터", "help@centre.example")).has_value());
}

TEST(Organisation, ANameIsCountedInCharactersAndNotInBytes) {
  std::string name;
  for (int i = 0; i < 120; ++i) name += "가";
  EXPECT_TRUE(check(centre(name, "a@b.example")).has_value());
  EXPECT_EQ(kind_of(centre(name + "a", "a@b.example")), FaultKind::malformed);
}

TEST(Organisation, ANameThatIsEmptyOrOfSeveralLinesIsMalformed) {
  for (const char* name : {"", "two\nlines", "a\rb", "a\tb", "a\x7f"}) {
    EXPECT_EQ(kind_of(centre(name, "a@b.example")), FaultKind::malformed) << name;
  }
}

TEST(Organisation, ACentreWithoutMailIsToldHowToAddIt) {
  const auto checked = check(centre("Centre A", ""));
  ASSERT_FALSE(checked.has_value());
  EXPECT_NE(checked.fault().what.find("--mail"), std::string::npos);
}

TEST(Organisation, OnlyACentreNeedsMail) {
  for (const auto kind : {OrganisationKind::police, OrganisationKind::committee, OrganisationKind::monitor,
                          OrganisationKind::platform, OrganisationKind::foreign_partner,
                          OrganisationKind::auditor, OrganisationKind::operations}) {
    EXPECT_TRUE(check({OrganisationId::random(), kind, "Body", "", {}}).has_value()) << to_text(kind);
  }
}

TEST(Organisation, WhatIsNoMailAddressIsMalformed) {
  for (const char* mail :
       {"help", "@centre.example", "help@", "he lp@centre.example", "help@centre.example\r\nBcc: x@y"}) {
    EXPECT_EQ(kind_of(centre("Centre A", mail)), FaultKind::malformed) << mail;
  }
  EXPECT_EQ(kind_of(centre("Centre A", std::string(250, 'a') + "@b.example")), FaultKind::malformed);
}

}  // namespace
}  // namespace jium::registry
