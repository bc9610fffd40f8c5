#!/bin/bash
# make.sh FOLDER: builds the virtual machine in FOLDER: FOLDER/img has its kernel, initrd, root disk, and a disk with
# the films of the cameras. Builds only what is missing or was made from other sources; about 3 minutes from nothing,
# 3 GB. Needs root, and the packages debootstrap, e2fsprogs, ffmpeg and fonts-dejavu-core.
set -euo pipefail
# What is mounted while it builds goes away with it, however it ends.
[ "${ALONE:-}" ] || ALONE=1 exec unshare --mount --propagation private "$0" "$@"
mkdir -p "$1"
OUT=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "$0")")"
B=$OUT/build R=$OUT/build/root
RELEASE=bookworm
PACKAGES="initramfs-tools zstd linux-image-amd64 curl libstdc++6"
# What the Debian package stands on, so that the guest installs it without a network; grim takes a picture of the screen.
DEPENDS=$(sed -n '/^  depends:/,/^  recommends:/s/^    - //p' ../../../electron-builder.yml | paste -sd ,)
SHOWS=grim
mkdir -p "$B/debs" "$OUT/img"
# shellcheck source=test/mirror.sh
. ../../mirror.sh

# stage NAME INPUT...: whether it has to be built; a stage's stamp tells its inputs and those of the stages before it.
key=
stage() {
  name=$1 key=$(printf '%s\n' "$key" "$@" | sha256sum)
  [ "$(cat "$B/$name.ok" 2> /dev/null)" != "$key" ] || return 1
  echo "==> Virtual machine: $name"
  rm -f "$B/$name.ok"
}
built() { echo "$key" > "$B/$name.ok"; }
text() { find "$@" -type f | sort | xargs sha256sum; }

# Runs a command in a tree; its packages are kept for the next time.
inside() {
  local tree=$1 code=0
  shift
  mount --bind "$B/debs" "$tree/var/cache/apt/archives"
  mount -t proc proc "$tree/proc"
  # No service starts while this is built.
  printf '#!/bin/sh\nexit 101\n' > "$tree/usr/sbin/policy-rc.d"
  chmod +x "$tree/usr/sbin/policy-rc.d"
  DEBIAN_FRONTEND=noninteractive LC_ALL=C chroot "$tree" "$@" > "$B/$name.log" 2>&1 || code=$?
  rm "$tree/usr/sbin/policy-rc.d"
  umount "$tree/proc" "$tree/var/cache/apt/archives"
  [ $code = 0 ] || tail -20 "$B/$name.log"
  return $code
}

if stage base "$RELEASE"; then
  rm -rf --one-file-system "$R"
  debootstrap --variant=minbase --cache-dir="$B/debs" \
    --include=ca-certificates,systemd,systemd-sysv,udev,dbus,kmod "$RELEASE" "$R" "$MIRROR" > "$B/$name.log"
  printf 'deb %s main\n' "$MIRROR $RELEASE" "$MIRROR $RELEASE-updates" "$SECURITY $RELEASE-security" \
    > "$R/etc/apt/sources.list"
  # A small initrd: only what it takes to reach the root disk.
  mkdir -p "$R/etc/initramfs-tools/conf.d"
  echo MODULES=list > "$R/etc/initramfs-tools/conf.d/small"
  printf 'virtio_pci\nvirtio_blk\next4\ncrc32c_generic\n' > "$R/etc/initramfs-tools/modules"
  printf 'path-exclude=/usr/share/%s/*\n' doc man locale > "$R/etc/dpkg/dpkg.cfg.d/small"
  built
fi
if stage packages "$PACKAGES"; then
  # shellcheck disable=SC2086
  inside "$R" sh -ec "apt-get -qq update; apt-get -y --no-install-recommends install $PACKAGES"
  built
fi
KERNEL=$(ls "$R/lib/modules" | sort -V | tail -1)

if stage module "$KERNEL" "$(text module.sh camera-feed.c v4l2loopback-uvc.patch)"; then
  # Built in a layer of its own, so that no compiler stays behind.
  L=$B/layer
  mkdir -p "$L"
  mount -t tmpfs tmpfs "$L"
  mkdir "$L"/{upper,work,tree}
  mount -t overlay overlay -o "lowerdir=$R,upperdir=$L/upper,workdir=$L/work" "$L/tree"
  cp module.sh camera-feed.c v4l2loopback-uvc.patch "$L/tree/root/"
  inside "$L/tree" bash /root/module.sh "$KERNEL"
  install -D -m 644 -t "$R/lib/modules/$KERNEL/extra" "$L/tree/root/v4l2loopback.ko"
  install -t "$R/usr/local/sbin" "$L/tree/root/camera-feed"
  umount "$L/tree" "$L"
  chroot "$R" depmod "$KERNEL"
  built
fi

if stage depends "$DEPENDS" "$SHOWS"; then
  inside "$R" sh -ec "apt-get -qq update; apt-get -y --no-install-recommends satisfy '$DEPENDS, $SHOWS'"
  built
fi
# What would work beside a test.
IDLE="apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer"
if stage guest "$(text ../guest)" "$IDLE"; then
  cp -R --no-preserve=ownership ../guest/. "$R/"
  chmod 755 "$R/usr/local/sbin/vm-test"
  inside "$R" sh -ec "
    id pi || useradd --create-home --groups video pi
    systemctl -q enable vm-test.service camera@side camera@top camera@front
    systemctl -q unmask getty@tty1.service
    systemctl -q mask $IDLE"
  echo goat-pen > "$R/etc/hostname"
  echo '127.0.0.1 localhost goat-pen' > "$R/etc/hosts"
  printf '/dev/vda / ext4 noatime,noinit_itable 0 0\n/dev/vdb /cams ext4 ro 0 0\n' > "$R/etc/fstab"
  mkdir -p "$R/cams" "$R/mnt/in" "$R/mnt/out"
  : > "$R/etc/machine-id"
  built
fi
if stage disk; then
  cp "$R/boot/vmlinuz-$KERNEL" "$OUT/img/vmlinuz"
  cp "$R/boot/initrd.img-$KERNEL" "$OUT/img/initrd"
  rm -f "$OUT/img/root.ext4"
  mke2fs -q -t ext4 -L root -d "$R" "$OUT/img/root.ext4" 12G > /dev/null
  built
fi

key=
if stage films "$(text films.sh)"; then
  mkdir -p "$B/films"
  bash films.sh "$B/films"
  rm -f "$OUT/img/cams.ext4"
  mke2fs -q -t ext4 -L cams -m 0 -d "$B/films" "$OUT/img/cams.ext4" "$(($(du -sm "$B/films" | cut -f1) * 11 / 10 + 64))M" > /dev/null
  built
fi
