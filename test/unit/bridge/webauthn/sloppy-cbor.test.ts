import { expect, it } from 'vitest';
import { OddKeyTransport } from '../../../rig/odd-key.ts';
import { registered, verifyAuthentication } from '../../../rig/relying-party.ts';
import { listOf, Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

// Keys that break rules of CBOR which no ceremony needs, in all that they say.

const PIN = '4711';

/** The members of an answer of fewer than 24, in the place of its status and its head. */
function membersOf(answer: Uint8Array): { readonly count: number; readonly members: Uint8Array } {
  const head = answer[1] ?? 0;
  if (head < 0xa0 || head > 0xb6) throw new Error('not a short map');
  return { count: head - 0xa0, members: answer.subarray(2) };
}

function mapOf(count: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([Uint8Array.of(0, 0xa0 + count), ...parts]);
}

const BYTES_KEY = Buffer.from('42010200', 'hex');
const LIST_KEY = Buffer.from('820102a10000', 'hex');
/** `{0x01: null}`: whoever takes the first of the two has nothing. */
const FIRST_MEMBER_TWICE = Uint8Array.of(0x01, 0xf6);

it.each<[string, (answer: Uint8Array) => Uint8Array]>([
  [
    'which has no length',
    (answer) =>
      Buffer.concat([Uint8Array.of(0, 0xbf), membersOf(answer).members, Uint8Array.of(0xff)]),
  ],
  [
    'with keys of types that are none',
    (answer) => {
      const { count, members } = membersOf(answer);
      return mapOf(count + 2, BYTES_KEY, members, LIST_KEY);
    },
  ],
  [
    'with a key that comes twice',
    (answer) => {
      const { count, members } = membersOf(answer);
      return mapOf(count + 1, FIRST_MEMBER_TWICE, members);
    },
  ],
])('registers and signs in with a key that answers in a map %s', async (_how, sloppy) => {
  const key = new VirtualKey({ pin: PIN });
  const transport = new OddKeyTransport(key);
  transport.meddle = async (message, ask) => {
    const answer = await ask(message);
    return answer.length > 1 ? sloppy(answer) : answer;
  };
  const rig = new Rig(transport);
  await warm(rig.keys);
  rig.person.answerPin = () => PIN;
  const made = await rig.create({ authenticatorSelection: { userVerification: 'required' } });
  const credential = await registered(made);
  const signed = await rig.get({ allowCredentials: listOf(made.id) });
  expect((await verifyAuthentication(signed, credential, true)).verified).toBe(true);
});
