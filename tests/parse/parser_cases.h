/* parser_cases.h - the rules of the machine as examples: bytes, and the transcript (see transcript.h). */
#ifndef PARSER_CASES_H
#define PARSER_CASES_H

#include <stdbool.h>
#include <stddef.h>

#define CASE_STRING_LIMIT 20

struct parser_case {
    const char *rule, *bytes;
    size_t length;
    const char *expected;
    bool accept_c1;
};

#define CASE(rule, bytes, expected)                                                                                    \
    { rule, bytes, sizeof(bytes) - 1, expected, false }
#define CASE_C1(rule, bytes, expected)                                                                                 \
    { rule, bytes, sizeof(bytes) - 1, expected, true }
#define TEN "1;2;3;4;5;6;7;8;9;10;"

static const struct parser_case parser_cases[] = {
    /* Ground */
    CASE("nothing", "", ""),
    CASE("text", "Hello, world", "'Hello, world'"),
    CASE("printable ASCII", " !\"#$%&()*+,-./09:;<=>?@AZ[\\]^_`az{|}~", "' !\"#$%&()*+,-./09:;<=>?@AZ[\\]^_`az{|}~'"),
    CASE("long text", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123\n",
         "'0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123' ^0A"),
    CASE("controls", "a\r\nb\0\a\x1F", "'a' ^0D ^0A 'b' ^00 ^07 ^1F"),
    CASE("CAN and SUB in the ground state", "\x18\x1A", "^18 ^1A"),
    CASE("DEL is ignored",
         "a\x7F\x7F"
         "b\x7F",
         "'ab'"),

    /* UTF-8; test_utf8.c has the rest */
    CASE("two, three, four bytes", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", "'<U+E9><U+20AC><U+1F600>'"),
    CASE("mixed with ASCII", "na\xC3\xAFve caf\xC3\xA9 and a long way to go until the next one: \xC3\xA9!",
         "'na<U+EF>ve caf<U+E9> and a long way to go until the next one: <U+E9>!'"),
    CASE("interrupted by ESC", "\xE2\x82\033[mx", "'<U+FFFD>' CSI(m) 'x'"),
    CASE("interrupted by a control", "\xF0\x9F\x98\n", "'<U+FFFD>' ^0A"),
    CASE("interrupted by DEL", "\xC3\x7F\xA9", "'<U+FFFD><U+FFFD>'"),
    CASE("interrupted by another", "\xE2\x82\xC3\xA9", "'<U+FFFD><U+E9>'"),
    CASE("unfinished", "a\xE2\x82", "'a' ~"),
    CASE("C1 as UTF-8 is text", "\xC2\x9B\x33m", "'<U+9B>3m'"),
    CASE("C1 bytes are ill-formed text", "\x9B\x33m\x90\x9C\x85", "'<U+FFFD>3m<U+FFFD><U+FFFD><U+FFFD>'"),

    /* Escape sequences */
    CASE("ESC final", "\0337\033c\033=\033~", "ESC(7) ESC(c) ESC(=) ESC(~)"),
    CASE("ESC all of 0x30..0x3F are finals", "\0330\0339\033:\033;\033<\033?",
         "ESC(0) ESC(9) ESC(:) ESC(;) ESC(<) ESC(?)"),
    CASE("ESC intermediate final", "\033#8\033(B\033 F\033/~", "ESC(#8) ESC((B) ESC( F) ESC(/~)"),
    CASE("two intermediates", "\033$(C", "ESC($(C)"),
    CASE("three intermediates: ignored", "\033$(#Cx", "'x'"),
    CASE("openers behind an intermediate are finals", "\033#[x\033#P\033#]\033#X\033#^\033#_\033#\\",
         "ESC(#[) 'x' ESC(#P) ESC(#]) ESC(#X) ESC(#^) ESC(#_) ESC(#\\)"),
    CASE("a lone ST", "\033\\x", "ESC(\\) 'x'"),
    CASE("controls inside are executed", "\033\n7\033#\r\b8", "^0A ESC(7) ^0D ^08 ESC(#8)"),
    CASE("BEL inside is executed", "\033\a7", "^07 ESC(7)"),
    CASE("DEL inside is ignored",
         "\033\x7F#\x7F"
         "8",
         "ESC(#8)"),
    CASE("ESC starts anew", "\033\033#\0337", "ESC(7)"),
    CASE("CAN and SUB abort",
         "\033\x18"
         "7\033#\x1A"
         "8",
         "^18 '7' ^1A '8'"),
    CASE("high byte: text", "\033\xC3\xA9\033#\xC3\xA9", "'<U+E9><U+E9>'"),
    CASE("high byte that is none", "\033\xA9x\033#\x9Bm", "'<U+FFFD>x<U+FFFD>m'"),
    CASE("unfinished escape", "a\033", "'a' ~"),
    CASE("unfinished intermediate", "a\033#", "'a' ~"),

    /* Control sequences */
    CASE("no parameter", "\033[m\033[H", "CSI(m) CSI(H)"),
    CASE("one", "\033[5A\033[0m", "CSI(5A) CSI(0m)"),
    CASE("several", "\033[38;2;120;34;56m", "CSI(38;2;120;34;56m)"),
    CASE("omitted first", "\033[;5H", "CSI(-;5H)"),
    CASE("omitted last", "\033[5;m", "CSI(5;-m)"),
    CASE("omitted both", "\033[;m", "CSI(-;-m)"),
    CASE("omitted middle", "\033[1;;3m", "CSI(1;-;3m)"),
    CASE("leading zeros", "\033[0007;00m", "CSI(7;0m)"),
    CASE("sub-parameters", "\033[4:3m\033[38:2::1:2:3;1m", "CSI(4:3m) CSI(38:2:-:1:2:3;1m)"),
    CASE("a colon first", "\033[:5m\033[:m", "CSI(-:5m) CSI(-:-m)"),
    CASE("saturated", "\033[65535;65536;99999999999999999999m", "CSI(65535;65535;65535m)"),
    CASE("as many as there are places", "\033[" TEN TEN TEN "31;32m", "CSI(" TEN TEN TEN "31;32m)"),
    CASE("more are dropped", "\033[" TEN TEN TEN "31;32;33;34m", "CSI(" TEN TEN TEN "31;32m)"),
    CASE("sub-parameters too", "\033[" TEN TEN TEN "31:32:33:34:m", "CSI(" TEN TEN TEN "31:32m)"),
    CASE("omitted places are places", "\033[;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;7m\033[1m",
         "CSI(-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-;-m) CSI(1m)"),
    CASE("private markers", "\033[?25h\033[>c\033[=1c\033[<0;1;2M\033[?m",
         "CSI(?25h) CSI(>c) CSI(=1c) CSI(<0;1;2M) CSI(?m)"),
    CASE("a marker elsewhere: ignored", "\033[1?25hx\033[?>cy\033[;<mz", "'xyz'"),
    CASE("intermediates", "\033[2 q\033[!p\033[?1$p\033[1;2'|", "CSI(2 q) CSI(!p) CSI(?1$p) CSI(1;2'|)"),
    CASE("two", "\033[1 !p", "CSI(1 !p)"),
    CASE("three intermediates in CSI: ignored", "\033[1 !\"px", "'x'"),
    CASE("parameters behind an intermediate: ignored", "\033[ 1mx\033[!:py\033[!?pz", "'xyz'"),
    CASE("ignored up to the final", "\033[1? 1;:<#mx", "'x'"),
    CASE("all finals", "\033[@\033[P\033[X\033[[\033[\\\033[]\033[^\033[_\033[`\033[~",
         "CSI(@) CSI(P) CSI(X) CSI([) CSI(\\) CSI(]) CSI(^) CSI(_) CSI(`) CSI(~)"),
    CASE("controls inside CSI are executed", "\033[\n1\r;\b2 \tm", "^0A ^0D ^08 ^09 CSI(1;2 m)"),
    CASE("controls in what is ignored, too", "\033[1?\n\amx", "^0A ^07 'x'"),
    CASE("DEL in CSI is ignored",
         "\033[\x7F"
         "1\x7F;2 \x7Fm\033[1?\x7Fmx",
         "CSI(1;2 m) 'x'"),
    CASE("ESC in CSI starts anew", "\033[\033[1\033[ \033[1?\033[2m", "CSI(2m)"),
    CASE("ESC then a final", "\033[1\0337", "ESC(7)"),
    CASE("CAN and SUB abort CSI", "\033[\x18m\033[1\x1Am\033[ \x18m\033[1?\x1Am", "^18 'm' ^1A 'm' ^18 'm' ^1A 'm'"),
    CASE("high bytes in CSI", "\033[\xC3\xA9m\033[1\xC3\xA9m\033[ \xC3\xA9m\033[1?\xC3\xA9m",
         "'<U+E9>m<U+E9>m<U+E9>m<U+E9>m'"),
    CASE("nothing of an aborted one is left", "\033[?1;2 \x18\033[m", "^18 CSI(m)"),
    CASE("unfinished entry", "\033[", "~"),
    CASE("unfinished parameters", "\033[1", "~"),
    CASE("unfinished ignored", "\033[1?", "~"),

    /* OSC */
    CASE("OSC by BEL", "\033]0;title\ax", "OSC(0;title)BEL 'x'"),
    CASE("OSC by ST", "\033]0;title\033\\x", "OSC(0;title)ST 'x'"),
    CASE("OSC without data", "\033]\a\033]\033\\", "OSC()BEL OSC()ST"),
    CASE("UTF-8 in OSC is data", "\033]2;\xC3\xA9\xE2\x9C\x93\xF0\x9F\x98\x80\a",
         "OSC(2;<C3><A9><E2><9C><93><F0><9F><98><80>)BEL"),
    CASE("C1 bytes in OSC are data", "\033]2;\x9C\x9B\xFF\a", "OSC(2;<9C><9B><FF>)BEL"),
    CASE("C0 in OSC are ignored", "\033]2;a\nb\0\tc\a", "OSC(2;abc)BEL"),
    CASE("DEL in OSC is ignored",
         "\033]2;a\x7F"
         "b\a",
         "OSC(2;ab)BEL"),
    CASE("CAN in OSC",
         "\033]2;a\x18"
         "b",
         "^18 'b'"),
    CASE("SUB in OSC",
         "\033]2;a\x1A"
         "b\a",
         "^1A 'b' ^07"),
    CASE("ESC and another byte", "\033]2;a\033[1mb\a", "CSI(1m) 'b' ^07"),
    CASE("ESC and a final", "\033]2;a\0337b", "ESC(7) 'b'"),
    CASE("ESC and a new string", "\033]2;a\033]2;b\a", "OSC(2;b)BEL"),
    CASE("ESC ESC", "\033]2;a\033\033\\b", "ESC(\\) 'b'"),
    CASE("ESC and a control", "\033]2;a\033\n7\033]\033\aM", "^0A ESC(7) ^07 ESC(M)"),
    CASE("ESC and CAN",
         "\033]2;a\033\x18"
         "b",
         "^18 'b'"),
    CASE("ESC and a high byte", "\033]2;a\033\xC3\xA9", "'<U+E9>'"),
    CASE("ESC DEL ST", "\033]2;a\033\x7F\\b", "OSC(2;a)ST 'b'"),
    CASE("as long as allowed", "\033]01234567890123456789\a", "OSC(01234567890123456789)BEL"),
    CASE("too long", "\033]012345678901234567890\ax", "'x'"),
    CASE("too long, by ST", "\033]0123456789012345678901234567890\033\\x\033]1\a", "'x' OSC(1)BEL"),
    CASE("too long, then broken", "\033]0123456789012345678901234567890\0337x", "ESC(7) 'x'"),
    CASE("too long, cancelled", "\033]0123456789012345678901234567890\x18\033]2\a", "^18 OSC(2)BEL"),
    CASE("unfinished OSC", "\033]0;x", "~"),
    CASE("unfinished OSC behind ESC", "\033]0;x\033", "~"),

    /* SOS, PM, APC */
    CASE("APC", "\033_Gf=1;AA==\033\\x", "APC(Gf=1;AA==)ST 'x'"),
    CASE("PM", "\033^private\033\\x", "PM(private)ST 'x'"),
    CASE("SOS", "\033Xstart\033\\x", "SOS(start)ST 'x'"),
    CASE("BEL does not end them", "\033_a\ab\033\\\033^a\ab\033\\\033Xa\ab\033\\", "APC(ab)ST PM(ab)ST SOS(ab)ST"),
    CASE("controls and DEL are ignored",
         "\033_a\n\0\x7F"
         "b\033\\",
         "APC(ab)ST"),
    CASE("UTF-8 in APC", "\033_\xE2\x9C\x93\033\\", "APC(<E2><9C><93>)ST"),
    CASE("APC broken", "\033_ab\033[m\033_ab\x18", "CSI(m) ^18"),
    CASE("APC too long", "\033_012345678901234567890\033\\x", "'x'"),

    /* DCS */
    CASE("DCS", "\033Pqdata\033\\x", "DCS(q,data)ST 'x'"),
    CASE("DCS with everything", "\033P?1;;2:3$qm\033\\\033P>|x\033\\", "DCS(?1;-;2:3$q,m)ST DCS(>|,x)ST"),
    CASE("DCS without data", "\033P1$r\033\\", "DCS(1$r,)ST"),
    CASE("two intermediates in DCS", "\033P+ qab\033\\", "DCS(+ q,ab)ST"),
    CASE("three intermediates in DCS: ignored", "\033P+ !qab\033\\x", "'x'"),
    CASE("DCS data hold controls", "\033Pqa\r\n\0\a\tb\033\\", "DCS(q,a<0D><0A><00><07><09>b)ST"),
    CASE("DCS data hold UTF-8", "\033Pq\xE2\x9C\x93\x9C\033\\", "DCS(q,<E2><9C><93><9C>)ST"),
    CASE("DEL in DCS data is ignored",
         "\033Pqa\x7F"
         "b\033\\",
         "DCS(q,ab)ST"),
    CASE("controls in the introducer are ignored", "\033P\n1\a\x7F;\r2\t$\nq\033\\", "DCS(1;2$q,)ST"),
    CASE("a marker elsewhere in DCS", "\033P1?qab\033\\x\033P??qab\033\\y", "'xy'"),
    CASE("parameters behind an intermediate in DCS", "\033P$1qab\033\\x\033P$?qab\033\\y", "'xy'"),
    CASE("high bytes in the introducer", "\033P\xC3\xA9qab\033\\x\033P1\xC3\xA9q\033\\y\033P$\xC3\xA9q\033\\z",
         "'xyz'"),
    CASE("what is ignored in DCS", "\033P1?\n\a abc\x7F\xC3\xA9\033\\x", "'x'"),
    CASE("ST in the introducer", "\033P\033\\x\033P1\033\\y\033P1$\033\\z", "'xyz'"),
    CASE("ESC in the introducer", "\033P\0337\033P1\0338\033P1$\033[m\033P1?\033c", "ESC(7) ESC(8) CSI(m) ESC(c)"),
    CASE("CAN in DCS", "\033P\x18m\033P1\x1Am\033P$\x18m\033Pqab\x1Am\033P1?\x18m",
         "^18 'm' ^1A 'm' ^18 'm' ^1A 'm' ^18 'm'"),
    CASE("DCS too long", "\033Pq012345678901234567890\033\\x", "'x'"),
    CASE("DCS as long as allowed", "\033Pq01234567890123456789\033\\x", "DCS(q,01234567890123456789)ST 'x'"),
    CASE("a DCS leaves no parameters to an OSC", "\033P?1$q\033\\\033]0\a", "DCS(?1$q,)ST OSC(0)BEL"),
    CASE("unfinished DCS", "\033P1", "~"),

    /* 8-bit controls */
    CASE_C1("CSI",
            "\x9B"
            "1;2Hx",
            "CSI(1;2H) 'x'"),
    CASE_C1("OSC, ST",
            "\x9D"
            "0;t\x9C"
            "x",
            "OSC(0;t)ST 'x'"),
    CASE_C1("DCS, APC, PM, SOS",
            "\x90qa\x9C\x9F"
            "b\x9C\x9E"
            "c\x9C\x98"
            "d\x9C",
            "DCS(q,a)ST APC(b)ST PM(c)ST SOS(d)ST"),
    CASE_C1("others are controls",
            "a\x84\x85\x88\x8D\x8E\x8F"
            "b",
            "'a' ^84 ^85 ^88 ^8D ^8E ^8F 'b'"),
    CASE_C1("a lone ST is a control", "\x9C", "^9C"),
    CASE_C1("7-bit forms still work", "\033]0;t\033\\\033[m", "OSC(0;t)ST CSI(m)"),
    CASE_C1("UTF-8 text is text", "\xE2\x9C\x93\xC2\x9B\xC3\x9Cx", "'<U+2713><U+9B><U+DC>x'"),
    CASE_C1("behind a broken sequence", "\xE2\x82\x41\x9Bm", "'<U+FFFD>A' CSI(m)"),
    CASE_C1("a finished sequence, then CSI", "\xE2\x9B\x9B\x9Bm", "'<U+26DB>' CSI(m)"),
    CASE_C1("not a second byte", "\xE0\x9Bm\xF0\x85", "'<U+FFFD>' CSI(m) '<U+FFFD>' ^85"),
    CASE_C1("inside an escape sequence",
            "\033\x9Bm\033#\x84"
            "8\033[1\x9B"
            "2m\033[1;\x85m",
            "CSI(m) ^84 '8' CSI(2m) ^85 'm'"),
    CASE_C1("high bytes that are none", "\033[1\xC3\x9Cm\033\xA9", "'<U+DC>m<U+FFFD>'"),
    CASE_C1("UTF-8 in strings is data", "\x9D\xE2\x9C\x93\xC3\x9C\xF0\x9F\x98\x9C\x9C",
            "OSC(<E2><9C><93><C3><9C><F0><9F><98><9C>)ST"),
    CASE_C1("ST behind broken UTF-8", "\x9D\xE2\x9C\x9C\x9C\x9D\xC3z\x9C", "OSC(<E2><9C><9C>)ST OSC(<C3>z)ST"),
    CASE_C1("ST that is no second byte", "\x9D\xE0\x9C\x9D\xA9\x9C", "OSC(<E0>)ST OSC(<A9>)ST"),
    CASE_C1("a control interrupts UTF-8", "\x9D\xE2\n\x9C\x90q\xE2\n\x9C", "OSC(<E2>)ST DCS(q,<E2><0A>)ST"),
    CASE_C1("a C1 control breaks a string",
            "\x9D"
            "0;t\x84"
            "a\x90qab\x85"
            "b",
            "^84 'a' ^85 'b'"),
    CASE_C1("a new string breaks a string",
            "\x9D"
            "0;t\x9D"
            "1\x9C\x9F"
            "a\x9Bm",
            "OSC(1)ST CSI(m)"),
    CASE_C1("ESC and a C1 control in a string",
            "\x9D"
            "0\033\x9C\x9D"
            "0\033\x9Bm",
            "^9C CSI(m)"),
    CASE_C1("DCS introducers",
            "\x90\x9Cx\x90"
            "1\x9Cy\x90$\x9Cz\x90"
            "1?\x9C",
            "'xyz'"),
    CASE_C1("UTF-8 in what is ignored",
            "\x90\xE2\x9C\x93\x9Cx\x90"
            "1?\xE2\x9C\x93\x9Cy",
            "'xy'"),
    CASE_C1("too long, by 8-bit ST",
            "\x9D"
            "012345678901234567890\x9Cx",
            "'x'"),
};

#endif
