#!/usr/bin/env bash
# abidiff.sh - did the binary interface of libquire change since the last release?
#
# Builds the library of the last tag and that of this tree, in a folder of their own, and compares them with abidiff
# (Debian: abigail-tools). Status 0: compatible, or no tag to compare with; 1: an incompatible change, which a release
# may have only with another SONAME; 2: it could not be found out. tools/abidiff.suppr, if there is one, names changes
# that were looked at and are meant.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

cannot() {
    printf 'abidiff: %s\n' "$*" >&2
    exit 2
}

# build SOURCE FOLDER
build() {
    meson setup -Dapp=disabled -Dtests=false -Dbuildtype=debug "$2" "$1" >"$2.log" 2>&1 &&
        meson compile -C "$2" >>"$2.log" 2>&1 || {
        cat "$2.log" >&2
        cannot "could not build $1"
    }
}

tag=$(git -C "$root" describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null) || {
    echo 'abidiff: there is no release yet (no tag v*): nothing to compare with, any change is allowed'
    exit 0
}
command -v abidiff >/dev/null || cannot 'abidiff is not installed (Debian: apt-get install abigail-tools)'

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/source"
git -C "$root" archive "$tag" | tar -x -C "$scratch/source"
build "$scratch/source" "$scratch/before"
build "$root" "$scratch/now"

options=(--headers-dir1 "$scratch/source/include" --headers-dir2 "$root/include")
[ ! -f "$root/tools/abidiff.suppr" ] || options+=(--suppressions "$root/tools/abidiff.suppr")
status=0
library() { find "$1" -name libquire.so -print -quit; } # where it is made has changed
abidiff "${options[@]}" "$(library "$scratch/before")" "$(library "$scratch/now")" ||
    status=$?
# abidiff's status: bits 1 error, 2 usage, 4 change, 8 incompatible change
[ $((status & 3)) -eq 0 ] || cannot "abidiff failed ($status)"
if [ $((status & 8)) -ne 0 ]; then
    echo "abidiff: incompatible with $tag"
    exit 1
fi
echo "abidiff: compatible with $tag"
