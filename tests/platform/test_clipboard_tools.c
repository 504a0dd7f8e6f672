/* With programs that people use, where they are installed: xclip and xsel give and take what they are given. */
#define _GNU_SOURCE
#include "x_kit.h"

static char folder[] = "/tmp/quire-clipboard-XXXXXX";
static unsigned skipped;

/* Runs a shell's command in the folder to its end; the clipboards work meanwhile. */
static int run(const char *command) {
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        setenv("DISPLAY", x_display, 1);
        _exit(chdir(folder) == 0 && execl("/bin/sh", "sh", "-c", command, (char *)NULL) != 0 ? 1 : 127);
    }
    while (waitpid(child, &status, WNOHANG) == 0) {
        turn();
    }
    return status;
}

static bool is_there(const char *program) {
    char command[64];
    snprintf(command, sizeof command, "command -v %s >/dev/null", program);
    begin();
    bool there = run(command) == 0;
    finish();
    if (!there) {
        printf("skip: no %s here\n", program);
        skipped++;
    }
    return there;
}

static void write_file(const char *name, const char *text, size_t length) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    CHECK(file != NULL && fwrite(text, 1, length, file) == length && fclose(file) == 0);
}

/* Both programs have another process own the selection, which may not do so yet when they end. */
static void wait_for_owner(void) {
    struct client client;
    bool owned = false;
    client_open(&client);
    xcb_atom_t selection = atom_of(&client, "CLIPBOARD");
    for (int i = 0; !owned && i < 2000; i++) {
        xcb_get_selection_owner_reply_t *owner = xcb_get_selection_owner_reply(
            client.connection, xcb_get_selection_owner(client.connection, selection), NULL);
        owned = owner->owner != NONE;
        free(owner);
        rest();
    }
    CHECK(owned);
    client_close(&client);
}

static void exchanges(const char *give, const char *take) {
    static const size_t lengths[] = {5000, 300000, 5000000, 20000000};
    char *text = long_text(20000000);
    for (size_t i = 0; i < 4; i++) {
        struct answer answer = {0};
        write_file("text", text, lengths[i]);
        begin();
        CHECK_INT(run(give), 0);
        wait_for_owner();
        ask_main(&answer);
        UNTIL(answer.calls > 0);
        answer_forget(&answer);
        set_main(text, lengths[i]);
        settle();
        CHECK_INT(run(take), 0);
        CHECK_INT(run("cmp text taken"), 0);
        finish();
    }
    free(text);
}

static void xclip(void) {
    if (is_there("xclip")) {
        exchanges("xclip -selection clipboard -i text >/dev/null 2>&1", "xclip -selection clipboard -o >taken");
    }
}

static void xsel(void) {
    if (is_there("xsel")) {
        exchanges("xsel --clipboard --input <text >/dev/null 2>&1", "xsel --clipboard --output >taken");
    }
}

int main(void) {
    if (mkdtemp(folder) == NULL || !x_server_start()) {
        return without_server();
    }
    RUN(xclip);
    RUN(xsel);
    begin();
    run("rm -r \"$PWD\"");
    finish();
    x_server_stop();
    return skipped < 2 ? test_end() : (puts("0 passed, 0 failed, 2 skipped"), 77);
}
