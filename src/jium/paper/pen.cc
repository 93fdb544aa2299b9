#include "jium/paper/pen.h"

#include <cairo-pdf.h>

#include "jium/paper/pdf.h"

namespace jium::paper {
namespace {

cairo_status_t take(void* out, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

PangoFontDescription* described(const Face& face) {
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family_static(font, kTypeface);
  pango_font_description_set_weight(font, face.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font, face.size * PANGO_SCALE);
  return font;
}

// Of a screen nothing counts: what is set must be the same wherever it is set. The map of fonts is the
// thread's own, and what it has loaded once it keeps.
PangoContext* context_of(PangoFontMap* fonts, Tongue tongue) {
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts), 72);
  PangoContext* context = pango_font_map_create_context(fonts);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_context_set_language(context, pango_language_from_string(tongue == Tongue::ko ? "ko" : "en"));
  pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions(context, FALSE);
  return context;
}

}  // namespace

Result<void> typeface_is_here() {
  PangoFontMap* fonts = pango_cairo_font_map_get_default();
  const std::unique_ptr<PangoContext, Unref> context(context_of(fonts, Tongue::ko));
  PangoFontDescription* wanted = described({});
  const std::unique_ptr<PangoFont, Unref> font(pango_font_map_load_font(fonts, context.get(), wanted));
  pango_font_description_free(wanted);
  bool here = false;
  if (font) {
    PangoFontDescription* found = pango_font_describe(font.get());
    const char* family = pango_font_description_get_family(found);
    here = family != nullptr && std::string_view(family) == kTypeface;
    pango_font_description_free(found);
  }
  if (here) return {};
  return fault(FaultKind::outside,
               "the typeface of court papers is not installed here: ask whoever runs jium for the package "
               "fonts-noto-cjk");
}

Pen::Pen(const Document& document, std::string& out)
    : surface_(cairo_pdf_surface_create_for_stream(&take, &out, kPageWidth, kPageHeight)),
      cr_(cairo_create(surface_.get())),
      context_(context_of(pango_cairo_font_map_get_default(), document.tongue)) {
  cairo_pdf_surface_restrict_to_version(surface_.get(), CAIRO_PDF_VERSION_1_5);
  const auto tell = [&](cairo_pdf_metadata_t what, const std::string& text) {
    cairo_pdf_surface_set_metadata(surface_.get(), what, text.c_str());
  };
  tell(CAIRO_PDF_METADATA_TITLE, document.title);
  tell(CAIRO_PDF_METADATA_AUTHOR, document.author);
  tell(CAIRO_PDF_METADATA_SUBJECT, document.subtitle);
  tell(CAIRO_PDF_METADATA_CREATOR, "jium");
  // "2026-11-22T01:02:03Z": cairo knows no broken seconds, and would take its own clock for a date it cannot
  // read.
  const std::string at = to_text(document.made_at).substr(0, 19) + "Z";
  tell(CAIRO_PDF_METADATA_CREATE_DATE, at);
  tell(CAIRO_PDF_METADATA_MOD_DATE, at);
}

Layout Pen::lay(std::string_view text, const Face& face, double width, PangoAlignment side) const {
  Layout layout(pango_layout_new(context_.get()));
  PangoFontDescription* font = described(face);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_alignment(layout.get(), side);
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  if (width >= 0) pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  // The typeface leaves room above and below for scripts that are not ours.
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_line_height_new_absolute(
                                         static_cast<int>(face.size * face.leading * PANGO_SCALE)));
  pango_layout_set_attributes(layout.get(), attributes);
  pango_attr_list_unref(attributes);
  return layout;
}

double Pen::height_of(PangoLayout* layout) {
  int height = 0;
  pango_layout_get_size(layout, nullptr, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

double Pen::width_of(PangoLayout* layout) {
  int width = 0;
  pango_layout_get_size(layout, &width, nullptr);
  return static_cast<double>(width) / PANGO_SCALE;
}

void Pen::show(PangoLayout* layout, double x, double y, double grey) {
  cairo_set_source_rgb(cr_.get(), grey, grey, grey);
  cairo_move_to(cr_.get(), x, y);
  pango_cairo_show_layout(cr_.get(), layout);
}

void Pen::show_line(PangoLayoutLine* line, double x, double baseline, double grey) {
  cairo_set_source_rgb(cr_.get(), grey, grey, grey);
  cairo_move_to(cr_.get(), x, baseline);
  pango_cairo_show_layout_line(cr_.get(), line);
}

void Pen::rule(double x, double y, double to, double thick, double grey) {
  cairo_set_source_rgb(cr_.get(), grey, grey, grey);
  cairo_set_line_width(cr_.get(), thick);
  cairo_move_to(cr_.get(), x, y);
  cairo_line_to(cr_.get(), to, y);
  cairo_stroke(cr_.get());
}

void Pen::fill(double x, double y, double width, double height, const Shade& shade) {
  cairo_set_source_rgb(cr_.get(), shade.red, shade.green, shade.blue);
  cairo_rectangle(cr_.get(), x, y, width, height);
  cairo_fill(cr_.get());
}

void Pen::frame(double x, double y, double width, double height) {
  cairo_set_source_rgb(cr_.get(), 0.2, 0.2, 0.2);
  cairo_set_line_width(cr_.get(), 0.8);
  cairo_rectangle(cr_.get(), x, y, width, height);
  cairo_stroke(cr_.get());
}

void Pen::begin(const char* tag) {
  cairo_tag_begin(cr_.get(), tag, nullptr);
}

void Pen::end(const char* tag) {
  cairo_tag_end(cr_.get(), tag);
}

void Pen::end_page() {
  cairo_show_page(cr_.get());
}

Result<void> Pen::close() {
  cairo_surface_finish(surface_.get());
  if (cairo_status(cr_.get()) == CAIRO_STATUS_SUCCESS &&
      cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS)
    return {};
  return fault(FaultKind::internal, "the pages of a document could not be drawn");
}

}  // namespace jium::paper
