#include "action_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool action_check_number(const char *text, int64_t least, int64_t most, char *error, size_t error_size) {
    char *end;
    long long value = strtoll(text, &end, 10);
    bool good = strspn(text, "-0123456789") == strlen(text) && end != text && *end == '\0' && value >= least &&
                value <= most && strlen(text) < 19;
    if (!good) {
        snprintf(error, error_size, "it takes a number from %lld to %lld", (long long)least, (long long)most);
    }
    return good;
}

bool action_check_name(const char *text, char *error, size_t error_size) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    bool good = strspn(text, letters) == strlen(text) && strcspn(text, "0123456789_") > 0 && strlen(text) <= 31;
    if (!good) {
        snprintf(error, error_size, "a name has letters, digits and _, a letter first, 31 at most");
    }
    return good;
}
