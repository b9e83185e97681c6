import { expect, it } from 'vitest';
import { isCborMap } from '../../../../bridge/ctap/cbor-value.ts';
import { sha256 } from '../../../../bridge/webauthn/sha256.ts';
import { decode } from '../../../rig/decode.ts';
import { OddKeyTransport } from '../../../rig/odd-key.ts';
import { listOf, Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const GET_ASSERTION = 0x02;
const PIN = '271828';
/** Members of authenticatorGetAssertion (CTAP 2.1 §6.2). */
const MEMBER = { clientDataHash: 2, allowList: 3, options: 5, pinUvAuthParam: 6 } as const;

/** A sign-in among more credentials than one list holds: what the key was asked, and the page told. */
async function signInAmongMany() {
  const transport = new OddKeyTransport(new VirtualKey({ pin: PIN }));
  const rig = new Rig(transport);
  rig.person.answerPin = () => PIN;
  await warm(rig.keys);
  const { id } = await rig.create();
  const asked: ReadonlyMap<number | string, unknown>[] = [];
  transport.meddle = async (message, ask) => {
    const members = message[0] === GET_ASSERTION ? decode(message.subarray(1)) : undefined;
    if (members !== undefined && isCborMap(members)) asked.push(members);
    return ask();
  };
  const strangers = Array.from({ length: 12 }, (_, index) => Buffer.alloc(48, index + 1));
  const allowCredentials = listOf(...strangers, id).map((one) => ({
    ...one,
    transports: ['usb', 'nfc'],
  }));
  const answer = await rig.get({ allowCredentials, userVerification: 'required' });
  expect(answer.id).toBe(id);
  return { asked, answer };
}

it('asks without a touch, by the token, over no client data of the page', async () => {
  const { asked, answer } = await signInAmongMany();
  const clientDataHash = sha256(Buffer.from(answer.response.clientDataJSON, 'base64url'));
  const last = asked.pop();
  expect(asked.length).toBeGreaterThan(1);
  for (const probe of asked) {
    expect(probe.get(MEMBER.options)).toEqual(new Map([['up', false]]));
    expect(probe.get(MEMBER.pinUvAuthParam)).toHaveLength(32);
    expect(probe.get(MEMBER.clientDataHash)).toEqual(new Uint8Array(32));
  }
  expect(last?.get(MEMBER.options)).toBeUndefined();
  expect(last?.get(MEMBER.clientDataHash)).toEqual(Uint8Array.from(clientDataHash));
});

it('leaves out of the lists what only the browser has a use for', async () => {
  const { asked } = await signInAmongMany();
  for (const request of asked) {
    expect(request.get(MEMBER.allowList)).not.toEqual([]);
    for (const descriptor of [request.get(MEMBER.allowList)].flat()) {
      if (!(descriptor instanceof Map)) throw new Error('no descriptor');
      expect([...descriptor.keys()]).toEqual(['id', 'type']);
    }
  }
});
