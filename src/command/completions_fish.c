/* fish: one line for each word. */
#include <string.h>

#include "action.h"
#include "completions.h"

static void print_quoted(const char *text, FILE *file) {
    fputc('\'', file);
    completion_print_escaped(text, "'\\", file);
    fputc('\'', file);
}

/* What completes a value that is called so, as an argument of -a; "" for nothing. */
static void print_arguments(const char *label, FILE *file) {
    static const struct {
        const char *label, *arguments;
    } known[] = {{"FILE", "-F"},
                 {"DIR", "-f -a '(__fish_complete_directories)'"},
                 {"FAMILY", "-f -a '(quire list-fonts 2>/dev/null)'"},
                 {"THEME", "-f -a '(quire list-themes 2>/dev/null)'"},
                 {"PROFILE", "-f -a '(quire list-profiles 2>/dev/null)'"},
                 {"KEY=VALUE", "-f -a '(__quire_settings)'"},
                 {"HOST", "-f -a '(__fish_print_hostnames)'"},
                 {"command", "-f -a '(__fish_complete_command)'"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(label, known[i].label) == 0) {
            fprintf(file, " %s", known[i].arguments);
            return;
        }
    }
    fprintf(file, " -f");
    if (completion_is_choice(label)) {
        fprintf(file, " -a '");
        for (; *label != '\0'; label++) {
            fputc(*label == '|' ? ' ' : *label, file);
        }
        fputc('\'', file);
    }
}

/* `where` says behind which command. */
static void print_options(const char *where, const struct option_spec *options, FILE *file) {
    char name[COMPLETION_LABEL_MAX];
    for (; options != NULL && options->name != NULL; options++) {
        completion_option_name(options, 0, name);
        if (options->help == NULL) {
            continue;
        }
        bool is_long = name[1] == '-';
        fprintf(file, "complete -c quire -n '%s' -%c %s -d ", where, is_long ? 'l' : 's', name + (is_long ? 2 : 1));
        print_quoted(options->help, file);
        if (options->value != NULL) {
            fprintf(file, " -r");
            print_arguments(options->id == OPTION_COMMAND ? "command" : options->value, file);
        }
        fputc('\n', file);
    }
}

static void print_operands(const struct command *command, FILE *file) {
    char label[COMPLETION_LABEL_MAX];
    for (unsigned i = 1; i <= 2 && completion_operand(command->usage, i, label); i++) {
        fprintf(file, "complete -c quire -n '__quire_command %s'", command->name);
        print_arguments(label, file);
        fputc('\n', file);
    }
}

static void print_settings(FILE *file) {
    struct config_description setting;
    const struct action *action;
    fprintf(
        file,
        "function __quire_settings\n    set -l key (string replace -r '^-o' '' -- (commandline -ct) | string match -r "
        "'^[^=]*')\n    switch $key\n");
    for (size_t i = 0; config_describe(i, &setting); i++) {
        const char *label = completion_is_whole_key(&setting) ? completion_of_setting(&setting) : "";
        if (completion_is_choice(label)) {
            fprintf(file, "        case %s\n            printf '%%s\\n' $key=(string split '|' '%s')\n", setting.name,
                    label);
        } else if (label[0] != '\0') {
            fprintf(file, "        case %s\n            printf '%%s\\n' $key=(quire %s 2>/dev/null)\n", setting.name,
                    strcmp(label, "THEME") == 0 ? "list-themes" : "list-fonts");
        }
    }
    fprintf(file, "        case 'keys-*'\n            printf '%%s\\n' $key=(string split '|' 'none");
    for (unsigned i = 0; (action = action_at(i)) != NULL; i++) {
        fprintf(file, "|%s", action->name);
    }
    fprintf(file, "')\n        case '*'\n");
    for (size_t i = 0; config_describe(i, &setting); i++) {
        if (completion_is_whole_key(&setting)) {
            fprintf(file, "            printf '%%s\\t%%s\\n' %s= ", setting.name);
            print_quoted(setting.help, file);
            fputc('\n', file);
        }
    }
    fprintf(file, "    end\nend\n\n");
}

static const char functions[] =
    "# Is this the first word? Does it name this command (or any)?\n"
    "function __quire_first\n"
    "    test (count (commandline -opc)) -eq 1\n"
    "end\n"
    "\n"
    "function __quire_command\n"
    "    set -l words (commandline -opc)\n"
    "    test (count $words) -gt 1; and contains -- (string replace -r '^\\+' '' -- $words[2]) $argv\n"
    "end\n"
    "\n";

void completions_print_fish(FILE *file) {
    fprintf(file, "# Completion of quire's words in fish; made by: quire completions fish\n\nset -g __quire_commands");
    for (const struct command *command = commands; command->name != NULL; command++) {
        fprintf(file, " %s", command->name);
    }
    fprintf(file, "\n\n");
    fputs(functions, file);
    print_settings(file);
    fprintf(file, "complete -c quire -f -n 'not __quire_command $__quire_commands' -a '(__fish_complete_command)'\n");
    for (const struct command *command = commands; command->name != NULL; command++) {
        fprintf(file, "complete -c quire -n __quire_first -f -a %s -d ", command->name);
        print_quoted(command->help, file);
        fputc('\n', file);
    }
    print_options("not __quire_command $__quire_commands", terminal_options, file);
    for (const struct command *command = commands; command->name != NULL; command++) {
        char where[100];
        snprintf(where, sizeof where, "__quire_command %s", command->name);
        fprintf(file, "complete -c quire -n '%s' -f\n", where);
        print_options(where, command->options, file);
        print_operands(command, file);
    }
}
