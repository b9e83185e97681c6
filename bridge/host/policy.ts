import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import * as v from '../../shared/schema/schema.ts';
import { DEFAULT_SETTINGS, Settings } from '../../shared/settings/settings.ts';
import { readOwnedFile } from './owned-file.ts';
import type { PolicyPlace } from './policy-places.ts';

const ROOT = 0;

/** How long a system tool may take to print a policy, in milliseconds. */
const TOOL_TIMEOUT_MS = 2_000;

/**
 * Reads what the administrator has set.
 * @param place where; `undefined` on a system that has no such place
 * @param owner user id that must own a policy file and its folder
 * @returns the settings; the defaults where nothing is set
 * @throws WardkeyError `policy-invalid` when something is set that cannot be trusted or understood
 */
export function readPolicy(place: PolicyPlace | undefined, owner = ROOT): Settings {
  try {
    const text = place === undefined ? null : readText(place, owner);
    return text === null ? DEFAULT_SETTINGS : v.parse(Settings, JSON.parse(text));
  } catch (cause) {
    const path = place?.kind === 'registry' ? place.key : (place?.path ?? '');
    throw new WardkeyError('policy-invalid', { cause, facts: { path } });
  }
}

function readText(place: PolicyPlace, owner: number): string | null {
  switch (place.kind) {
    case 'file':
      return readOwnedFile(place.path, owner);
    case 'registry':
      return registryString(place);
    case 'managed-preferences':
      return existsSync(place.path)
        ? run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', place.path])
        : null;
  }
}

function registryString({ key, value }: PolicyPlace & { kind: 'registry' }): string | null {
  const printed = queryRegistry(key, value);
  return printed === null ? null : (/\sREG_SZ\s+(.*)/.exec(printed)?.[1] ?? '');
}

function queryRegistry(key: string, value: string): string | null {
  try {
    return run('C:\\Windows\\System32\\reg.exe', ['query', key, '/v', value, '/reg:64']);
  } catch (thrown) {
    // reg.exe ends with 1 when there is no such value.
    if (thrown instanceof Error && 'status' in thrown && thrown.status === 1) {
      return null;
    }
    throw thrown;
  }
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    timeout: TOOL_TIMEOUT_MS,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
}
