#include <algorithm>

#include "jium/report/court_papers.h"
#include "jium/report/court_words.h"

namespace jium::report {
namespace {

using paper::Block;
using paper::Heading;
using paper::Paragraph;
using paper::Weight;

// A chapter at a time; each adds its blocks.
class Report {
 public:
  Report(const CourtManifest& manifest, const Guideline& guideline, paper::Tongue tongue)
      : manifest_(manifest),
        figures_(manifest.figures),
        guideline_(guideline),
        tongue_(tongue),
        says_(tongue) {}

  std::vector<Block> blocks(const std::optional<std::string>& offence) {
    opening();
    supporters();
    summary();
    people();
    footage();
    dissemination();
    deletion();
    cost();
    chapter("양형인자와 기록", "The guideline's factors and the records");
    add_all(factors_table(figures_, guideline_, tongue_));
    chapter("양형기준의 형량 범위", "The ranges of the guideline");
    add_all(range_table(guideline_, tongue_, offence));
    proof();
    return std::move(blocks_);
  }

 private:
  void add(Block block) { blocks_.push_back(std::move(block)); }
  void add_all(std::vector<Block> blocks) {
    for (Block& block : blocks) add(std::move(block));
  }
  void chapter(std::string_view ko, std::string_view en) {
    add(Heading{1, std::to_string(++chapter_) + ". " + says_(ko, en)});
  }
  void say(std::string_view ko, std::string_view en, Weight weight = Weight::body) {
    add(Paragraph{says_(ko, en), weight});
  }

  void opening() {
    say("이 보고서의 수치는 삭제지원 기록을 센 것이며, 사람의 이름·주소, 유포된 곳의 주소, 촬영물의 내용은 "
        "담고 있지 "
        "않습니다. 기록은 비식별 번호로만 표시합니다. 파일 안에 기록 목록과 서명된 감사기록이 들어 있어, "
        "상대방도 "
        "이 기관을 거치지 않고 수치를 다시 세어 볼 수 있습니다(마지막 장).",
        "The figures of this report are counts of the records of deletion support. It holds no name, no "
        "address of a "
        "person or of a place, and nothing of the footage; records go by redacted numbers. The list of "
        "records and "
        "the signed audit log travel inside this file, so that the other side can count again without asking "
        "this "
        "centre (last chapter).",
        Weight::note);
  }

  void supporters() {
    chapter("지원 기관과 근거", "Who supports, and on what basis");
    paper::Facts facts;
    facts.rows = {{says_("지원 기관", "Centre"), manifest_.centre},
                  {says_("문서번호", "Number of this paper"), manifest_.paper},
                  {says_("작성일", "Made on"), says_.day(manifest_.made_at)}};
    if (!manifest_.reference.empty())
      facts.rows.emplace_back(says_("사건 표시", "Matter"), manifest_.reference);
    facts.rows.emplace_back(
        says_("법적 근거", "Legal basis"),
        says_("성폭력방지 및 피해자보호 등에 관한 법률 제7조의3 (불법촬영물등의 삭제지원)",
              "Act on Prevention of Sexual Violence and Protection of Victims, article 7-3 (deletion "
              "support)"));
    std::string grounds;
    for (const Tally& one : figures_.grounds)
      grounds += (grounds.empty() ? "" : " · ") + says_.ground(one.key) + " " + says_.count(one.count, "건");
    if (!grounds.empty()) facts.rows.emplace_back(says_("지원 개시 사유", "How support began"), grounds);
    add(std::move(facts));
  }

  void summary() {
    chapter("요약", "Summary");
    paper::Facts facts;
    const auto row = [&](std::string_view ko, std::string_view en, const std::string& value) {
      facts.rows.emplace_back(says_(ko, en), value);
    };
    if (figures_.joint) {
      row("피해자 (기관 합산)", "Victims (all centres)", says_.count(figures_.joint->victims, "명"));
      row("삭제 요청 (기관 합산)", "Deletions requested (all centres)",
          says_.count(figures_.joint->requested, "건"));
    }
    row("피해자 (이 기관)", "Victims (this centre)", says_.count(figures_.victims, "명"));
    row("촬영물", "Footage",
        says_("영상 ", "videos ") + says_.count(figures_.videos, "건") + says_(" · 사진 ", " · images ") +
            says_.count(figures_.images, "건"));
    row("유포 기간", "Period", period());
    row("유포된 곳", "Places found",
        says_.count(figures_.places, "곳") + says_(" (사이트 ", " (sites ") +
            says_.count(figures_.sites, "개") + says_(" · 국가 ", " · countries ") +
            says_.count(figures_.countries, "개") + ")");
    row("삭제 요청", "Deletions requested", says_.count(figures_.requested, "건"));
    row("삭제됨", "Done", says_.count(figures_.done, "건"));
    row("삭제 완료 확인", "Verified", says_.count(figures_.verified, "건"));
    row("삭제 후 재유포", "Uploaded again after removal", says_.count(figures_.returned, "건"));
    row("작성일 현재 남아 있음", "Still live on this day", says_.count(figures_.live, "곳"));
    add(std::move(facts));
  }

  std::string period() const {
    if (!figures_.first) return says_("발견된 유포 없음", "no dissemination was found");
    return says_.day(*figures_.first) + " ~ " + says_.day(*figures_.last) + " (" +
           says_.count(figures_.days, "일") + says_(")", " days)");
  }

  void tally_table(std::string_view ko, std::string_view en, const std::vector<Tally>& rows,
                   std::string (Says::*name)(const std::string&) const, std::string_view counter) {
    if (rows.empty()) return;
    paper::Table table{.caption = says_(ko, en),
                       .columns = {{says_("구분", "Kind"), 70, false}, {says_("수", "Count"), 30, true}},
                       .rows = {},
                       .last_is_sum = false};
    for (const Tally& one : rows)
      table.rows.push_back({(says_.*name)(one.key), says_.count(one.count, counter)});
    add(std::move(table));
  }

  void people() {
    chapter("피해자", "Victims");
    if (figures_.joint) joint();
    tally_table("연령대 (이 기관)", "Age bands (this centre)", figures_.age_bands, &Says::age_band, "명");
    tally_table("피해 유형 (한 사람이 여럿일 수 있음)", "Kinds of harm (one person may have several)",
                figures_.harm_types, &Says::harm, "명");
  }
  void joint() {
    const JointCount& joint = *figures_.joint;
    paper::Table table{.caption = says_("기관별 지원과 합산", "By centre, and together"),
                       .columns = {{says_("기관", "Centre"), 50, false},
                                   {says_("피해자", "Victims"), 20, true},
                                   {says_("삭제 요청", "Deletions requested"), 30, true}},
                       .rows = {},
                       .last_is_sum = true};
    for (const auto& one : joint.centres)
      table.rows.push_back({one.name, says_.count(one.victims, "명"), says_.count(one.requested, "건")});
    table.rows.push_back({says_("합산 (중복 제외)", "together, none counted twice"),
                          says_.count(joint.victims, "명"), says_.count(joint.requested, "건")});
    add(std::move(table));
    if (const std::string& method = says_.of(joint.method_ko, joint.method_en); !method.empty())
      add(Paragraph{method, Weight::small});
    tally_table("연령대 (기관 합산)", "Age bands (all centres)", joint.age_bands, &Says::age_band, "명");
  }

  void footage() {
    chapter("촬영물", "Footage");
    tally_table("법적 분류별", "By legal class", figures_.classes, &Says::legal_class, "건");
    say("분류는 방송·통신 심의 권한이 있는 기관의 결정이 기록된 것만 따르며, 결정이 없는 것은 심의 전으로 "
        "셉니다.",
        "Classes are those that a competent body has decided; whatever was not decided is counted as such.",
        Weight::small);
  }

  void dissemination() {
    chapter("유포", "Dissemination");
    if (figures_.months.empty()) {
      say("발견된 유포가 없습니다.", "No dissemination was found.");
      return;
    }
    time_line();
    by_country();
    works("유포된 곳의 종류별", "By kind of place", figures_.by_kind, &Says::site_kind);
    if (figures_.identity_leaks > 0)
      add(Paragraph{says_("신상정보가 함께 유출된 곳: ", "Places that show identity data too: ") +
                        says_.count(figures_.identity_leaks, "곳"),
                    Weight::body});
  }
  // Of more than three years, years: the bars of months would be too thin to be read.
  std::vector<Month> steps() const {
    if (figures_.months.size() <= 36) return figures_.months;
    std::vector<Month> years;
    for (const Month& month : figures_.months) {
      const std::string year = month.month.substr(0, 4);
      if (years.empty() || years.back().month != year) years.push_back({year, 0, 0, 0, 0});
      years.back().found += month.found;
      years.back().requested += month.requested;
      years.back().verified += month.verified;
      years.back().returned += month.returned;
    }
    return years;
  }
  void time_line() {
    paper::TimeLine line{.caption = says_("시간에 따른 유포와 삭제", "Dissemination and deletion over time"),
                         .series = {says_("발견", "found"), says_("삭제 요청", "requested"),
                                    says_("삭제 완료 확인", "verified"), says_("재유포", "uploaded again")},
                         .steps = {},
                         .told = {}};
    for (const Month& one : steps()) {
      line.steps.push_back({one.month, {one.found, one.requested, one.verified, one.returned}});
      line.told += (line.told.empty() ? "" : "; ") + one.month + ": " + says_("발견 ", "found ") +
                   says_.number(one.found) + ", " + says_("요청 ", "requested ") +
                   says_.number(one.requested) + ", " + says_("확인 ", "verified ") +
                   says_.number(one.verified) + ", " + says_("재유포 ", "uploaded again ") +
                   says_.number(one.returned);
    }
    add(std::move(line));
  }
  void by_country() {
    paper::Bars bars{.caption = says_("국가별 유포된 곳", "Places by country"), .rows = {}, .told = {}};
    for (const Work& one : figures_.by_country) {
      const std::string name = says_.country(one.key);
      std::string shown =
          says_.number(one.places) + says_("곳 · 사이트 ", " · sites ") + says_.number(one.sites);
      bars.told += (bars.told.empty() ? "" : "; ") + name + ": " + shown;
      bars.rows.push_back({name, one.places, std::move(shown)});
    }
    add(std::move(bars));
    say("국가는 삭제를 요청한 운영자의 관할을 따릅니다.",
        "The country is the jurisdiction of the operator who was asked.", Weight::small);
  }
  void works(std::string_view ko, std::string_view en, const std::vector<Work>& rows,
             std::string (Says::*name)(const std::string&) const) {
    paper::Table table{.caption = says_(ko, en),
                       .columns = {{says_("구분", "Kind"), 24, false},
                                   {says_("사이트", "Sites"), 11, true},
                                   {says_("발견", "Found"), 11, true},
                                   {says_("재유포", "Again"), 11, true},
                                   {says_("요청", "Requested"), 13, true},
                                   {says_("삭제됨", "Done"), 11, true},
                                   {says_("확인", "Verified"), 11, true},
                                   {says_("거부", "Refused"), 11, true}},
                       .rows = {},
                       .last_is_sum = true};
    for (const Work& one : rows)
      table.rows.push_back({(says_.*name)(one.key), says_.number(one.sites), says_.number(one.places),
                            says_.number(one.returned), says_.number(one.requested), says_.number(one.done),
                            says_.number(one.verified), says_.number(one.refused)});
    table.rows.push_back({says_("합계", "total"), says_.number(figures_.sites), says_.number(figures_.places),
                          says_.number(figures_.returned), says_.number(figures_.requested),
                          says_.number(figures_.done), says_.number(figures_.verified),
                          says_.number(figures_.refused)});
    add(std::move(table));
  }

  void deletion() {
    chapter("삭제지원", "Deletion support");
    works("국가별", "By country", figures_.by_country, &Says::country);
    say("'요청'은 실제로 발송된 삭제 요청, '삭제됨'은 운영자가 삭제했거나 사라진 것이 관찰된 것, '확인'은 "
        "시간을 두고 "
        "여러 차례 독립적으로 확인된 것입니다.",
        "Requested: requests that were sent. Done: removed by the operator, or seen to be gone. Verified: "
        "several "
        "independent looks over time agree that it is gone.",
        Weight::small);
    if (figures_.by_word > 0)
      say("'삭제됨' 가운데 " + says_.count(figures_.by_word, "건") +
              "은 로그인이나 메신저 등 기계로 확인할 수 없는 곳으로, 담당자가 며칠 간격으로 두 번 직접 보아 "
              "사라진 것을 확인한 것이며 '확인'에는 포함되지 않습니다.",
          "Of those done, " + says_.count(figures_.by_word, "건") +
              " stood where no machine of the centre can look (behind a login, in a messenger): an officer "
              "looked there twice, days apart, and found it gone. They are not counted as verified.",
          Weight::small);
    if (figures_.false_claims > 0)
      add(Paragraph{says_("운영자가 삭제했다고 하였으나 남아 있던 경우: ",
                          "Times an operator said that it was removed and it was not: ") +
                        says_.count(figures_.false_claims, "회"),
                    Weight::body});
  }

  void cost() {
    chapter("삭제지원 비용", "Cost of the support");
    if (manifest_.cost.lines.empty() && manifest_.cost.fees.empty()) {
      say("기록된 비용이 없습니다.", "No cost was recorded.");
      return;
    }
    paper::Table table{.caption = says_("산정 근거", "Calculation"),
                       .columns = {{says_("업무", "Work"), 34, false},
                                   {says_("건수", "Count"), 13, true},
                                   {says_("시간(분)", "Minutes"), 14, true},
                                   {says_("시간당 단가", "An hour"), 18, true},
                                   {says_("금액", "Amount"), 21, true}},
                       .rows = {},
                       .last_is_sum = true};
    for (const RecoveryLine& one : manifest_.cost.lines)
      table.rows.push_back({says_.cost(one.kind), says_.number(one.count), says_.number(one.minutes),
                            says_.money(one.per_hour, one.currency), says_.money(one.amount, one.currency)});
    for (const Money& one : manifest_.cost.fees)
      table.rows.push_back(
          {says_("지급 수수료", "fees paid"), "", "", "", says_.money(one.amount, one.currency)});
    std::string sum;
    for (const Money& one : manifest_.cost.total)
      sum += (sum.empty() ? "" : " + ") + says_.money(one.amount, one.currency);
    table.rows.push_back({says_("합계", "total"), "", "", "", sum});
    add(std::move(table));
    add(Paragraph{says_("단가 출처: ", "Source of the rate: ") + manifest_.cost.source, Weight::small});
  }

  void proof() {
    chapter("검증 방법과 한계", "How to check this report, and what that proves");
    say("이 PDF에는 수치의 기초가 된 기록 목록(court-report.json), 서명된 감사기록(audit-log.jsonl), 파일 "
        "전체의 "
        "서명(signature.txt)이 첨부되어 있습니다. 'jium report court verify 파일이름' 또는 표준 Python만 "
        "쓰는 "
        "tools/court_verify.py로 인터넷 연결 없이 확인할 수 있습니다. 아래 기관 키는 반드시 이 파일이 아닌 "
        "다른 경로로 "
        "받은 것과 대조하십시오.",
        "Enclosed in this PDF are the list of the records (court-report.json), the signed audit log "
        "(audit-log.jsonl) and a signature over the whole file (signature.txt). Without a network, 'jium "
        "report court "
        "verify FILE' checks them, and so does tools/court_verify.py, which needs nothing but Python. "
        "Compare the "
        "centre's key below with the one that you were given by another way.");
    say("증명되는 것: 위 수치는 목록의 기록을 센 것이고, 그 기록에 관한 행위가 감사기록에 적힌 시각까지 "
        "기재되었으며 "
        "그 뒤 바뀌지 않았다는 것. 증명되지 않는 것: 그 자리에서 사람에게 무엇이 보였는지, 촬영물 속 사람이 "
        "누구인지, "
        "누가 유포하였는지.",
        "Proven: the figures are counts of the listed records, and acts about these records were written "
        "into the log "
        "by the time that it gives and were not changed since. Not proven: what a page showed to a person, "
        "who is "
        "to be seen in the footage, and who disseminated it.",
        Weight::note);
    paper::Facts facts;
    facts.rows = {{says_("기관 키", "Key of the centre"), manifest_.key},
                  {says_("감사기록 키", "Key of the audit log"), manifest_.log_key},
                  {says_("감사기록 크기", "Size of the audit log"), says_.number(manifest_.log_size)},
                  {says_("감사기록 뿌리값", "Root of the audit log"), manifest_.log_root},
                  {says_("프로그램", "Program"), manifest_.program}};
    for (const PolicyDigest& one : manifest_.policies)
      facts.rows.emplace_back(says_("적용 자료 ", "Data ") + one.name, "SHA-256 " + one.sha256);
    add(std::move(facts));
  }

  const CourtManifest& manifest_;
  const CourtFigures& figures_;
  const Guideline& guideline_;
  paper::Tongue tongue_;
  Says says_;
  int chapter_ = 0;
  std::vector<Block> blocks_;
};

}  // namespace

paper::Document support_report(const CourtManifest& manifest, const Guideline& guideline,
                               paper::Tongue tongue, const std::optional<std::string>& offence) {
  const Says says(tongue);
  paper::Document document;
  document.title = says("디지털 성범죄 피해자 지원실적보고서", "Support-performance report");
  document.subtitle = manifest.centre + " · " + says.day(manifest.made_at);
  document.author = manifest.centre;
  document.running = document.title + " · " + manifest.paper;
  document.tongue = tongue;
  document.made_at = parse_instant(manifest.made_at).value_or(Instant{});
  document.blocks = Report(manifest, guideline, tongue).blocks(offence);
  return document;
}

}  // namespace jium::report
