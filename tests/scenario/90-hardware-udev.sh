#!/bin/bash
# The udev rules, run by udev itself on dongles described in a made-up /sys: which port gets the name, who else is left alone.
set -eu

if [ "${1:-}" != inside ]; then
	id=
	[ "$(id -u)" = 0 ] || id=-r
	exec unshare $id -m bash "$0" inside
fi

# From here on /sys, /dev and udev's own folders are ours alone.
rules=$(cat "$TOP/hardware/udev/60-azimut-modem.rules")
for d in /sys /run /etc/udev; do
	mount -t tmpfs none $d
done
mkdir -p /sys/dev /etc/udev/rules.d /run/udev /sys/bus/usb /sys/bus/usb-serial /sys/bus/pci /sys/class/tty
touch /sys/dev/null && mount --bind /dev/null /sys/dev/null
mount --rbind /sys/dev /dev
printf '%s\n' "$rules" >/etc/udev/rules.d/60-azimut-modem.rules
export SYSTEMD_DEVICE_VERIFY_SYSFS=0
failed=0

# dev DIRECTORY SUBSYSTEM UEVENT-LINE...
dev() {
	local dir=$1 subsystem=$2
	shift 2
	mkdir -p "$dir"
	printf '%s\n' "$@" >"$dir/uevent"
	ln -sfn "$subsystem" "$dir/subsystem"
}

usb=/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1

# port VENDOR:PRODUCT INTERFACE CLASS/SUBCLASS/PROTOCOL [SERIAL]: prints what udev decides of the serial port there.
port() {
	rm -rf /sys/devices /run/udev
	mkdir -p /run/udev
	dev "${usb%/usb1*}" /sys/bus/pci 'PCI_ID=8086:1E31'
	dev "$usb" /sys/bus/usb DEVTYPE=usb_device
	echo "${1%:*}" >"$usb/idVendor"
	echo "${1#*:}" >"$usb/idProduct"
	[ -z "${4:-}" ] || echo "$4" >"$usb/serial"
	mkdir -p "$usb/power"
	echo auto >"$usb/power/control"
	local i=$usb/1-1:1.$((16#$2)) class sub proto
	IFS=/ read -r class sub proto <<<"$3"
	dev "$i" /sys/bus/usb DEVTYPE=usb_interface
	echo "$2" >"$i/bInterfaceNumber"
	echo "$class" >"$i/bInterfaceClass"
	echo "$sub" >"$i/bInterfaceSubClass"
	echo "$proto" >"$i/bInterfaceProtocol"
	dev "$i/ttyUSB7" /sys/bus/usb-serial DRIVER=option
	tty=$i/ttyUSB7/tty/ttyUSB7
	dev "$tty" /sys/class/tty MAJOR=188 MINOR=7 DEVNAME=ttyUSB7
	udevadm test -a add "${tty#/sys}" 2>&1
}

# want DESCRIPTION yes|no OUTPUT PATTERN
want() {
	if grep -Eq -- "$4" <<<"$3"; then found=yes; else found=no; fi
	if [ $found = "$2" ]; then
		echo "ok   $1"
	else
		echo "FAIL $1: wanted $2 for /$4/"
		sed 's/^/     /' <<<"$3"
		failed=1
	fi
}

link='DEVLINKS=.*/dev/azimut-modem0( |$)'
socket='DEVLINKS=.*/dev/azimut-modem-pci-0000_00_14_0-usb-0_1_1_0( |$)'
ignored='^ID_MM_DEVICE_IGNORE=1'

out=$(port 12d1:1436 00 ff/ff/ff)
want 'E173, interface 00: named' yes "$out" "$link"
want 'E173: also named for its socket' yes "$out" "$socket"
want 'E173: ModemManager kept away' yes "$out" "$ignored"
want 'E173: for the group' yes "$out" 'GROUP( |=)*20|GROUP dialout'
want 'no rule is misread' no "$out" '60-azimut-modem.rules:[0-9]+ (Invalid|Unknown|Failed|Unexpected)'
out=$(port 12d1:1436 04 ff/ff/ff)
want 'E173, interface 04: not named' no "$out" "$link"
want 'E173, interface 04: ModemManager kept away' yes "$out" "$ignored"
out=$(port 12d1:1506 02 ff/02/02)
want 'E3531, E3372 in stick mode, PC UI: named' yes "$out" "$link"
out=$(port 12d1:1506 00 ff/02/01)
want 'E3531, E3372, modem port: not named' no "$out" "$link"
for d in 19d2:0117/02 19d2:0016/02 19d2:0031/03 19d2:2003/03 19d2:0124/04 2c7c:0125/02 1e0e:9001/02; do
	out=$(port ${d%/*} ${d#*/} ff/ff/ff)
	want "$d: named" yes "$out" "$link"
	out=$(port ${d%/*} 01 ff/ff/ff)
	want "${d%/*}/01: not named" no "$out" "$link"
	want "${d%/*}/01: ModemManager kept away" yes "$out" "$ignored"
done
for d in 10c4:ea60 1a86:7523 0403:6001 067b:2303 2341:0043; do
	out=$(port $d 00 ff/00/00 0001)
	want "$d, an adapter that may be anything: left alone" no "$out" '/dev/azimut|^ID_MM_.*IGNORE'
done

# The adapter of a SIM800, once its line is taken out of comment with its serial number.
sed -i '/^#.*10c4/{s/^#//;s/NUMERO/00A1B2C3/}' /etc/udev/rules.d/60-azimut-modem.rules
out=$(port 10c4:ea60 00 ff/00/00 00A1B2C3)
want 'CP2102 with our serial number: named' yes "$out" "$link"
out=$(port 10c4:ea60 00 ff/00/00 0001)
want 'CP2102 with another: left alone' no "$out" "$link"

# The dongle itself: no sleep.
port 2c7c:0125 02 ff/00/00 >/dev/null
out=$(udevadm test -a add "${usb#/sys}" 2>&1)
want 'the dongle does not sleep' yes "$out" 'ATTR.*power/control.*(on)'
exit $failed
