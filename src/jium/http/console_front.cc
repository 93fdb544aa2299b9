#include "jium/http/console_front.h"

#include "jium/base/bytes.h"

namespace jium::http {
namespace {

constexpr std::string_view kConsole = "/console/";
constexpr std::string_view kNonce = "__NONCE__";
constexpr std::size_t kNonceBytes = 16;
constexpr const char* kHtml = "text/html; charset=utf-8";

// security.md 3.10: no media, no frames, no forms to elsewhere, nothing inline; text becomes script nowhere.
std::string policy(std::string_view script_also, std::string_view style_also) {
  return "default-src 'none'; script-src 'self'" + std::string(script_also) + "; style-src 'self'" +
         std::string(style_also) +
         "; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
         "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'";
}

// Passkeys are asked for by the console; all else that a page could ask a browser for stays off.
constexpr const char* kPagePermissions =
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), clipboard-read=(), "
    "display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), "
    "hid=(), "
    "idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), "
    "payment=(), picture-in-picture=(), publickey-credentials-create=(self), "
    "publickey-credentials-get=(self), screen-wake-lock=(), serial=(), storage-access=(), usb=(), "
    "window-management=(), xr-spatial-tracking=()";

constexpr std::string_view kHelp = R"(
<p lang="ko">지금 도움이 필요하시면: 여성긴급전화 <strong>1366</strong> (24시간), 긴급한 위험이 있으면 <strong>112</strong>.</p>
<p lang="en">If you need help now: in Korea call <strong>1366</strong> (day and night), or <strong>112</strong> in danger.</p>
)";

std::string page(std::string_view title, std::string_view words) {
  std::string text =
      "<!doctype html>\n<html lang=\"ko\">\n<head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>";
  text.append(title).append("</title></head>\n<body>\n<main>\n").append(words).append(kHelp);
  return text + "</main>\n</body>\n</html>\n";
}

Reply page_reply(int status, std::string_view title, std::string_view words) {
  return {status, kHtml, page(title, words), {}};
}

Reply nothing_here() {
  return page_reply(404, "Not found", R"(<h1 lang="ko">여기에는 아무것도 없습니다</h1>
<p lang="ko">주소가 바뀌었거나 잘못 입력되었을 수 있습니다. <a href="/console/">처음으로</a></p>
<h1 lang="en">There is nothing here</h1>
<p lang="en">The address may have changed, or have been mistyped. <a href="/console/">Back to the start</a></p>)");
}

Reply no_console() {
  return page_reply(404, "jium", R"(<h1 lang="ko">이 설치에는 콘솔이 없습니다</h1>
<p lang="ko">서버와 API는 작동하고 있으나 브라우저용 파일이 설치되어 있지 않습니다. 관리자: 패키지를 다시 설치하거나,
소스에서 <code>./dev web</code> 실행 후 <code>jium serve --web build/web</code>.</p>
<h1 lang="en">This installation has no console</h1>
<p lang="en">The server and its API are running, but the files for the browser are not installed. For whoever
runs it: install the package again, or, from the sources, run <code>./dev web</code> and then
<code>jium serve --web build/web</code> (docs/operating/console.md).</p>)");
}

// The fragment of a one-time link stays with the browser over this (RFC 9110, section 10.2.2).
Reply go_to(std::string_view place) {
  return {303,
          "text/plain; charset=utf-8",
          "see " + std::string(place) + "\n",
          {{"Location", std::string(place)}}};
}

Reply index_reply(const WebFile& index) {
  const std::string nonce = to_hex(random_bytes(kNonceBytes));
  std::string text = index.bytes;
  for (auto at = text.find(kNonce); at != std::string::npos; at = text.find(kNonce, at + nonce.size()))
    text.replace(at, kNonce.size(), nonce);
  return {200,
          kHtml,
          std::move(text),
          {{"Content-Security-Policy", policy(" 'wasm-unsafe-eval'", " 'nonce-" + nonce + "'")},
           {"Permissions-Policy", kPagePermissions}}};
}

// A worker is held to the policy of its own script's answer (HTML, section 10.2.4).
Reply asset_reply(const WebFile& file, const RawRequest& raw) {
  Reply reply = file_reply(file, raw);
  const bool is_script = file.type.starts_with("text/javascript");
  reply.headers.emplace_back("Content-Security-Policy", policy(is_script ? " 'wasm-unsafe-eval'" : "", ""));
  return reply;
}

bool is_for_api(std::string_view path) {
  return path == "/api" || path.starts_with("/api/") || path == "/metrics";
}

}  // namespace

Reply ConsoleFront::below_console(std::string_view path, const RawRequest& raw) const {
  const WebFile* index = files_.find("index.html");
  if (index == nullptr) return no_console();
  if (path != "index.html") {
    if (const WebFile* file = files_.find(path)) return asset_reply(*file, raw);
    // A page in the place of a script that a newer build no longer has would only confuse.
    if (is_file_name(path) || path.starts_with("assets/")) return nothing_here();
  }
  return index_reply(*index);
}

std::optional<Reply> ConsoleFront::answer(const RawRequest& raw) const {
  const std::string_view path = std::string_view(raw.target).substr(0, raw.target.find('?'));
  if (!path.starts_with('/') || is_for_api(path)) return std::nullopt;
  const bool looks = raw.method == "GET" || raw.method == "HEAD";
  const bool is_ours = path == "/" || path == "/console" || path.starts_with(kConsole);
  if (is_ours && !looks) {
    Reply reply = page_reply(405, "Not allowed", "<h1>405</h1>");
    reply.headers.emplace_back("Allow", "GET, HEAD");
    return reply;
  }
  if (!looks) return std::nullopt;
  if (path == "/" || path == "/console") return go_to(kConsole);
  // What `jium serve` prints and an invitation says (desk/sign_in.h): the CLI takes them, and so may a
  // browser.
  if (path == "/sign-in") return go_to("/console/sign-in");
  if (path == "/join") return go_to("/console/join");
  if (path == "/robots.txt")
    return Reply{200, "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n", {}};
  if (path.starts_with(kConsole)) return below_console(path.substr(kConsole.size()), raw);
  // A program that asks in the wrong place is told as programs are.
  if (raw.accept.find("text/html") == std::string::npos) return std::nullopt;
  return nothing_here();
}

}  // namespace jium::http
