import { expect, it } from 'vitest';
import { faultNamed } from '../faults/fault-named.ts';
import { ScriptedCard } from '../pcsc/scripted-card.ts';
import { json, pcscd, run } from '../pcsc/wardkey-process.ts';
import type { VirtualCard } from '../virtual/card.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { OtherProgram } from '../virtual/pcsc-reader/other-program.ts';
import type { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import { PivCard } from '../virtual/piv-card/piv-card.ts';
import type { PivCardOptions } from '../virtual/piv-card/piv-options.ts';
import { inDays, practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';

const CERTIFICATE_9A = 0x5fc105;
const goodKeys = await practiceKeys();

function piv(options: PivCardOptions = {}): VirtualCard {
  return new PivCard({ keys: goodKeys, ...options });
}

async function dated(notBefore: Date, notAfter: Date): Promise<VirtualCard> {
  return piv({ keys: await practiceKeys('p256', { notBefore, notAfter }) });
}

function fido(options: VirtualKeyOptions): VirtualCard {
  return new FidoApplet(new VirtualKey(options));
}

function other(atr: string): VirtualCard {
  return new ScriptedCard(() => '6a82', Buffer.from(atr, 'hex'));
}

const CARDS: readonly [string, () => VirtualCard | Promise<VirtualCard>, string | null][] = [
  ['a good card', () => piv(), null],
  ['a locked passcode', () => piv({ tries: 0 }), faultNamed('a passcode that is locked').cause],
  ['one try left', () => piv({ tries: 1 }), faultNamed('one passcode try left').cause],
  ['no certificates', () => piv({ keys: {} }), faultNamed('a card without certificates').cause],
  [
    'a card past its last day',
    () => piv({ expiry: inDays(-10) }),
    faultNamed('a card past its last day').cause,
  ],
  [
    'a certificate that has ended',
    () => dated(inDays(-700), inDays(-3)),
    faultNamed('a certificate that has ended').cause,
  ],
  [
    'a certificate of next week',
    () => dated(inDays(7), inDays(700)),
    faultNamed('a certificate that begins next week').cause,
  ],
  [
    'a certificate that cannot be read',
    () => piv({ objects: new Map([[CERTIFICATE_9A, Uint8Array.of(0x70, 0x03, 1, 2, 3)]]) }),
    faultNamed('a certificate that cannot be read').cause,
  ],
  [
    'a card of series 5 or 6',
    () => other('3b6a00ff4a434f50343156323231'),
    faultNamed('a card of series 5 or 6 (hospital)').cause,
  ],
  [
    'a card of nobody',
    () => other('3b6500000102030405'),
    faultNamed('a card that is none of ours').cause,
  ],
];

const KEYS: readonly [string, VirtualKeyOptions, string | null][] = [
  ['a good key', { pin: '4321' }, null],
  [
    'a locked PIN',
    { pin: '4321', pinTriesLeft: 0 },
    faultNamed('a PIN that is locked for good').cause,
  ],
  ['one try left', { pin: '4321', pinTriesLeft: 1 }, faultNamed('one PIN try left').cause],
  ['no PIN', {}, faultNamed('no PIN set').cause],
  [
    'a PIN to be changed',
    { pin: '4321', forcePinChange: true },
    faultNamed('a PIN that must be changed first').cause,
  ],
  [
    'no passkeys',
    { pin: '4321', residentKeySlots: 0 },
    faultNamed('a key without room for passkeys').cause,
  ],
  ['U2F alone', { versions: ['U2F_V2'] }, faultNamed('a key of U2F alone').cause],
];

/**
 * The verdict of the program. A busy computer may take longer than the check-up waits: it is asked
 * again, until it had the time.
 */
async function expectCause(
  service: PrivatePcscd,
  device: '--card' | '--key',
  cause: string | null,
  name = '',
): Promise<void> {
  const look = async () => {
    const { outcome, cause: said } = json(
      await run(service, ['check', device, '--offline', '--json']),
    );
    return { outcome, cause: said };
  };
  const outcome = cause === null ? 'well' : 'cause';
  await expect.poll(look, { timeout: 60_000, message: name }).toEqual({ outcome, cause });
}

/** Readers by their full names, as the service knows them. */
async function readerNames(service: PrivatePcscd): Promise<readonly string[]> {
  const { out } = await run(service, ['card', 'info', '--json']);
  return out.split('\n').flatMap((line) => /"name":"([^"]+)"/.exec(line)?.[1] ?? []);
}

it('names what is wrong with a card, a key on the reader, and what holds them', async () => {
  const service = await pcscd();
  const [reader] = service.readers;
  await expectCause(service, '--card', faultNamed('no card in the reader').cause);
  for (const [name, make, cause] of CARDS) {
    await reader?.insert(await make());
    await expectCause(service, '--card', cause, name);
    await reader?.remove();
  }
  await reader?.insert(fido({ pin: '4321' }));
  const { cause: isKey } = faultNamed('a security key on the reader, in the place of the card');
  await expectCause(service, '--card', isKey);
  await reader?.remove();
  for (const [name, options, cause] of KEYS) {
    await reader?.insert(fido(options));
    await expectCause(service, '--key', cause, name);
    await reader?.remove();
  }
});

it('tells that another program has the card, and which', async () => {
  const service = await pcscd();
  await service.readers[0]?.insert(piv());
  const [reader = ''] = await readerNames(service);
  const program = await OtherProgram.start(reader, service.env);
  await program.act('begin');
  await expectCause(
    service,
    '--card',
    faultNamed('a card that another program has for itself').cause,
  );
  await program.act('end');
  await program.stop();
});
