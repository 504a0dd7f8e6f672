/* quire/identity.h: each answer is the host's where it gave one, and Quire's where it did not; what is no answer is
 * refused; all of it is copied. */
#include <quire/identity.h>
#include <quire/snapshot.h>
#include <quire/version.h>

#include "api_kit.h"
#include "engine/engine_kit.h"

#define E "\033"
#define C "\033["
#define ST "\033\\"

/* XTVERSION, DA1, DA2, DA3, TN, name and Smulx, ENQ */
#define QUESTIONS C ">q" C "c" C ">c" C "=c" E "P+q544e;6e616d65;536d756c78" ST "\005"
#define OWN_VERSION E "P>|quire " QUIRE_VERSION_STRING ST
#define OWN_DA C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29c" C ">41;379;0c" E "P!|00000000" ST
#define OWN_TN E "P1+r544E=787465726D2D323536636F6C6F72" ST E "P1+r6E616D65=787465726D2D323536636F6C6F72" ST
#define OWN_SMULX E "P1+r536D756C78=1B5B343A25703125646D" ST

static const char *ask(struct kit *kit, const char *question) {
    feed(kit, question);
    return kit_take(&kit->replies);
}

static void quires_own(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    struct quire_terminal_identity given = QUIRE_TERMINAL_IDENTITY_INIT, told = QUIRE_TERMINAL_IDENTITY_INIT;
    for (int round = 0; round < 3; round++) { /* never set; all members NULL; NULL */
        CHECK_STR(ask(&kit, QUESTIONS), OWN_VERSION OWN_DA OWN_TN OWN_SMULX);
        CHECK_INT(quire_terminal_identity_get(kit.terminal, &told), QUIRE_OK);
        CHECK(!told.version && !told.primary && told.primary_count == 0 && !told.secondary && !told.unit);
        CHECK(!told.terminal_name && !told.capabilities && told.capability_count == 0 && !told.answerback);
        CHECK_INT(quire_terminal_identity_set(kit.terminal, round == 0 ? &given : NULL), QUIRE_OK);
    }
    kit_close(&kit);
}

/* Each alone changes its own answer only. */
static void each_by_itself(void) {
    static const uint16_t primary[] = {62, 22, 65535}, secondary[] = {1, 10, 65535};
    static const char *const capabilities[] = {"Smulx@", "TN=x"};
    const struct {
        struct quire_terminal_identity given;
        const char *answers;
    } cases[] = {
#define GIVEN(...) {.size = sizeof(struct quire_terminal_identity), __VA_ARGS__}
        {GIVEN(.version = "Other(1.2)"), E "P>|Other(1.2)" ST OWN_DA OWN_TN OWN_SMULX},
        {GIVEN(.primary = primary, .primary_count = 3),
         OWN_VERSION C "?62;22;65535c" C ">41;379;0c" E "P!|00000000" ST OWN_TN OWN_SMULX},
        {GIVEN(.secondary = secondary),
         OWN_VERSION C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29c" C ">1;10;65535c" E "P!|00000000" ST OWN_TN OWN_SMULX},
        {GIVEN(.unit = "464F4f54"),
         OWN_VERSION C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29c" C ">41;379;0c" E "P!|464F4f54" ST OWN_TN OWN_SMULX},
        {GIVEN(.terminal_name = "st"), OWN_VERSION OWN_DA E "P1+r544E=7374" ST E "P1+r6E616D65=7374" ST OWN_SMULX},
        {GIVEN(.capabilities = capabilities, .capability_count = 2, .terminal_name = "st"),
         OWN_VERSION OWN_DA E "P1+r544E=78" ST E "P1+r6E616D65=7374" ST E "P0+r" ST},
        {GIVEN(.answerback = "I am here"), OWN_VERSION OWN_DA OWN_TN OWN_SMULX "I am here"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit = {0};
        kit_open(&kit, 20, 3);
        CHECK_INT(quire_terminal_identity_set(kit.terminal, &cases[i].given), QUIRE_OK);
        CHECK_STR(ask(&kit, QUESTIONS), cases[i].answers);
        feed(&kit, E "c" C "!p"); /* it is the host's */
        CHECK_STR(ask(&kit, QUESTIONS), cases[i].answers);
        CHECK_INT(quire_terminal_identity_set(kit.terminal, NULL), QUIRE_OK);
        CHECK_STR(ask(&kit, QUESTIONS), OWN_VERSION OWN_DA OWN_TN OWN_SMULX);
        kit_close(&kit);
    }
}

/* A list of the host's is sent as it is; Quire's follows level and clipboard. */
static void primary_as_given(void) {
    struct kit kit = {0};
    struct quire_terminal_identity given = QUIRE_TERMINAL_IDENTITY_INIT;
    static const uint16_t list[QUIRE_PARAMETERS_MAX] = {64, 4};
    kit_open(&kit, 20, 3);
    given.primary = list;
    given.primary_count = 2;
    CHECK_INT(quire_terminal_identity_set(kit.terminal, &given), QUIRE_OK);
    CHECK_INT(quire_terminal_set_clipboard_write(kit.terminal, QUIRE_ALLOW), QUIRE_OK);
    CHECK_STR(ask(&kit, C "c" C "62;1\"p" C "c"), C "?64;4c" C "?64;4c");
    given.primary_count = QUIRE_PARAMETERS_MAX;
    CHECK_INT(quire_terminal_identity_set(kit.terminal, &given), QUIRE_OK);
    CHECK_INT(strlen(ask(&kit, C "c")), 3 + 2 * QUIRE_PARAMETERS_MAX + 1); /* 64;4;0;0... c */
    CHECK_INT(quire_terminal_identity_set(kit.terminal, NULL), QUIRE_OK);
    CHECK_STR(ask(&kit, C "c"), C "?62;1;2;4;6;9;15;22;29;52c");
    kit_close(&kit);
}

/* Strings, booleans, what is not there; the first of two; values of any bytes and of all lengths that are allowed. */
static void capabilities(void) {
    static char longest[QUIRE_CAPABILITY_NAME_MAX + 1 + QUIRE_CAPABILITY_VALUE_MAX + 1], question[256], answer[1024];
    const char *list[] = {"Xa=1;\033\xFF", "Xb", "am@", "Xc=", "Xd=1", "Xd=2", longest, "Co=16777216"};
    struct quire_terminal_identity given = QUIRE_TERMINAL_IDENTITY_INIT;
    struct kit kit = {0};
    memset(longest, 'n', QUIRE_CAPABILITY_NAME_MAX);
    longest[QUIRE_CAPABILITY_NAME_MAX] = '=';
    memset(longest + QUIRE_CAPABILITY_NAME_MAX + 1, 'v', QUIRE_CAPABILITY_VALUE_MAX);
    given.capabilities = list;
    given.capability_count = sizeof list / sizeof *list;
    kit_open(&kit, 20, 3);
    CHECK_INT(quire_terminal_identity_set(kit.terminal, &given), QUIRE_OK);
    CHECK_STR(ask(&kit, E "P+q5861;5862;616d;5863;5864;436f;58;586161" ST),
              E "P1+r5861=313B1BFF" ST E "P1+r5862" ST E "P0+r" ST E "P1+r5863=" ST E "P1+r5864=31" ST E
                "P1+r436F=3136373737323136" ST E "P0+r" ST E "P0+r" ST);
    strcpy(question, E "P+q");
    strcpy(answer, E "P1+r");
    for (uint32_t i = 0; i < QUIRE_CAPABILITY_NAME_MAX; i++) {
        strcat(question, "6e");
        strcat(answer, "6E");
    }
    strcat(question, ST);
    strcat(answer, "=");
    for (uint32_t i = 0; i < QUIRE_CAPABILITY_VALUE_MAX; i++)
        strcat(answer, "76");
    strcat(answer, ST);
    CHECK_STR(ask(&kit, question), answer);
    kit_close(&kit);
}

/* What is given is copied, and told as it was given. */
static void copied(void) {
    char version[] = "v 1", unit[] = "00000001", name[] = "name", back[] = "back", capability[] = "Xa=1";
    const char *list[] = {capability};
    uint16_t primary[] = {1, 2}, secondary[] = {3, 4, 5};
    struct quire_terminal_identity given = QUIRE_TERMINAL_IDENTITY_INIT, told = QUIRE_TERMINAL_IDENTITY_INIT;
    struct kit kit = {0};
    given.version = version;
    given.unit = unit;
    given.terminal_name = name;
    given.answerback = back;
    given.capabilities = list;
    given.capability_count = 1;
    given.primary = primary;
    given.primary_count = 2;
    given.secondary = secondary;
    kit_open(&kit, 20, 3);
    CHECK_INT(quire_terminal_identity_set(kit.terminal, &given), QUIRE_OK);
    version[0] = unit[0] = name[0] = back[0] = capability[0] = 'z';
    primary[0] = secondary[0] = 9;
    list[0] = NULL;
    CHECK_INT(quire_terminal_identity_get(kit.terminal, &told), QUIRE_OK);
    CHECK_STR(told.version, "v 1");
    CHECK_STR(told.unit, "00000001");
    CHECK_STR(told.terminal_name, "name");
    CHECK_STR(told.answerback, "back");
    CHECK(told.capability_count == 1 && told.primary_count == 2);
    CHECK_STR(told.capabilities[0], "Xa=1");
    CHECK(told.primary[0] == 1 && told.primary[1] == 2 && told.secondary[0] == 3 && told.secondary[2] == 5);
    CHECK_INT(quire_terminal_identity_set(kit.terminal, &told), QUIRE_OK); /* what it told may be given again */
    CHECK_STR(ask(&kit, C ">c\005"), C ">3;4;5cback");
    kit_close(&kit);
}

/* Nothing is taken of an identity with something in it that is no answer. */
static void errors(void) {
    static char text[QUIRE_IDENTITY_TEXT_MAX + 2], value[QUIRE_CAPABILITY_VALUE_MAX + 5];
    static const uint16_t list[QUIRE_PARAMETERS_MAX + 1];
    static const char *many[QUIRE_CAPABILITIES_MAX + 1];
    const char *one[] = {"Xa=1", NULL};
    struct quire_terminal_identity good = QUIRE_TERMINAL_IDENTITY_INIT;
    struct kit kit = {0};
    memset(text, 'x', sizeof text - 1);
    memset(value, 'x', sizeof value - 1);
    memcpy(value, "Xa=", 3);
    for (size_t i = 0; i <= QUIRE_CAPABILITIES_MAX; i++)
        many[i] = "Xa";
    good.version = text + 1;
    good.answerback = "";
    kit_open(&kit, 20, 3);
    CHECK_INT(quire_terminal_identity_set(kit.terminal, &good), QUIRE_OK);
#define WRONG(change)                                                                                                  \
    do {                                                                                                               \
        struct quire_terminal_identity wrong = QUIRE_TERMINAL_IDENTITY_INIT;                                           \
        change;                                                                                                        \
        CHECK_INT(quire_terminal_identity_set(kit.terminal, &wrong), QUIRE_INVALID);                                   \
    } while (0)
    WRONG(wrong.size--);
    WRONG(wrong.version = "");
    WRONG(wrong.version = text);
    WRONG(wrong.version = "a\033\\b");
    WRONG(wrong.version = "\xC3\xA4");
    WRONG(wrong.primary = list);
    WRONG(wrong.primary_count = 1);
    WRONG(wrong.primary = list; wrong.primary_count = QUIRE_PARAMETERS_MAX + 1);
    WRONG(wrong.unit = "0000000");
    WRONG(wrong.unit = "000000000");
    WRONG(wrong.unit = "0000000G");
    WRONG(wrong.terminal_name = "");
    WRONG(wrong.terminal_name = "a\n");
    WRONG(wrong.answerback = "ls\r");
    WRONG(wrong.answerback = "0123456789012345678901234567890");
    WRONG(wrong.capabilities = one);
    WRONG(wrong.capability_count = 1);
    WRONG(wrong.capabilities = many; wrong.capability_count = QUIRE_CAPABILITIES_MAX + 1);
    const char *const bad[] = {NULL,  "",    "=1",   "@",     "a b=1", "a\033=1", "am@1",
                               "#=1", "a,b", "it#8", "a;b=1", value,   text,      "\xC3\xA4=1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        one[1] = bad[i];
        WRONG(wrong.capabilities = one; wrong.capability_count = 2);
    }
    CHECK_INT(quire_terminal_identity_set(NULL, &good), QUIRE_INVALID);
    CHECK_INT(quire_terminal_identity_get(NULL, &good), QUIRE_INVALID);
    CHECK_INT(quire_terminal_identity_get(kit.terminal, NULL), QUIRE_INVALID);
    good.size = 0;
    CHECK_INT(quire_terminal_identity_get(kit.terminal, &good), QUIRE_INVALID);
    feed(&kit, C ">q");
    CHECK(strstr(kit_take(&kit.replies), text + 1) != NULL);
    kit_close(&kit);
}

/* No memory: nothing has changed. */
static void without_memory(void) {
    struct api_memory memory = {-1, 0};
    struct quire_allocator allocator = {sizeof(struct quire_allocator), &memory, api_alloc, api_free, NULL, NULL};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal_identity given = QUIRE_TERMINAL_IDENTITY_INIT;
    struct kit kit = {0};
    options.allocator = &allocator;
    kit_open_with(&kit, options);
    given.version = "first";
    CHECK_INT(quire_terminal_identity_set(kit.terminal, &given), QUIRE_OK);
    given.version = "second";
    memory.left = 0;
    CHECK_INT(quire_terminal_identity_set(kit.terminal, &given), QUIRE_OUT_OF_MEMORY);
    CHECK_STR(ask(&kit, C ">q"), E "P>|first" ST);
    CHECK_INT(quire_terminal_identity_set(kit.terminal, NULL), QUIRE_OK); /* needs none */
    CHECK_STR(ask(&kit, C ">q"), OWN_VERSION);
    memory.left = -1;
    CHECK_INT(quire_terminal_identity_set(kit.terminal, &given), QUIRE_OK);
    kit_close(&kit);
    CHECK_INT(memory.blocks, 0);
}

/* It is in no snapshot: a snapshot is the same with and without one. */
static void no_snapshot(void) {
    struct quire_terminal_identity given = QUIRE_TERMINAL_IDENTITY_INIT;
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct text before = {0}, after = {0};
    struct quire_terminal *restored = NULL;
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    CHECK_INT(quire_snapshot_write(kit.terminal, kit_collect, &before), QUIRE_OK);
    given.version = "first";
    CHECK_INT(quire_terminal_identity_set(kit.terminal, &given), QUIRE_OK);
    CHECK_INT(quire_snapshot_write(kit.terminal, kit_collect, &after), QUIRE_OK);
    CHECK(text_same(&before, &after));
    CHECK_INT(quire_snapshot_read(after.bytes, after.length, &options, &restored), QUIRE_OK);
    CHECK_INT(quire_terminal_identity_get(restored, &given), QUIRE_OK);
    CHECK(!given.version);
    quire_terminal_destroy(restored);
    text_free(&before);
    text_free(&after);
    kit_close(&kit);
}

int main(void) {
    RUN(quires_own);
    RUN(each_by_itself);
    RUN(primary_as_given);
    RUN(capabilities);
    RUN(copied);
    RUN(errors);
    RUN(without_memory);
    RUN(no_snapshot);
    return test_end();
}
