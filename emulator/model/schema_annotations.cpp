// Keywords that say something about a value and demand nothing of it.

#include <nlohmann/json.hpp>

#include "emulator/model/schema_site.h"

namespace emulator {
namespace {

void any_value(const KeywordSite&) {}
void text_value(const KeywordSite& site) { site.text(); }
void flag_value(const KeywordSite& site) { site.flag(); }
void object_value(const KeywordSite& site) { site.is_object(); }
void array_value(const KeywordSite& site) { site.is_array(); }

constexpr KeywordRow kAnnotations[] = {
    {"title", kInAll, text_value},
    {"description", kInAll, text_value},
    {"default", kInAll, any_value},
    {"example", kInAll, any_value},
    {"examples", kFromDraft6, array_value},
    {"deprecated", kIn30 | kFrom2019, flag_value},
    {"readOnly", kInAll,
     [](const KeywordSite& site) { site.keywords.is_read_only = site.flag().value_or(false); }},
    {"writeOnly", kInAll,
     [](const KeywordSite& site) { site.keywords.is_write_only = site.flag().value_or(false); }},
    {"xml", kIn30 | kIn2020, object_value},
    {"externalDocs", kIn30 | kIn2020, object_value},
    {"$comment", kFromDraft7, text_value},
    {"$schema", kNot30, text_value},
    {"id", kInDraft4, any_value},
    {"$id", kFromDraft6, text_value},
    {"$anchor", kFrom2019, text_value},
    {"$dynamicAnchor", kIn2020, text_value},
    {"$recursiveAnchor", kIn2019, flag_value},
    {"$vocabulary", kFrom2019, object_value},
    // Read where a reference leads there.
    {"$defs", kFrom2019, object_value},
    {"definitions", kNot30, object_value},
    {"contentEncoding", kFromDraft7, text_value},
    {"contentMediaType", kFromDraft7, text_value},
    {"contentSchema", kFrom2019, any_value},
    // A reference has been followed before; what is left here is not one.
    {"$ref", kIn30 | kInDrafts, text_value},
};

}  // namespace

std::span<const KeywordRow> annotation_keywords() { return kAnnotations; }

}  // namespace emulator
