import {
  ALL_OTHERS,
  type ExtensionEntry,
  type ExtensionSettings,
  isDisarming,
} from './extension-settings.ts';

/** Chromium's policies of which extensions may be installed. */
export interface ExtensionPolicies {
  readonly ExtensionInstallBlocklist?: readonly string[] | undefined;
  readonly ExtensionInstallAllowlist?: readonly string[] | undefined;
  readonly ExtensionInstallForcelist?: readonly string[] | undefined;
  readonly ExtensionSettings?: ExtensionSettings | undefined;
}

/** Modes of `ExtensionSettings` by which the browser installs an extension by itself. */
const INSTALLING: readonly (string | undefined)[] = ['force_installed', 'normal_installed'];
const SHUT_OUT: readonly (string | undefined)[] = ['blocked', 'removed'];
const LET_IN: readonly (string | undefined)[] = ['allowed', undefined];

/**
 * Whether Chromium's family keeps an extension out. The mode for all gives way to the lists, a later
 * list to none, and all of them to the extension's own entry. Permissions are not handed down: what is
 * taken from all is not taken from one that stands in a list or has an entry. Source: Chromium's
 * `ExtensionSettings` policy and its extension management, read November 2026.
 */
export function isBarredInChromium(policies: ExtensionPolicies, id: string): boolean {
  const others = soundEntry(policies.ExtensionSettings?.[ALL_OTHERS]);
  const own = ownEntries(policies.ExtensionSettings, id);
  const listed = listedModes(policies, id);
  const everybody = policies.ExtensionInstallBlocklist?.includes('*') === true ? 'blocked' : null;
  const modes = [
    everybody,
    others?.installation_mode,
    ...listed,
    ...own.map(({ installation_mode: mode }) => mode),
  ];
  const mode = modes.findLast((one) => one !== undefined && one !== null);
  const inherited = listed.length > 0 ? undefined : others;
  return SHUT_OUT.includes(mode ?? undefined) || isDisarming(own.at(-1) ?? inherited);
}

/** What the lists say of an extension, the strongest last. */
function listedModes(policies: ExtensionPolicies, id: string): readonly string[] {
  const forced = policies.ExtensionInstallForcelist?.map((entry) => entry.split(';')[0]);
  return [
    ...(policies.ExtensionInstallAllowlist?.includes(id) === true ? ['allowed'] : []),
    ...(policies.ExtensionInstallBlocklist?.includes(id) === true ? ['blocked'] : []),
    ...(forced?.includes(id) === true ? ['force_installed'] : []),
  ];
}

/** A key may be several ids, with commas between them. */
function ownEntries(settings: ExtensionSettings = {}, id: string): readonly ExtensionEntry[] {
  return Object.entries(settings)
    .filter(([key]) => key.split(',').some((one) => one.trim() === id))
    .map(([, entry]) => soundEntry(entry))
    .filter((entry) => entry !== undefined);
}

/** Chromium drops an entry of a mode that it does not know, or that says not where to install from. */
function soundEntry(entry: ExtensionEntry | undefined): ExtensionEntry | undefined {
  const mode = entry?.installation_mode;
  const isSound =
    LET_IN.includes(mode) ||
    SHUT_OUT.includes(mode) ||
    (INSTALLING.includes(mode) && (entry?.update_url ?? '') !== '');
  return isSound ? entry : undefined;
}
