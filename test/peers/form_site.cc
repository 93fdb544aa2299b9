#include "peers/form_site.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>

#include "jium/base/guarded.h"

namespace jium::peers {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace {

using Question = http::request<http::string_body>;
using Answer = http::response<http::string_body>;
using Mood = FormSite::Mood;

struct Office {
  std::vector<PostedForm> posted;
  int pages = 0;
  Mood mood = Mood::thanks;
  std::function<void()> on_page, on_post;
};

std::string text_of(beast::string_view text) {
  return {text.data(), text.size()};
}

std::string decoded(std::string_view text) {
  const auto digit = [](char one) {
    return one <= '9' ? one - '0' : (one | 0x20) - 'a' + 10;  // of those that a sender writes
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::map<std::string, std::string> fields_of(std::string_view body) {
  std::map<std::string, std::string> fields;
  while (!body.empty()) {
    const auto end = std::min(body.find('&'), body.size());
    const std::string_view one = body.substr(0, end);
    const auto equals = std::min(one.find('='), one.size() - 1);
    fields[decoded(one.substr(0, equals))] = decoded(one.substr(equals + 1));
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return fields;
}

// A token belongs to the session whose number it ends with.
std::string page_of_form(int session, bool captcha) {
  return "<html><body><form method=post action=/abuse/send>"
         "<input name=url><input name=reference>"
         "<input type=\"hidden\" name=\"csrf\" value=\"token-of-" +
         std::to_string(session) + "\">" + (captcha ? "<div class=\"g-recaptcha\"></div>" : "") +
         "</form></body></html>";
}

std::string words_for(Mood mood) {
  switch (mood) {
    case Mood::refuses:
      return FormSite::kRefusal;
    case Mood::says_both:
      return std::string(FormSite::kThanks) + ". " + FormSite::kRefusal;
    case Mood::says_neither:
      return "Something is here";
    default:
      return FormSite::kThanks;
  }
}

Answer base_answer(const Question& question, http::status status, std::string body) {
  Answer answer{status, question.version()};
  answer.set(http::field::content_type, "text/html");
  answer.body() = std::move(body);
  answer.keep_alive(false);
  answer.prepare_payload();
  return answer;
}

Answer show_page(const Question& question, Guarded<Office>& guarded) {
  std::function<void()> then;
  Mood mood{};
  int session = 0;
  {
    auto office = guarded.lock();
    session = ++office->pages;
    mood = office->mood;
    then = office->on_page;
  }
  if (then) then();
  if (mood == Mood::has_no_page) return base_answer(question, http::status::not_found, "nothing here");
  Answer answer = base_answer(question, http::status::ok, page_of_form(session, mood == Mood::asks_a_person));
  answer.set(http::field::set_cookie, "session=" + std::to_string(session) + "; Path=/abuse");
  return answer;
}

// Nothing: the site keeps silent, or breaks off.
std::optional<Answer> take_form(const Question& question, Guarded<Office>& guarded, Mood& mood) {
  PostedForm form{fields_of(question.body()), false};
  const std::string cookie = text_of(question[http::field::cookie]);
  form.in_session = cookie.starts_with("session=") && form.fields["csrf"] == "token-of-" + cookie.substr(8);
  std::function<void()> then;
  {
    auto office = guarded.lock();
    office->posted.push_back(std::move(form));
    mood = office->mood;
    then = office->on_post;
  }
  if (then) then();
  if (mood == Mood::silent || mood == Mood::breaks_off) return std::nullopt;
  if (mood == Mood::comes_later) return base_answer(question, http::status::too_many_requests, "later");
  if (mood == Mood::fails)
    return base_answer(question, http::status::internal_server_error, FormSite::kThanks);
  if (mood == Mood::redirects) {
    Answer answer = base_answer(question, http::status::see_other, "");
    answer.set(http::field::location, "/abuse/thanks");
    return answer;
  }
  return base_answer(question, http::status::ok, "<p>" + words_for(mood) + "</p>");
}

asio::awaitable<void> serve(tcp::socket socket, Guarded<Office>& office) {
  beast::flat_buffer buffer;
  Question question;
  co_await http::async_read(socket, buffer, question, asio::use_awaitable);
  const std::string path = text_of(question.target());
  if (question.method() == http::verb::get) {
    const Answer answer = path == "/abuse/form" ? show_page(question, office)
                          : path == "/abuse/thanks"
                              ? base_answer(question, http::status::ok, FormSite::kThanks)
                              : base_answer(question, http::status::not_found, "");
    co_await http::async_write(socket, answer, asio::use_awaitable);
    co_return;
  }
  Mood mood{};
  const std::optional<Answer> answer = take_form(question, office, mood);
  if (!answer && mood == Mood::silent) {
    asio::steady_timer never(socket.get_executor(), asio::steady_timer::time_point::max());
    co_await never.async_wait(asio::use_awaitable);
  }
  if (!answer) co_return;
  co_await http::async_write(socket, *answer, asio::use_awaitable);
  if (mood == Mood::thanks_twice) co_await http::async_write(socket, *answer, asio::use_awaitable);
}

asio::awaitable<void> welcome(tcp::acceptor& acceptor, Guarded<Office>& office) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), office), asio::detached);
  }
}

}  // namespace

struct FormSite::Counter {
  Guarded<Office> office;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
};

FormSite::FormSite() : counter_(std::make_unique<Counter>()) {}

Result<std::unique_ptr<FormSite>> FormSite::open() {
  std::unique_ptr<FormSite> site(new FormSite);
  Counter& counter = *site->counter_;
  try {
    // Recipes take plain http for this address alone (docs/formats/form_recipe.md).
    const tcp::endpoint place(asio::ip::make_address("127.0.0.1"), 0);
    counter.acceptor.open(place.protocol());
    counter.acceptor.bind(place);
    counter.acceptor.listen();
    site->port_ = counter.acceptor.local_endpoint().port();
  } catch (const boost::system::system_error&) {
    return fault(FaultKind::outside, "the test's form found no port on loopback");
  }
  asio::co_spawn(counter.io, welcome(counter.acceptor, counter.office), asio::detached);
  site->thread_ = std::thread([&counter] { counter.io.run(); });
  return site;
}

FormSite::~FormSite() {
  counter_->io.stop();
  if (thread_.joinable()) thread_.join();
}

void FormSite::set_mood(Mood mood) {
  counter_->office.lock()->mood = mood;
}

void FormSite::on_page(std::function<void()> then) {
  counter_->office.lock()->on_page = std::move(then);
}

void FormSite::on_post(std::function<void()> then) {
  counter_->office.lock()->on_post = std::move(then);
}

std::vector<PostedForm> FormSite::posted() const {
  return counter_->office.lock()->posted;
}

int FormSite::posted_about(const std::string& reference) const {
  const auto all = posted();
  return static_cast<int>(std::ranges::count_if(all, [&](const PostedForm& one) {
    const auto at = one.fields.find("reference");
    return at != one.fields.end() && at->second == reference;
  }));
}

int FormSite::pages_shown() const {
  return counter_->office.lock()->pages;
}

std::string FormSite::address_of(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

}  // namespace jium::peers
