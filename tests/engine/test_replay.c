/* Recordings of real programs, fuzzers' findings and other projects' test data go through the engine and leave it
 * sound. QUIRE_CONFORMANCE names the folder they are in. */
#include "inputs.h"

static void replay(void *user, const char *name, const char *bytes, size_t length) {
    struct kit kit;
    (void)user;
    kit_open(&kit, 80, 24);
    bool sound = quire_terminal_feed(kit.terminal, bytes, length) == QUIRE_OK && kit_sound(&kit);
    /* And at another size: what was recorded does not fit then. */
    sound = sound && quire_terminal_resize(kit.terminal, 31, 7, 0, 0) == QUIRE_OK && kit_sound(&kit) &&
            quire_terminal_feed(kit.terminal, bytes, length) == QUIRE_OK && kit_sound(&kit);
    test_passed += sound;
    test_failed += !sound;
    if (!sound)
        printf("FAIL %s\n", name);
    quire_frame_destroy(kit.frame);
    quire_terminal_destroy(kit.terminal);
    text_free(&kit.replies);
    text_free(&kit.events);
}

int main(void) {
    const char *folder = getenv("QUIRE_CONFORMANCE");
    if (!folder) {
        printf("QUIRE_CONFORMANCE is not set: no recordings\n0 passed, 0 failed, 1 skipped\n");
        return 77;
    }
    unsigned count = input_files(folder, replay, NULL);
    if (count == 0) {
        printf("%s has no inputs\n", folder);
        test_failed++;
    }
    printf("%u passed, %u failed, 0 skipped\n", test_passed, test_failed);
    return test_failed != 0;
}
