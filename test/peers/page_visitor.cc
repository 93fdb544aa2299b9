#include "peers/page_visitor.h"

#include <curl/curl.h>

#include <memory>

namespace jium::peers {
namespace {

constexpr long kPatience = 20'000;  // ms: a receipt is stretched on the way

std::size_t take(char* data, std::size_t size, std::size_t count, void* into) {
  static_cast<std::string*>(into)->append(data, size * count);
  return size * count;
}

std::string escaped(CURL* curl, const std::string& text) {
  const std::unique_ptr<char, void (*)(void*)> made(
      ::curl_easy_escape(curl, text.data(), static_cast<int>(text.size())), ::curl_free);
  return made.get();
}

}  // namespace

std::string VisitedPage::between(const std::string& before, const std::string& after) const {
  const auto from = body.find(before);
  if (from == std::string::npos) return {};
  const auto start = from + before.size(), end = body.find(after, start);
  return end == std::string::npos ? std::string() : body.substr(start, end - start);
}

Result<VisitedPage> PageVisitor::visit(const std::string& path, const std::string* body) const {
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(::curl_easy_init(), ::curl_easy_cleanup);
  const std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(
      ::curl_slist_append(nullptr, ("Accept-Language: " + language_).c_str()), ::curl_slist_free_all);
  VisitedPage page;
  const std::string address = server_ + path;
  ::curl_easy_setopt(curl.get(), CURLOPT_URL, address.c_str());
  ::curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
  ::curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, kPatience);
  ::curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  ::curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
  ::curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &page.body);
  ::curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, take);
  ::curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &page.headers);
  if (body != nullptr) ::curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body->c_str());
  if (::curl_easy_perform(curl.get()) != CURLE_OK)
    return fault(FaultKind::outside, "no whole answer came from the server");
  long status = 0;
  ::curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  page.status = static_cast<int>(status);
  return page;
}

Result<VisitedPage> PageVisitor::get(const std::string& path) const {
  return visit(path, nullptr);
}

Result<VisitedPage> PageVisitor::send(const Fields& fields, const std::string& path) const {
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(::curl_easy_init(), ::curl_easy_cleanup);
  std::string body;
  for (const auto& [name, value] : fields)
    body += (body.empty() ? "" : "&") + escaped(curl.get(), name) + "=" + escaped(curl.get(), value);
  return visit(path, &body);
}

}  // namespace jium::peers
