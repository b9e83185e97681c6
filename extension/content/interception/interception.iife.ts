import { NEUTRAL_MESSAGE } from '../../../shared/errors/dom-exception.ts';
import { BackgroundLink } from './background-link.ts';
import { credentialForPage } from './credential-object.ts';
import { DeadMan } from './dead-man.ts';
import { readOptions } from './options-json.ts';
import { type CredentialFunction, type PageCall, PageFunctions } from './page-functions.ts';
import { pageException, pagePromise, unveiled } from './page-world.ts';

// Hands the page's calls for a security key on while a person signs in through Wardkey in this tab,
// where the browser itself has no place for that. Whatever it does not take, the browser answers.

/** Where this script finds itself when it is put into the same document again. */
const HOLD = 'wardkeyHold';

const functions = new PageFunctions(onCall);
const link = new BackgroundLink(() => functions.letGo());

function onCall(kind: CredentialFunction, call: PageCall): unknown {
  const native = () =>
    functions.native(kind, { target: unveiled(call.target), values: call.values.map(unveiled) });
  const asked = link.isOpen ? readCall(kind, call) : null;
  return asked === null ? native() : answered(kind, asked, native);
}

interface Asked {
  readonly options: unknown;
  readonly signal: AbortSignal | null;
}

/** @returns `null` for a call that is none of ours */
function readCall(kind: CredentialFunction, { target, values }: PageCall): Asked | null {
  const [argument] = values;
  try {
    if (!(target instanceof CredentialsContainer)) return null;
    const options = readOptions(kind, unveiled(argument));
    const signal = signalOf(argument);
    if (options === null || signal?.aborted) return null;
    return { options, signal };
  } catch {
    // The page's own call then says what is wrong with it.
    return null;
  }
}

/** @throws TypeError for a signal that cannot be listened to */
function signalOf(argument: unknown): AbortSignal | null {
  if (typeof argument !== 'object' || argument === null) return null;
  if (Reflect.get(unveiled(argument), 'signal') === undefined) return null;
  // Not as the page sees it: its own functions have no say in this.
  const signal: unknown = Reflect.get(argument, 'signal');
  if (signal instanceof AbortSignal) return signal;
  throw new TypeError('no signal');
}

function answered(
  kind: CredentialFunction,
  { options, signal }: Asked,
  native: () => unknown,
): Promise<unknown> {
  return pagePromise((resolve, reject) => {
    const { id, answer } = link.ask(kind, options);
    const onAbort = (): void => {
      link.abort(id);
      deadMan.end();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', onAbort);
    const refusal = pageException(NEUTRAL_MESSAGE, 'NotAllowedError');
    const deadMan = DeadMan.calling(reject, refusal);
    deadMan.begin();
    answer
      .then((what) => {
        deadMan.end();
        signal?.removeEventListener('abort', onAbort);
        if (what.type === 'native') resolve(native());
        else if (what.type === 'failed') reject(pageException(what.message, what.name));
        else resolve(credentialForPage({ ...what.credential }));
      })
      .catch(() => reject(refusal));
  });
}

function hold(): void {
  try {
    link.open();
    functions.hold();
  } catch {
    // The extension was updated or removed: the page keeps what it has.
  }
}

const present: unknown = Reflect.get(globalThis, HOLD);
if (typeof present === 'function') present();
else {
  Reflect.set(globalThis, HOLD, hold);
  addEventListener('pagehide', () => link.leave());
  // A page that comes back from the browser's cache had to let go when it was left.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) hold();
  });
  hold();
}
