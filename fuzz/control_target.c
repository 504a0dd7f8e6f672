/* A request of one process to another (control_message.h): any fields behind a sound header. Refused, or what is read
 * keeps the rules of the format, and says the same when it is written again. */
#include <stdlib.h>
#include <string.h>

#include "control_message.h"
#include "fuzz.h"

unsigned long fuzz_taken;

static void check_list(const struct control_list *list, bool are_pairs) {
    for (size_t i = 0; i < list->count; i++) {
        const char *sign = strchr(list->items[i], '=');
        REQUIRE(!are_pairs || (sign != NULL && sign != list->items[i]));
    }
    REQUIRE(list->items[list->count] == NULL);
}

static void check_same(const struct control_list *a, const struct control_list *b) {
    REQUIRE(a->count == b->count);
    for (size_t i = 0; i < a->count; i++) {
        REQUIRE(strcmp(a->items[i], b->items[i]) == 0);
    }
}

static void check(const struct control_request *request, size_t length) {
    struct control_request again;
    size_t written;
    REQUIRE(request->directory == NULL || request->directory[0] == '/');
    check_list(&request->command, false);
    check_list(&request->settings, true);
    check_list(&request->environment, true);
    char *bytes = control_request_encode(request, &written);
    REQUIRE(bytes != NULL && written == length && control_request_decode(&again, bytes, written));
    check_same(&request->command, &again.command);
    check_same(&request->settings, &again.settings);
    check_same(&request->environment, &again.environment);
    REQUIRE(request->waits == again.waits && request->is_placed == again.is_placed);
    control_request_finish(&again);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char header[CONTROL_HEADER_SIZE] = "quirectl\1";
    size_t length = sizeof header + size;
    char *bytes = size < 65536 ? malloc(length) : NULL;
    if (bytes == NULL) {
        return 0;
    }
    memcpy(bytes, header, sizeof header);
    for (int i = 0; i < 4; i++) {
        bytes[12 + i] = (char)(size >> 8 * i);
    }
    memcpy(bytes + sizeof header, data, size);
    struct control_request request;
    if (control_request_decode(&request, bytes, length)) {
        fuzz_taken++;
        check(&request, length);
        control_request_finish(&request);
    }
    free(bytes);
    return 0;
}
