#include "jium/paper/tagged_pdf.h"

#include <memory>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <qpdf/QUtil.hh>
#include <set>

namespace jium::paper {
namespace {

// cairo writes the figures in the order in which they were drawn, below one parent or nested; a tree that
// came from a file could have rings, so what was seen is not gone into again.
class Figures {
 public:
  explicit Figures(const std::vector<std::string>& told) : told_(told) {}
  void walk(QPDFObjectHandle node) {
    if (node.isArray()) {
      for (int i = 0; i < node.getArrayNItems(); ++i) walk(node.getArrayItem(i));
      return;
    }
    if (!node.isDictionary() || (node.isIndirect() && !seen_.insert(node.getObjGen()).second)) return;
    QPDFObjectHandle kind = node.getKey("/S");
    if (kind.isNameAndEquals("/Figure") && next_ < told_.size())
      node.replaceKey("/Alt", QPDFObjectHandle::newUnicodeString(told_[next_++]));
    if (node.hasKey("/K")) walk(node.getKey("/K"));
  }
  [[nodiscard]] bool all_told() const { return next_ == told_.size(); }

 private:
  const std::vector<std::string>& told_;
  std::size_t next_ = 0;
  std::set<QPDFObjGen> seen_;
};

// cairo puts headings and tables straight below the root, where a whole document belongs (ISO 32000-1,
// 14.8.4.2).
void put_below_one(QPDF& pdf, QPDFObjectHandle tree) {
  QPDFObjectHandle whole =
      pdf.makeIndirectObject(QPDFObjectHandle::parse("<< /Type /StructElem /S /Document >>"));
  QPDFObjectHandle parts = tree.getKey("/K");
  if (!parts.isArray()) parts = QPDFObjectHandle::newArray({parts});
  for (int i = 0; i < parts.getArrayNItems(); ++i) parts.getArrayItem(i).replaceKey("/P", whole);
  whole.replaceKey("/K", parts);
  whole.replaceKey("/P", tree);
  tree.replaceKey("/K", QPDFObjectHandle::newArray({whole}));
}

void enclose(QPDF& pdf, const std::string& date, const PdfEnclosure& enclosure) {
  auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, enclosure.bytes);
  stream.setCreationDate(date).setModDate(date);
  stream.setSubtype(enclosure.type);
  // A plain one may be filled in later (audit/signed_file.h), and then a checksum of before would be wrong.
  QPDFObjectHandle params = stream.getObjectHandle().getDict().getKey("/Params");
  if (enclosure.plain) params.removeKey("/CheckSum");
  auto file = QPDFFileSpecObjectHelper::createFileSpec(pdf, enclosure.name, stream);
  file.setDescription(enclosure.told);
  file.getObjectHandle().replaceKey("/AFRelationship", QPDFObjectHandle::newName("/Data"));
  QPDFEmbeddedFileDocumentHelper(pdf).replaceEmbeddedFile(enclosure.name, file);
}

std::string written(QPDF& pdf) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  // Streams stay as they are: what is plain stays plain.
  writer.setStreamDataMode(qpdf_s_preserve);
  writer.setObjectStreamMode(qpdf_o_disable);
  writer.write();
  const std::shared_ptr<Buffer> buffer(writer.getBuffer());
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

std::optional<std::string> tagged_pdf(const std::string& pages, const PdfFinish& finish) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("pages", pages.data(), pages.size());
  QPDFObjectHandle root = pdf.getRoot();
  root.replaceKey("/Lang", QPDFObjectHandle::newString(finish.language));
  root.replaceKey("/MarkInfo", QPDFObjectHandle::parse("<< /Marked true >>"));
  root.replaceKey("/ViewerPreferences", QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
  Figures figures(finish.figures);
  put_below_one(pdf, root.getKey("/StructTreeRoot"));
  figures.walk(root.getKey("/StructTreeRoot").getKey("/K"));
  if (!figures.all_told()) return std::nullopt;
  for (auto& page : QPDFPageDocumentHelper(pdf).getAllPages())
    page.getObjectHandle().replaceKey("/Tabs", QPDFObjectHandle::newName("/S"));
  for (const PdfEnclosure& enclosure : finish.enclosures) enclose(pdf, finish.date, enclosure);
  return written(pdf);
}

}  // namespace jium::paper
