#!/bin/busybox sh
# The first process of the guest: lays the host's root, which stays as it is, under a layer of its
# own, and starts the program that the kernel's command line names. Its exit code goes to the
# emulator, which ends with it.
set -e
bb=/bin/busybox
$bb mkdir -p /proc /sys /dev /host /own /new
$bb mount -t proc proc /proc
$bb mount -t sysfs sysfs /sys
$bb mount -t devtmpfs devtmpfs /dev
for module in $($bb cat /modules/order); do $bb insmod "/modules/$module"; done

share=trans=virtio,version=9p2000.L,msize=524288
$bb mount -t 9p -o "$share,ro,cache=loose" root /host
$bb mount -t tmpfs own /own
$bb mkdir /own/upper /own/work
$bb mount -t overlay -o lowerdir=/host,upperdir=/own/upper,workdir=/own/work root /new
for folder in proc sys dev; do $bb mount --move "/$folder" "/new/$folder"; done
$bb mkdir -p /new/dev/shm /new/dev/pts /new/guest-results
$bb mount -t devpts devpts /new/dev/pts
$bb mount -t tmpfs shm /new/dev/shm
# What runs on the host, and what its udev knows, is not so here.
$bb mount -t tmpfs run /new/run
$bb mount -t 9p -o "$share" results /new/guest-results
$bb ip link set lo up
exec $bb switch_root /new /bin/sh /guest-results/start.sh
