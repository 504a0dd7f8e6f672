#!/usr/bin/env bash
# fresh.sh - what a newcomer sees: a bare Debian in a folder, the committed tree in it, and the two commands of the README.
# `./dev fresh bookworm|trixie [run|test]...` calls it (default: both). For people, not for CI: it needs root, the network
# and about 4 GB, and takes as long as downloading everything and testing once.
#
# The bare system is kept in build-fresh/SUITE.bare, so that a second trial need not download it; the system that is used
# is a copy that begins anew each time. All mounts are made in a mount namespace of their own and end with it.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
suite=${1-}
mirror=${QUIRE_DEBIAN_MIRROR-http://deb.debian.org/debian}

say() { printf '== %s\n' "$*" >&2; }

fail() {
    printf 'fresh: %s\n' "$*" >&2
    exit 1
}

case $suite in
bookworm | trixie) shift ;;
*) fail "usage: ./dev fresh bookworm|trixie [run|test]..." ;;
esac
commands=("$@")
[ ${#commands[@]} -gt 0 ] || commands=(run test)
for command in "${commands[@]}"; do
    [[ $command == run || $command == test ]] || fail "'$command' is neither run nor test"
done
[ "$(id -u)" = 0 ] || fail "root is needed to make a system in a folder: sudo ./dev fresh $suite"

bare=$root/build-fresh/$suite.bare
system=$root/build-fresh/$suite

make_bare() {
    [ ! -d "$bare" ] || return 0
    say "fresh: a bare $suite into $bare"
    mkdir -p "$root/build-fresh"
    rm -rf "$bare.part"
    debootstrap --variant=minbase "$suite" "$bare.part" "$mirror" >&2
    mv "$bare.part" "$bare"
}

# The tree as it is committed: what a clone would bring.
make_system() {
    say "fresh: a new copy of it, with the tree at $(git -C "$root" rev-parse --short HEAD)"
    rm -rf "$system"
    cp -a "$bare" "$system"
    cp -L /etc/resolv.conf "$system/etc/resolv.conf"
    mkdir "$system/root/quire"
    git -C "$root" archive HEAD | tar -x -C "$system/root/quire"
}

# newcomer COMMAND: types it in the system; a process namespace of its own ends whatever it leaves behind.
newcomer() {
    say "fresh: ./dev $1 in the bare $suite"
    # shellcheck disable=SC2016 # the inner shell expands these
    unshare --mount --pid --fork -- bash -c '
        mount --make-rprivate / && mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" &&
            exec chroot "$1" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=xterm LANG=C.UTF-8 \
                bash -c "cd /root/quire && ./dev $2"' newcomer "$system" "$1" </dev/null
}

make_bare
make_system
for command in "${commands[@]}"; do
    newcomer "$command" || fail "./dev $command failed in $suite (status $?); the system is in $system"
done
say "fresh: $suite is fine: ${commands[*]}"
