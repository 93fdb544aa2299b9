#include "peers/mail_sink.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <mutex>
#include <sstream>
#include <system_error>
#include <thread>

namespace jium::peers {
namespace {

using boost::asio::ip::tcp;

const tcp::endpoint kAnyPort(boost::asio::ip::address_v4::loopback(), 0);
constexpr Duration kPatience = std::chrono::seconds{20};

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

std::string text_or_empty(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

std::string with_plain_line_ends(std::string text) {
  std::erase(text, '\r');
  return text;
}

std::string body_of(GMimeMessage* message) {
  GMimeObject* const part = g_mime_message_get_mime_part(message);
  if (part == nullptr || !GMIME_IS_TEXT_PART(part)) return {};
  char* const text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
  std::string body = text_or_empty(text);
  g_free(text);
  return with_plain_line_ends(std::move(body));
}

// One encoded word at a time, and the blank between two of them dropped (RFC 2047, 6.2): GMime 3.2.13 itself
// loses a base64 word that follows one with padding.
std::string subject_of(GMimeMessage* message) {
  GMimeHeaderList* const headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
  GMimeHeader* const header = g_mime_header_list_get_header(headers, "Subject");
  std::istringstream raw(header == nullptr ? "" : g_mime_header_get_raw_value(header));
  std::string subject;
  bool after_encoded = false;
  for (std::string word; raw >> word;) {
    const bool encoded = word.starts_with("=?") && word.ends_with("?=");
    char* const text = g_mime_utils_header_decode_text(nullptr, word.c_str());
    if (!subject.empty() && !(encoded && after_encoded)) subject += ' ';
    subject += text;
    g_free(text);
    after_encoded = encoded;
  }
  return subject;
}

std::string receiver_of(GMimeMessage* message) {
  InternetAddressList* const all = g_mime_message_get_to(message);
  if (all == nullptr || internet_address_list_length(all) != 1) return {};
  InternetAddress* const one = internet_address_list_get_address(all, 0);
  if (!INTERNET_ADDRESS_IS_MAILBOX(one)) return {};
  return text_or_empty(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)));
}

Result<ReceivedLetter> read_letter(const std::string& mime) {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(mime.data(), mime.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) return fault(FaultKind::malformed, "the mail server was handed something that is no message");
  const char* const reference = g_mime_object_get_header(GMIME_OBJECT(message.get()), "X-Jium-Reference");
  return ReceivedLetter{.to = receiver_of(message.get()),
                        .subject = subject_of(message.get()),
                        .reference = text_or_empty(reference),
                        .message_id = text_or_empty(g_mime_message_get_message_id(message.get())),
                        .body = body_of(message.get())};
}

Result<std::uint16_t> free_port() {
  try {
    boost::asio::io_context io;
    return tcp::acceptor(io, kAnyPort).local_endpoint().port();
  } catch (const boost::system::system_error&) {
    return fault(FaultKind::outside, "no port on loopback is free");
  }
}

bool takes_connections(std::uint16_t port) {
  boost::asio::io_context io;
  tcp::socket socket(io);
  boost::system::error_code problem;
  socket.connect(tcp::endpoint(kAnyPort.address(), port), problem);
  return !problem;
}

Result<ChildProcess> start_server(const std::filesystem::path& maildir, std::uint16_t port) {
  // Debian's own Python, whatever else is in the path: the package is installed for that one.
  JIUM_TRY(ChildProcess server,
           ChildProcess::start({.command = {"/usr/bin/python3", "-m", "aiosmtpd", "-n", "-l",
                                            "127.0.0.1:" + std::to_string(port), "-c",
                                            "aiosmtpd.handlers.Mailbox", maildir.string()},
                                .environment = {},
                                .error_file = {}}));
  for (Duration waited{0}; waited < kPatience; waited += Duration{20}) {
    if (server.wait(Duration{20})) break;
    if (takes_connections(port)) return server;
  }
  return fault(FaultKind::outside,
               "the mail server does not start: is the package python3-aiosmtpd installed?");
}

}  // namespace

Result<std::unique_ptr<MailSink>> MailSink::start() {
  JIUM_TRY(TemporaryFolder folder, TemporaryFolder::make());
  JIUM_TRY(const std::uint16_t port, free_port());
  JIUM_TRY(ChildProcess server, start_server(folder.path() / "mail", port));
  return std::unique_ptr<MailSink>(new MailSink(std::move(folder), port, std::move(server)));
}

Result<std::vector<ReceivedLetter>> MailSink::letters() const {
  std::vector<ReceivedLetter> all;
  // A letter appears in "new" only when it is complete: that is what a Maildir promises.
  std::error_code problem;
  const std::filesystem::directory_iterator files(folder_.path() / "mail" / "new", problem);
  if (problem) return fault(FaultKind::missing, "the mail server has no folder for letters yet");
  for (const auto& file : files) {
    JIUM_TRY(const std::string mime, read_file(file.path()));
    JIUM_TRY(ReceivedLetter letter, read_letter(mime));
    all.push_back(std::move(letter));
  }
  return all;
}

Result<std::vector<ReceivedLetter>> MailSink::letters_about(const std::string& reference) const {
  JIUM_TRY(std::vector<ReceivedLetter> found, letters());
  std::erase_if(found, [&](const ReceivedLetter& letter) { return letter.reference != reference; });
  return found;
}

}  // namespace jium::peers
