/* Prints docs/man/quire.5 from the tables of settings, keys and actions. test_settings_manual.py compares, and writes.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "action.h"
#include "bindings.h"
#include "config_section.h"
#include "config_table.h"
#include "config_value.h"

static const char before[] =
    ".\\\" Made by tests/config/list_settings.c from the table of settings.\n"
    ".TH QUIRE 5 \"\" \"quire 0.1.0\" \"Quire\"\n"
    ".SH NAME\n"
    "quire.conf \\- settings of the terminal quire\n"
    ".SH SYNOPSIS\n"
    ".I $XDG_CONFIG_HOME/quire/quire.conf\n"
    ".br\n"
    ".I ~/.config/quire/quire.conf\n"
    ".SH DESCRIPTION\n"
    "A line is a setting:\n"
    ".PP\n"
    ".RS\n"
    ".nf\n"
    "# a comment\n"
    "font\\-size = 12          # another one\n"
    "title = \"  # kept  \"     # quotes keep blanks and #; \"\" in them stands for a quote\n"
    "\n"
    "[cursor]\n"
    "shape = bar             # in this section: cursor\\-shape\n"
    "\n"
    "[keys]\n"
    "ctrl+shift+t = new_window\n"
    "ctrl+x>ctrl+c = close\n"
    "ctrl+shift+n = none\n"
    "ctrl+shift+u = send_text:\\eOP\n"
    "\n"
    "include = colors.conf\n"
    "include = ?~/local.conf\n"
    "\n"
    "[profile talk]          # with quire \\-\\-profile talk\n"
    "font\\-size = 20\n"
    "theme = solarized\\-light\n"
    ".fi\n"
    ".RE\n"
    ".PP\n"
    "A\n"
    ".B #\n"
    "begins a comment at the beginning of a line, behind a value with a blank before it, and in place of a value with "
    "a blank\n"
    "behind it. A later setting wins; the command line\n"
    ".RB ( \\-o \", see\"\n"
    ".BR quire (1))\n"
    "stands above all files.\n"
    ".PP\n"
    "A section is a short way to write: in it the keys' names can be written without its own before them. Whole names "
    "hold\n"
    "everywhere, so a file needs no sections.\n"
    ".PP\n"
    ".B include\n"
    "reads another file at this place. Its path is relative to the file that names it; ~/ is the home folder. With a\n"
    ".B ?\n"
    "before it the file may be missing.\n"
    ".PP\n"
    "What follows\n"
    ".B [profile NAME]\n"
    "holds only with\n"
    ".BR \\-\\-profile ,\n"
    "and then stands above all other lines of all files. Keys have their whole names there, the next section ends it; a "
    "profile with\n"
    "sections of its own is a file that it includes. One NAME may have several such parts.\n"
    ".PP\n"
    "What is wrong with a line costs that line only: the rest holds. All of it is told in the window, with the file "
    "and the line\n"
    "and what was probably meant;\n"
    ".B quire config check\n"
    ".RI [ file ]\n"
    "tells it without a window.\n"
    ".B quire show\\-config \\-\\-default \\-\\-docs\n"
    "prints a file with all settings, to begin with.\n"
    ".SH THEMES\n"
    "A theme is a file of colours alone. It stands below all colours that are set, whatever the order of lines.\n"
    ".B theme\n"
    "names one of\n"
    ".BR \"quire list\\-themes\" ,\n"
    "in which upper and lower case, blanks, \\- and _ do not matter, or a file (what has a slash). Of two,\n"
    ".B light:NAME,dark:NAME\n"
    "(in either order), the desktop chooses: the portal's color\\-scheme, where \\(lqno preference\\(rq is light; without a "
    "portal it is dark. A change\n"
    "of the desktop changes all windows at once. Programs are told whether the background is light or dark (mode 2031, "
    "DSR 996).\n"
    ".PP\n"
    "Themes are looked for in\n"
    ".IR $XDG_CONFIG_HOME/quire/themes ,\n"
    ".IR $XDG_DATA_HOME/quire/themes ,\n"
    "where quire is installed, and in quire/themes of\n"
    ".IR $XDG_DATA_DIRS .\n"
    "Lines are those of this manual\n"
    ".RB ( \"palette\\-1 = #cc0000\" ),\n"
    "of Ghostty\n"
    ".RB ( \"palette = 1=#cc0000\" )\n"
    "or of kitty\n"
    ".RB ( \"color1 #cc0000\" );\n"
    "what else such files set is passed over.\n"
    ".SH \"WHEN CHANGES ARE SEEN\"\n"
    "When this file or one that it includes is saved, all windows follow at once, unless\n"
    ".B live\\-config\\-reload\n"
    "is off; and whenever the key ctrl+shift+f5 (action\n"
    ".BR reload_config )\n"
    "or the signal SIGUSR1 asks for it. What a program has chosen (its colours, its cursor) stays as it chose it, "
    "until it lets it\n"
    "go. A few settings are for new windows, programs or processes; the window says so when one of them was changed. A "
    "file that\n"
    "is gone changes nothing.\n"
    ".SH SETTINGS\n";

static const char keys[] =
    ".SH LINKS AND HINTS\n"
    "With ctrl held (link\\-modifier) the address or path under the pointer is underlined, a note says where it leads, "
    "and a click\n"
    "opens it; a path only where it exists. ctrl+shift+l puts labels over everything in view that leads somewhere: "
    "typing one opens it,\n"
    "with shift it is copied. Actions, for other keys:\n"
    ".BR hint_open \", \" hint_copy \", \" hint_insert \" (types it), \" hint_select ,\n"
    "each of them with a kind: all, urls, paths, hashes, ips, or the name of a hint\\-pattern, and\n"
    ".BR \"hint_run:COMMAND {}\" .\n"
    ".PP\n"
    ".RS\n"
    ".nf\n"
    "link\\-opener = firefox {}\n"
    "path\\-opener = code \\-g {path}:{line}\n"
    "hint\\-pattern = ticket: [A\\-Z]+\\-[0\\-9]+\n"
    "hint\\-action = ticket: firefox https://tracker.example/{}\n"
    "[keys]\n"
    "ctrl+shift+p = hint_insert:paths\n"
    "ctrl+shift+k = hint_run:git \\-C /work show {}\n"
    ".fi\n"
    ".RE\n"
    ".PP\n"
    "Commands are words, as they would be for a shell, with quotes and backslashes; no shell reads them. Without {} "
    "the text is one more\n"
    "word. They are started in the directory of the pane. A pattern's first group is what is taken, where it has "
    "one.\n"
    ".SH KEYS AND MOUSE\n"
    "In the section [keys], or as keys\\-KEY, a key is bound to an action. A key is its modifiers\n"
    "(ctrl, shift, alt, super, hyper, meta), joined by +, and what it gives without them: a letter or sign, or a name "
    "such as\n"
    "enter, tab, escape, space, plus, minus, equal, page_up, f11, kp_add. Case means nothing. On a layout without "
    "Latin "
    "letters the\n"
    "places of a US keyboard count;\n"
    ".B physical:ctrl+z\n"
    "(also ctrl+key_z, ctrl+digit_1) names that place on every layout.\n"
    ".PP\n"
    "Keys that follow each other are joined by > or a blank: ctrl+a>n. An action may have a text behind it, name:text, "
    "and be followed\n"
    "by others:\n"
    ".BR \"copy ; send_text:\\ex03\" .\n"
    "(A semicolon between blanks in a text is written \\ex3b.)\n"
    ".B none\n"
    "or\n"
    ".B unbind\n"
    "frees a key for the program,\n"
    ".B ignore\n"
    "makes it do nothing, and\n"
    ".B keys = clear\n"
    "frees all that were bound before that line.\n"
    ".PP\n"
    "Keys of a section\n"
    ".BI [keys. NAME ]\n"
    "(or keys.NAME\\-KEY) hold in the mode NAME alone:\n"
    ".PP\n"
    ".RS\n"
    ".nf\n"
    "[keys]\n"
    "ctrl+shift+r = enter_mode:scroll\n"
    "[keys.scroll]\n"
    "j = scroll_line_down\n"
    "k = scroll_line_up\n"
    ".fi\n"
    ".RE\n"
    ".PP\n"
    "While a mode holds, the last row names it, and keys that it does not know do nothing; escape leaves it, unless "
    "the "
    "mode binds escape.\n"
    ".PP\n"
    "In the section [mouse], or as mouse\\-BUTTON, buttons and the wheel are bound in the same way: left, middle, "
    "right, "
    "back, forward,\n"
    "wheel_up, wheel_down, wheel_left and wheel_right, with ctrl, shift and alt before them:\n"
    ".BR \"mouse\\-ctrl+right = copy_or_paste\" .\n"
    "The left button can be bound with ctrl or alt; alone it selects. Programs that have asked for the mouse go "
    "before, "
    "unless shift\n"
    "is held.\n"
    ".PP\n"
    "Bound from the start, as\n"
    ".B quire list\\-keys \\-\\-default\n"
    "prints them:\n"
    ".PP\n"
    ".RS\n"
    ".nf\n";

static const char actions[] = ".fi\n"
                              ".RE\n"
                              ".SH ACTIONS\n"
                              "As\n"
                              ".B quire list\\-actions\n"
                              "prints them:\n"
                              ".PP\n"
                              ".RS\n"
                              ".nf\n";

static const char after[] = ".fi\n"
                            ".RE\n"
                            ".SH \"SEE ALSO\"\n"
                            ".BR quire (1),\n"
                            ".BR quire\\-sequences (7)\n";

/* Hyphens are such that can be copied. */
static void print_text(const char *text) {
    for (; *text != '\0'; text++) {
        fputs(*text == '-' ? "\\-" : *text == '\\' ? "\\e" : (const char[]){*text, '\0'}, stdout);
    }
}

/* What a list prints, as text of the page. */
static void print_list(void (*print)(FILE *file)) {
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    if (file == NULL) {
        return;
    }
    print(file);
    fclose(file);
    for (char *line = text, *end; line != NULL && *line != '\0'; line = end) {
        end = strchr(line, '\n');
        end = end != NULL ? end + 1 : line + strlen(line);
        fputs(line[0] == '.' || line[0] == '\'' ? "\\&" : "", stdout);
        char whole = *end;
        *end = '\0';
        print_text(line);
        *end = whole;
    }
    free(text);
}

static void print_keys(FILE *file) {
    struct bindings *bindings = bindings_create(NULL);
    if (bindings != NULL) {
        bindings_print(bindings, file);
    }
    bindings_release(bindings);
}

static void print_key(const struct config_key *key) {
    char values[64];
    const char *effect = config_key_effect(key);
    config_value_describe(key, values, sizeof values);
    printf(".TP\n.BR \"");
    print_text(key->name);
    printf("\" \" = ");
    print_text(values);
    printf("\"\n");
    print_text(key->help);
    if (key->standard[0] != '\0') {
        printf(" [");
        print_text(key->standard);
        printf("]");
    }
    printf(".");
    if (effect != NULL) {
        printf(" A change takes effect %s.", effect);
    }
    printf("\n");
}

int main(void) {
    const char *section;
    fputs(before, stdout);
    for (size_t i = 0; (section = config_section_at(i)) != NULL; i++) {
        printf(".SS \"[%s] ", section);
        print_text(config_section_help(section));
        printf("\"\n");
        for (size_t k = 0; k < config_key_count; k++) {
            if (config_keys[k].help != NULL && strcmp(config_keys[k].section, section) == 0) {
                print_key(&config_keys[k]);
            }
        }
    }
    fputs(keys, stdout);
    print_list(print_keys);
    fputs(actions, stdout);
    print_list(action_print_all);
    fputs(after, stdout);
    return fflush(stdout) != 0;
}
