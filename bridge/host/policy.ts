import { existsSync } from 'node:fs';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import * as v from '../../shared/schema/schema.ts';
import type { PolicyReport } from '../../shared/settings/policy-report.ts';
import { DEFAULT_SETTINGS, Settings } from '../../shared/settings/settings.ts';
import { readOwnedFile } from './owned-file.ts';
import type { PolicyPlace } from './policy-places.ts';
import { policyProblems } from './policy-text.ts';

const ROOT = 0;

/** How long a system tool may take to print a policy, in milliseconds. */
const TOOL_TIMEOUT_MS = 2_000;

/**
 * Reads what the administrator has set.
 * @param place where; `undefined` on a system that has no such place
 * @param owner user id that must own a policy file and its folder
 * @returns the settings; the defaults where nothing is set
 * @throws WardkeyError `policy-invalid` with the first thing that does not fit and its line,
 *   `policy-untrusted`, `policy-unreadable`
 */
export function readPolicy(place: PolicyPlace | undefined, owner = ROOT): Settings {
  const text = place === undefined ? null : policyText(place, owner);
  if (text === null) return DEFAULT_SETTINGS;
  const [problem] = policyProblems(text);
  if (problem !== undefined) {
    throw new WardkeyError('policy-invalid', { facts: { path: nameOf(place), ...problem } });
  }
  return v.parse(Settings, JSON.parse(text));
}

/**
 * Looks for all that is wrong with what the administrator has set.
 * @throws WardkeyError as {@link readPolicy}, but for what does not fit
 */
export function checkPolicy(place: PolicyPlace | undefined, owner = ROOT): PolicyReport {
  const text = place === undefined ? null : policyText(place, owner);
  const problems = text === null ? [] : policyProblems(text);
  return { path: nameOf(place), isThere: text !== null, problems };
}

function nameOf(place: PolicyPlace | undefined): string {
  return place?.kind === 'registry' ? place.key : (place?.path ?? '');
}

function policyText(place: PolicyPlace, owner: number): string | null {
  try {
    return readText(place, owner);
  } catch (cause) {
    if (cause instanceof WardkeyError) throw cause;
    const isDenied = cause instanceof Error && 'code' in cause && cause.code === 'EACCES';
    const code = isDenied ? 'policy-unreadable' : 'policy-invalid';
    throw new WardkeyError(code, { cause, facts: { path: nameOf(place) } });
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
  // Every start reads a policy, and on Linux none needs another program for it.
  return process.getBuiltinModule('node:child_process').execFileSync(program, args, {
    encoding: 'utf8',
    timeout: TOOL_TIMEOUT_MS,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
}
