import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What udev's rules have made of a security key (60-fido-id.rules, 70-uaccess.rules). */
const SECURITY_KEY = /^(E:ID_SECURITY_TOKEN=1|[GQ]:(uaccess|security-device))$/m;

/**
 * Whether a udev rule gives a device to the person who sits at the computer. False too where udev
 * does not run, as in containers. Never rejects.
 * @param udev where udev keeps what it knows of devices, a file for each
 */
export async function hasSeatRule(path: string, udev: string): Promise<boolean> {
  try {
    const { rdev } = await stat(path);
    return SECURITY_KEY.test(await readFile(join(udev, `c${major(rdev)}:${minor(rdev)}`), 'utf8'));
  } catch {
    return false;
  }
}

/** As makedev(3) of glibc puts them together, for the 32 bits that Linux uses. */
function major(device: number): number {
  return (device >>> 8) & 0xfff;
}

function minor(device: number): number {
  return (device & 0xff) | ((device >>> 12) & 0xfff00);
}
