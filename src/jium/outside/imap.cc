#include "jium/outside/imap.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "jium/outside/mail_server.h"
#include "jium/outside/reply_reader.h"

namespace jium::outside {
namespace {

using removal::MailboxPage;
using removal::MailboxPlace;

constexpr std::size_t kMostAnswer = 1024 * 1024;  // of a search: some 100,000 numbers

struct Answer {
  std::string text;
  std::size_t most = kMostAnswer;
};

// Whatever is beyond the limit is read and let go, so that the connection stays whole.
std::size_t take(char* data, std::size_t size, std::size_t count, void* into) {
  auto& answer = *static_cast<Answer*>(into);
  const std::size_t room = answer.most - std::min(answer.most, answer.text.size());
  answer.text.append(data, std::min(size * count, room));
  return size * count;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

bool is_folder(std::string_view name) {
  return !name.empty() && name.size() <= 100 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == '/';
  });
}

Fault failed(CURLcode result) {
  switch (result) {
    case CURLE_LOGIN_DENIED:
      return fault(FaultKind::outside, "the mailbox refused the sign-in: check the settings [replies]");
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
      return fault(FaultKind::outside, "no secure connection to the mailbox could be made");
    case CURLE_OPERATION_TIMEDOUT:
      return fault(FaultKind::late, "the mailbox took too long");
    default:
      return fault(FaultKind::outside, "the mailbox cannot be read: check the settings [replies]");
  }
}

class ImapMailbox final : public removal::Mailbox {
 public:
  ImapMailbox(MailSettings settings, std::string folder)
      : settings_(std::move(settings)), folder_(std::move(folder)) {}

  Result<MailboxPage> read_after(const MailboxPlace& place, int most) override {
    const PipeSignalBlock block;
    const auto at_the_latest = std::chrono::steady_clock::now() + settings_.whole_time;
    JIUM_TRY(const CurlHandle handle, make_curl_handle());
    // One connection for the whole page.
    curl_easy_setopt(handle.get(), CURLOPT_FRESH_CONNECT, 0L);
    curl_easy_setopt(handle.get(), CURLOPT_FORBID_REUSE, 0L);
    JIUM_TRY(const std::string status,
             ask(handle.get(), "", "STATUS " + folder_ + " (UIDVALIDITY)", kMostAnswer));
    MailboxPage page;
    JIUM_TRY(page.place.validity, uid_validity_in(status));
    page.place.uid = place.validity == page.place.validity ? place.uid : 0;
    JIUM_TRY(const std::string search,
             ask(handle.get(), folder_,
                 "UID SEARCH UID " + std::to_string(std::uint64_t{page.place.uid} + 1) + ":*", kMostAnswer));
    bool has_read = false;
    for (const std::uint32_t uid : uids_in(search, page.place.uid)) {
      const bool is_late = has_read && std::chrono::steady_clock::now() >= at_the_latest;
      if (is_late || static_cast<int>(page.mails.size()) + page.unreadable == most) {
        page.more = true;
        break;
      }
      JIUM_CHECK(read_one(handle.get(), uid, page));
      has_read = true;
      page.place.uid = uid;
    }
    return page;
  }

 private:
  Result<void> read_one(CURL* curl, std::uint32_t uid, MailboxPage& page) const {
    // No more than is parsed: of a longer message the beginning is read, as its words stand before what it
    // brings.
    const std::string part = ";PARTIAL=0." + std::to_string(kMostMailBytes);
    auto text = ask(curl, folder_ + "/;UID=" + std::to_string(uid) + "/" + part, "", kMostMailBytes);
    // Somebody may have taken it away meanwhile.
    if (!text && text.fault().kind == FaultKind::missing) return {};
    if (!text) return Fault(std::move(text).fault());
    auto mail = read_reply(*text);
    if (mail) {
      page.mails.push_back(*std::move(mail));
    } else {
      ++page.unreadable;
    }
    return {};
  }

  // `request` empty: the message that the path names.
  Result<std::string> ask(CURL* curl, const std::string& path, const std::string& request,
                          std::size_t most) const {
    Answer answer;
    answer.most = most;
    set_mail_server(curl, settings_, "imap", path);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.empty() ? nullptr : request.c_str());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &drop);
    const CURLcode result = curl_easy_perform(curl);
    if (result == CURLE_REMOTE_FILE_NOT_FOUND || (request.empty() && result == CURLE_QUOTE_ERROR))
      return fault(FaultKind::missing, "the message is not there any more");
    if (result != CURLE_OK) return failed(result);
    return std::move(answer.text);
  }

  const MailSettings settings_;
  const std::string folder_;
};

}  // namespace

Result<std::uint32_t> uid_validity_in(std::string_view status) {
  constexpr std::string_view kWord = "UIDVALIDITY ";
  const std::size_t at = status.find(kWord);
  std::uint32_t value = 0;
  if (at != std::string_view::npos) {
    const char* const begin = status.data() + at + kWord.size();
    const auto read = std::from_chars(begin, status.data() + status.size(), value);
    if (read.ec == std::errc{} && read.ptr != begin && value != 0) return value;
  }
  return fault(FaultKind::outside, "the mailbox does not say which it is (UIDVALIDITY): it cannot be read");
}

std::vector<std::uint32_t> uids_in(std::string_view search, std::uint32_t after) {
  constexpr std::string_view kWord = "* SEARCH";
  std::vector<std::uint32_t> uids;
  std::size_t at = search.find(kWord);
  if (at == std::string_view::npos) return uids;
  std::string_view rest = search.substr(at + kWord.size());
  rest = rest.substr(0, rest.find_first_of("\r\n"));
  while (!rest.empty()) {
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    std::uint32_t uid = 0;
    const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), uid);
    if (read.ec != std::errc{}) break;
    if (uid > after) uids.push_back(uid);
    rest.remove_prefix(static_cast<std::size_t>(read.ptr - rest.data()));
  }
  std::sort(uids.begin(), uids.end());
  uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
  return uids;
}

Result<std::unique_ptr<removal::Mailbox>> make_imap_mailbox(MailSettings settings, std::string folder) {
  JIUM_CHECK(check_mail_server(settings));
  if (!is_folder(folder)) {
    return fault(FaultKind::malformed,
                 "the folder of replies is a plain name such as INBOX or INBOX/jium: correct it");
  }
  return std::make_unique<ImapMailbox>(std::move(settings), std::move(folder));
}

}  // namespace jium::outside
