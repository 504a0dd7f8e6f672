/* zsh: specifications for _arguments. */
#include <string.h>

#include "action.h"
#include "completions.h"

static const char head[] = "#compdef quire\n"
                           "# Completion of quire's words in zsh; made by: quire completions zsh\n"
                           "\n"
                           "_quire_ask() {\n"
                           "    local -a found\n"
                           "    found=(${(f)\"$(quire $argv[-1] 2>/dev/null)\"})\n"
                           "    compadd \"${(@)argv[1,-2]}\" -a found\n"
                           "}\n"
                           "\n";

static const char tail[] = "_quire() {\n"
                           "    local command=${words[2]#+}\n"
                           "    if (( CURRENT > 2 )) && [[ -n ${_quire_commands[(r)$command:*]} ]]; then\n"
                           "        shift words\n"
                           "        (( CURRENT-- ))\n"
                           "        _quire_command $command\n"
                           "        return\n"
                           "    fi\n"
                           "    _quire_terminal\n"
                           "}\n"
                           "\n"
                           "_quire_first() {\n"
                           "    _describe -t commands 'command of quire' _quire_commands\n"
                           "    _command_names -e\n"
                           "}\n"
                           "\n"
                           "_quire \"$@\"\n";

/* In single quotes. */
static void print_quoted(const char *text, const char *escaped, FILE *file) {
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            fputs("'\\''", file);
        } else {
            completion_print_escaped((const char[]){*text, '\0'}, escaped, file);
        }
    }
}

/* What completes a value that is called so. */
static void print_action(const char *label, FILE *file) {
    static const struct {
        const char *label, *action;
    } known[] = {{"FILE", "_files"},
                 {"DIR", "_files -/"},
                 {"FAMILY", "_quire_ask list-fonts"},
                 {"THEME", "_quire_ask list-themes"},
                 {"PROFILE", "_quire_ask list-profiles"},
                 {"KEY=VALUE", "_quire_settings"},
                 {"HOST", "_hosts"},
                 {"command", "_normal"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(label, known[i].label) == 0) {
            fputs(known[i].action, file);
            return;
        }
    }
    if (!completion_is_choice(label)) {
        fputc(' ', file); /* no words, but it is said what is wanted */
        return;
    }
    fputc('(', file);
    for (; *label != '\0'; label++) {
        fputc(*label == '|' ? ' ' : *label, file);
    }
    fputc(')', file);
}

static void print_option(const struct option_spec *option, const char *name, FILE *file) {
    bool is_long = strncmp(name, "--", 2) == 0, repeats = option->id == OPTION_ASSIGN;
    fprintf(file, "        '%s%s%s[", repeats ? "*" : "", name, option->value == NULL ? "" : is_long ? "=" : "+");
    print_quoted(option->help, "[]\\", file);
    fputc(']', file);
    if (option->value != NULL) {
        fputc(':', file);
        print_quoted(option->value, ":\\", file);
        fputc(':', file);
        print_action(option->value, file);
    }
    fputs("' \\\n", file);
}

static void print_options(const struct option_spec *options, FILE *file) {
    for (; options != NULL && options->name != NULL; options++) {
        if (options->help != NULL && options->id != OPTION_COMMAND) {
            print_option(options, options->name, file);
        }
    }
}

static void print_operands(const char *usage, FILE *file) {
    char label[COMPLETION_LABEL_MAX], next[COMPLETION_LABEL_MAX];
    for (unsigned i = 1; completion_operand(usage, i, label); i++) {
        bool repeats = completion_operand(usage, i + 1, next) && completion_operand(usage, 9, next);
        if (repeats || strcmp(label, "command") == 0) {
            fprintf(file, "        '*:%s%s:", strcmp(label, "command") == 0 ? ":" : "", label);
        } else {
            fprintf(file, "        '%u:%s:", i, label);
        }
        print_action(label, file);
        fputs("' \\\n", file);
        if (repeats) {
            return;
        }
    }
}

static void print_commands(FILE *file) {
    fprintf(file, "typeset -ga _quire_commands\n_quire_commands=(\n");
    for (const struct command *command = commands; command->name != NULL; command++) {
        fprintf(file, "    '%s:", command->name);
        print_quoted(command->help, "", file);
        fprintf(file, "'\n");
    }
    fprintf(file, ")\n\n");
}

static void print_settings(FILE *file) {
    struct config_description setting;
    const struct action *action;
    fprintf(file, "_quire_settings() {\n    local -a settings\n    if ! compset -P '*='; then\n        settings=(\n");
    for (size_t i = 0; config_describe(i, &setting); i++) {
        if (completion_is_whole_key(&setting)) {
            fprintf(file, "            '%s:", setting.name);
            print_quoted(setting.help, "", file);
            fprintf(file, "'\n");
        }
    }
    fprintf(file, "        )\n        _describe -t settings setting settings -S =\n        return\n    fi\n"
                  "    case ${IPREFIX##*-o} in\n");
    for (size_t i = 0; config_describe(i, &setting); i++) {
        const char *label = completion_is_whole_key(&setting) ? completion_of_setting(&setting) : "";
        if (label[0] != '\0') {
            fprintf(file, "        %s=) ", setting.name);
            fputs(completion_is_choice(label) ? "compadd -- " : "", file);
            if (completion_is_choice(label)) {
                for (; *label != '\0'; label++) {
                    fputc(*label == '|' ? ' ' : *label, file);
                }
            } else {
                print_action(label, file);
            }
            fprintf(file, " ;;\n");
        }
    }
    fprintf(file, "        keys-*) compadd -- none");
    for (unsigned i = 0; (action = action_at(i)) != NULL; i++) {
        fprintf(file, " %s", action->name);
    }
    fprintf(file, " ;;\n    esac\n}\n\n");
}

void completions_print_zsh(FILE *file) {
    fputs(head, file);
    print_commands(file);
    print_settings(file);
    fprintf(file, "_quire_terminal() {\n    _arguments \\\n");
    print_options(terminal_options, file);
    fprintf(file, "        '(-)-e[run this command instead of the shell]:*::command:_normal' \\\n"
                  "        '(-)1:command:_quire_first' \\\n        '*::arguments:_normal'\n}\n\n"
                  "_quire_command() {\n    case $1 in\n");
    for (const struct command *command = commands; command->name != NULL; command++) {
        fprintf(file, "    %s) _arguments \\\n", command->name);
        print_options(command->options, file);
        print_operands(command->usage, file);
        fprintf(file, "        '--help[print the help]' ;;\n");
    }
    fprintf(file, "    esac\n}\n\n");
    fputs(tail, file);
}
