#!/bin/bash
# debian13.sh FOLDER NODE ARGUMENT...: runs Node, in this checkout and as root, in a Debian 13 that is kept in FOLDER and
# built there by debootstrap where it is missing (1 GB). What it changes outside the checkout is gone after it.
set -euo pipefail
# What is mounted, and what still runs, goes away with it, however it ends.
[ "${ALONE:-}" ] || ALONE=1 exec unshare --mount --pid --fork --kill-child --propagation private "$0" "$@"
mkdir -p "$1"
BASE=$(readlink -f "$1")/root
shift
HERE=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
# shellcheck source=test/mirror.sh
. "$HERE/test/mirror.sh"
# What the tests need beside the package, and Node its libraries.
INCLUDE=ca-certificates,systemd,adduser,libstdc++6,desktop-file-utils,xvfb,ffmpeg

if [ "$(cat "$BASE.ok" 2> /dev/null)" != "$INCLUDE" ]; then
  echo '==> Building a Debian 13: some minutes, once'
  rm -rf --one-file-system "$BASE"
  debootstrap --variant=minbase --include="$INCLUDE" trixie "$BASE" "$MIRROR" > "$BASE.log"
  printf 'path-exclude=/usr/share/%s/*\n' doc man locale > "$BASE/etc/dpkg/dpkg.cfg.d/small"
  # No service starts in it.
  printf '#!/bin/sh\nexit 101\n' > "$BASE/usr/sbin/policy-rc.d"
  chmod +x "$BASE/usr/sbin/policy-rc.d"
  echo "$INCLUDE" > "$BASE.ok"
fi

# In memory, so that it ends with this script.
LAYER=$BASE.layer
mkdir -p "$LAYER"
mount -t tmpfs tmpfs "$LAYER"
mkdir "$LAYER"/{upper,work,tree}
R=$LAYER/tree
mount -t overlay overlay -o "lowerdir=$BASE,upperdir=$LAYER/upper,workdir=$LAYER/work" "$R"
mount -t proc proc "$R/proc"
mount --rbind /sys "$R/sys"
mount --rbind /dev "$R/dev"
cp /etc/resolv.conf /etc/hosts "$R/etc/"
mkdir -p "$R$HERE"
mount --rbind "$HERE" "$R$HERE"
NODE=$(readlink -f "$1")
mkdir -p "$R$(dirname "$NODE")"
touch "$R$NODE"
mount --bind "$NODE" "$R$NODE"
# By pivot_root, not chroot: in a chroot the kernel refuses user namespaces, which Chromium's sandbox needs.
cd "$R"
mkdir .old
pivot_root . .old
cd "$HERE"
umount -l /.old
apt-get -qq update
"$@"
