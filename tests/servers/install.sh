#!/bin/sh
# Installs the servers that the tests start for themselves, where that is possible (root on Debian).
# No daemon of the system is started or changed: the tests run private instances on high ports.
missing=""
[ -x /usr/sbin/dovecot ] || missing="$missing dovecot-imapd dovecot-lmtpd"
[ -x /usr/sbin/postfix ] || missing="$missing postfix"
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v gcc >/dev/null 2>&1 || missing="$missing gcc libc6-dev"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "not installed, so left out of the tests:$missing (as root on Debian they would be installed)"
    exit 0
fi
echo "installing for the tests:$missing"
printf '#!/bin/sh\nexit 101\n' > /tmp/policy-rc.d.mailflow
guard=""
if [ ! -e /usr/sbin/policy-rc.d ]; then
    install -m 755 /tmp/policy-rc.d.mailflow /usr/sbin/policy-rc.d
    guard=1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends $missing >/dev/null
status=$?
[ -z "$guard" ] || rm -f /usr/sbin/policy-rc.d
exit $status
