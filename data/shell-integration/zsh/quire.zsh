# quire.zsh - says where prompts, commands and their output are (OSC 133), the directory (OSC 7) and a title (OSC 2).
#
# Read by .zshenv here, before the user's files; it can also be sourced from ~/.zshrc, where nothing has started zsh that
# way. Options of the user do not reach into these functions (emulate -L). The prompt looks as it did: marks stand in
# %{ %}.

# The first of the hooks: what ran has ended. __quire_ran: empty before the first prompt, 0 at one, 1 behind a command.
__quire_before() {
    local ended=$?
    emulate -L zsh
    case $__quire_ran in
    1) print -n "\e]133;D;$ended;aid=$$\a" ;;
    0) print -n "\e]133;D;aid=$$\a" ;; # an empty line, or ctrl+c
    esac
}

# The last of them: prompts are what they are going to be.
__quire_after() {
    local percent=${options[prompt_percent]-on}
    emulate -L zsh
    __quire_ran=0
    if [[ $precmd_functions[-1] != __quire_after ]]; then
        # Hooks that came later may still change the prompt: behind them, from the next time on.
        precmd_functions=(${precmd_functions:#__quire_after} __quire_after)
        print -n "\e]133;A;aid=$$\a"
    fi
    if [[ $percent == on ]]; then
        __quire_wrap PS1 $'%{\e]133;A;aid='$$$'\a%}' $'%{\e]133;B\a%}'
        __quire_wrap PS2 $'%{\e]133;A;k=s\a%}' $'%{\e]133;B\a%}'
        [[ -z $RPS1 ]] || __quire_wrap RPS1 $'%{\e]133;P;k=r\a%}' $'%{\e]133;B\a%}'
    fi
    if [[ $__quire_told != $PWD ]]; then
        __quire_told=$PWD
        __quire_encode $PWD
        print -nr -- $'\e]7;file://'$HOST$REPLY$'\a'
    fi
    [[ $__quire_features != *title* ]] || __quire_title ${(%):-%~}
}

# Puts marks around a prompt, once, whatever others have put before or behind it since.
__quire_wrap() { # variable begin end
    local text=${(P)1}
    if [[ $text != $2*$3 ]]; then
        text=${text//$2/}
        typeset -g $1=$2${text//$3/}$3
    fi
}

# A command begins. A line that is kept out of history by a blank before it is not told.
__quire_command() {
    local keeps_out=${options[hist_ignore_space]-off}
    emulate -L zsh
    local line=${1:-$2} REPLY
    __quire_ran=1
    [[ $keeps_out != on || $line != ' '* ]] || line=
    __quire_encode ${line[1,4096]}
    print -nr -- $'\e]133;C;cmdline_url='$REPLY$'\a'
    [[ -z $line || $__quire_features != *title* ]] || __quire_title ${line%%$'\n'*}
}

__quire_title() {
    print -nr -- $'\e]2;'${1//[[:cntrl:]]/ }$'\a'
}

# Sets REPLY to a text with %XX for all that has a meaning in a URL.
__quire_encode() {
    emulate -L zsh -o extended_glob -o no_multibyte
    local LC_ALL=C MATCH MBEGIN MEND
    typeset -g REPLY=${1//(#m)[^a-zA-Z0-9\/._~-]/%${(l:2::0:)$(([##16]#MATCH))}}
}

if [[ -o interactive && -z ${__quire_features+x} ]]; then
    () {
        emulate -L zsh
        typeset -g __quire_ran= __quire_told= __quire_features="${QUIRE_SHELL_FEATURES-title}"
        zmodload zsh/parameter 2>/dev/null
        typeset -ga precmd_functions preexec_functions
        precmd_functions=(__quire_before $precmd_functions __quire_after)
        preexec_functions=($preexec_functions __quire_command)
        # TERMINFO names the description of this terminal where the system has none: programs of root need it, too. The
        # words of sudoedit are files. An alias or function of the user's comes later, and stays.
        if [[ $__quire_features == *sudo* && -n ${TERMINFO-} ]]; then
            function sudo {
                case ${1-} in
                -e | --edit) command sudo "$@" ;;
                *) command sudo TERMINFO="$TERMINFO" "$@" ;;
                esac
            }
        fi
    }
fi
unset QUIRE_SHELL_FEATURES
