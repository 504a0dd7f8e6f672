# Quire starts zsh with ZDOTDIR naming this folder, so that zsh reads this file in place of the user's own .zshenv. From
# here on ZDOTDIR is what it was: zsh reads all other files as ever.

if [[ -n ${QUIRE_ZDOTDIR+x} ]]; then
    'builtin' 'export' ZDOTDIR="$QUIRE_ZDOTDIR"
    'builtin' 'unset' QUIRE_ZDOTDIR
else
    'builtin' 'unset' ZDOTDIR
fi

{
    'builtin' 'typeset' __quire_file="${ZDOTDIR-$HOME}/.zshenv"
    [[ ! -r $__quire_file ]] || 'builtin' 'source' '--' "$__quire_file"
} always {
    if [[ -o interactive ]]; then
        __quire_file="${${(%):-%x}:A:h}/quire.zsh"
        [[ ! -r $__quire_file ]] || 'builtin' 'source' '--' "$__quire_file"
    fi
    'builtin' 'unset' __quire_file
}
