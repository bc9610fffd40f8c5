# For scripts that build a Debian: MIRROR and SECURITY are those of this machine, which need not be Debian's own.
uri() { sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources 2> /dev/null | grep "$1" | head -1 || true; }
MIRROR=$(uri 'debian/*$') SECURITY=$(uri 'debian-security/*$')
MIRROR=${MIRROR:-http://deb.debian.org/debian} SECURITY=${SECURITY:-http://deb.debian.org/debian-security}
