import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { SickMachine } from '../rig/sick-machine.ts';
import type { Fault } from './fault.ts';
import { MANIFEST, PROGRAM, PROGRAM_FOLDER } from './healthy-machine.ts';

const RULES = 'etc/chromium/policies/managed/rules.json';
const ID = 'chrome-extension://fgmmhkokkdaaijdilfkmokmnhfldbgcp/';

function rule(rules: object): Fault['break'] {
  return (machine) => machine.write(RULES, JSON.stringify(rules));
}

function manifest(change: (fields: Record<string, unknown>) => object | string): Fault['break'] {
  return (machine: SickMachine) => {
    const fields = {
      name: 'app.wardkey.bridge',
      description: 'Wardkey',
      path: `/${PROGRAM}`,
      type: 'stdio',
      allowed_origins: [ID],
    };
    const changed = change(fields);
    machine.write(MANIFEST, typeof changed === 'string' ? changed : JSON.stringify(changed));
  };
}

const RULE = { part: 'browser rules', wanted: 'key' } as const;
const SETUP = { part: 'manifest', wanted: 'key' } as const;

/** In the browser, and between it and the bridge. */
export const BROWSER_FAULTS: readonly Fault[] = [
  {
    ...RULE,
    part: 'browser version',
    name: 'Chromium 96 was used last',
    cause: 'browser-old',
    break: (machine) => machine.write('home/pat/.config/chromium/Last Version', '96.0.4664.45'),
  },
  {
    ...RULE,
    name: 'NativeMessagingBlocklist: *',
    cause: 'native-messaging-barred',
    break: rule({ NativeMessagingBlocklist: ['*'] }),
  },
  {
    ...RULE,
    name: 'NativeMessagingBlocklist: *, beside a rule of the wrong type',
    cause: 'native-messaging-barred',
    break: rule({ NativeMessagingBlocklist: ['*'], BlockThirdPartyCookies: 'yes' }),
  },
  {
    ...RULE,
    name: 'ExtensionInstallBlocklist: *',
    cause: 'extension-barred',
    break: rule({ ExtensionInstallBlocklist: ['*'] }),
  },
  {
    ...RULE,
    name: 'ExtensionSettings shut every extension out',
    cause: 'extension-barred',
    break: rule({ ExtensionSettings: { '*': { installation_mode: 'blocked' } } }),
  },
  {
    ...RULE,
    name: 'ExtensionSettings take native messaging away',
    cause: 'extension-barred',
    break: rule({ ExtensionSettings: { '*': { blocked_permissions: ['nativeMessaging'] } } }),
  },
  {
    ...RULE,
    name: 'NativeMessagingBlocklist names the bridge',
    cause: 'native-messaging-barred',
    break: rule({ NativeMessagingBlocklist: ['app.wardkey.bridge'] }),
  },
  {
    ...RULE,
    name: 'NativeMessagingUserLevelHosts: false, and a manifest of one person',
    cause: 'user-manifests-barred',
    break: rule({ NativeMessagingUserLevelHosts: false }),
  },
  {
    ...RULE,
    part: 'browser package',
    name: 'Chromium as a snap',
    cause: 'browser-boxed',
    break: (machine) => {
      machine.remove('usr/bin/chromium');
      machine.write('snap/chromium/current/meta/snap.yaml', '');
    },
  },
  {
    ...RULE,
    part: 'browser package',
    name: 'Chromium as a Flatpak of one person',
    cause: 'browser-boxed',
    break: (machine) => {
      machine.remove('usr/bin/chromium');
      machine.write('home/pat/.local/share/flatpak/app/org.chromium.Chromium/current', '');
    },
  },
  {
    ...RULE,
    wanted: 'card',
    name: 'local network access is blocked',
    cause: 'local-network-barred',
    break: rule({ LocalNetworkAccessBlockedForUrls: ['*'] }),
  },
  {
    ...RULE,
    wanted: 'card',
    name: 'third-party cookies are blocked, localhost too',
    cause: 'cookies-barred',
    break: rule({ BlockThirdPartyCookies: true }),
  },
  {
    ...RULE,
    wanted: 'card',
    name: 'pages of Care Identity may not ask this computer',
    cause: 'local-network-barred',
    break: rule({ LocalNetworkAccessBlockedForUrls: ['https://[*.]nhs.uk'] }),
  },
  {
    ...RULE,
    wanted: 'card',
    name: 'pages may not ask this computer, whatever is ruled of the network',
    cause: 'local-network-barred',
    break: rule({
      LoopbackNetworkBlockedForUrls: ['*'],
      LocalNetworkAccessAllowedForUrls: ['*'],
    }),
  },
  {
    ...RULE,
    wanted: 'card',
    name: 'DefaultCookiesSetting: 2, but for the portals',
    cause: 'cookies-barred',
    break: rule({
      DefaultCookiesSetting: 2,
      CookiesAllowedForUrls: ['https://[*.]nhs.uk', 'https://[*.]nhs.net'],
    }),
  },
  {
    ...RULE,
    wanted: 'card',
    name: 'CookiesBlockedForUrls names the portals',
    cause: 'portal-cookies-barred',
    break: rule({ CookiesBlockedForUrls: ['[*.]nhs.uk', '[*.]nhs.net'] }),
  },
  {
    ...RULE,
    name: 'DefaultCookiesSetting: 2',
    cause: 'portal-cookies-barred',
    break: rule({ DefaultCookiesSetting: 2 }),
  },
  {
    ...SETUP,
    name: 'a manifest that is no JSON',
    cause: 'manifest-unreadable',
    break: manifest(() => '{"name": '),
  },
  {
    ...SETUP,
    name: 'a folder in the place of the manifest',
    cause: 'manifest-unreadable',
    break: (machine) => {
      machine.remove(MANIFEST);
      machine.write(`${MANIFEST}/file`, '');
    },
  },
  {
    ...SETUP,
    name: 'a device in the place of the manifest',
    cause: 'manifest-unreadable',
    break: (machine) => {
      machine.remove(MANIFEST);
      symlinkSync('/dev/zero', join(machine.root, MANIFEST));
    },
  },
  {
    ...SETUP,
    name: 'a manifest of 300 kB',
    cause: 'manifest-unreadable',
    break: (machine) => machine.write(MANIFEST, new Uint8Array(300_000)),
  },
  {
    ...SETUP,
    name: 'a program of which only junk is left',
    cause: 'manifest-program-broken',
    break: (machine) => machine.write(PROGRAM, Uint8Array.of(1, 2, 0, 0, 7, 9), 0o755),
  },
  {
    ...SETUP,
    name: 'a manifest without a path',
    cause: 'manifest-unreadable',
    break: manifest(({ path: _, ...others }) => others),
  },
  {
    ...SETUP,
    name: 'a manifest with a relative path',
    cause: 'manifest-unreadable',
    break: manifest((fields) => ({ ...fields, path: 'wardkey' })),
  },
  {
    ...SETUP,
    name: 'a manifest of a program that was moved away',
    cause: 'manifest-program-gone',
    break: (machine) => machine.remove(PROGRAM),
  },
  {
    ...SETUP,
    name: 'a program that nobody may run',
    cause: 'manifest-program-shut',
    break: (machine) => machine.write(PROGRAM, '', 0o644),
  },
  {
    ...SETUP,
    name: 'a manifest for another way of talking than stdio',
    cause: 'manifest-unreadable',
    break: manifest((fields) => ({ ...fields, type: 'tcp' })),
  },
  {
    ...SETUP,
    name: 'a folder in the place of the program',
    cause: 'manifest-program-gone',
    break: (machine) => {
      machine.remove(PROGRAM);
      machine.write(`${PROGRAM}/wardkey.mjs`, '');
    },
  },
  {
    ...SETUP,
    name: 'a program whose Node.js was cleared away',
    cause: 'manifest-program-broken',
    break: (machine) => machine.remove(`${PROGRAM_FOLDER}/node`),
  },
  {
    ...SETUP,
    name: 'a program whose Node.js nobody may run',
    cause: 'manifest-program-broken',
    break: (machine) => machine.write(`${PROGRAM_FOLDER}/node`, 'node', 0o644),
  },
  {
    ...SETUP,
    name: 'a program whose code was lost when the disk was full',
    cause: 'manifest-program-broken',
    break: (machine) => machine.write(`${PROGRAM_FOLDER}/wardkey.mjs`, ''),
  },
  {
    ...SETUP,
    name: 'a program of which nothing was written when the disk was full',
    cause: 'manifest-program-broken',
    break: (machine) => machine.write(PROGRAM, '', 0o755),
  },
  {
    ...SETUP,
    name: 'a manifest of another extension',
    cause: 'manifest-other-extension',
    break: manifest((fields) => ({ ...fields, allowed_origins: ['chrome-extension://other/'] })),
  },
  {
    ...SETUP,
    name: "Firefox's kind of manifest in Chromium's place",
    cause: 'manifest-other-extension',
    break: manifest(({ allowed_origins: _, ...others }) => ({
      ...others,
      allowed_extensions: ['wardkey@wardkey.app'],
    })),
  },
  {
    ...SETUP,
    name: 'no manifest',
    cause: 'manifest-missing',
    break: (machine) => machine.remove(MANIFEST),
  },
];
