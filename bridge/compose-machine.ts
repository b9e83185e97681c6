import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toWardkeyError } from '../shared/errors/wardkey-error.ts';
import type { KeyModelSetting } from '../shared/settings/key-model-settings.ts';
import type { AttachedKeys } from './ctap/attached-keys.ts';
import { cardNeighbours } from './diagnosis/card-neighbours.ts';
import { keyModelsOf } from './diagnosis/key-models.ts';
import type { BrowserSeen, CardSeen, Machine } from './diagnosis/machine.ts';
import type { Network } from './diagnosis/network.ts';
import type { RunTool } from './diagnosis/system-tool.ts';
import { BROWSERS, type BrowserRow } from './install/browsers.ts';
import { CHROMIUM_EXTENSION_IDS, FIREFOX_ADDON_IDS } from './install/extension-ids.ts';
import { MANIFEST_FILE } from './install/native-manifest.ts';
import { systemManifests } from './install/system-manifests.ts';
import { inUserPlaces, type UserPlaces } from './install/user-places.ts';
import type { AttachedCard, CardWatch } from './smartcard/card-watch.ts';
import type { ModulePlace } from './smartcard/pkcs11/find-token.ts';
import { readAnyCard } from './smartcard/read-any-card.ts';
import { familyOf } from './smartcard/recognise.ts';
import { validityOf } from './smartcard/validity.ts';
import type { HidSystem } from './transport/hid/hid-system.ts';
import { seenKeyNodes } from './transport/hid/seen-key-nodes.ts';
import type { PcscLibrary } from './transport/pcsc/pcsc-library.ts';
import { seenReaders } from './transport/pcsc/seen-readers.ts';

/** What a check-up looks at, one level below its probes. */
export interface MachineParts {
  readonly platform: NodeJS.Platform;
  /** Absolute path that the machine's own paths are below: `/`. */
  readonly root: string;
  readonly places: UserPlaces;
  readonly network: Network;
  readonly hid: HidSystem;
  readonly pcsc: PcscLibrary;
  readonly keys: AttachedKeys;
  /** What knows cards that are no PIV cards, where such a module is installed. */
  readonly middleware?: ModulePlace | null;
  /** What looks into the readers for cards, anew for each look. */
  cards(): CardWatch | Promise<CardWatch>;
  /** @throws WardkeyError `hid-library-missing` */
  loadKeyLibrary(): Promise<void>;
  /** @throws WardkeyError `policy-invalid`, `policy-untrusted`, `policy-unreadable` */
  checkPolicy(): void;
  /** At which NHS programs listen on this computer. */
  readonly nhsPorts: readonly number[];
  readonly runTool: RunTool;
  /** What the administrator says of models of keys. */
  readonly keyModels?: readonly KeyModelSetting[] | undefined;
  readonly now: () => Date;
  /** {@link Machine.patience}. */
  readonly patience: number;
}

/** The machine as the probes see it. */
export function composeMachine(parts: MachineParts): Machine {
  const { platform, root, places, network, hid, pcsc, keys, now, patience } = parts;
  return {
    platform,
    root,
    home: places.home,
    browsers: platform === 'linux' ? BROWSERS.map((row) => browserSeen(row, parts)) : [],
    network,
    ...keyModelsOf(parts.keyModels),
    keys,
    now,
    patience,
    readers: () => seenReaders(pcsc),
    keyNodes: () => seenKeyNodes(hid),
    cards: (signal) => seenCards(parts, signal),
    neighbours: () =>
      cardNeighbours({
        root,
        platform,
        ports: parts.nhsPorts,
        runTool: parts.runTool,
        patience,
      }),
    isCareIdentityCard: (atr) => familyOf(atr) !== undefined,
    loadKeyLibrary: () => parts.loadKeyLibrary(),
    validity: (certificate) => validityOf(certificate, now()),
    checkPolicy: () => parts.checkPolicy(),
  };
}

/** Where packages put Firefox. */
const FIREFOX_FOLDERS = [
  'usr/lib/firefox',
  'usr/lib/firefox-esr',
  'usr/lib64/firefox',
  'opt/firefox',
];

/** Folders of managed policies; of Firefox files, of which the first there counts. */
const POLICY_PLACES: Readonly<Record<string, readonly string[]>> = {
  Chromium: ['etc/chromium/policies/managed'],
  'Google Chrome': ['etc/opt/chrome/policies/managed'],
  'Microsoft Edge': ['etc/opt/edge/policies/managed'],
  Brave: ['etc/brave/policies/managed'],
  Firefox: [
    'etc/firefox/policies/policies.json',
    ...FIREFOX_FOLDERS.map((folder) => `${folder}/distribution/policies.json`),
  ],
};

const BOXES: Readonly<Record<string, { readonly snap: string; readonly flatpak: string }>> = {
  Chromium: { snap: 'chromium', flatpak: 'org.chromium.Chromium' },
  'Google Chrome': { snap: 'chrome', flatpak: 'com.google.Chrome' },
  'Microsoft Edge': { snap: 'microsoft-edge', flatpak: 'com.microsoft.Edge' },
  Brave: { snap: 'brave', flatpak: 'com.brave.Browser' },
};

function browserSeen(row: BrowserRow, { root, places }: MachineParts): BrowserSeen {
  const { name, form, linux } = row;
  const personal = join(inUserPlaces(places, linux.user), MANIFEST_FILE);
  const isInstalled = linux.installed.some((path) => existsSync(join(root, path)));
  const box = BOXES[name];
  return {
    name,
    form,
    versions:
      form === 'chromium'
        ? [join(inUserPlaces(places, linux.profile), 'Last Version')]
        : FIREFOX_FOLDERS.map((folder) => join(root, folder, 'application.ini')),
    ...(form === 'chromium'
      ? {
          callersMember: 'allowed_origins',
          callers: CHROMIUM_EXTENSION_IDS.map((id) => `chrome-extension://${id}/`),
        }
      : { callersMember: 'allowed_extensions', callers: FIREFOX_ADDON_IDS }),
    manifests: [
      { path: personal, isPersonal: true },
      ...systemManifests({ root, owner: 0 }, row).map((path) => ({ path, isPersonal: false })),
    ],
    isThere: isInstalled || existsSync(inUserPlaces(places, linux.profile)),
    policies: (POLICY_PLACES[name] ?? []).map((place) => join(root, place)),
    boxes:
      box === undefined || isInstalled
        ? []
        : [
            { kind: 'snap', path: join(root, 'snap', box.snap) },
            { kind: 'flatpak', path: join(root, 'var/lib/flatpak/app', box.flatpak) },
            { kind: 'flatpak', path: join(places.home, '.local/share/flatpak/app', box.flatpak) },
          ],
  };
}

/** What cards tell by themselves is not lost to middleware that takes longer, in milliseconds. */
const MIDDLEWARE_MS = 1_200;

async function seenCards(parts: MachineParts, signal: AbortSignal): Promise<readonly CardSeen[]> {
  const soon = AbortSignal.any([signal, AbortSignal.timeout(MIDDLEWARE_MS * parts.patience)]);
  const watch = await parts.cards();
  try {
    const { cards } = await watch.look(signal);
    return await Promise.all(
      cards.map(async (card): Promise<CardSeen> => {
        const { name: reader } = card;
        try {
          const middleware = isForMiddleware(card) ? (parts.middleware ?? null) : null;
          return { reader, ...(await readAnyCard(card, middleware, signal, soon)) };
        } catch (thrown) {
          signal.throwIfAborted();
          return { reader, problem: toWardkeyError(thrown).code };
        }
      }),
    );
  } finally {
    await watch.stop();
  }
}

/**
 * Cards that can no longer be used have nothing to tell through it. A security key may: some are staff
 * cards as well, and until a key has spoken nobody can tell it from one.
 */
function isForMiddleware({ card }: AttachedCard): boolean {
  return familyOf(card.atr)?.blockedSince === undefined;
}
