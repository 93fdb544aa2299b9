#include "jium/outside/mail.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "jium/outside/curl_handle.h"
#include "jium/outside/mail_server.h"

namespace jium::outside {
namespace {

using removal::Delivery;
using removal::DeliveryOutcome;

// The text on its way, and the one moment of handing over. libcurl asks for more only when all it had is
// written to the socket, and sends the end mark when it is told that nothing is left.
struct Hand {
  const std::string* text = nullptr;
  std::size_t given = 0;
  const std::function<bool()>* hand_over = nullptr;
  std::optional<bool> handed_over;
};

// An exception may not pass through libcurl; whoever throws has not made the moment durable.
bool handed_over(const std::function<bool()>& hand_over) {
  try {
    return hand_over();
  } catch (...) {
    return false;
  }
}

std::size_t give_text(char* out, std::size_t size, std::size_t count, void* data) {
  auto& hand = *static_cast<Hand*>(data);
  const std::size_t length = std::min(size * count, hand.text->size() - hand.given);
  if (length > 0) {
    std::memcpy(out, hand.text->data() + hand.given, length);
    hand.given += length;
    return length;
  }
  if (!hand.handed_over) hand.handed_over = handed_over(*hand.hand_over);
  return *hand.handed_over ? 0 : CURL_READFUNC_ABORT;
}

// What a server says has no place in a fault or a log: it may quote the letter.
std::size_t drop(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

Delivery delivery(DeliveryOutcome outcome, long code, const char* reason) {
  return {outcome, static_cast<int>(code), reason};
}

// After the end mark: only a reply to it says what became of the letter.
Delivery after_hand_over(CURLcode result, long code) {
  if (result == CURLE_OK) return delivery(DeliveryOutcome::accepted, code, "the mail server took the letter");
  if (code >= 500 && code < 600) {
    return delivery(DeliveryOutcome::refused, code, "the mail server refused the letter after reading it");
  }
  if (code >= 400 && code < 500) {
    return delivery(DeliveryOutcome::postponed, code, "the mail server cannot take the letter now");
  }
  return delivery(
      DeliveryOutcome::unknown, 0,
      "the connection ended before the mail server said whether it took the letter: ask the receiver");
}

// Before the end mark nothing was delivered, whatever went wrong.
Delivery before_hand_over(CURLcode result, long code) {
  const auto postponed = [](const char* reason) { return delivery(DeliveryOutcome::postponed, 0, reason); };
  switch (result) {
    case CURLE_USE_SSL_FAILED:
      return postponed(
          "the mail server offers no encryption (STARTTLS): nothing was sent; ask its administrator");
    case CURLE_PEER_FAILED_VERIFICATION:
      return postponed("the certificate of the mail server is not valid: nothing was sent");
    case CURLE_SSL_CONNECT_ERROR:
      return postponed("no secure connection to the mail server could be made");
    case CURLE_SSL_CACERT_BADFILE:
      return postponed("the file of trusted certificates cannot be read: check the mail settings");
    case CURLE_LOGIN_DENIED:
      return postponed("the mail server refused the sign-in: check the mail settings");
    case CURLE_COULDNT_RESOLVE_HOST:
      return postponed("the name of the mail server is not known: check the settings");
    case CURLE_COULDNT_CONNECT:
      return postponed("the mail server cannot be reached");
    case CURLE_OPERATION_TIMEDOUT:
      return postponed("the mail server took too long");
    default:
      break;
  }
  // RFC 4954: a sign-in is asked for or was not good enough: that is about our settings.
  if (code == 530 || code == 534 || code == 535 || code == 538) {
    return delivery(DeliveryOutcome::postponed, code,
                    "the mail server wants another sign-in: check the mail settings");
  }
  // libcurl says so of a no to MAIL, RCPT or DATA; a no before them is to us and not to the letter.
  if (result == CURLE_SEND_ERROR && code >= 500 && code < 600) {
    return delivery(DeliveryOutcome::refused, code, "the mail server refused the sender or the receiver");
  }
  if (code >= 400 && code < 600) {
    return delivery(DeliveryOutcome::postponed, code, "the mail server does not take letters from us now");
  }
  return postponed("the mail server broke off before the letter was handed over");
}

class SmtpCourier final : public removal::Courier {
 public:
  explicit SmtpCourier(MailSettings settings) : settings_(std::move(settings)) {}

  Delivery send(const removal::Letter& letter, const std::function<bool()>& hand_over) override {
    const Result<std::string> text = compose(letter, SystemClock().now());
    if (!text) return {DeliveryOutcome::refused, 0, text.fault().what};
    const PipeSignalBlock block;
    const Result<CurlHandle> handle = make_curl_handle();
    const CurlList receivers = with_entry(nullptr, "<" + letter.to + ">");
    if (!handle || !receivers) return delivery(DeliveryOutcome::postponed, 0, "memory is out");

    Hand hand{&*text, 0, &hand_over, std::nullopt};
    CURL* const curl = handle->get();
    // The path is said in EHLO: the sender's domain and not the name of this machine.
    set_mail_server(curl, settings_, "smtp", letter.from.substr(letter.from.find('@') + 1));
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + letter.from + ">").c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers.get());
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, &give_text);
    curl_easy_setopt(curl, CURLOPT_READDATA, &hand);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &drop);
    const CURLcode result = curl_easy_perform(curl);

    long code = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    if (!hand.handed_over) return before_hand_over(result, code);
    if (!*hand.handed_over) return delivery(DeliveryOutcome::postponed, 0, "the letter was not handed over");
    return after_hand_over(result, code);
  }

 private:
  const MailSettings settings_;
};

}  // namespace

Result<std::unique_ptr<removal::Courier>> make_smtp_courier(MailSettings settings) {
  JIUM_CHECK(check_mail_server(settings));
  return std::make_unique<SmtpCourier>(std::move(settings));
}

}  // namespace jium::outside
