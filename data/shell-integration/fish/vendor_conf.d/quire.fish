# quire.fish - says where prompts, commands and their output are (OSC 133), and the directory (OSC 7).
#
# Quire starts fish with a folder of its own before XDG_DATA_DIRS, where fish looks for vendor_conf.d. From here on the
# variable is what it was. The title is fish's own (fish_title). From fish 4 on fish itself tells of commands and of the
# directory; what is missing there is where the prompt ends.

if set -q QUIRE_FISH_START
    set -e QUIRE_FISH_START
    if set -q QUIRE_XDG_DATA_DIRS
        set -gx XDG_DATA_DIRS $QUIRE_XDG_DATA_DIRS
        set -e QUIRE_XDG_DATA_DIRS
    else
        set -e XDG_DATA_DIRS
    end
end

if status is-interactive; and not functions -q __quire_prompt_end
    # The prompt's functions are there only when the first prompt is: then they are wrapped.
    function __quire_prompt_end --on-event fish_prompt
        functions -e __quire_prompt_end
        function __quire_prompt_end
            printf '\e]133;B\a'
        end
        if functions -q fish_prompt
            functions -c fish_prompt __quire_fish_prompt
            function fish_prompt
                __quire_fish_prompt
                __quire_prompt_end
            end
        end
        if functions -q fish_right_prompt
            functions -c fish_right_prompt __quire_fish_right_prompt
            function fish_right_prompt
                set -l text (__quire_fish_right_prompt | string collect)
                test -n "$text"; and printf '\e]133;P;k=r\a%s\e]133;B\a' $text
            end
        end
    end

    if string match -qr '^[0-3]\.' -- $version
        set -g __quire_ran ''
        function __quire_prompt_begin --on-event fish_prompt --on-event fish_cancel --on-event fish_posterror
            test "$__quire_ran" = 0; and printf '\e]133;D;aid=%s\a' $fish_pid
            set -g __quire_ran 0
            printf '\e]133;A;aid=%s\a' $fish_pid
        end
        function __quire_command_begin --on-event fish_preexec
            set -g __quire_ran 1
            if string match -q ' *' -- "$argv" # fish keeps it out of history
                printf '\e]133;C\a'
            else
                printf '\e]133;C;cmdline_url=%s\a' (string sub -l 4096 -- "$argv" | string escape --style=url | string join %0A)
            end
        end
        function __quire_command_end --on-event fish_postexec
            printf '\e]133;D;%s;aid=%s\a' $status $fish_pid
        end
        function __quire_directory --on-variable PWD
            printf '\e]7;file://%s%s\a' $hostname (string escape --style=url -- $PWD)
        end
        __quire_directory
    end

    # TERMINFO names the description of this terminal where the system has none: programs of root need it, too. The
    # words of sudoedit are files.
    if string match -q '*sudo*' -- "$QUIRE_SHELL_FEATURES"; and set -q TERMINFO; and not functions -q sudo
        function sudo --wraps sudo
            if contains -- "$argv[1]" -e --edit
                command sudo $argv
            else
                command sudo TERMINFO="$TERMINFO" $argv
            end
        end
    end
end
set -e QUIRE_SHELL_FEATURES
