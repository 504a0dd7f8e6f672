#include "clipboard_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct clipboard_text *clipboard_text_create(size_t capacity) {
    struct clipboard_text *text = capacity < SIZE_MAX - sizeof *text ? malloc(sizeof *text + capacity + 1) : NULL;
    if (text != NULL) {
        atomic_init(&text->references, 1);
        text->is_png = false;
        text->length = 0;
        text->capacity = capacity;
        text->bytes[0] = '\0';
    }
    return text;
}

struct clipboard_text *clipboard_text_copy(const char *bytes, size_t length) {
    struct clipboard_text *text = clipboard_text_create(length);
    if (text != NULL) {
        memcpy(text->bytes, bytes, length);
        text->bytes[length] = '\0';
        text->length = length;
    }
    return text;
}

struct clipboard_text *clipboard_text_hold(struct clipboard_text *text) {
    atomic_fetch_add_explicit(&text->references, 1, memory_order_relaxed);
    return text;
}

void clipboard_text_release(struct clipboard_text *text) {
    if (text != NULL && atomic_fetch_sub_explicit(&text->references, 1, memory_order_acq_rel) == 1) {
        free(text);
    }
}

static bool reserve(struct clipboard_text **text, size_t capacity) {
    size_t doubled = (*text)->capacity <= SIZE_MAX / 4 ? 2 * (*text)->capacity : 0;
    capacity = capacity > doubled ? capacity : doubled;
    struct clipboard_text *larger =
        capacity < SIZE_MAX - sizeof **text ? realloc(*text, sizeof **text + capacity + 1) : NULL;
    if (larger == NULL) {
        return false;
    }
    larger->capacity = capacity;
    *text = larger;
    return true;
}

bool clipboard_text_append(struct clipboard_text **text, const char *bytes, size_t length) {
    size_t used = (*text)->length;
    if (length > (*text)->capacity - used && (length > SIZE_MAX - used || !reserve(text, used + length))) {
        return false;
    }
    memcpy((*text)->bytes + used, bytes, length);
    (*text)->length = used + length;
    (*text)->bytes[used + length] = '\0';
    return true;
}

struct clipboard_text *clipboard_text_from_latin1(const struct clipboard_text *text) {
    struct clipboard_text *made = text->length <= SIZE_MAX / 4 ? clipboard_text_create(2 * text->length) : NULL;
    if (made == NULL) {
        return NULL;
    }
    char *to = made->bytes;
    for (size_t i = 0; i < text->length; i++) {
        unsigned char byte = (unsigned char)text->bytes[i];
        if (byte >= 0x80) {
            *to++ = (char)(0xC0 | byte >> 6);
            byte = (unsigned char)(0x80 | (byte & 0x3F));
        }
        *to++ = (char)byte;
    }
    *to = '\0';
    made->length = (size_t)(to - made->bytes);
    return made;
}

static size_t continuation_bytes(const char *bytes, size_t length, size_t wanted) {
    size_t count = 0;
    while (count < wanted && count < length && ((unsigned char)bytes[count] & 0xC0) == 0x80) {
        count++;
    }
    return count;
}

/* Stores the byte for the character at `from`; returns how many bytes that was. */
static size_t narrow(const char *from, size_t length, char *to) {
    unsigned char lead = (unsigned char)from[0];
    size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    size_t found = continuation_bytes(from + 1, length - 1, more);
    *to = '?';
    if (lead < 0x80) {
        *to = (char)lead;
    } else if ((lead == 0xC2 || lead == 0xC3) && found == 1) {
        *to = (char)(unsigned char)((lead & 3) << 6 | ((unsigned char)from[1] & 0x3F));
    }
    return 1 + found;
}

struct clipboard_text *clipboard_text_to_latin1(const struct clipboard_text *text) {
    struct clipboard_text *made = clipboard_text_create(text->length);
    if (made == NULL) {
        return NULL;
    }
    char *to = made->bytes;
    for (size_t i = 0; i < text->length;) {
        i += narrow(text->bytes + i, text->length - i, to++);
    }
    *to = '\0';
    made->length = (size_t)(to - made->bytes);
    return made;
}
