#include "jium/report/court_papers.h"
#include "jium/report/court_words.h"

namespace jium::report {
namespace {

using paper::Blank;
using paper::Box;
using paper::Heading;
using paper::Lines;
using paper::Paragraph;
using paper::Weight;

paper::Document begun(const CourtManifest& manifest, paper::Tongue tongue, std::string title) {
  const Says says(tongue);
  paper::Document document;
  document.title = std::move(title);
  document.subtitle = manifest.centre;
  document.author = manifest.centre;
  document.running = document.title + " · " + manifest.paper;
  document.tongue = tongue;
  document.made_at = parse_instant(manifest.made_at).value_or(Instant{});
  document.blocks = {
      Paragraph{
          says("이 서식의 빈칸은 서명하는 사람이 직접 채웁니다. 기관이나 프로그램이 대신 쓰지 않으며, 쓰고 "
               "싶지 "
               "않은 칸은 비워 두어도 됩니다.",
               "Whoever signs fills in the blanks of this form. Neither the centre nor its program writes "
               "anything for them, and any of it may be left empty."),
          Weight::note},
      Heading{1, says("사건", "The matter")},
      Blank{says("법원", "Court")},
      Blank{says("사건번호", "Case number")},
      Blank{says("피고인", "Defendant")},
  };
  return document;
}

void sign(paper::Document& document, const Says& says, std::string_view ko, std::string_view en) {
  document.blocks.emplace_back(Heading{1, says("서명", "Signature")});
  document.blocks.emplace_back(Blank{says("날짜", "Date")});
  document.blocks.emplace_back(Blank{says(ko, en)});
  document.blocks.emplace_back(Blank{says("서명 또는 날인", "Signature or seal")});
}

}  // namespace

paper::Document opinion_form(const CourtManifest& manifest, const Guideline& guideline,
                             paper::Tongue tongue) {
  const Says says(tongue);
  paper::Document document =
      begun(manifest, tongue, says("의견서 (양형자료)", "Opinion (sentencing material)"));
  const auto add = [&](paper::Block block) { document.blocks.push_back(std::move(block)); };
  add(Blank{says("제출 기관", "Submitted by")});
  add(Heading{1, says("첨부하는 기록", "Records that go with it")});
  paper::Facts facts;
  const auto row = [&](Measure measure) {
    facts.rows.emplace_back(says.measure(measure), says.number(value_of(measure, manifest.figures)));
  };
  for (const Measure measure : {Measure::victims, Measure::footage, Measure::places, Measure::days,
                                Measure::requested, Measure::verified, Measure::returned, Measure::live})
    row(measure);
  add(std::move(facts));
  add(Heading{1, says("기관의 의견", "The centre's opinion")});
  add(Paragraph{says("의견을 밝히려는 항목에 표시하고, 그 이유를 아래에 직접 적습니다.",
                     "Tick what the opinion is about, and write the reasons below in your own words."),
                Weight::body});
  for (const Factor& factor : guideline.factors) add(Box{says.of(factor.ko, factor.en)});
  add(Lines{says("의견과 이유", "Opinion and reasons"), 12});
  sign(document, says, "작성자 (직위, 성명)", "Written by (office, name)");
  return document;
}

paper::Document petition_form(const CourtManifest& manifest, paper::Tongue tongue) {
  const Says says(tongue);
  paper::Document document = begun(manifest, tongue, says("탄원서", "Petition"));
  const auto add = [&](paper::Block block) { document.blocks.push_back(std::move(block)); };
  add(Heading{1, says("탄원인", "Who petitions")});
  add(Paragraph{
      says("성명과 주소를 법원에 알리고 싶지 않으면 신원관리카드 등 신원을 밝히지 않는 방법을 기관이나 "
           "국선변호사에게 문의하십시오.",
           "If you do not want to give the court your name or address, ask the centre or your counsel how "
           "a statement can be made without them."),
      Weight::small});
  add(Blank{says("성명 또는 가명", "Name or pseudonym")});
  add(Blank{says("피해자와의 관계", "Relation to the victim")});
  add(Heading{1, says("드리고 싶은 말씀", "What you want to say")});
  add(Lines{"", 16});
  add(Heading{1, says("바라는 것", "What you ask for")});
  add(Lines{"", 6});
  sign(document, says, "탄원인", "Petitioner");
  return document;
}

}  // namespace jium::report
