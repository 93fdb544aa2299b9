#include "jium/http/web_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "jium/http/console_front.h"
#include "jium/store/scratch_folder.h"

namespace jium::http {
namespace {

namespace fs = std::filesystem;

class WebFolder : public testing::Test {
 protected:
  void SetUp() override {
    write("index.html", "<style nonce=\"__NONCE__\"></style><meta content=\"__NONCE__\">");
    write("assets/index-4f3a9c1e.js", "let a = 1;");
    write("assets/index-4f3a9c1e.js.gz", "zipped");
    write("logo.svg", "<svg/>");
    write("assets/index-4f3a9c1e.js.map", "{}");
  }
  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((folder / path).parent_path());
    std::ofstream(folder / path) << text;
  }
  [[nodiscard]] Reply ask(const std::string& target, RawRequest raw = {}) const {
    const ConsoleFront front(WebFiles::read(folder.string()).value());
    if (raw.method.empty()) raw.method = "GET";
    raw.target = target;
    return front.answer(raw).value_or(Reply{.status = 0});
  }
  static std::string header(const Reply& reply, std::string_view name) {
    for (const auto& [one, value] : reply.headers) {
      if (one == name) return value;
    }
    return {};
  }

  store::ScratchFolder scratch;
  const fs::path folder = scratch.path();
};

TEST_F(WebFolder, isServedFromMemoryByTheClosedListOfKinds) {
  const WebFiles files = WebFiles::read(folder.string()).value();
  write("logo.svg", "changed");
  ASSERT_NE(files.find("logo.svg"), nullptr);
  EXPECT_EQ(files.find("logo.svg")->bytes, "<svg/>");
  EXPECT_EQ(files.find("assets/index-4f3a9c1e.js.map"), nullptr);
  EXPECT_EQ(files.find("assets/index-4f3a9c1e.js.gz"), nullptr);
  EXPECT_EQ(files.find("../" + folder.filename().string() + "/logo.svg"), nullptr);
}

TEST_F(WebFolder, WithALinkOrAStrangeNameIsNotServedAtAll) {
  fs::create_symlink("/etc/hostname", folder / "host.txt");
  const auto linked = WebFiles::read(folder.string());
  ASSERT_FALSE(linked);
  EXPECT_NE(linked.fault().what.find("host.txt is a link"), std::string::npos) << linked.fault().what;
  fs::remove(folder / "host.txt");
  fs::create_directory_symlink("/etc", folder / "deep");
  EXPECT_FALSE(WebFiles::read(folder.string()));
  fs::remove(folder / "deep");
  EXPECT_TRUE(WebFiles::read(folder.string()));
  ASSERT_EQ(::mkfifo((folder / "pipe.js").c_str(), 0600), 0);
  EXPECT_FALSE(WebFiles::read(folder.string()));
  fs::remove(folder / "pipe.js");
  write(".env.txt", "secret");
  EXPECT_FALSE(WebFiles::read(folder.string()));
  fs::remove(folder / ".env.txt");
  EXPECT_FALSE(WebFiles::read((folder / "nowhere").string()));
}

TEST_F(WebFolder, SendsZippedBytesToWhoTakesThemAndNamesThemApart) {
  const std::string path = "/console/assets/index-4f3a9c1e.js";
  const Reply plain = ask(path);
  EXPECT_EQ(plain.body, "let a = 1;");
  EXPECT_EQ(header(plain, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(plain, "Vary"), "Accept-Encoding");
  for (const char* takes : {"gzip", "br, gzip;q=0.5", "deflate,gzip"}) {
    const Reply zipped = ask(path, {.accept_encoding = takes});
    EXPECT_EQ(zipped.body, "zipped") << takes;
    EXPECT_EQ(header(zipped, "Content-Encoding"), "gzip");
    EXPECT_NE(header(zipped, "ETag"), header(plain, "ETag"));
  }
  for (const char* refuses : {"", "gzip;q=0", "gzip; q=0.000", "br", "xgzip"})
    EXPECT_EQ(ask(path, {.accept_encoding = refuses}).body, "let a = 1;") << refuses;
}

TEST_F(WebFolder, IsNotSentAgainToWhoHasIt) {
  const Reply first = ask("/console/logo.svg");
  EXPECT_EQ(header(first, "Cache-Control"), "no-cache");
  const std::string tag = header(first, "ETag");
  ASSERT_FALSE(tag.empty());
  for (const std::string& has : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const Reply again = ask("/console/logo.svg", {.if_none_match = has});
    EXPECT_EQ(again.status, 304) << has;
    EXPECT_TRUE(again.body.empty());
    EXPECT_EQ(header(again, "ETag"), tag);
  }
  EXPECT_EQ(ask("/console/logo.svg", {.if_none_match = "\"other\""}).status, 200);
}

TEST_F(WebFolder, HasOnePageForAllThatIsNoFile) {
  for (const char* path : {"/console/", "/console/cases/C-1?tab=history", "/console/index.html"}) {
    const Reply page = ask(path);
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
    EXPECT_EQ(header(page, "Cache-Control"), "");  // no-store, as all answers say (server.cc)
    EXPECT_EQ(header(page, "ETag"), "");
  }
  EXPECT_EQ(ask("/console/assets/index-00000000.js").status, 404);
  EXPECT_EQ(ask("/console/lost.svg").status, 404);
}

TEST_F(WebFolder, GivesEachPageANonceOfItsOwn) {
  const Reply one = ask("/console/"), other = ask("/console/");
  EXPECT_EQ(one.body.find("__NONCE__"), std::string::npos);
  const auto nonce_of = [](const Reply& page) {
    const std::string csp = header(page, "Content-Security-Policy");
    const auto at = csp.find("style-src 'self' 'nonce-") + 24;
    return csp.substr(at, csp.find('\'', at) - at);
  };
  ASSERT_EQ(nonce_of(one).size(), 32U);
  EXPECT_NE(nonce_of(one), nonce_of(other));
  EXPECT_EQ(one.body,
            "<style nonce=\"" + nonce_of(one) + "\"></style><meta content=\"" + nonce_of(one) + "\">");
  const std::string csp = header(one, "Content-Security-Policy");
  for (const char* part :
       {"default-src 'none'", "script-src 'self' 'wasm-unsafe-eval';", "connect-src 'self'",
        "worker-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"})
    EXPECT_NE(csp.find(part), std::string::npos) << part;
  EXPECT_EQ(csp.find("unsafe-inline"), std::string::npos);
  const std::string of_icon = header(ask("/console/logo.svg"), "Content-Security-Policy");
  EXPECT_EQ(of_icon.find("wasm-unsafe-eval"), std::string::npos);
  EXPECT_NE(of_icon.find("script-src 'self';"), std::string::npos);
}

TEST_F(WebFolder, LeavesToTheApiWhatIsItsOwn) {
  for (const char* path : {"/api/v1/cases", "/api/", "/api", "/metrics", "/api/v1/../console/", "*"})
    EXPECT_EQ(ask(path, {.accept = "text/html"}).status, 0) << path;
  EXPECT_EQ(ask("/apiary", {.accept = "text/html"}).status, 404);
  EXPECT_EQ(ask("/nothing").status, 0);  // a program's mistake is answered as programs are
  EXPECT_EQ(ask("/api/v1/cases", {.method = "POST"}).status, 0);
}

TEST_F(WebFolder, SendsOneTimeLinksOnWithoutTheirFragment) {
  EXPECT_EQ(header(ask("/"), "Location"), "/console/");
  EXPECT_EQ(header(ask("/console"), "Location"), "/console/");
  EXPECT_EQ(header(ask("/sign-in"), "Location"), "/console/sign-in");
  EXPECT_EQ(header(ask("/join"), "Location"), "/console/join");
  EXPECT_EQ(ask("/join").status, 303);
}

TEST_F(WebFolder, TakesNothingIn) {
  const Reply posted = ask("/console/", {.method = "POST"});
  EXPECT_EQ(posted.status, 405);
  EXPECT_EQ(header(posted, "Allow"), "GET, HEAD");
}

TEST(ConsoleFront, SaysKindlyWhereNothingIs) {
  const ConsoleFront front{WebFiles()};
  const RawRequest raw{.method = "GET", .target = "/console/cases"};
  const Reply page = front.answer(raw).value();
  EXPECT_EQ(page.status, 404);
  for (const char* words : {"This installation has no console", "jium serve --web", "1366", "lang=\"ko\""})
    EXPECT_NE(page.body.find(words), std::string::npos) << words;
  const RawRequest lost{.method = "GET", .target = "/nothing", .accept = "text/html,*/*"};
  EXPECT_NE(front.answer(lost).value().body.find("1366"), std::string::npos);
}

}  // namespace
}  // namespace jium::http
