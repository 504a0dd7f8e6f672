# quire.bash - says where prompts, commands and their output are (OSC 133), the directory (OSC 7) and a title (OSC 2).
#
# Quire starts bash with this file in place of ~/.bashrc (--rcfile), and a login shell with ENV naming it (--posix). bash
# has read none of the user's files then, so this one reads them first, as bash would have. Without QUIRE_BASH_START it
# only adds its hooks: it can be sourced from ~/.bashrc as well, where nothing has started bash this way.
#
# There is no DEBUG trap: PS0 tells that a command begins. The prompt looks as it did: marks stand in \[ \].

# --- the user's files, at the top level: `declare` in them is to be global ---

case ${QUIRE_BASH_START-} in
rc)
    builtin unset QUIRE_BASH_START
    if [[ -r ~/.bashrc ]]; then builtin source ~/.bashrc; fi
    ;;
login)
    builtin unset QUIRE_BASH_START ENV
    if [[ -n ${QUIRE_BASH_ENV+x} ]]; then builtin export ENV=$QUIRE_BASH_ENV; fi
    builtin unset QUIRE_BASH_ENV
    builtin set +o posix
    builtin shopt -u inherit_errexit
    if [[ ${HISTFILE-} == ~/.sh_history ]]; then HISTFILE=~/.bash_history; fi # that of POSIX mode
    if [[ -r /etc/profile ]]; then builtin source /etc/profile; fi
    if [[ -r ~/.bash_profile ]]; then
        builtin source ~/.bash_profile
    elif [[ -r ~/.bash_login ]]; then
        builtin source ~/.bash_login
    elif [[ -r ~/.profile ]]; then
        builtin source ~/.profile
    fi
    ;;
esac

# --- hooks ---

# __quire_ran: empty before the first prompt, 0 at a prompt, 1 when a command has begun.

# The first of PROMPT_COMMAND: what ran has ended.
__quire_before() {
    local status=$?
    case $__quire_ran in
    1) builtin printf '\e]133;D;%s;aid=%s\a' "$status" "$$" ;;
    0) builtin printf '\e]133;D;aid=%s\a' "$$" ;; # an empty line, or ctrl+c
    esac
    # Elements of an array find the status as it was; a single string hands on what this returns.
    if [[ ${#PROMPT_COMMAND[@]} -lt 2 ]]; then return "$status"; fi
}

# The last of PROMPT_COMMAND: prompts are what they are going to be.
__quire_after() {
    local number='\!' title='\w'
    __quire_number=${number@P}
    if [[ -z $__quire_ran && $__quire_number == 1 ]]; then __quire_number=; fi # none yet, or one
    __quire_ran=0
    __quire_wrap PS1 '\[\e]133;A;redraw=last;aid='"$$"'\a\]' '\[\e]133;B\a\]'
    __quire_wrap PS2 '\[\e]133;A;k=s\a\]' '\[\e]133;B\a\]'
    if [[ ${PS0-} != *"$__quire_ps0"* ]]; then PS0=$__quire_ps0${PS0-}; fi
    if [[ $__quire_told != "$PWD" ]]; then
        __quire_told=$PWD
        __quire_encode "$PWD"
        builtin printf '\e]7;file://%s%s\a' "${HOSTNAME-}" "$__quire_encoded"
    fi
    if [[ $__quire_features == *title* ]]; then
        title=${title@P}
        builtin printf '\e]2;%s\a' "${title//[[:cntrl:]]/ }"
    fi
}

# Puts marks around a prompt, once, whatever others have put before or behind it since.
__quire_wrap() { # variable begin end
    local text=${!1-}
    if [[ $text != "$2"*"$3" ]]; then
        text=${text//"$2"/}
        builtin printf -v "$1" %s "$2${text//"$3"/}$3"
    fi
}

# In PS0: a command begins. A line that bash did not put into its history is not told: it was to be kept out of lists.
__quire_command() { # the number of the last line in history
    local line=
    if [[ $1 != "$__quire_number" ]]; then
        line=$(HISTTIMEFORMAT='' builtin history 1)
        if [[ $line =~ ^\ *[0-9]+[*\ ]\ (.*) ]]; then line=${BASH_REMATCH[1]:0:4096}; fi
    fi
    __quire_encode "$line"
    builtin printf '\e]133;C;cmdline_url=%s\a' "$__quire_encoded"
    if [[ -n $line && $__quire_features == *title* ]]; then
        line=${line%%$'\n'*}
        builtin printf '\e]2;%s\a' "${line//[[:cntrl:]]/ }"
    fi
}

# Sets __quire_encoded to a text with %XX for all that has a meaning in a URL.
__quire_encode() {
    local LC_ALL=C text=$1 at byte
    __quire_encoded=
    for ((at = 0; at < ${#text}; at++)); do
        byte=${text:at:1}
        case $byte in
        [a-zA-Z0-9/._~-]) ;;
        *)
            builtin printf -v byte %d "'$byte"
            builtin printf -v byte %%%02X $((byte & 255))
            ;;
        esac
        __quire_encoded+=$byte
    done
}

# --- once, in shells that have prompts, from bash 4.4 on ---

if [[ $- == *i* && -z ${__quire_ps0-} ]] && ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)); then
    __quire_ran='' __quire_number='' __quire_told='' __quire_encoded=''
    __quire_features=${QUIRE_SHELL_FEATURES-title}
    # The arithmetic notes in this shell that a command has begun, and leaves no text; $(...) is another process.
    # shellcheck disable=SC2016
    __quire_ps0='${__quire_ps0:$((__quire_ran=1,0)):0}$(__quire_command \!)'
    if [[ -n ${bash_preexec_imported-}${__bp_imported-} ]]; then
        precmd_functions=(__quire_before "${precmd_functions[@]}" __quire_after)
    elif ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then
        PROMPT_COMMAND=(__quire_before "${PROMPT_COMMAND[@]}" __quire_after)
    else
        # shellcheck disable=SC2178
        PROMPT_COMMAND=__quire_before$'\n'${PROMPT_COMMAND-}$'\n'__quire_after
    fi
    # TERMINFO names the description of this terminal where the system has none: programs of root need it, too. The
    # words of sudoedit are files.
    if [[ $__quire_features == *sudo* && -n ${TERMINFO-} && $(builtin type -t sudo) == file ]]; then
        function sudo { # an alias of that name is not expanded here
            case ${1-} in
            -e | --edit) builtin command sudo "$@" ;;
            *) builtin command sudo TERMINFO="$TERMINFO" "$@" ;;
            esac
        }
    fi
fi
builtin unset QUIRE_SHELL_FEATURES
