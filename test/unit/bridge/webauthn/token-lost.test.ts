import { expect, it } from 'vitest';
import { CardTransport } from '../../../rig/card-transport.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { deselectedBefore } from '../../../rig/odd-cards.ts';
import { OddKeyTransport } from '../../../rig/odd-key.ts';
import { registered, verifyAuthentication } from '../../../rig/relying-party.ts';
import { listOf, Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import { FidoApplet } from '../../../virtual/fido-applet.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

// A token is lost where another program selects its own applet between the PIN and the command.

const PIN = '4711';
const MESSAGE = 0x10;
const MAKE_CREDENTIAL = 0x01;
const GET_ASSERTION = 0x02;
const VERIFIED = { authenticatorSelection: { userVerification: 'required' } };

/** The head of an APDU is 5 bytes; long messages come in pieces, the first of which has the command. */
const begins = (command: number) => (apdu: Uint8Array) =>
  apdu[1] === MESSAGE && apdu[5] === command;

it.each([
  ['a registration', MAKE_CREDENTIAL],
  ['a sign-in', GET_ASSERTION],
])('%s goes on with a PIN that is asked for once more', async (_what, command) => {
  const key = new VirtualKey({ pin: PIN });
  const card = deselectedBefore(new FidoApplet(key), begins(command), () => key.powerCycle());
  const rig = new Rig(new CardTransport(card, 'T=1'));
  await warm(rig.keys);
  rig.person.answerPin = () => PIN;
  const made = await rig.create(VERIFIED);
  const credential = await registered(made);
  const signed = await rig.get({ allowCredentials: listOf(made.id), userVerification: 'required' });
  expect((await verifyAuthentication(signed, credential, true)).verified).toBe(true);
  const problems = rig.person.pinRequests.map(({ problem }) => problem);
  expect(problems.filter((problem) => problem !== undefined)).toEqual(['verification-expired']);
  expect(problems).toHaveLength(3);
  expect(key.pinTriesLeft).toBe(8);
});

it('a key that never takes its own token is given up after the second', async () => {
  const transport = new OddKeyTransport(new VirtualKey({ pin: PIN }));
  transport.meddle = async (message, ask) =>
    message[0] === MAKE_CREDENTIAL ? Uint8Array.of(0x33) : ask();
  const rig = new Rig(transport);
  await warm(rig.keys);
  rig.person.answerPin = () => PIN;
  expect(await rejectionCode(rig.create(VERIFIED))).toBe('verification-expired');
  expect(rig.person.pinRequests).toHaveLength(2);
});
