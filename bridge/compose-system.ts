import { resolve } from 'node:path';
import { toWardkeyError, WardkeyError } from '../shared/errors/wardkey-error.ts';
import { DEFAULT_SETTINGS, type Settings } from '../shared/settings/settings.ts';
import type { MachineSystem } from './cli/context.ts';
import type { MachineParts } from './compose-machine.ts';
import { checkPolicy, readPolicy } from './host/policy.ts';
import { POLICY_PLACES } from './host/policy-places.ts';
import { policyProblems } from './host/policy-text.ts';
import { POOL_THREADS } from './install/launcher.ts';
import { THIS_SYSTEM } from './install/system-places.ts';
import { findModule } from './smartcard/pkcs11/find-module.ts';
import type { ModulePlace } from './smartcard/pkcs11/find-token.ts';
import type { HidLibrary } from './transport/hid/hid-library.ts';
import type { HidSystem } from './transport/hid/hid-system.ts';
import { HidTransport } from './transport/hid/hid-transport.ts';
import { hidClosesUnderWay, lettingGoBehind } from './transport/hid/let-go-behind.ts';
import { linuxHidSystem } from './transport/hid/linux-hid-system.ts';
import { LINUX_PLACES } from './transport/hid/linux-places.ts';
import { listedHidSystem } from './transport/hid/listed-hid-system.ts';
import { requireHidLibrary } from './transport/hid/require-hid-library.ts';
import { pcscCallsUnderWay } from './transport/pcsc/native-call.ts';
import type { PcscLibrary } from './transport/pcsc/pcsc-library.ts';
import { PcscTransport } from './transport/pcsc/pcsc-transport.ts';
import { pcscPlatform } from './transport/pcsc/platform.ts';
import { unwatched, type WatchService, watchSocket } from './transport/pcsc/watch-service.ts';
import type { Transport } from './transport/transport.ts';

/** Every way to devices on this machine. */
export function systemTransports(): readonly Transport[] {
  const library = process.platform === 'linux' ? lettingGoBehind(HID_LIBRARY) : HID_LIBRARY;
  return [new HidTransport(library, hidSystem()), systemCardTransport()];
}

/** The way to cards on this machine. */
export function systemCardTransport(): Transport {
  // From a checkout no launcher has set it. The pool reads it when it is first used.
  process.env['UV_THREADPOOL_SIZE'] = POOL_THREADS;
  return new PcscTransport(PCSC_LIBRARY, watchCardService());
}

/** pcsc-lite's library takes another socket from its environment (pcscd(8)). */
function watchCardService(): WatchService {
  const { socket } = pcscPlatform(process.platform);
  if (socket === null) return unwatched;
  return watchSocket(resolve(process.env['PCSCLITE_CSOCK_NAME'] ?? socket));
}

/** What the administrator of this machine has set, and why it could not be used, if so. */
export function systemSettings(): { readonly settings: Settings; readonly trouble?: WardkeyError } {
  try {
    return { settings: readPolicy(POLICY_PLACES[process.platform]) };
  } catch (thrown) {
    return { settings: DEFAULT_SETTINGS, trouble: toWardkeyError(thrown) };
  }
}

/** The module of the cards' middleware, and how this very program is started to hold it. */
export function systemMiddleware({ pkcs11Module }: Settings): ModulePlace | null {
  const path = findModule(pkcs11Module);
  const [, program = ''] = process.argv;
  if (path === null) return null;
  return { path, command: [process.execPath, program] };
}

/** This machine, as its administrator looks after it. */
export const SYSTEM: MachineSystem = {
  places: THIS_SYSTEM,
  checkPolicy: () => checkPolicy(POLICY_PLACES[process.platform]),
  policyProblems,
};

/** This machine, as a check-up looks at it. */
export async function systemMachineParts(): Promise<
  Omit<MachineParts, 'places' | 'keys' | 'cards'>
> {
  // Node's network takes as long to load as all that a command for a key needs.
  const [{ systemNetwork }, { NHS_PORTS }, { runSystemTool }] = await Promise.all([
    import('./diagnosis/network.ts'),
    import('./diagnosis/local-endpoints.ts'),
    import('./diagnosis/system-tool.ts'),
  ]);
  const { settings } = systemSettings();
  return {
    platform: process.platform,
    root: THIS_SYSTEM.root,
    network: systemNetwork,
    hid: hidSystem(),
    pcsc: PCSC_LIBRARY,
    loadKeyLibrary: () => requireHidLibrary(HID_LIBRARY),
    checkPolicy: () => void readPolicy(POLICY_PLACES[process.platform]),
    nhsPorts: NHS_PORTS,
    runTool: runSystemTool,
    keyModels: settings.keyModels,
    middleware: systemMiddleware(settings),
    now: () => new Date(),
    patience: 1,
  };
}

/** node-hid is loaded when a key is first opened, so that hello does not wait for it. */
const HID_LIBRARY: HidLibrary = {
  open: async (path, listener) => (await loadedHid()).open(path, listener),
};

let loadingHid: Promise<HidLibrary> | null = null;

function loadedHid(): Promise<HidLibrary> {
  loadingHid ??= nodeHid().then(({ systemHidLibrary }) => systemHidLibrary());
  return loadingHid;
}

function nodeHid() {
  return import('./transport/hid/node-hid-library.ts');
}

/** Linux tells more, and at once, without any library. */
function hidSystem(): HidSystem {
  return process.platform === 'linux'
    ? linuxHidSystem(LINUX_PLACES)
    : listedHidSystem(async () => (await nodeHid()).listHidInterfaces());
}

/** koffi is loaded when a context is first asked for, so that hello does not wait for it. */
const PCSC_LIBRARY: PcscLibrary = {
  establishContext: async () => (await loadedPcsc()).establishContext(),
};

let loadingPcsc: Promise<PcscLibrary> | null = null;

function loadedPcsc(): Promise<PcscLibrary> {
  loadingPcsc ??= import('./transport/pcsc/koffi-pcsc-library.ts').then(
    ({ systemPcscLibrary }) => systemPcscLibrary(),
    // koffi looks for its addon at once: of a program that was cleared away in part it may be gone.
    (cause: unknown) => {
      throw new WardkeyError('pcsc-library-missing', { cause });
    },
  );
  return loadingPcsc;
}

/** Whether a call into a system library has not come back, although nobody waits for it any more. */
export function isHeldUp(): boolean {
  return pcscCallsUnderWay() > 0 || hidClosesUnderWay() > 0;
}
