#include "capabilities.h"

#include <string.h>

#define BOOLEAN(name)                                                                                                  \
    { name, "", QR_CAPABILITY_BOOLEAN, true, true }
#define NUMBER(name, value)                                                                                            \
    { name, value, QR_CAPABILITY_NUMBER, true, true }
#define STRING(name, value)                                                                                            \
    { name, value, QR_CAPABILITY_STRING, true, true }
/* A size that the description must guess. */
#define GUESS(name, value)                                                                                             \
    { name, value, QR_CAPABILITY_NUMBER, false, true }
/* What has another name in the description, or would be misread in it. */
#define ANSWER(name, value)                                                                                            \
    { name, value, QR_CAPABILITY_STRING, true, false }

/* Cursor and editing keys with modifiers: 2 shift, 3 alt, 4 shift alt, 5 ctrl, 6 shift ctrl, 7 alt ctrl. */
#define MODIFIED(shifted, name, number, final)                                                                         \
    STRING(shifted, "\033[" number ";2" final), STRING(name "3", "\033[" number ";3" final),                           \
        STRING(name "4", "\033[" number ";4" final), STRING(name "5", "\033[" number ";5" final),                      \
        STRING(name "6", "\033[" number ";6" final), STRING(name "7", "\033[" number ";7" final)

/* The twelve function keys with one modifier, as terminfo numbers them. */
#define FUNCTION(n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, mods)                                              \
    STRING("kf" #n1, "\033[1;" mods "P"), STRING("kf" #n2, "\033[1;" mods "Q"), STRING("kf" #n3, "\033[1;" mods "R"),  \
        STRING("kf" #n4, "\033[1;" mods "S"), STRING("kf" #n5, "\033[15;" mods "~"),                                   \
        STRING("kf" #n6, "\033[17;" mods "~"), STRING("kf" #n7, "\033[18;" mods "~"),                                  \
        STRING("kf" #n8, "\033[19;" mods "~"), STRING("kf" #n9, "\033[20;" mods "~"),                                  \
        STRING("kf" #n10, "\033[21;" mods "~"), STRING("kf" #n11, "\033[23;" mods "~"),                                \
        STRING("kf" #n12, "\033[24;" mods "~")

/* A share of 0 to 1000 as two hexadecimal digits. */
#define SHARE(parameter) "%p" #parameter "%{255}%*%{1000}%/%2.2X"

static const struct qr_capability capabilities[] = {
    /* what the terminal is called, and its colours */
    ANSWER("TN", "xterm-256color"),
    ANSWER("name", "xterm-256color"),
    ANSWER("Co", "256"),
    ANSWER("RGB", "8/8/8"), /* in a description ncurses would take every colour from 8 on for such a one */
    NUMBER("colors", "256"),
    NUMBER("pairs", "65536"),
    NUMBER("it", "8"),
    GUESS("cols", "80"),
    GUESS("lines", "24"),

    BOOLEAN("OTbs"),
    BOOLEAN("am"),
    BOOLEAN("bce"),
    BOOLEAN("ccc"),
    BOOLEAN("hs"),
    BOOLEAN("mir"),
    BOOLEAN("msgr"),
    BOOLEAN("npc"),
    BOOLEAN("xenl"),
    BOOLEAN("AX"),
    BOOLEAN("XT"),
    BOOLEAN("Su"),
    BOOLEAN("Tc"),
    BOOLEAN("fullkbd"),

    /* moving */
    STRING("cr", "\r"),
    STRING("ind", "\n"),
    STRING("nel", "\033E"),
    STRING("ri", "\033M"),
    STRING("indn", "\033[%p1%dS"),
    STRING("rin", "\033[%p1%dT"),
    STRING("cub1", "\b"),
    STRING("cud1", "\n"),
    STRING("cuf1", "\033[C"),
    STRING("cuu1", "\033[A"),
    STRING("cub", "\033[%p1%dD"),
    STRING("cud", "\033[%p1%dB"),
    STRING("cuf", "\033[%p1%dC"),
    STRING("cuu", "\033[%p1%dA"),
    STRING("cup", "\033[%i%p1%d;%p2%dH"),
    STRING("hpa", "\033[%i%p1%dG"),
    STRING("vpa", "\033[%i%p1%dd"),
    STRING("home", "\033[H"),
    STRING("sc", "\0337"),
    STRING("rc", "\0338"),
    STRING("csr", "\033[%i%p1%d;%p2%dr"),
    STRING("smglp", "\033[?69h\033[%i%p1%ds"),
    STRING("smgrp", "\033[?69h\033[%i;%p1%ds"),
    STRING("smglr", "\033[?69h\033[%i%p1%d;%p2%ds"),
    STRING("mgc", "\033[?69l"),
    STRING("Enmg", "\033[?69h"),
    STRING("Dsmg", "\033[?69l"),
    STRING("Clmg", "\033[s"),
    STRING("Cmg", "\033[%i%p1%d;%p2%ds"),
    STRING("ht", "\t"),
    STRING("cbt", "\033[Z"),
    STRING("hts", "\033H"),
    STRING("tbc", "\033[3g"),

    /* erasing and editing */
    STRING("clear", "\033[H\033[2J"),
    STRING("ed", "\033[J"),
    STRING("el", "\033[K"),
    STRING("el1", "\033[1K"),
    STRING("E3", "\033[3J"),
    STRING("ech", "\033[%p1%dX"),
    STRING("dch", "\033[%p1%dP"),
    STRING("dch1", "\033[P"),
    STRING("dl", "\033[%p1%dM"),
    STRING("dl1", "\033[M"),
    STRING("ich", "\033[%p1%d@"),
    STRING("il", "\033[%p1%dL"),
    STRING("il1", "\033[L"),
    STRING("smir", "\033[4h"),
    STRING("rmir", "\033[4l"),
    STRING("rep", "%p1%c\033[%p2%{1}%-%db"),

    /* renditions */
    STRING("sgr",
           "%?%p9%t\033(0%e\033(B%;\033[0%?%p6%t;1%;%?%p5%t;2%;%?%p2%t;4%;%?%p1%p3%|%t;7%;%?%p4%t;5%;%?%p7%t;8%;m"),
    STRING("sgr0", "\033(B\033[m"),
    STRING("bold", "\033[1m"),
    STRING("dim", "\033[2m"),
    STRING("sitm", "\033[3m"),
    STRING("ritm", "\033[23m"),
    STRING("smul", "\033[4m"),
    STRING("rmul", "\033[24m"),
    STRING("blink", "\033[5m"),
    STRING("rev", "\033[7m"),
    STRING("smso", "\033[7m"),
    STRING("rmso", "\033[27m"),
    STRING("invis", "\033[8m"),
    STRING("smxx", "\033[9m"),
    STRING("rmxx", "\033[29m"),
    STRING("Smol", "\033[53m"),
    STRING("Rmol", "\033[55m"),
    STRING("Smulx", "\033[4:%p1%dm"),
    STRING("Setulc", "\033[58:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%dm"),
    STRING("Setulc1", "\033[58:5:%p1%dm"),
    STRING("ol", "\033[59m"),
    STRING("setaf", "\033[%?%p1%{8}%<%t3%p1%d%e%p1%{16}%<%t9%p1%{8}%-%d%e38;5;%p1%d%;m"),
    STRING("setab", "\033[%?%p1%{8}%<%t4%p1%d%e%p1%{16}%<%t10%p1%{8}%-%d%e48;5;%p1%d%;m"),
    STRING("setrgbf", "\033[38:2:%p1%d:%p2%d:%p3%dm"),
    STRING("setrgbb", "\033[48:2:%p1%d:%p2%d:%p3%dm"),
    STRING("op", "\033[39;49m"),
    STRING("oc", "\033]104\a"),
    STRING("initc", "\033]4;%p1%d;rgb:" SHARE(2) "/" SHARE(3) "/" SHARE(4) "\033\\"),

    /* character sets */
    STRING("acsc", "``aaffggiijjkkllmmnnooppqqrrssttuuvvwwxxyyzz{{||}}~~"),
    STRING("smacs", "\033(0"),
    STRING("rmacs", "\033(B"),

    /* the cursor's look, the whole screen */
    STRING("civis", "\033[?25l"),
    STRING("cnorm", "\033[?12l\033[?25h"),
    STRING("cvvis", "\033[?12;25h"),
    STRING("Ss", "\033[%p1%d q"),
    STRING("Se", "\033[0 q"),
    STRING("Cs", "\033]12;%p1%s\a"),
    STRING("Cr", "\033]112\a"),
    STRING("smcup", "\033[?1049h\033[22;0;0t"),
    STRING("rmcup", "\033[?1049l\033[23;0;0t"),
    STRING("smam", "\033[?7h"),
    STRING("rmam", "\033[?7l"),
    STRING("flash", "\033[?5h$<100/>\033[?5l"),
    STRING("bel", "\a"),
    STRING("is2", "\033[!p\033[?3;4l\033[4l\033>"),
    STRING("rs1", "\033c\033]104\a"),
    STRING("rs2", "\033[!p\033[?3;4l\033[4l\033>"),
    STRING("Sync", "\033[?2026%?%p1%{1}%-%tl%eh%;"),

    /* titles, clipboard, links */
    STRING("tsl", "\033]2;"),
    STRING("fsl", "\a"),
    STRING("dsl", "\033]2;\a"),
    STRING("Ms", "\033]52;%p1%s;%p2%s\a"),
    STRING("Hls", "\033]8;%?%p1%l%tid=%p1%s%;;%p2%s\033\\"),
    STRING("Swd", "\033]7;"),

    /* reports */
    STRING("u6", "\033[%i%d;%dR"),
    STRING("u7", "\033[6n"),
    STRING("u8", "\033[?%[;0123456789]c"),
    STRING("u9", "\033[c"),
    STRING("RV", "\033[>c"),
    STRING("XR", "\033[>0q"),
    STRING("BE", "\033[?2004h"),
    STRING("BD", "\033[?2004l"),
    STRING("PS", "\033[200~"),
    STRING("PE", "\033[201~"),
    STRING("fe", "\033[?1004h"),
    STRING("fd", "\033[?1004l"),
    STRING("kxIN", "\033[I"),
    STRING("kxOUT", "\033[O"),
    STRING("XM", "\033[?1006;1000%?%p1%{1}%=%th%el%;"),
    STRING("xm", "\033[<%i%p3%d;%p1%d;%p2%d;%?%p4%tM%em%;"),
    STRING("kmous", "\033[<"),

    /* keys, while smkx is in force */
    STRING("smkx", "\033[?1h\033="),
    STRING("rmkx", "\033[?1l\033>"),
    STRING("kbs", "\177"),
    STRING("kcbt", "\033[Z"),
    STRING("kent", "\033OM"),
    STRING("kcuu1", "\033OA"),
    STRING("kcud1", "\033OB"),
    STRING("kcuf1", "\033OC"),
    STRING("kcub1", "\033OD"),
    STRING("khome", "\033OH"),
    STRING("kend", "\033OF"),
    STRING("kbeg", "\033OE"),
    STRING("kich1", "\033[2~"),
    STRING("kdch1", "\033[3~"),
    STRING("kpp", "\033[5~"),
    STRING("knp", "\033[6~"),
    STRING("kind", "\033[1;2B"), /* shift and cursor down, up */
    STRING("kri", "\033[1;2A"),
    MODIFIED("kUP", "kUP", "1", "A"),
    MODIFIED("kDN", "kDN", "1", "B"),
    MODIFIED("kRIT", "kRIT", "1", "C"),
    MODIFIED("kLFT", "kLFT", "1", "D"),
    MODIFIED("kHOM", "kHOM", "1", "H"),
    MODIFIED("kEND", "kEND", "1", "F"),
    MODIFIED("kBEG", "kBEG", "1", "E"),
    MODIFIED("kIC", "kIC", "2", "~"),
    MODIFIED("kDC", "kDC", "3", "~"),
    MODIFIED("kPRV", "kPRV", "5", "~"),
    MODIFIED("kNXT", "kNXT", "6", "~"),
    STRING("kf1", "\033OP"),
    STRING("kf2", "\033OQ"),
    STRING("kf3", "\033OR"),
    STRING("kf4", "\033OS"),
    STRING("kf5", "\033[15~"),
    STRING("kf6", "\033[17~"),
    STRING("kf7", "\033[18~"),
    STRING("kf8", "\033[19~"),
    STRING("kf9", "\033[20~"),
    STRING("kf10", "\033[21~"),
    STRING("kf11", "\033[23~"),
    STRING("kf12", "\033[24~"),
    FUNCTION(13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, "2"),
    FUNCTION(25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, "5"),
    FUNCTION(37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, "6"),
    FUNCTION(49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, "3"),
    STRING("kf61", "\033[1;4P"),
    STRING("kf62", "\033[1;4Q"),
    STRING("kf63", "\033[1;4R"),
    STRING("ka1", "\033Ow"), /* the keypad, row by row */
    STRING("ka2", "\033Ox"),
    STRING("ka3", "\033Oy"),
    STRING("kb1", "\033Ot"),
    STRING("kb2", "\033Ou"),
    STRING("kb3", "\033Ov"),
    STRING("kc1", "\033Oq"),
    STRING("kc2", "\033Or"),
    STRING("kc3", "\033Os"),
    STRING("kp5", "\033OE"),
    STRING("kpZRO", "\033Op"),
    STRING("kpDOT", "\033On"),
    STRING("kpCMA", "\033Ol"),
    STRING("kpADD", "\033Ok"),
    STRING("kpSUB", "\033Om"),
    STRING("kpMUL", "\033Oj"),
    STRING("kpDIV", "\033Oo"),
};

bool qr_capability_at(size_t index, struct qr_capability *capability) {
    if (index >= sizeof capabilities / sizeof *capabilities)
        return false;
    *capability = capabilities[index];
    return true;
}

bool qr_capability_find(const char *name, struct qr_capability *capability) {
    for (size_t i = 0; qr_capability_at(i, capability); i++) {
        if (capability->asked && strcmp(capability->name, name) == 0)
            return true;
    }
    return false;
}
