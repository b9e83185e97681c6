import type { AttachedKeys } from './ctap/attached-keys.ts';
import type { Machine } from './diagnosis/machine.ts';
import { browserCaller } from './host/caller.ts';
import { WARM_UP } from './install/launcher.ts';
import { VERSION } from './install/product-version.ts';
import type { UserPlaces } from './install/user-places.ts';
import type { CardWatch } from './smartcard/card-watch.ts';
import { MODULE_PROCESS } from './smartcard/pkcs11/start-argument.ts';

// What a way of starting does not need, it does not load: a browser waits for hello, and a person
// for the prompt.
const args = process.argv.slice(2);
if (args[0] === 'host' || browserCaller(args) !== null) {
  await serveBrowser(args[0] === 'host' ? args.slice(1) : args);
} else if (args[0] === MODULE_PROCESS) {
  await serveModule(args[1] ?? '');
} else if (args[0] === WARM_UP) {
  await loadHost();
} else if (args.length === 1 && args[0] === '--version') {
  process.stdout.write(`${VERSION}\n`);
} else {
  await serveTerminal();
}

async function serveBrowser(callerArgs: readonly string[]): Promise<void> {
  const [
    { compose },
    { systemMiddleware, systemSettings, systemTransports },
    { logError },
    { runHost },
    { wellKnownFetch },
  ] = await loadHost();
  const { settings, trouble } = systemSettings();
  if (trouble !== undefined) {
    logError(trouble);
  }
  const bridge = compose({
    transports: systemTransports(),
    settings,
    fetchWellKnown: wellKnownFetch(),
    middleware: systemMiddleware(settings),
  });
  const machine = async () => {
    const { userPlaces } = await import('./install/user-places.ts');
    return thisMachine(bridge.keys, userPlaces(process.env));
  };
  const remote = async () => {
    const { remoteDesktop } = await import('./diagnosis/remote-desktop.ts');
    return remoteDesktop({ platform: process.platform, root: '/', environment: process.env });
  };
  // A first sign-in needs it, and hello does not.
  setImmediate(() => void process.getBuiltinModule('node:crypto'));
  await runHost({ ...bridge, machine, remote, ...(trouble && { trouble }) }, callerArgs);
}

function loadHost() {
  return Promise.all([
    import('./compose.ts'),
    import('./compose-system.ts'),
    import('./host/log.ts'),
    import('./host/run-host.ts'),
    import('./webauthn/well-known-fetch.ts'),
  ]);
}

/** One request to a card's middleware, in a process of its own: it may crash. */
async function serveModule(path: string): Promise<void> {
  const [{ answerModuleRequest }, { nativeCalls }, { text }] = await Promise.all([
    import('./smartcard/pkcs11/module-process.ts'),
    import('./transport/pcsc/koffi-pcsc-library.ts'),
    import('node:stream/consumers'),
  ]);
  const answer = answerModuleRequest(nativeCalls, path, await text(process.stdin));
  process.stdout.write(answer, () => process.exit());
}

async function serveTerminal(): Promise<void> {
  const [
    { runCommandLine },
    { endProcess, endWhenUnread },
    { UNREAD },
    { isHeldUp, SYSTEM, systemMiddleware, systemSettings },
  ] = await Promise.all([
    import('./cli/run-command-line.ts'),
    import('./cli/end-process.ts'),
    import('./cli/exit-codes.ts'),
    import('./compose-system.ts'),
  ]);
  endWhenUnread();
  const { settings, trouble } = systemSettings();
  const keys = async () => {
    const [{ AttachedKeys }, { systemTransports }] = await Promise.all([
      import('./ctap/attached-keys.ts'),
      import('./compose-system.ts'),
    ]);
    return new AttachedKeys(systemTransports());
  };
  const parts = {
    settings,
    keys,
    cards: cardWatch,
    middleware: () => systemMiddleware(settings),
    machine: thisMachine,
    system: SYSTEM,
    ...(trouble && { trouble }),
  };
  const exitCode = await runCommandLine(args, parts);
  // What stdout still holds for a pipe would be lost by the exit.
  process.stdout.write('', (error) => endProcess(error ? UNREAD : exitCode, isHeldUp()));
}

/** What looks into this computer's readers for cards. */
async function cardWatch(): Promise<CardWatch> {
  const [{ CardWatch }, { systemCardTransport }] = await Promise.all([
    import('./smartcard/card-watch.ts'),
    import('./compose-system.ts'),
  ]);
  return new CardWatch([systemCardTransport()]);
}

/** This computer, as a check-up looks at it. */
async function thisMachine(keys: AttachedKeys, places: UserPlaces): Promise<Machine> {
  const [{ composeMachine }, { systemMachineParts }] = await Promise.all([
    import('./compose-machine.ts'),
    import('./compose-system.ts'),
  ]);
  return composeMachine({ ...(await systemMachineParts()), places, keys, cards: cardWatch });
}
