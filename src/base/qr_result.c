#include <quire/result.h>
#include <quire/version.h>

const char *quire_result_name(enum quire_result result) {
    switch (result) {
#define NAME(name, code, text)                                                                                         \
    case QUIRE_##name:                                                                                                 \
        return #name;
        QUIRE_RESULT_LIST(NAME)
#undef NAME
    }
    return "UNKNOWN";
}

const char *quire_result_text(enum quire_result result) {
    switch (result) {
#define TEXT(name, code, text)                                                                                         \
    case QUIRE_##name:                                                                                                 \
        return text;
        QUIRE_RESULT_LIST(TEXT)
#undef TEXT
    }
    return "an unknown result code";
}

int quire_version(void) {
    return QUIRE_VERSION_NUMBER;
}

const char *quire_version_string(void) {
    return QUIRE_VERSION_STRING;
}
