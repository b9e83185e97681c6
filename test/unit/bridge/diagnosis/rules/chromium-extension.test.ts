import { expect, test } from 'vitest';
import {
  type ExtensionPolicies,
  isBarredInChromium,
} from '../../../../../bridge/diagnosis/rules/chromium-extension.ts';
import { ExtensionSettings } from '../../../../../bridge/diagnosis/rules/extension-settings.ts';
import * as v from '../../../../../shared/schema/schema.ts';

const OURS = 'fgmmhkokkdaaijdilfkmokmnhfldbgcp';
const OTHER = 'abcdefghijklmnopabcdefghijklmnop';
const UPDATE = 'https://it.example/updates.xml';
const FORCED = [`${OURS};${UPDATE}`];
const BLOCKED = { installation_mode: 'blocked' };
const DISARMED = { blocked_permissions: ['nativeMessaging'] };

interface Ruled extends Omit<ExtensionPolicies, 'ExtensionSettings'> {
  readonly settings?: Readonly<Record<string, object | number>>;
}

function isBarred({ settings = {}, ...lists }: Ruled): boolean {
  const read = v.parse(ExtensionSettings, settings);
  return isBarredInChromium({ ...lists, ExtensionSettings: read }, OURS);
}

test.each<[string, Ruled]>([
  ['nothing is ruled', {}],
  ['the mode for all gives way to a list', allBlocked({ ExtensionInstallAllowlist: [OURS] })],
  ['and to the forced', allBlocked({ ExtensionInstallForcelist: FORCED })],
  ['and to a mode of its own', { settings: { '*': BLOCKED, [OURS]: forced(UPDATE) } }],
  ['which may stand for several', allowedTogether(`${OTHER}, ${OURS}`)],
  ['the mode for all comes before the list of all', allAllowed(['*'])],
  ['a list of all gives way to one', { ...lists(['*']), ExtensionInstallAllowlist: [OURS] }],
  ['forced comes after blocked', { ...lists([OURS]), ExtensionInstallForcelist: FORCED }],
  [
    'what is taken from all is not taken from one with an entry',
    { settings: { '*': DISARMED, [OURS]: { toolbar_pin: 'force_pinned' } } },
  ],
  ['nor from one in a list', { settings: { '*': DISARMED }, ExtensionInstallAllowlist: [OURS] }],
  [
    'nor is what the same entry leaves',
    { settings: { [OURS]: { ...DISARMED, allowed_permissions: ['nativeMessaging'] } } },
  ],
  [
    'others may be shut out',
    { settings: { [OTHER]: BLOCKED }, ExtensionInstallBlocklist: [OTHER] },
  ],
  ['an entry that is none', { settings: { [OURS]: 7, '*': { installation_mode: 'shut' } } }],
])('it is let in: %s', (_, ruled) => {
  expect(isBarred(ruled)).toBe(false);
});

test.each<[string, Ruled]>([
  ['all are', { settings: { '*': BLOCKED } }],
  ['all are removed', { settings: { '*': { installation_mode: 'removed' } } }],
  ['its own entry comes after the forced', ownBlocked({ ExtensionInstallForcelist: FORCED })],
  ['and after the allowed', ownBlocked({ ExtensionInstallAllowlist: [OURS] })],
  ['a list comes after the mode for all', allAllowed([OURS])],
  ['blocked comes after allowed', { ...lists([OURS]), ExtensionInstallAllowlist: [OURS] }],
  [
    'an entry without a mode has that of all',
    { settings: { '*': BLOCKED, [OURS]: { toolbar_pin: 'force_pinned' } } },
  ],
  [
    'an entry that says not where to install from is none',
    { ...lists(['*']), settings: { [OURS]: { installation_mode: 'force_installed' } } },
  ],
  ['what it needs is taken from all', { settings: { '*': DISARMED } }],
  [
    'what it needs is taken from it, though it is forced',
    { settings: { [OURS]: DISARMED }, ExtensionInstallForcelist: FORCED },
  ],
  [
    'what it needs is left to all, and taken from it',
    {
      settings: {
        '*': { allowed_permissions: ['nativeMessaging'] },
        [`${OURS},${OTHER}`]: { ...forced(UPDATE), ...DISARMED },
      },
    },
  ],
])('it is kept out: %s', (_, ruled) => {
  expect(isBarred(ruled)).toBe(true);
});

function lists(blocked: readonly string[]): Ruled {
  return { ExtensionInstallBlocklist: blocked };
}

function forced(url: string): object {
  return { installation_mode: 'force_installed', update_url: url };
}

function allBlocked(ruled: Ruled): Ruled {
  return { ...ruled, settings: { '*': BLOCKED } };
}

function ownBlocked(ruled: Ruled): Ruled {
  return { ...ruled, settings: { [OURS]: BLOCKED } };
}

function allAllowed(blocked: readonly string[]): Ruled {
  return { ...lists(blocked), settings: { '*': { installation_mode: 'allowed' } } };
}

function allowedTogether(key: string): Ruled {
  return { settings: { '*': BLOCKED, [key]: { installation_mode: 'allowed' } } };
}
