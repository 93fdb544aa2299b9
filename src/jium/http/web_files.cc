#include "jium/http/web_files.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "jium/base/bytes.h"
#include "jium/base/text_file.h"

namespace jium::http {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTagDigits = 32;
constexpr std::size_t kHashLetters = 8;

// The closed list: extension and media type (RFC 9239, RFC 8081, the WebAssembly web API).
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTypes{
    {{".html", "text/html; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".mjs", "text/javascript; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".json", "application/json"},
     {".webmanifest", "application/manifest+json"},
     {".wasm", "application/wasm"},
     {".woff2", "font/woff2"},
     {".svg", "image/svg+xml"},
     {".png", "image/png"},
     {".ico", "image/vnd.microsoft.icon"},
     {".txt", "text/plain; charset=utf-8"}}};

std::string_view type_of(std::string_view path) {
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return {};
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool is_plain_name(std::string_view name) {
  return !name.starts_with('.') && std::ranges::all_of(name, [](char c) { return is_letter(c) || c == '.'; });
}

// assets/NAME-HASH.EXT
bool is_named_by_content(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos || !path.substr(0, slash + 1).ends_with("assets/")) return false;
  const std::string_view name = path.substr(slash + 1);
  const std::string_view stem = name.substr(0, name.find('.'));
  if (stem.size() < kHashLetters + 2 || stem[stem.size() - kHashLetters - 1] != '-') return false;
  return std::ranges::all_of(stem.substr(stem.size() - kHashLetters), &is_letter);
}

std::string tag_of(std::string_view bytes) {
  Bytes digest(32);
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return to_hex(digest).substr(0, kTagDigits);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

template <class Visit>
void each_of(std::string_view list, char between, Visit visit) {
  while (!list.empty()) {
    const auto end = list.find(between);
    visit(trimmed(list.substr(0, end)));
    list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
  }
}

// "gzip;q=0" says that it is not taken.
bool takes_gzip(std::string_view accept_encoding) {
  bool takes = false;
  each_of(accept_encoding, ',', [&](std::string_view one) {
    const auto weight = one.find(';');
    if (trimmed(one.substr(0, weight)) != "gzip") return;
    const std::string_view q = weight == std::string_view::npos ? "" : trimmed(one.substr(weight + 1));
    takes = q.find_first_of("123456789") != std::string_view::npos || q.empty();
  });
  return takes;
}

// Weak comparison (RFC 9110, section 13.1.2).
bool has_already(std::string_view if_none_match, const std::string& tag) {
  bool has = false;
  each_of(if_none_match, ',', [&](std::string_view one) {
    if (one.starts_with("W/")) one.remove_prefix(2);
    has = has || one == "*" || one == tag;
  });
  return has;
}

Fault not_served(const std::string& path, std::string_view why) {
  return fault(FaultKind::malformed, "the web folder is not served: " + path + " " + std::string(why));
}

// What is to be read, by its path within the folder.
Result<std::map<std::string, fs::path>> files_below(const fs::path& folder) {
  std::map<std::string, fs::path> found;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const std::string path = at->path().lexically_relative(folder).generic_string();
    const fs::file_status status = at->symlink_status(failed);
    if (failed) break;
    if (fs::is_symlink(status)) return not_served(path, "is a link");
    if (!is_plain_name(at->path().filename().string()))
      return not_served(path, "has a name that a web face's build does not give");
    if (fs::is_directory(status)) continue;
    if (!fs::is_regular_file(status)) return not_served(path, "is no file");
    found.emplace(path, at->path());
  }
  if (failed) return fault(FaultKind::outside, "the web folder cannot be read: " + failed.message());
  return found;
}

}  // namespace

bool is_file_name(std::string_view path) {
  return !type_of(path).empty();
}

Result<WebFiles> WebFiles::read(const std::string& folder) {
  WebFiles files;
  JIUM_TRY(const auto found, files_below(fs::path(folder).lexically_normal()));
  std::size_t taken = 0;
  for (const auto& [path, place] : found) {
    const std::string_view type = type_of(path);
    if (type.empty()) continue;
    std::error_code failed;
    if (fs::file_size(place, failed) > kLargestFile || failed) return not_served(path, "is too large");
    JIUM_TRY(std::string bytes, read_text_file(place.string()));
    WebFile file{.bytes = std::move(bytes),
                 .zipped = {},
                 .type = std::string(type),
                 .tag = {},
                 .keeps = is_named_by_content(path)};
    if (const auto zipped = found.find(path + ".gz"); zipped != found.end()) {
      JIUM_TRY(file.zipped, read_text_file(zipped->second.string()));
    }
    taken += file.bytes.size() + file.zipped.size();
    if (taken > kLargestFolder) return not_served("it", "is too large as a whole");
    file.tag = tag_of(file.bytes);
    files.files_.emplace(path, std::move(file));
  }
  return files;
}

const WebFile* WebFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

Reply file_reply(const WebFile& file, const RawRequest& raw) {
  const bool zipped = !file.zipped.empty() && takes_gzip(raw.accept_encoding);
  const std::string tag = "\"" + file.tag + (zipped ? "-gz\"" : "\"");
  Reply reply;
  reply.headers = {{"ETag", tag},
                   {"Cache-Control", file.keeps ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (!file.zipped.empty()) reply.headers.emplace_back("Vary", "Accept-Encoding");
  if (has_already(raw.if_none_match, tag)) {
    reply.status = 304;
    return reply;
  }
  reply.content_type = file.type;
  reply.body = zipped ? file.zipped : file.bytes;
  if (zipped) reply.headers.emplace_back("Content-Encoding", "gzip");
  return reply;
}

}  // namespace jium::http
