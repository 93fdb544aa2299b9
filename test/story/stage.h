// Where the stories are set: the real program as a server, a mail server that keeps every letter, two web
// sites, and an officer at a desk with a file folder of her own. All of it on this machine, all of it gone
// afterwards.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "jium/base/result.h"
#include "peers/jium_process.h"
#include "peers/lying_site.h"
#include "peers/mail_sink.h"
#include "peers/temporary_folder.h"

namespace jium::story {

struct Setting {
  std::filesystem::path jium;    // the program
  std::filesystem::path data;    // the server's data folder; empty: a temporary one
  std::filesystem::path config;  // where the configuration is written; empty: a temporary one
  std::string listen = "127.0.0.1:0";
  std::string centre = "모범 지원센터 (Model Support Centre)";
  std::string spacing = "1s", patrol = "1s";  // of the watch
  std::string vantages = {};                  // "\"abroad=socks5h://127.0.0.1:4711\"", with commas between
  std::string lease = "4m";                   // of the background work; longer than any look
  bool index_in_files = false;                // in a folder beside the data, as on an encrypted disk
  // A connection string; empty: SQLite in the data folder, or a database of PostgreSQL's where the tests are
  // asked to stand on one (JIUM_TEST_STORE, src/jium/store/test_store.h).
  std::string postgres = {};
  std::string look = "60s";  // what a look at a place, or handing over a letter, may take
  std::string page = "10s";  // what all that a page shows may take
  std::string web = {};      // the folder of the web faces; empty: none
  std::string intake = {};   // where the survivors' pages are served; empty: nowhere
};

class Stage {
 public:
  // Starts everything and signs the officer in. A data folder from an earlier time is used again.
  [[nodiscard]] static Result<std::unique_ptr<Stage>> set(const Setting& setting);
  // Reads what the server has logged back through the grammar (base/log_grammar.h): a line outside of it
  // fails the story, whatever the story was about.
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  [[nodiscard]] peers::LyingSite& korean_site() { return *korean_site_; }    // a photo board
  [[nodiscard]] peers::LyingSite& english_site() { return *english_site_; }  // an album abroad
  [[nodiscard]] peers::MailSink& sink() { return *sink_; }
  [[nodiscard]] const peers::CommandLine& officer() const { return *officer_; }
  // Somebody of the same centre with another role, at a desk of their own.
  [[nodiscard]] Result<peers::CommandLine> colleague(const std::string& role) const;
  // Under which name its letters are signed, by the centre's administrator: some laws want one.
  Result<void> name_signatory(const std::string& name) const;
  // A one-time link for somebody who wants to look at the system while the story is told.
  [[nodiscard]] Result<std::string> sign_in_link() const;

  [[nodiscard]] peers::JiumServer& server() { return *server_; }
  // On PostgreSQL a second one stands on the same database, as on another machine, and the officer asks that
  // one; otherwise the same.
  [[nodiscard]] peers::JiumServer& officers_server() { return second_ ? *second_ : *server_; }
  [[nodiscard]] std::filesystem::path second_data() const { return folder_.path() / "second"; }
  // On the same data and the same port.
  [[nodiscard]] Result<void> start_server();
  // Kills it so soon after its start that it may not have come to listen.
  [[nodiscard]] Result<void> start_and_kill_server(Duration after);

  [[nodiscard]] const std::filesystem::path& data() const { return order_.data; }
  [[nodiscard]] const std::filesystem::path& config() const { return order_.config; }
  [[nodiscard]] std::filesystem::path index() const { return folder_.path() / "index"; }
  [[nodiscard]] const std::filesystem::path& log() const { return order_.log; }
  // The server's own folder for temporary files: nobody else writes there.
  [[nodiscard]] const std::filesystem::path& server_temporary() const { return order_.temporary; }
  // The officer's own files: pictures that never leave her desk.
  [[nodiscard]] std::filesystem::path officers_folder() const { return folder_.path() / "officer"; }
  [[nodiscard]] const std::string& officers_key() const { return officers_key_; }
  // The log, when the server said something that a fault alone does not explain.
  [[nodiscard]] std::string log_text() const;

 private:
  Stage(Setting setting, peers::TemporaryFolder folder);
  Result<void> make_folders();
  Result<void> open_the_outside();
  Result<void> write_config() const;
  Result<void> start_second_server();
  Result<void> sign_in();
  Result<std::string> centre_id(const peers::CommandLine& administrator) const;

  Setting setting_;
  bool is_shared_ = false;
  peers::TemporaryFolder folder_;
  std::unique_ptr<peers::MailSink> sink_;
  std::unique_ptr<peers::LyingSite> korean_site_, english_site_;
  peers::ServerOrder order_;
  std::optional<peers::JiumServer> server_, second_;
  std::optional<peers::CommandLine> officer_;
  std::string officers_key_;
};

}  // namespace jium::story
