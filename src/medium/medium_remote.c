#define _GNU_SOURCE
#include "medium_remote.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

bool medium_is_carrier(const char *name) {
    static const char *const names[] = {
        "ssh",        "slogin",      "autossh",    "sshpass",        "dbclient", "plink",
        "mosh",       "mosh-client", "et",         "telnet",         "rlogin",   "rsh",
        "docker",     "podman",      "nerdctl",    "kubectl",        "oc",       "lxc",
        "lxc-attach", "incus",       "machinectl", "systemd-nspawn", "toolbox",  "distrobox",
        "virsh",      "vagrant",     "adb",        "minicom",        "picocom",  "tio",
        "cu",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strncmp(names[i], name, 15) == 0) {
            return true;
        }
    }
    return false;
}

/* A file of /proc, as text; "" when it is not there. */
static void read_text(const char *path, char *text, size_t size) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file >= 0 ? read(file, text, size - 1) : 0;
    text[length > 0 ? length : 0] = '\0';
    if (file >= 0) {
        close(file);
    }
}

static bool is_carrier(pid_t process) {
    char path[64], name[32];
    snprintf(path, sizeof path, "/proc/%ld/comm", (long)process);
    read_text(path, name, sizeof name);
    name[strcspn(name, "\n")] = '\0';
    return medium_is_carrier(name);
}

#define MOST 256

/* Processes to be looked at; each adds those that it has started. */
struct family {
    pid_t members[MOST];
    size_t count;
    bool is_full;
};

static void add_children(struct family *family, pid_t process) {
    char path[64], text[2048];
    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)process, (long)process);
    read_text(path, text, sizeof text);
    char *at = text, *end;
    for (long child; (child = strtol(at, &end, 10)) > 0 && end != at; at = end) {
        if (family->count == MOST) {
            family->is_full = true;
            return;
        }
        family->members[family->count++] = (pid_t)child;
    }
}

bool medium_has_carrier(pid_t program, pid_t foreground) {
    struct family family = {{program, foreground}, foreground > 0 ? 2 : 1, false};
    for (size_t i = 0; i < family.count; i++) {
        if (is_carrier(family.members[i])) {
            return true;
        }
        add_children(&family, family.members[i]);
    }
    return family.is_full;
}

/* "box" and "box.example.org" are one. */
static bool is_same_host(const char *a, size_t a_length, const char *b) {
    size_t a_label = 0, b_length = strlen(b), b_label = strcspn(b, ".");
    while (a_label < a_length && a[a_label] != '.') {
        a_label++;
    }
    bool have_domains = a_label < a_length && b_label < b_length;
    return have_domains ? a_length == b_length && strncasecmp(a, b, a_length) == 0
                        : a_label == b_label && strncasecmp(a, b, a_label) == 0;
}

bool medium_is_elsewhere(const char *uri, const char *own) {
    if (strncasecmp(uri, "file://", 7) != 0) {
        return false;
    }
    const char *host = uri + 7;
    size_t length = strcspn(host, "/");
    return length > 0 && !is_same_host(host, length, "localhost") && !is_same_host(host, length, own);
}
