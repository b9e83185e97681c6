import { HOST_NAME } from '../../shared/rpc/limits.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { CHROMIUM_EXTENSION_IDS, FIREFOX_ADDON_IDS } from './extension-ids.ts';

/** What a policy can be for: a browser with the extension, or the bridge itself. */
export const POLICY_TARGETS = ['chromium', 'chrome', 'edge', 'brave', 'firefox', 'bridge'] as const;
export type PolicyTarget = (typeof POLICY_TARGETS)[number];

/** Where a policy goes: a file, the registry key that has the same names, a preference domain. */
interface PolicyHome {
  readonly linux: string;
  readonly win32: string;
  readonly darwin: string;
}

/** Source: the browsers' own documentation of enterprise policies, gathered November 2026. */
const HOMES: Readonly<Record<PolicyTarget, PolicyHome>> = {
  chromium: {
    linux: '/etc/chromium/policies/managed/wardkey.json',
    win32: 'HKLM\\Software\\Policies\\Chromium',
    darwin: 'org.chromium.Chromium',
  },
  chrome: {
    linux: '/etc/opt/chrome/policies/managed/wardkey.json',
    win32: 'HKLM\\Software\\Policies\\Google\\Chrome',
    darwin: 'com.google.Chrome',
  },
  edge: {
    linux: '/etc/opt/edge/policies/managed/wardkey.json',
    win32: 'HKLM\\Software\\Policies\\Microsoft\\Edge',
    darwin: 'com.microsoft.Edge',
  },
  brave: {
    linux: '/etc/brave/policies/managed/wardkey.json',
    win32: 'HKLM\\Software\\Policies\\BraveSoftware\\Brave',
    darwin: 'com.brave.Browser',
  },
  firefox: {
    linux: '/etc/firefox/policies/policies.json',
    win32: 'HKLM\\Software\\Policies\\Mozilla\\Firefox',
    darwin: 'org.mozilla.firefox',
  },
  bridge: {
    linux: '/etc/wardkey/policy.json',
    win32: 'HKLM\\Software\\Policies\\Wardkey',
    darwin: 'app.wardkey.bridge',
  },
};

/** Settings to be changed by whoever takes the sample. */
const SETTINGS: Settings = {
  allowedOrigins: ['https://portal.example.org'],
  enterpriseRpIds: ['login.example.org'],
  language: 'en',
};

/** Where an organisation keeps the packed extension, to be changed likewise. */
const HOSTED = {
  chromium: 'https://example.org/wardkey/updates.xml',
  firefox: 'https://example.org/wardkey/wardkey.xpi',
} as const;

export interface PolicySample {
  /** Where it goes; `undefined` on a system without a row. */
  readonly home: string | undefined;
  readonly policy: object;
}

/**
 * A policy to start from. It holds what Wardkey needs and nothing that takes from other extensions
 * or other native hosts.
 * @param installUrl where the browser gets the extension: for Chromium's family the update manifest,
 *   for Firefox the packed add-on
 */
export function policySample(
  target: PolicyTarget,
  installUrl?: string,
  platform: NodeJS.Platform = process.platform,
): PolicySample {
  const homes: Partial<Record<NodeJS.Platform, string>> = HOMES[target];
  return { home: homes[platform], policy: policyFor(target, installUrl) };
}

function policyFor(target: PolicyTarget, installUrl: string | undefined): object {
  switch (target) {
    case 'bridge':
      return SETTINGS;
    case 'firefox':
      return { policies: firefoxPolicies(installUrl ?? HOSTED.firefox) };
    default:
      return chromiumPolicies(installUrl ?? HOSTED.chromium);
  }
}

function chromiumPolicies(updateUrl: string): object {
  return {
    ExtensionInstallForcelist: CHROMIUM_EXTENSION_IDS.map((id) => `${id};${updateUrl}`),
    NativeMessagingAllowlist: [HOST_NAME],
    '3rdparty': { extensions: forEach(CHROMIUM_EXTENSION_IDS, SETTINGS) },
  };
}

/** Firefox has no list of native hosts: a host's own manifest names the add-ons that may start it. */
function firefoxPolicies(installUrl: string): object {
  const entry = { installation_mode: 'force_installed', install_url: installUrl };
  return {
    ExtensionSettings: forEach(FIREFOX_ADDON_IDS, entry),
    '3rdparty': { Extensions: forEach(FIREFOX_ADDON_IDS, SETTINGS) },
  };
}

function forEach<T>(ids: readonly string[], value: T): Readonly<Record<string, T>> {
  return Object.fromEntries(ids.map((id) => [id, value]));
}
