/** Where an administrator puts the bridge's policy, by system. Only an administrator can write there. */
export type PolicyPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'registry'; readonly key: string; readonly value: string }
  | { readonly kind: 'managed-preferences'; readonly path: string };

/**
 * A file and managed preferences hold the settings themselves; the registry value is a string that
 * holds them as JSON.
 */
export const POLICY_PLACES: Partial<Record<NodeJS.Platform, PolicyPlace>> = {
  linux: { kind: 'file', path: '/etc/wardkey/policy.json' },
  win32: { kind: 'registry', key: 'HKLM\\Software\\Policies\\Wardkey', value: 'Settings' },
  darwin: {
    kind: 'managed-preferences',
    path: '/Library/Managed Preferences/app.wardkey.bridge.plist',
  },
};
