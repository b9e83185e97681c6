import { ManagedMachine } from './managed-machine.ts';

/** What an administrator has set on the machine. */
export interface Administration {
  /** Policies by their names in Chromium's policy list. */
  readonly policies?: Readonly<Record<string, unknown>>;
  /** The bridge's own policy: the members of Wardkey's settings. */
  readonly bridgePolicy?: Readonly<Record<string, unknown>>;
}

/** Where Chromium and the bridge look for it. */
const PLACES = {
  policies: '/etc/chromium/policies/managed/policies.json',
  bridgePolicy: '/etc/wardkey/policy.json',
} as const;

/**
 * A Chromium on a machine that an administrator looks after.
 * @param folder an existing folder of the test's own
 * @returns path of the program to start
 */
export async function managedChromium(
  chromium: string,
  folder: string,
  administration: Administration,
): Promise<string> {
  const machine = await ManagedMachine.make(folder, ['/etc']);
  for (const name of ['policies', 'bridgePolicy'] as const) {
    const policy = administration[name];
    if (policy) await machine.write(PLACES[name], JSON.stringify(policy));
  }
  return machine.chromium(chromium);
}
