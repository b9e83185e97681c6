import { join } from 'node:path';

/** The machine that Wardkey is set up on for everybody. */
export interface SystemPlaces {
  /** Absolute path that the machine's own paths are below: `/`. */
  readonly root: string;
  /** User id that must own all that everybody is to trust: root's. */
  readonly owner: number;
}

/** This machine. */
export const THIS_SYSTEM: SystemPlaces = { root: '/', owner: 0 };

/**
 * Where Wardkey itself is placed: FHS 3.0 §3.13 gives `/opt/<package>` to software that the system's
 * own packages do not bring.
 */
const PROGRAM_FOLDER = '/opt/wardkey';

/** After 60-fido-id.rules, which marks security keys, and before 73-seat-late.rules (udev(7)). */
const UDEV_RULE = '/etc/udev/rules.d/71-wardkey.rules';

/** The absolute path of Wardkey's own folder. */
export function programFolder({ root }: SystemPlaces): string {
  return join(root, PROGRAM_FOLDER);
}

/** The absolute path of the list of folders that had to be made. */
export function madeFoldersFile(places: SystemPlaces): string {
  return join(programFolder(places), 'made-folders.json');
}

/** The absolute path of our udev rule. */
export function udevRuleFile({ root }: SystemPlaces): string {
  return join(root, UDEV_RULE);
}
