/* list_sequences.c - every control function that the engine obeys, from the tables that it obeys them by.
 *
 *   list_sequences markdown   docs/sequences.md
 *   list_sequences man        docs/man/quire-sequences.7
 *   list_sequences dict       fuzz/engine.dict
 *
 * test_sequences.py compares what is committed with what this writes, and makes it anew when asked to. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <quire/version.h>

#include "handlers.h"

/* --- rows, in whatever form ------------------------------------------------------------------------------------ */

/* A row: what is sent, what it is called, what it does, who defines it. */
typedef void put_row(const char *form, const char *name, const char *summary, const char *source);
typedef void put_heading(const char *title, const char *text);

static void controls(put_row *row) {
    struct qr_control_description d;
    char form[8];
    for (unsigned c = 0; c < 32; c++) {
        snprintf(form, sizeof form, "0x%02X", c);
        if (qr_control_describe((uint8_t)c, &d))
            row(form, d.name, d.summary, d.source);
    }
}

static void sequences(put_row *row, const char *introducer) {
    static const char *const names[] = {"", "", "VT220", "VT320", "VT420"};
    struct qr_sequence_description d;
    char summary[256];
    for (size_t i = 0; qr_sequence_describe(i, &d); i++) {
        if (strncmp(d.form, introducer, 3) != 0)
            continue;
        snprintf(summary, sizeof summary, d.level > 1 ? "%s (from level %s on)" : "%s", d.summary, names[d.level]);
        row(d.form, d.name, summary, d.source);
    }
}

static void vt52(put_row *row) {
    struct qr_vt52_description d;
    for (size_t i = 0; qr_vt52_describe(i, &d); i++)
        row(d.form, "", d.summary, "VT52, VT100 User Guide");
}

static void modes(put_row *row) {
    struct qr_mode_description d;
    char form[16], name[48];
    for (size_t i = 0; qr_mode_describe(i, &d); i++) {
        const char *state = d.fixed ? d.initial ? "set for ever" : "reset for ever" : d.initial ? "set" : "reset";
        snprintf(form, sizeof form, "%s%u", d.private ? "? " : "", (unsigned)d.number);
        snprintf(name, sizeof name, "%s", d.name);
        for (char *c = name; *c; c++)
            *c = *c == '_' ? ' ' : (char)tolower((unsigned char)*c);
        row(form, name, state, d.source);
    }
}

static void commands(put_row *row) {
    struct qr_osc_description d;
    char form[128];
    for (size_t i = 0; qr_osc_describe(i, &d); i++) {
        if (d.last > d.number)
            snprintf(form, sizeof form, "OSC %u to %u%s%s", d.number, d.last, *d.form ? " ; " : "", d.form);
        else
            snprintf(form, sizeof form, "OSC %u%s%s", d.number, *d.form ? " ; " : "", d.form);
        row(form, "", d.summary, d.source);
    }
}

static void strings(put_row *row) {
    struct qr_dcs_description d;
    char form[128];
    for (size_t i = 0; qr_dcs_describe(i, &d); i++) {
        snprintf(form, sizeof form, "%s %s", d.form, d.data);
        row(form, d.name, d.summary, d.source);
    }
}

static void graphics(put_row *row) {
    struct qr_kitty_description d;
    for (size_t i = 0; qr_kitty_describe(i, &d); i++)
        row(d.form, d.name, d.summary, "kitty, terminal graphics protocol");
}

static void everything(put_heading *heading, put_row *row) {
    heading("Controls", "Single bytes.");
    controls(row);
    heading("Escape sequences", "ESC ( ) * + - . / and a final designate a character set as G0 to G3.");
    sequences(row, "ESC");
    heading("Control sequences",
            "Parameters, decimal numbers parted by ';', come between a private marker and the rest.");
    sequences(row, "CSI");
    heading("Device control strings", "They end with ST.");
    strings(row);
    heading(
        "Application program commands",
        "They end with ST. Keys are single letters, with a value each, parted by ','; what is behind a ';' is base64. "
        "The name is the keys that count.");
    graphics(row);
    heading("Operating system commands", "They end with ST or BEL, and a report ends as its question did.");
    commands(row);
    heading(
        "Modes",
        "Set by CSI h, reset by CSI l, with ? where it is part of the number, and told by DECRQM. The state is that "
        "after a reset.");
    modes(row);
    heading("VT52", "While mode ? 2 is reset, in place of all that begins with ESC.");
    vt52(row);
}

/* --- markdown -------------------------------------------------------------------------------------------------- */

/* In a table, '|' must not end the cell, also in code. */
static void markdown_text(const char *text) {
    for (; *text; text++)
        printf(*text == '|' ? "\\|" : "%c", *text);
}

/* A form with a grave accent in it takes two of them around it. */
static void markdown_row(const char *form, const char *name, const char *summary, const char *source) {
    const char *mark = strchr(form, '`') ? "``" : "`";
    printf("| %s%s", mark, mark[1] ? " " : "");
    markdown_text(form);
    printf("%s%s | %s | ", mark[1] ? " " : "", mark, name);
    markdown_text(summary);
    printf(" | %s |\n", source);
}

static void markdown_heading(const char *title, const char *text) {
    printf("\n## %s\n\n%s\n\n| form | name | what it does | source |\n| --- | --- | --- | --- |\n", title, text);
}

/* --- man page -------------------------------------------------------------------------------------------------- */

static void man_text(const char *text) {
    if (*text == '.' || *text == '\'')
        printf("\\&");
    for (; *text; text++)
        printf(*text == '\\'   ? "\\e"
               : *text == '-'  ? "\\-"
               : *text == '\'' ? "\\(aq"
               : *text == '`'  ? "\\(ga"
                               : "%c",
               *text);
}

static void man_row(const char *form, const char *name, const char *summary, const char *source) {
    printf(".TP\n.B ");
    man_text(form);
    printf("\n");
    if (*name) {
        man_text(name);
        printf(": ");
    }
    man_text(summary);
    printf(".\n(");
    man_text(source);
    printf(")\n");
}

static void man_heading(const char *title, const char *text) {
    printf(".SH \"");
    for (; *title; title++)
        putchar(toupper((unsigned char)*title));
    printf("\"\n");
    man_text(text);
    printf("\n");
}

/* --- dictionary for fuzzers ------------------------------------------------------------------------------------- */

static void dict_entry(const char *bytes) {
    printf("\"");
    for (; *bytes; bytes++) {
        unsigned char c = (unsigned char)*bytes;
        if (c < 0x20 || c > 0x7E || c == '"' || c == '\\')
            printf("\\x%02X", c);
        else
            putchar(c);
    }
    printf("\"\n");
}

static void dict_sequences(void) {
    struct qr_sequence_description d;
    char bytes[32];
    for (size_t i = 0; qr_sequence_describe(i, &d); i++) {
        size_t used = (size_t)snprintf(bytes, sizeof bytes, d.form[0] == 'C' ? "\033[" : "\033");
        for (const char *at = d.form + 3; *at; at++) {
            if (strncmp(at, " SP", 3) == 0)
                bytes[used++] = ' ', at += 2;
            else if (*at != ' ')
                bytes[used++] = *at;
        }
        bytes[used] = 0;
        dict_entry(bytes);
    }
}

/* Strings of the protocols that say more than their numbers do: with keys, in pieces, as questions. */
static const char *const payloads[] = {
    "\033]4;1;?\007",
    "\033]8;id=a;u\007",
    "\033]9;4;1;50\007",
    "\033]21;cursor=?;7=red;foreground\007",
    "\033]22;>wait\007",
    "\033]22;<\007",
    "\033]22;?__current__,wait\007",
    "\033]52;cp;YQ==\007",
    "\033]66;w=2;ab\007",
    "\033]66;w=7;",
    "\033]99;i=1:d=0:e=1;SGVs\007",
    "\033]99;i=1:p=body;b\007",
    "\033]99;p=?;\007",
    "\033]133;A;k=s\007",
    "\033]133;C;cmdline=$'a\\nb'\007",
    "\033]133;D;1\007",
    "\033]1337;SetUserVar=a=Yg==\007",
    "\033]5522;type=write:id=1\007",
    "\033]5522;type=wdata:mime=YS9i;aGVs\007",
    "\033]5522;type=walias:mime=YS9i;Yy9k\007",
    "\033]5522;type=wdata\007",
    "\033]5522;type=read;Lg==\007",
    "\033_Ga=T,f=24,s=1,v=1,i=1,p=1;AAAA\033\\",
    "\033_Ga=f,i=1,f=32,s=1,v=1,c=1;AAAAgA==\033\\",
    "\033_Ga=p,i=1,p=2,c=3,r=2,X=1,Y=2,z=-1\033\\",
    "\033_Ga=p,i=1,P=1,Q=1,H=1,V=1\033\\",
    "\033_Ga=a,i=1,s=3,v=2\033\\",
    "\033_Ga=c,i=1,r=1,c=2,w=1,h=1\033\\",
    "\033_Ga=d,d=I,i=1\033\\",
    "\033_Gm=1;",
    "\033[4:3;58:2::1:2:3m",
    "\033[?1049l",
};

static void dictionary(void) {
    struct qr_mode_description mode;
    struct qr_osc_description osc;
    struct qr_dcs_description dcs;
    char bytes[32];
    printf("# Made by tests/engine/list_sequences.c from the tables of the engine.\n");
    dict_sequences();
    for (size_t i = 0; qr_mode_describe(i, &mode); i++) {
        snprintf(bytes, sizeof bytes, "\033[%s%u%c", mode.private ? "?" : "", (unsigned)mode.number, 'h');
        dict_entry(bytes);
    }
    for (size_t i = 0; qr_osc_describe(i, &osc); i++) {
        snprintf(bytes, sizeof bytes, "\033]%u;", (unsigned)osc.number);
        dict_entry(bytes);
    }
    for (size_t i = 0; qr_dcs_describe(i, &dcs); i++) {
        snprintf(bytes, sizeof bytes, "\033P1%c%c", dcs.form[7], dcs.form[9]);
        dict_entry(bytes);
    }
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++)
        dict_entry(payloads[i]);
    dict_entry("\033[?2l");
    dict_entry("\033Y !");
    dict_entry("\033\\");
    dict_entry("\033[1;1;5;5");
}

/* --- documents ------------------------------------------------------------------------------------------------- */

static void markdown(void) {
    printf("# Control functions\n\nMade by `tests/engine/list_sequences.c` from the tables by which the engine obeys "
           "them; "
           "`docs/conformance.md` says where\nterminals differ and what Quire does there.\n");
    everything(markdown_heading, markdown_row);
}

static void man(void) {
    printf(".\\\" Made by tests/engine/list_sequences.c from the tables of the engine.\n"
           ".TH QUIRE\\-SEQUENCES 7 \"\" \"quire %s\" \"Quire\"\n.SH NAME\nquire\\-sequences \\- control functions "
           "that Quire "
           "obeys\n.SH DESCRIPTION\nWhat a program can send to\n.BR quire (1)\nand to terminals made with libquire.\n",
           QUIRE_VERSION_STRING);
    everything(man_heading, man_row);
    printf(".SH SEE ALSO\n.BR quire (1)\n");
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*write)(void);
    } documents[] = {{"markdown", markdown}, {"man", man}, {"dict", dictionary}};
    for (size_t i = 0; argc == 2 && i < sizeof documents / sizeof *documents; i++) {
        if (strcmp(argv[1], documents[i].name) == 0) {
            documents[i].write();
            return 0;
        }
    }
    fprintf(stderr, "usage: list_sequences markdown|man|dict\n");
    return 2;
}
