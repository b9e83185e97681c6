import type { LinuxPlaces } from '../../../bridge/transport/hid/linux-places.ts';

/** What every program wants of /dev. */
const NODES = ['null', 'zero', 'random', 'urandom'];

/** $1: what /sys shall be, $2: what /dev shall be; then the command. */
const SCRIPT = `set -e
for node in ${NODES.join(' ')}; do : > "$2/$node"; mount --bind "/dev/$node" "$2/$node"; done
mount --bind "$1" /sys
mount --rbind "$2" /dev
shift 2
exec "$@"`;

/**
 * A command that sees the devices of a `HidMachine` as those of its computer: /sys and /dev are others
 * to it, in a mount namespace of its own, so that a program is run that knows no other places.
 */
export function withOwnDevices(
  { sysfs, dev }: LinuxPlaces,
  command: readonly string[],
): [string, ...string[]] {
  const flags = process.getuid?.() === 0 ? '-m' : '-Urm';
  return ['/usr/bin/unshare', flags, '/bin/sh', '-c', SCRIPT, 'sh', sysfs, dev, ...command];
}
