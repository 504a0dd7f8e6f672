/* bash. The script needs no package: where bash-completion is loaded, the words of a command behind -e are completed as
 * its own. bash takes words apart at "=", so a value may stand two words behind its option. */
#include <string.h>

#include "action.h"
#include "completions.h"

static const char functions[] =
    "_quire_words() {\n"
    "    local word\n"
    "    while IFS= read -r word; do\n"
    "        [[ -n $word && $word == \"$cur\"* ]] && COMPREPLY+=(\"$word\")\n"
    "    done\n"
    "}\n"
    "\n"
    "# Completes what a table calls so.\n"
    "_quire_complete() {\n"
    "    case $1 in\n"
    "        FILE) compopt -o filenames 2>/dev/null; _quire_words < <(compgen -f -- \"$cur\") ;;\n"
    "        DIR) compopt -o filenames 2>/dev/null; _quire_words < <(compgen -d -- \"$cur\") ;;\n"
    "        FAMILY) compopt -o filenames 2>/dev/null; _quire_words < <(quire list-fonts 2>/dev/null) ;;\n"
    "        THEME) _quire_words < <(quire list-themes 2>/dev/null) ;;\n"
    "        PROFILE) _quire_words < <(quire list-profiles 2>/dev/null) ;;\n"
    "        KEY=VALUE) compopt -o nospace 2>/dev/null; _quire_words < <(printf '%s=\\n' $_quire_settings) ;;\n"
    "        HOST) _quire_words < <(compgen -A hostname -- \"$cur\") ;;\n"
    "        command) _quire_words < <(compgen -c -- \"$cur\") ;;\n"
    "        *'|'*) _quire_words <<<\"${1//|/$'\\n'}\" ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "# The words from this one on are a command of its own.\n"
    "_quire_rest() {\n"
    "    if declare -F _comp_command_offset >/dev/null; then\n"
    "        _comp_command_offset \"$1\"\n"
    "    elif declare -F _command_offset >/dev/null; then\n"
    "        _command_offset \"$1\"\n"
    "    elif ((COMP_CWORD == $1)); then\n"
    "        _quire_complete command\n"
    "    else\n"
    "        _quire_complete FILE\n"
    "    fi\n"
    "}\n"
    "\n"
    "# The value is being written, behind NAME and perhaps =, at this word.\n"
    "_quire_at_value() {\n"
    "    [[ $cur == = ]] && cur=\n"
    "    _quire_complete \"$1\"\n"
    "}\n"
    "\n"
    "_quire() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} command= kind word i=1 operand=1\n"
    "    COMPREPLY=()\n"
    "    if ((COMP_CWORD > 1)) && [[ \" $_quire_commands \" == *\" ${COMP_WORDS[1]#+} \"* ]]; then\n"
    "        command=${COMP_WORDS[1]#+} i=2\n"
    "    fi\n"
    "    for (( ; i < COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if [[ $word == -e || $word == -- ]]; then\n"
    "            _quire_rest $((i + 1))\n"
    "            return\n"
    "        elif [[ $word == -* ]]; then\n"
    "            kind=$(_quire_value \"$command\" \"$word\")\n"
    "            [[ -n $kind ]] || continue\n"
    "            if [[ ${COMP_WORDS[i + 1]} == = ]]; then\n"
    "                ((i += 2))\n"
    "            else\n"
    "                ((i++))\n"
    "            fi\n"
    "            if [[ $kind == KEY=VALUE && ${COMP_WORDS[i + 1]} == = ]]; then\n"
    "                kind=$(_quire_setting \"${COMP_WORDS[i]}\")\n"
    "                ((i += 2))\n"
    "            fi\n"
    "            if ((i >= COMP_CWORD)); then\n"
    "                _quire_at_value \"$kind\"\n"
    "                return\n"
    "            fi\n"
    "        elif [[ -z $command ]]; then\n"
    "            _quire_rest \"$i\"\n"
    "            return\n"
    "        else\n"
    "            ((operand++))\n"
    "        fi\n"
    "    done\n"
    "    if [[ $cur == -* ]]; then\n"
    "        _quire_words < <(printf '%s\\n' $(_quire_options \"$command\"))\n"
    "    elif [[ -n $command ]]; then\n"
    "        _quire_complete \"$(_quire_operand \"$command\" \"$operand\")\"\n"
    "    else\n"
    "        ((COMP_CWORD == 1)) && _quire_words < <(printf '%s\\n' $_quire_commands)\n"
    "        _quire_complete command\n"
    "    fi\n"
    "}\n"
    "\n"
    "complete -F _quire quire\n";

static void print_names(const struct option_spec *options, FILE *file) {
    char name[COMPLETION_LABEL_MAX];
    for (; options != NULL && options->name != NULL; options++) {
        for (unsigned i = 0; options->help != NULL && completion_option_name(options, i, name); i++) {
            fprintf(file, "%s ", name);
        }
    }
}

static void print_options(FILE *file) {
    fprintf(file, "_quire_options() {\n    case $1 in\n        '') echo '");
    print_names(terminal_options, file);
    fprintf(file, "' ;;\n");
    for (const struct command *command = commands; command->name != NULL; command++) {
        fprintf(file, "        %s) echo '", command->name);
        print_names(command->options, file);
        fprintf(file, "--help --version' ;;\n");
    }
    fprintf(file, "    esac\n}\n\n");
}

static void print_value_lines(const char *command, const struct option_spec *options, FILE *file) {
    char name[COMPLETION_LABEL_MAX];
    for (; options != NULL && options->name != NULL; options++) {
        for (unsigned i = 0; options->value != NULL && completion_option_name(options, i, name); i++) {
            fprintf(file, "        '%s':%s) echo '%s' ;;\n", command, name, options->value);
        }
    }
}

static void print_values(FILE *file) {
    fprintf(file, "_quire_value() {\n    case $1:$2 in\n");
    print_value_lines("", terminal_options, file);
    for (const struct command *command = commands; command->name != NULL; command++) {
        print_value_lines(command->name, command->options, file);
    }
    fprintf(file, "    esac\n}\n\n");
}

static void print_operands(FILE *file) {
    enum { OPERANDS = 9 };
    char label[COMPLETION_LABEL_MAX];
    fprintf(file, "_quire_operand() {\n    case $1:$2 in\n");
    for (const struct command *command = commands; command->name != NULL; command++) {
        for (unsigned i = 1; i <= OPERANDS && completion_operand(command->usage, i, label); i++) {
            bool is_word = completion_is_choice(label) && strchr(label, '|') == NULL;
            fprintf(file, "        %s:%u) echo '%s%s' ;;\n", command->name, i, label, is_word ? "|" : "");
        }
    }
    fprintf(file, "    esac\n}\n\n");
}

static void print_settings(FILE *file) {
    struct config_description setting;
    fprintf(file, "_quire_settings='");
    for (size_t i = 0; config_describe(i, &setting); i++) {
        fprintf(file, "%s%s", completion_is_whole_key(&setting) ? setting.name : "",
                completion_is_whole_key(&setting) ? " " : "");
    }
    fprintf(file, "'\n\n_quire_setting() {\n    case $1 in\n");
    for (size_t i = 0; config_describe(i, &setting); i++) {
        const char *label = completion_is_whole_key(&setting) ? completion_of_setting(&setting) : "";
        if (label[0] != '\0') {
            fprintf(file, "        %s) echo '%s' ;;\n", setting.name, label);
        }
    }
    fprintf(file, "        keys-*) echo '");
    const struct action *action;
    for (unsigned i = 0; (action = action_at(i)) != NULL; i++) {
        fprintf(file, "%s|", action->name);
    }
    fprintf(file, "none' ;;\n    esac\n}\n\n");
}

void completions_print_bash(FILE *file) {
    fprintf(file, "# Completion of quire's words in bash; made by: quire completions bash\n\n_quire_commands='");
    for (const struct command *command = commands; command->name != NULL; command++) {
        fprintf(file, "%s ", command->name);
    }
    fprintf(file, "'\n");
    print_settings(file);
    print_options(file);
    print_values(file);
    print_operands(file);
    fputs(functions, file);
}
