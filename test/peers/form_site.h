// An operator that is reached by a web form only: a page with a hidden token that is worth nothing without
// the cookie it came with, and a place to post the form to. It answers what it is told to answer, at the
// moment at which it is told to, so that a story can kill the sender at any of them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "jium/base/result.h"

namespace jium::peers {

struct PostedForm {
  std::map<std::string, std::string> fields;  // decoded
  bool in_session = false;                    // the token is the one that this cookie was given
};

class FormSite {
 public:
  enum class Mood {
    thanks,         // 200 and the words of thanks
    thanks_twice,   // the same answer a second time behind the first
    redirects,      // 303 to a page of thanks on the same host
    refuses,        // 200 and the words of refusal
    says_both,      // thanks and refusal on one page
    says_neither,   // 200 and other words
    fails,          // 500, with the words of thanks
    comes_later,    // 429
    breaks_off,     // takes the form and closes the connection
    silent,         // takes the form and never answers
    asks_a_person,  // the page of the form shows a captcha
    has_no_page,    // 404 for the page of the form
  };

  [[nodiscard]] static Result<std::unique_ptr<FormSite>> open();
  FormSite(const FormSite&) = delete;
  FormSite& operator=(const FormSite&) = delete;
  ~FormSite();

  void set_mood(Mood mood);
  // Called, on the site's own thread, once the page of the form was asked for and before it is answered; and
  // once a form is there whole and before it is answered.
  void on_page(std::function<void()> then);
  void on_post(std::function<void()> then);

  // All forms that arrived whole, whatever they were answered, in the order in which they came.
  [[nodiscard]] std::vector<PostedForm> posted() const;
  // How many of them say this in the field `reference`.
  [[nodiscard]] int posted_about(const std::string& reference) const;
  [[nodiscard]] int pages_shown() const;
  [[nodiscard]] std::string page() const { return address_of("/abuse/form"); }
  [[nodiscard]] std::string action() const { return address_of("/abuse/send"); }
  [[nodiscard]] std::string address_of(const std::string& path) const;

  static constexpr const char* kThanks = "Your report has been received";
  static constexpr const char* kRefusal = "This is not an address of ours";

 private:
  struct Counter;
  FormSite();
  std::unique_ptr<Counter> counter_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace jium::peers
