#include "jium/intake/form_body.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "jium/intake/intake_fixture.h"

namespace jium::intake {
namespace {

TEST(FormBody, IsReadAsBrowsersWriteIt) {
  const auto form = Form::read("a=one+two&a=%EC%A7%80%20%2B&b=&c&d=x%0D%0Ay");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->all("a"), (std::vector<std::string>{"one two", "지 +"}));
  EXPECT_EQ(form->one("a"), "one two");
  EXPECT_EQ(form->one("b"), "");
  EXPECT_EQ(form->one("none"), "");
  EXPECT_TRUE(form->all("none").empty());
  EXPECT_EQ(form->one("d"), "x\ny");
}

TEST(FormBody, IsRefusedWhenItIsNoText) {
  for (const char* const body : {"a=%zz", "a=%ff", "a=%00", "a=%1b%5B", "a=\x01", "%c3%28=a", "a= b"})
    EXPECT_FALSE(Form::read(body)) << body;
  EXPECT_TRUE(Form::read(""));
  EXPECT_TRUE(Form::read("a=%09%0A"));
}

TEST(FormBody, HasItsLimits) {
  EXPECT_TRUE(Form::read("a=" + std::string(kFormBytes - 2, 'b')));
  EXPECT_FALSE(Form::read("a=" + std::string(kFormBytes - 1, 'b')));
  std::string many = "a=1";
  for (std::size_t i = 1; i < kFormFields; ++i) many += "&a=1";
  EXPECT_TRUE(Form::read(many));
  EXPECT_FALSE(Form::read(many + "&a=1"));
}

TEST(FormBody, ComesBackAsItWasWritten) {
  rc::check([](const std::vector<std::uint8_t>& bytes) {
    std::string text;
    for (const auto byte : bytes) text += static_cast<char>(0x20 + byte % 0x5F);
    const auto form = Form::read(form_of({{"name", text}}));
    RC_ASSERT(form.has_value());
    RC_ASSERT(form->one("name") == text);
  });
}

TEST(FormBody, IsKnownByItsType) {
  EXPECT_TRUE(is_form_type("application/x-www-form-urlencoded"));
  EXPECT_TRUE(is_form_type("Application/X-WWW-Form-Urlencoded ; charset=UTF-8"));
  for (const char* const type : {"", "multipart/form-data", "image/jpeg", "application/json", "text/plain"})
    EXPECT_FALSE(is_form_type(type)) << type;
}

}  // namespace
}  // namespace jium::intake
