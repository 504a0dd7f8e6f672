/* What terminals answer about their text (org.a11y.atspi.Text) and frames and terminals about where they are
 * (org.a11y.atspi.Component). */
#include <string.h>

#include "accessible_parts.h"

#define TEXT "org.a11y.atspi.Text"
#define COMPONENT "org.a11y.atspi.Component"

enum { PLACED = ACCESSIBLE_FRAME | ACCESSIBLE_TERMINAL };

/* From what coordinates are counted (AtspiCoordType). */
enum { FROM_SCREEN, FROM_WINDOW, FROM_PARENT };

/* ---- places */

static struct accessible_places places_of(const struct accessible_object *object) {
    struct accessible_places places = {{0, 0, 0, 0}, {0, 0, 0, 0}, 1, 1};
    object->window->source.places(object->window->source.user, &places);
    return places;
}

/* The place of something in the window, counted from where it is asked for. */
static struct accessible_area counted_from(struct accessible_area area, const struct accessible_places *places,
                                           uint32_t from) {
    if (from == FROM_SCREEN) {
        area.x += places->window.x;
        area.y += places->window.y;
    }
    return area;
}

static struct accessible_area area_of(const struct accessible_object *object, const struct accessible_places *places,
                                      uint32_t from) {
    struct accessible_area whole = {0, 0, places->window.width, places->window.height};
    return counted_from(object->kind == ACCESSIBLE_FRAME ? whole : places->text, places, from);
}

static bool get_extents(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    uint32_t from;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_UINT32, &from, DBUS_TYPE_INVALID)) {
        return false;
    }
    struct accessible_places places = places_of(object);
    struct accessible_area area = area_of(object, &places, from);
    accessible_put_area(reply, &area);
    return true;
}

static bool get_position(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    uint32_t from;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_UINT32, &from, DBUS_TYPE_INVALID)) {
        return false;
    }
    struct accessible_places places = places_of(object);
    struct accessible_area area = area_of(object, &places, from);
    accessible_put_int(reply, area.x);
    accessible_put_int(reply, area.y);
    return true;
}

static bool get_size(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    (void)message;
    struct accessible_places places = places_of(object);
    struct accessible_area area = area_of(object, &places, FROM_WINDOW);
    accessible_put_int(reply, area.width);
    accessible_put_int(reply, area.height);
    return true;
}

static bool is_inside(const struct accessible_area *area, int32_t x, int32_t y) {
    int64_t across = (int64_t)x - area->x, down = (int64_t)y - area->y; /* anybody may ask for any place */
    return across >= 0 && down >= 0 && across < area->width && down < area->height;
}

static bool contains(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    int32_t x, y;
    uint32_t from;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_INT32, &x, DBUS_TYPE_INT32, &y, DBUS_TYPE_UINT32, &from,
                               DBUS_TYPE_INVALID)) {
        return false;
    }
    struct accessible_places places = places_of(object);
    struct accessible_area area = area_of(object, &places, from);
    accessible_put_bool(reply, is_inside(&area, x, y));
    return true;
}

/* The terminal, where the point lies on the text of a frame. */
static bool get_at_point(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    struct accessible_object found = {object->accessible, ACCESSIBLE_TERMINAL, object->window};
    int32_t x, y;
    uint32_t from;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_INT32, &x, DBUS_TYPE_INT32, &y, DBUS_TYPE_UINT32, &from,
                               DBUS_TYPE_INVALID)) {
        return false;
    }
    struct accessible_places places = places_of(object);
    struct accessible_area area = area_of(&found, &places, from);
    found.kind = is_inside(&area, x, y) ? ACCESSIBLE_TERMINAL : object->kind;
    accessible_put_object(reply, &found);
    return true;
}

static bool get_layer(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    uint32_t layer = object->kind == ACCESSIBLE_FRAME ? 7 : 3; /* window, widget */
    (void)message;
    dbus_message_iter_append_basic(reply, DBUS_TYPE_UINT32, &layer);
    return true;
}

static bool get_order(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    int16_t order = 0;
    (void)object;
    (void)message;
    dbus_message_iter_append_basic(reply, DBUS_TYPE_INT16, &order);
    return true;
}

static bool get_alpha(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    double alpha = 1;
    (void)object;
    (void)message;
    dbus_message_iter_append_basic(reply, DBUS_TYPE_DOUBLE, &alpha);
    return true;
}

/* Windows are raised by the user alone. */
static bool refuse(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    (void)object;
    (void)message;
    accessible_put_bool(reply, false);
    return true;
}

const struct accessible_call accessible_component_calls[] = {
    {COMPONENT, "GetExtents", PLACED, get_extents},
    {COMPONENT, "GetPosition", PLACED, get_position},
    {COMPONENT, "GetSize", PLACED, get_size},
    {COMPONENT, "Contains", PLACED, contains},
    {COMPONENT, "GetAccessibleAtPoint", PLACED, get_at_point},
    {COMPONENT, "GetLayer", PLACED, get_layer},
    {COMPONENT, "GetMDIZOrder", PLACED, get_order},
    {COMPONENT, "GetAlpha", PLACED, get_alpha},
    {COMPONENT, "GrabFocus", PLACED, refuse},
    {NULL, NULL, 0, NULL},
};

/* ---- text */

static const struct accessible_text *text_of(const struct accessible_object *object) {
    accessible_read(object->window);
    return &object->window->text;
}

/* A negative end is that of the text. */
static struct accessible_span span_of(const struct accessible_text *text, int32_t start, int32_t end) {
    uint32_t last = end < 0 || (uint32_t)end > text->characters ? text->characters : (uint32_t)end;
    uint32_t first = start < 0 ? 0 : (uint32_t)start;
    return (struct accessible_span){first < last ? first : last, last};
}

static void put_span(DBusMessageIter *reply, const struct accessible_text *text, struct accessible_span span) {
    size_t length;
    const char *bytes = accessible_text_slice(text, span, &length);
    accessible_put_text(reply, bytes, length);
    accessible_put_int(reply, (int32_t)span.start);
    accessible_put_int(reply, (int32_t)span.end);
}

static bool get_text(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    int32_t start, end;
    size_t length;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_INT32, &start, DBUS_TYPE_INT32, &end, DBUS_TYPE_INVALID)) {
        return false;
    }
    const struct accessible_text *text = text_of(object);
    const char *bytes = accessible_text_slice(text, span_of(text, start, end), &length);
    accessible_put_text(reply, bytes, length);
    return true;
}

static bool read_offset(DBusMessage *message, int32_t *offset, uint32_t *kind) {
    return dbus_message_get_args(message, NULL, DBUS_TYPE_INT32, offset, DBUS_TYPE_UINT32, kind, DBUS_TYPE_INVALID) &&
           *offset >= 0;
}

static bool get_string(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    int32_t offset;
    uint32_t granularity;
    if (!read_offset(message, &offset, &granularity) || granularity > ACCESSIBLE_PARAGRAPH) {
        return false;
    }
    const struct accessible_text *text = text_of(object);
    put_span(reply, text, accessible_text_around(text, (uint32_t)offset, (enum accessible_granularity)granularity));
    return true;
}

/* The older way to ask, by AtspiTextBoundaryType: character; starts and ends of words, sentences, lines. */
static bool read_boundary(DBusMessage *message, uint32_t *offset, enum accessible_granularity *granularity) {
    static const enum accessible_granularity of[] = {ACCESSIBLE_CHARACTER, ACCESSIBLE_WORD, ACCESSIBLE_WORD,
                                                     ACCESSIBLE_LINE,      ACCESSIBLE_LINE, ACCESSIBLE_LINE,
                                                     ACCESSIBLE_LINE};
    int32_t given;
    uint32_t boundary;
    if (!read_offset(message, &given, &boundary) || boundary >= sizeof of / sizeof of[0]) {
        return false;
    }
    *offset = (uint32_t)given;
    *granularity = of[boundary];
    return true;
}

static bool get_at(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    enum accessible_granularity granularity;
    uint32_t offset;
    if (!read_boundary(message, &offset, &granularity)) {
        return false;
    }
    const struct accessible_text *text = text_of(object);
    put_span(reply, text, accessible_text_around(text, offset, granularity));
    return true;
}

static bool get_before(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    enum accessible_granularity granularity;
    uint32_t offset;
    if (!read_boundary(message, &offset, &granularity)) {
        return false;
    }
    const struct accessible_text *text = text_of(object);
    struct accessible_span at = accessible_text_around(text, offset, granularity);
    struct accessible_span none = {0, 0};
    put_span(reply, text, at.start == 0 ? none : accessible_text_around(text, at.start - 1, granularity));
    return true;
}

static bool get_after(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    enum accessible_granularity granularity;
    uint32_t offset;
    if (!read_boundary(message, &offset, &granularity)) {
        return false;
    }
    const struct accessible_text *text = text_of(object);
    struct accessible_span at = accessible_text_around(text, offset, granularity);
    put_span(reply, text, accessible_text_around(text, at.end, granularity));
    return true;
}

static uint32_t decode(const char *bytes, size_t length) {
    const unsigned char *at = (const unsigned char *)bytes;
    uint32_t value = length == 0 ? 0 : length == 1 ? at[0] : at[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        value = value << 6 | (at[i] & 0x3Fu);
    }
    return value;
}

static bool get_character(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    int32_t offset;
    size_t length;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_INT32, &offset, DBUS_TYPE_INVALID) || offset < 0) {
        return false;
    }
    const struct accessible_text *text = text_of(object);
    struct accessible_span span = accessible_text_around(text, (uint32_t)offset, ACCESSIBLE_CHARACTER);
    const char *bytes = accessible_text_slice(text, span, &length);
    accessible_put_int(reply, (int32_t)decode(bytes, length));
    return true;
}

/* ---- where characters are: every one a cell, as most are */

static struct accessible_area span_area(const struct accessible_text *text, struct accessible_span span,
                                        const struct accessible_places *places, uint32_t from) {
    uint32_t row, column, last_row, last_column;
    accessible_text_place(text, span.start, &row, &column);
    accessible_text_place(text, span.end > span.start ? span.end - 1 : span.start, &last_row, &last_column);
    bool one_row = row == last_row;
    uint32_t width = one_row ? (last_column - column + 1) * places->cell_width : (uint32_t)places->text.width;
    struct accessible_area area = {places->text.x + (one_row ? (int32_t)(column * places->cell_width) : 0),
                                   places->text.y + (int32_t)(row * places->cell_height), (int32_t)width,
                                   (int32_t)((last_row - row + 1) * places->cell_height)};
    return counted_from(area, places, from);
}

static void put_extents(const struct accessible_object *object, int32_t start, int32_t end, uint32_t from,
                        DBusMessageIter *reply) {
    struct accessible_places places = places_of(object);
    const struct accessible_text *text = text_of(object);
    struct accessible_area area = span_area(text, span_of(text, start, end), &places, from);
    accessible_put_int(reply, area.x);
    accessible_put_int(reply, area.y);
    accessible_put_int(reply, area.width);
    accessible_put_int(reply, area.height);
}

static bool get_character_extents(const struct accessible_object *object, DBusMessage *message,
                                  DBusMessageIter *reply) {
    int32_t offset;
    uint32_t from;
    if (!read_offset(message, &offset, &from) || offset == INT32_MAX) {
        return false;
    }
    put_extents(object, offset, offset + 1, from, reply);
    return true;
}

static bool get_range_extents(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    int32_t start, end;
    uint32_t from;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_INT32, &start, DBUS_TYPE_INT32, &end, DBUS_TYPE_UINT32, &from,
                               DBUS_TYPE_INVALID)) {
        return false;
    }
    put_extents(object, start, end, from, reply);
    return true;
}

static bool get_offset(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    int32_t x, y;
    uint32_t from;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_INT32, &x, DBUS_TYPE_INT32, &y, DBUS_TYPE_UINT32, &from,
                               DBUS_TYPE_INVALID)) {
        return false;
    }
    struct accessible_places places = places_of(object);
    struct accessible_area area = area_of(object, &places, from);
    if (!is_inside(&area, x, y)) {
        accessible_put_int(reply, -1);
        return true;
    }
    accessible_put_int(reply, (int32_t)accessible_text_at(text_of(object), (uint32_t)(y - area.y) / places.cell_height,
                                                          (uint32_t)(x - area.x) / places.cell_width));
    return true;
}

/* ---- what there is not: attributes, selections */

static bool get_no_attributes(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    (void)object;
    (void)message;
    accessible_put_no_attributes(reply);
    return true;
}

static bool get_attribute_run(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    (void)message;
    accessible_put_no_attributes(reply);
    accessible_put_int(reply, 0);
    accessible_put_int(reply, (int32_t)text_of(object)->characters);
    return true;
}

static bool get_no_value(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    (void)object;
    (void)message;
    accessible_put_string(reply, "");
    return true;
}

static bool count_no_selections(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    (void)object;
    (void)message;
    accessible_put_int(reply, 0);
    return true;
}

static bool get_no_selection(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    (void)object;
    (void)message;
    accessible_put_int(reply, -1);
    accessible_put_int(reply, -1);
    return true;
}

const struct accessible_call accessible_text_calls[] = {
    {TEXT, "GetText", ACCESSIBLE_TERMINAL, get_text},
    {TEXT, "GetStringAtOffset", ACCESSIBLE_TERMINAL, get_string},
    {TEXT, "GetTextAtOffset", ACCESSIBLE_TERMINAL, get_at},
    {TEXT, "GetTextBeforeOffset", ACCESSIBLE_TERMINAL, get_before},
    {TEXT, "GetTextAfterOffset", ACCESSIBLE_TERMINAL, get_after},
    {TEXT, "GetCharacterAtOffset", ACCESSIBLE_TERMINAL, get_character},
    {TEXT, "GetCharacterExtents", ACCESSIBLE_TERMINAL, get_character_extents},
    {TEXT, "GetRangeExtents", ACCESSIBLE_TERMINAL, get_range_extents},
    {TEXT, "GetOffsetAtPoint", ACCESSIBLE_TERMINAL, get_offset},
    {TEXT, "SetCaretOffset", ACCESSIBLE_TERMINAL, refuse},
    {TEXT, "GetAttributes", ACCESSIBLE_TERMINAL, get_attribute_run},
    {TEXT, "GetAttributeRun", ACCESSIBLE_TERMINAL, get_attribute_run},
    {TEXT, "GetAttributeValue", ACCESSIBLE_TERMINAL, get_no_value},
    {TEXT, "GetDefaultAttributes", ACCESSIBLE_TERMINAL, get_no_attributes},
    {TEXT, "GetDefaultAttributeSet", ACCESSIBLE_TERMINAL, get_no_attributes},
    {TEXT, "GetNSelections", ACCESSIBLE_TERMINAL, count_no_selections},
    {TEXT, "GetSelection", ACCESSIBLE_TERMINAL, get_no_selection},
    {TEXT, "AddSelection", ACCESSIBLE_TERMINAL, refuse},
    {TEXT, "RemoveSelection", ACCESSIBLE_TERMINAL, refuse},
    {TEXT, "SetSelection", ACCESSIBLE_TERMINAL, refuse},
    {NULL, NULL, 0, NULL},
};
