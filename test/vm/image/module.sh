#!/bin/bash
# module.sh KERNEL: runs in a throw-away layer over the guest's root; builds v4l2loopback and camera-feed from
# the files in /root, and leaves them there.
set -euo pipefail
apt-get -qq update
apt-get -y --no-install-recommends install gcc-12 libc6-dev make patch bzip2 xz-utils \
  "linux-headers-$1" v4l2loopback-source
gcc-12 -O2 -Wall -o /root/camera-feed /root/camera-feed.c
cd /usr/src
tar xf v4l2loopback.tar.*
cd modules/v4l2loopback
patch -p1 < /root/v4l2loopback-uvc.patch
make -C "/lib/modules/$1/build" M="$PWD" modules
cp v4l2loopback.ko /root/
