#!/bin/bash
# films.sh FOLDER: makes the films of the cameras, of frames of 4656×3496 and about 1.2 MB: noise, the camera's name
# and the frame's number. 10 frames from picture to picture and 21 in a film have no common divisor: 20 pictures are
# 20 different frames. NAME-preview.mjpeg is the same at 640×480. NAME.idx begins with "width height", then has a line for
# each frame: offset, size, MD5. A picture that was passed through is known by its MD5.
set -euo pipefail
FONT=/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf
cd "$1"
film() {
  local name=$1 colour=$2
  local text="drawtext=fontfile=$FONT:text='${name^^} %{eif\:n\:d\:3}':fontsize=700:x=300:y=1400:fontcolor=white:box=1:boxcolor=black"
  ffmpeg -v error -y -f lavfi -i "color=$colour:s=4656x3496:r=10,format=yuvj422p,noise=alls=11:allf=t,$text" \
    -frames:v 21 -c:v mjpeg -q:v 6 -f mjpeg "$name.mjpeg"
  ffmpeg -v error -y -framerate 10 -i "$name.mjpeg" -s 640x480 -c:v mjpeg -q:v 6 -f mjpeg "$name-preview.mjpeg"
  index "$name" 4656 3496
  index "$name-preview" 640 480
}
index() {
  local name=$1 width=$2 height=$3
  {
    echo "$width $height"
    ffmpeg -v error -framerate 10 -i "$name.mjpeg" -c copy -f framemd5 - |
      awk -F', *' '!/^#/ { print at + 0, $5, $6; at += $5 }'
  } > "$name.idx"
}
film side 0x305080
film top 0x306040
film front 0x703830
