// A program that keeps watch over the keys with Wardkey's own client and does what each line of its
// input says; the lines and the answers are those of libfido2-session.c and python_session.py, but for the
// PIN, which it asks for as of a person, and is told by `typed` that it was typed:
//   node test/bench/peers/wardkey-session.ts RP-ID
import { createInterface } from 'node:readline';
import { systemTransports } from '../../../bridge/compose-system.ts';
import { AttachedKeys } from '../../../bridge/ctap/attached-keys.ts';
import { WebAuthnClient } from '../../../bridge/webauthn/client.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { ScriptedPerson } from '../../rig/scripted-person.ts';
import { warm } from '../../rig/warm.ts';
import { gotOfJson, madeOfJson } from '../device/attestation.ts';
import { creationFor, requestFor } from './ceremony-options.ts';

const [rpId = ''] = process.argv.slice(2);
const caller = { origin: `https://${rpId}`, sameOriginWithAncestors: true };
const keys = new AttachedKeys(systemTransports());
const client = new WebAuthnClient({
  keys,
  allowedOrigins: [caller.origin],
  enterpriseRpIds: [],
  fetchWellKnown: () => Promise.reject(new WardkeyError('rp-id-mismatch')),
});
const person = new ScriptedPerson();
let stop = new AbortController();
let cancelledAt = 0;
let typed = Promise.withResolvers<void>();
/** How long the person has typed in what is timed. */
let typingMs = 0;

const fromHex = (text: string): Buffer => Buffer.from(text, 'hex');

/** What is timed, and then what is told of it. */
async function play([what, first = '', pin = '-', ids = '']: readonly string[]) {
  const { signal } = stop;
  const verified = pin !== '-';
  typingMs = 0;
  person.answerPin = async () => {
    const asked = performance.now();
    typed = Promise.withResolvers();
    tell({ asked: 'pin' });
    await typed.promise;
    typingMs += performance.now() - asked;
    return pin;
  };
  // What a page would ask for is there before the call.
  const creation = creationFor(rpId, fromHex(first), verified);
  const request = requestFor(rpId, fromHex(first), ids.split(',').map(fromHex), verified);
  const started = performance.now();
  const took = (): number => performance.now() - started - typingMs;
  if (what === 'info') {
    const open = await keys.open(keys.list.devices[0]?.id ?? '', signal);
    const { aaguid } = await open.renewInfo({ signal });
    const ms = took();
    // Nobody waits for the key to be let go.
    void open.close();
    return { ms, aaguid };
  }
  if (what === 'create') {
    const made = await client.create(caller, creation, person, signal);
    return { ms: took(), ...madeOfJson(made) };
  }
  const got = await client.get(caller, request, person, signal);
  return { ms: took(), ...gotOfJson(got) };
}

function tell(answer: object): void {
  const hexed = Object.entries(answer).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  ]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(hexed))}\n`);
}

async function perform(words: readonly string[]): Promise<void> {
  try {
    tell(await play(words));
  } catch (error) {
    const cancelled = { ms: performance.now() - cancelledAt, cancelled: true };
    tell(stop.signal.aborted ? cancelled : { error: String(error) });
  }
}

keys.start();
while (keys.list.devices.length === 0) {
  await new Promise((resolve) => keys.onChange(() => resolve(undefined)));
}
await warm(keys);
tell({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'cancel') {
    cancelledAt = performance.now();
    stop.abort(new WardkeyError('ceremony-cancelled'));
  } else if (line === 'typed') {
    typed.resolve();
  } else {
    stop = new AbortController();
    void perform(line.split(' '));
  }
}
await keys.stop();
process.exit();
