#!/bin/sh
# Runs the uv of .tools/ with the package index that pip is set to use. uv does
# not read pip's settings, and people who need an index of their own mostly have
# told pip. uv's own settings, where there are any, come first.
set -eu
tools=$(dirname "$0")/../.tools/bin

if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}${UV_NO_INDEX:-}" ]; then
    index=${PIP_INDEX_URL:-$("$tools/python" -m pip config get global.index-url 2>/dev/null || true)}
    if [ -n "$index" ]; then
        export UV_DEFAULT_INDEX="$index"
    fi
fi

exec "$tools/uv" "$@"
