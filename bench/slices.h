/* slices.h - the dearest inputs there are, a few bytes each: what they begin with, and what is repeated.
 *
 * bench_slices times them; tests/engine/test_slices.c counts what they cost. Sequences are sized for 200x50 cells and
 * larger ones. */
#ifndef SLICES_H
#define SLICES_H

struct slice {
    const char *name, *before, *unit;
};

#define SLICE_CSI "\033["

static const struct slice slices[] = {
    {"text", "", "hello world this is text\r\n"},
    {"coloured text", "", SLICE_CSI "31mhello" SLICE_CSI "1;44mworld" SLICE_CSI "m of text\r\n"},
    {"wide text", "", "\xE6\xBC\xA2\xE5\xAD\x97"},
    {"clusters", "", "\xF0\x9F\x91\xA9\xE2\x80\x8D"},
    {"combining marks", "a", "\xCC\x81"},
    {"a style a letter", "", SLICE_CSI "38;2;1;2;3mx"},
    {"a link a letter", "", "\033]8;;http://a/X\033\\y"},
    {"SGR", "", SLICE_CSI "1;31m" SLICE_CSI "m"},
    {"insert mode", SLICE_CSI "4h" SLICE_CSI "H", "\rab"},
    {"REP", "", "x" SLICE_CSI "65535b"},
    {"REP of a cluster", "", "e\xCC\x81" SLICE_CSI "65535b"},
    {"ICH, DCH", "", SLICE_CSI "1G" SLICE_CSI "1@" SLICE_CSI "1P"},
    {"ECH", SLICE_CSI "42m", SLICE_CSI "1G" SLICE_CSI "999X"},
    {"ED 2", "", SLICE_CSI "2J"},
    {"ED 2 in colour", SLICE_CSI "41m", SLICE_CSI "2J"},
    {"ED 2 in two colours", "", SLICE_CSI "41m" SLICE_CSI "2J" SLICE_CSI "42m" SLICE_CSI "2J"},
    {"ED 3", "", "\n" SLICE_CSI "3J"},
    {"DECSED, all protected", "\033#8" SLICE_CSI "1\"q" SLICE_CSI "69$x", SLICE_CSI "?2J"},
    {"IL", "", SLICE_CSI "1;1H" SLICE_CSI "999L"},
    {"SU", "", SLICE_CSI "999S"},
    {"SD", "", SLICE_CSI "999T"},
    {"SL, SR", "", SLICE_CSI "1 @" SLICE_CSI "1 A"},
    {"DECIC", "", SLICE_CSI "1'}"},
    {"DECBI, DECFI", SLICE_CSI "H", "\0336\0336" SLICE_CSI "999C\0339\0339\r"},
    {"DECBI in colour", SLICE_CSI "41m" SLICE_CSI "H", "\0336"},
    {"RI at the top", SLICE_CSI "H", "\033M"},
    {"LF at the bottom", SLICE_CSI "999H", "\n"},
    {"LF in a region", SLICE_CSI "2;49r" SLICE_CSI "49;1H", "\n"},
    {"LF in a box", SLICE_CSI "?69h" SLICE_CSI "2;199s" SLICE_CSI "999;5H", "\n"},
    {"LF in a box with text", SLICE_CSI "?69h" SLICE_CSI "2;199s" SLICE_CSI "999;199H", "a\b\n"},
    {"LF in a box in colour", SLICE_CSI "41m" SLICE_CSI "?69h" SLICE_CSI "2;100s" SLICE_CSI "999;5H", "\n"},
    {"a screen in two columns", SLICE_CSI "?69h" SLICE_CSI "1;100s" SLICE_CSI "999H", "text in a box\r\n"},
    {"DECALN", "", "\033#8"},
    {"DECFRA", "", SLICE_CSI "65;1;1;999;999$x"},
    {"DECFRA of two letters", "", SLICE_CSI "65$x" SLICE_CSI "66$x"},
    {"DECCRA", "", SLICE_CSI "1;1;999;999;1;1;2;1$v"},
    {"DECCRA sideways", "\033#8", SLICE_CSI "1;1;999;999;1;1;2;1$v\033[Hx"},
    {"DECERA", "", SLICE_CSI "1;1;999;999$z"},
    {"DECSERA", "", SLICE_CSI "1;1;999;999${"},
    {"DECCARA", "", SLICE_CSI "2*x" SLICE_CSI "1;1;999;999;1;4$r" SLICE_CSI "1;1;999;999;0$r"},
    {"DECRARA", SLICE_CSI "2*x", SLICE_CSI "1;1;999;999;1$t"},
    {"DECRQCRA", "", SLICE_CSI "1;1;1;1;999;999*y"},
    {"DECRQCRA, all attributes", SLICE_CSI "#y", SLICE_CSI "1;1;1;1;999;999*y"},
    {"XTREPORTSGR", "", SLICE_CSI "1;1;999;999#|"},
    {"DECDWL", "", "\033#6\033#5"},
    {"the alternate screen", "", SLICE_CSI "?1049h" SLICE_CSI "?1049l"},
    {"RIS", "", "\033c"},
    {"RIS, the alternate screen", "", "\033c" SLICE_CSI "?1049h"},
    {"DECCOLM", SLICE_CSI "?40h", SLICE_CSI "?3h" SLICE_CSI "?3l"},
    {"new sizes", "", SLICE_CSI "8;50;199t" SLICE_CSI "8;50;200t"},
    {"new heights", "", SLICE_CSI "8;49;200t" SLICE_CSI "8;50;200t"},
    {"DECSCNM", "", SLICE_CSI "?5h" SLICE_CSI "?5l"},
    {"DECLRMM", "", SLICE_CSI "?69h" SLICE_CSI "?69l"},
    {"CBT", "", SLICE_CSI "999G" SLICE_CSI "65535Z"},
    {"tabs", "", "\t\t\t\r"},
    {"wrapping back", SLICE_CSI "?45h" SLICE_CSI "?7h", SLICE_CSI "65535D"},
    {"OSC 4, a question", "", "\033]4;1;?\007"},
    {"OSC 4", "", "\033]4;1;#123456\007\033]4;1;#123457\007"},
    {"XTPUSHCOLORS", "", SLICE_CSI "#P" SLICE_CSI "#Q"},
    {"DECRQTSR", "", SLICE_CSI "2$u"},
    {"ClearScrollback", "", "\n\033]1337;ClearScrollback\007"},
    {"DA1", "", SLICE_CSI "c"},
    {"a sequence that is none", "", SLICE_CSI "5z"},
};

#define SLICES (sizeof slices / sizeof *slices)

#endif
