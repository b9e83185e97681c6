import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import type { MachineSystem } from '../../../../bridge/cli/context.ts';
import { runCommandLine } from '../../../../bridge/cli/run-command-line.ts';
import { AttachedKeys } from '../../../../bridge/ctap/attached-keys.ts';
import type { Machine as MachineSeen } from '../../../../bridge/diagnosis/machine.ts';
import { policyProblems } from '../../../../bridge/host/policy-text.ts';
import { CardWatch } from '../../../../bridge/smartcard/card-watch.ts';
import type { ModulePlace } from '../../../../bridge/smartcard/pkcs11/find-token.ts';
import type { Transport } from '../../../../bridge/transport/transport.ts';
import type { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { DEFAULT_SETTINGS, type Language } from '../../../../shared/settings/settings.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

/** What a command line finds. */
export interface Machine {
  readonly transports?: readonly Transport[];
  readonly language?: Language;
  readonly cardTrustStore?: string;
  /** What knows cards that are no PIV cards. */
  readonly middleware?: ModulePlace | null;
  readonly trouble?: WardkeyError;
  readonly system?: MachineSystem;
  /** What a check-up looks at; the keys are then its own. */
  readonly seen?: MachineSeen;
}

/** A machine that nobody looks after, and that nobody may set anything up on. */
const EMPTY_SYSTEM: MachineSystem = {
  places: { root: '/nonexistent', owner: -1 },
  checkPolicy: () => ({ path: '/nonexistent/policy.json', isThere: false, problems: [] }),
  policyProblems,
};

export interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Gives each test of a file a home of its own and English. */
export function useOwnHome(): void {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'wardkey-cli-'));
    vi.stubEnv('HOME', home);
    vi.stubEnv('XDG_CONFIG_HOME', undefined);
    vi.stubEnv('XDG_DATA_HOME', undefined);
    vi.stubEnv('LC_ALL', 'C.UTF-8');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(home, { recursive: true });
  });
}

/** Runs the command line in this process and catches what it writes. */
export async function wardkey(
  args: readonly string[],
  {
    transports = [],
    language,
    cardTrustStore,
    middleware = null,
    trouble,
    system = EMPTY_SYSTEM,
    seen,
  }: Machine = {},
): Promise<Outcome> {
  const written = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += String(text);
    return true;
  });
  const settings = {
    ...DEFAULT_SETTINGS,
    ...(language === undefined ? {} : { language }),
    ...(cardTrustStore === undefined ? {} : { cardTrustStore }),
  };
  const keys = () => seen?.keys ?? new AttachedKeys(transports);
  const cards = () => new CardWatch(transports);
  const machine = () => seen ?? Promise.reject(new TypeError('This machine is not looked at'));
  const parts = {
    settings,
    keys,
    cards,
    middleware: () => middleware,
    machine,
    system,
    ...(trouble && { trouble }),
  };
  const exitCode = await runCommandLine(args, parts);
  return { exitCode, ...written };
}

/** A machine with one key. */
export function withKey(name = 'Test Key', options: VirtualKeyOptions = { pin: '4321' }) {
  const transport = new InProcessTransport();
  const key = new VirtualKey(options);
  transport.insert(key, { name });
  return { transports: [transport], transport, key };
}
