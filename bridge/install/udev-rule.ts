import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { SystemPlaces } from './system-places.ts';

/** A group's name as groupadd(8) takes it: nothing that means something in a udev rule. */
const GROUP_NAME = /^[a-z_][a-z0-9_-]{0,31}$/;

/**
 * The udev rule that opens USB security keys to a group, where nobody has a seat: over ssh, on
 * terminal servers, in kiosks (udev(7); the mark comes from systemd's 60-fido-id.rules).
 * @throws WardkeyError `install-group-unknown` when the machine's own list has no such group
 */
export function udevRule(group: string, { root }: SystemPlaces): string {
  const groups = readFileSync(join(root, '/etc/group'), 'utf8').split('\n');
  const isKnown = groups.some((line) => line.startsWith(`${group}:`));
  if (!GROUP_NAME.test(group) || !isKnown) {
    throw new WardkeyError('install-group-unknown', { facts: { group } });
  }
  return [
    '# Opens USB security keys to a group. Written by "wardkey install".',
    `SUBSYSTEM=="hidraw", KERNEL=="hidraw*", TAG=="security-device", MODE="0660", GROUP="${group}"`,
    '',
  ].join('\n');
}
