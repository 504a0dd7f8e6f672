#define _GNU_SOURCE
#include "x_im_name.h"

#include <X11/Xatom.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SERVERS_MOST = 64 };

/* True: the modifiers say which, or that there is none (then the name is ""). */
static bool by_modifiers(const char *modifiers, char name[X_IM_NAME_MAX]) {
    const char *method = modifiers != NULL ? strstr(modifiers, "@im=") : NULL;
    if (method == NULL) {
        return false;
    }
    method += strlen("@im=");
    snprintf(name, X_IM_NAME_MAX, "%.*s", (int)strcspn(method, "@"), method);
    if (strcmp(name, "none") == 0 || strcmp(name, "local") == 0) {
        name[0] = '\0';
    }
    return true;
}

/* Modules that are servers of XIM as well. */
static bool by_module(const char *module, char name[X_IM_NAME_MAX]) {
    static const char *const known[][2] = {{"ibus", "ibus"}, {"fcitx", "fcitx"}, {"fcitx5", "fcitx"}};
    for (size_t i = 0; module != NULL && i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(module, known[i][0]) == 0) {
            snprintf(name, X_IM_NAME_MAX, "%s", known[i][1]);
            return true;
        }
    }
    return false;
}

bool x_im_choose(const struct x_im_environment *environment, x_im_announced *announced, void *user,
                 char name[X_IM_NAME_MAX]) {
    static const char *const common[] = {"ibus", "fcitx"};
    if (by_modifiers(environment->modifiers, name)) {
        return name[0] != '\0';
    }
    if (by_module(environment->gtk, name) || by_module(environment->qt, name)) {
        return true;
    }
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        if (announced(user, common[i])) {
            snprintf(name, X_IM_NAME_MAX, "%s", common[i]);
            return true;
        }
    }
    return false;
}

/* A server that ended without a word stays on the list, so it must own its selection, too. */
static bool is_announced(void *user, const char *name) {
    Display *display = user;
    char text[X_IM_NAME_MAX + 16];
    Atom kind, servers = XInternAtom(display, "XIM_SERVERS", True), server;
    int format;
    unsigned long count = 0, behind;
    unsigned char *data = NULL;
    bool listed = false;
    snprintf(text, sizeof text, "@server=%s", name);
    server = XInternAtom(display, text, True);
    if (servers == None || server == None ||
        XGetWindowProperty(display, DefaultRootWindow(display), servers, 0, SERVERS_MOST, False, XA_ATOM, &kind,
                           &format, &count, &behind, &data) != Success ||
        data == NULL) {
        return false;
    }
    for (unsigned long i = 0; kind == XA_ATOM && format == 32 && i < count; i++) {
        listed = listed || ((const Atom *)(const void *)data)[i] == server;
    }
    XFree(data);
    return listed && XGetSelectionOwner(display, server) != None;
}

bool x_im_name(Display *display, char name[X_IM_NAME_MAX]) {
    const struct x_im_environment environment = {getenv("XMODIFIERS"), getenv("GTK_IM_MODULE"), getenv("QT_IM_MODULE")};
    return x_im_choose(&environment, is_announced, display, name);
}
