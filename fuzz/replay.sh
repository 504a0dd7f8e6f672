#!/bin/sh
# replay.sh REPLAY SEEDS TARGET CORPUS - runs a target over fresh seeds, and over the committed corpus if there is one.
# Apart, so that seeds of the present format do not hide a corpus that is of an older one.
set -eu
replay=$1 seeds=$2 target=$3 corpus=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$seeds" "$folder"
[ ! -d "$folder/$target" ] || "$replay" "$folder/$target"
[ ! -d "$corpus" ] || "$replay" "$corpus"
