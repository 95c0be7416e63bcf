#!/bin/sh
# Makes a gateway of a fresh Raspberry Pi OS (64 bit): install-raspberry-pi.sh PACKAGE.deb, as root. Can be run again.
set -eu
deb=${1:?usage: install-raspberry-pi.sh smartcity-gateway_VERSION_arm64.deb}
[ "$(id -u)" = 0 ] || { echo "run it with sudo" >&2; exit 77; }
[ "$(dpkg --print-architecture)" = arm64 ] || { echo "this system is $(dpkg --print-architecture); Raspberry Pi OS (64 bit) is needed" >&2; exit 69; }

export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get upgrade -qy
# A configuration that was edited stays, whatever a newer package brings.
apt-get install -qy -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold unattended-upgrades mosquitto-clients "$(realpath "$deb")"

# The card lasts longer: the system's log in memory, no swap file, fewer writes of access times.
mkdir -p /etc/systemd/journald.conf.d
printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=32M\n' >/etc/systemd/journald.conf.d/smartcity.conf
if command -v dphys-swapfile >/dev/null; then
    dphys-swapfile swapoff || true
    systemctl disable --now dphys-swapfile 2>/dev/null || true
fi

# The SoC's own watchdog restarts a machine whose systemd no longer runs; systemd restarts a gateway that no longer works.
mkdir -p /etc/systemd/system.conf.d
printf '[Manager]\nRuntimeWatchdogSec=15\nRebootWatchdogSec=2min\n' >/etc/systemd/system.conf.d/smartcity.conf
if command -v raspi-config >/dev/null; then raspi-config nonint do_i2c 0; fi

systemctl restart systemd-journald
systemctl daemon-reexec
systemctl --no-pager --lines=5 status smartcity-gateway
