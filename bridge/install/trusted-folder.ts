import { lstatSync, statSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { SystemPlaces } from './system-places.ts';

const WRITABLE_BY_OTHERS = 0o022;
const OWN_MODE = 0o755;

/** @throws WardkeyError `install-needs-root` when we are not who must own what everybody trusts */
export function requireOwner({ owner }: SystemPlaces): void {
  if (process.geteuid?.() !== owner) throw new WardkeyError('install-needs-root');
}

/**
 * Whoever can write to the folder of a file can put another file in its place.
 * @throws WardkeyError `install-unsafe-place` when somebody else owns it or can write to it
 */
export function requireTrusted(folder: string, { owner }: SystemPlaces): void {
  const { uid, mode } = statSync(folder);
  if (uid !== owner || mode & WRITABLE_BY_OTHERS) throw unsafe(folder);
}

/**
 * Makes sure of Wardkey's own folder: its modes may have been changed by hand, what somebody else put
 * in its place is not ours.
 * @throws WardkeyError `install-unsafe-place`
 */
export async function closeToOthers(folder: string, { owner }: SystemPlaces): Promise<void> {
  const facts = lstatSync(folder);
  if (!facts.isDirectory() || facts.uid !== owner) throw unsafe(folder);
  if ((facts.mode & 0o777) !== OWN_MODE) await chmod(folder, OWN_MODE);
}

function unsafe(path: string): WardkeyError {
  return new WardkeyError('install-unsafe-place', { facts: { path } });
}
