#!/bin/sh
# Makes sure that the system libraries Qt needs are there: `window` for running, `test` for the tests as well.
# Installs them where that can be done without asking (root on Debian or Ubuntu), else says which are missing.
set -eu

[ "$(uname -s)" = Linux ] || exit 0
purpose=${1:-window}

need=""
library() { # library FILE PACKAGE
    ldconfig -p 2>/dev/null | grep -q "$1" || need="$need $2"
}
program() { # program NAME PACKAGE
    command -v "$1" >/dev/null 2>&1 || need="$need $2"
}
PATH="$PATH:/usr/sbin:/sbin"
library libGL.so.1 libgl1
library libEGL.so.1 libegl1
library libxkbcommon.so.0 libxkbcommon0
library libglib-2.0.so.0 libglib2.0-0
library libfontconfig.so.1 libfontconfig1
library libdbus-1.so.3 libdbus-1-3
library libxcb-cursor.so.0 libxcb-cursor0
library libxcb-icccm.so.4 libxcb-icccm4
library libxcb-keysyms.so.1 libxcb-keysyms1
library libxcb-shape.so.0 libxcb-shape0
library libxcb-xkb.so.1 libxcb-xkb1
library libxkbcommon-x11.so.0 libxkbcommon-x11-0
if [ "$purpose" = test ]; then
    program Xvfb xvfb
    program xauth xauth
    program xdotool xdotool
fi
[ -n "$need" ] || exit 0

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing system libraries:$need"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of packages
    apt-get install -y -qq --no-install-recommends $need >/dev/null
else
    echo "These system libraries are missing. On Debian or Ubuntu:  sudo apt-get install$need" >&2
    if command -v dnf >/dev/null 2>&1; then
        echo "On Fedora:  sudo dnf install mesa-libGL mesa-libEGL libxkbcommon libxkbcommon-x11 fontconfig dbus-libs" \
             "xcb-util-cursor xcb-util-wm xcb-util-keysyms" >&2
    fi
    [ "$purpose" = window ] || exit 1
fi
