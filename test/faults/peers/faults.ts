import type { FindingCode } from '../../../shared/diagnosis/catalogue.ts';
import { FidoApplet } from '../../virtual/fido-applet.ts';
import { OtherProgram } from '../../virtual/pcsc-reader/other-program.ts';
import type { PrivatePcscd } from '../../virtual/pcsc-reader/private-pcscd.ts';
import { PivCard } from '../../virtual/piv-card/piv-card.ts';
import type { PivCardOptions } from '../../virtual/piv-card/piv-options.ts';
import { inDays, practiceKeys } from '../../virtual/piv-card/practice-keys.ts';
import { VirtualKey } from '../../virtual/virtual-key.ts';
import type { Kind } from './programs.ts';
import { cardStage, keyStage, muteServiceStage, orElse, type Stage } from './stage.ts';

const PIN = '2468';
const SERVICE = [
  ['service', 'not running'],
  ['service', 'does not answer'],
  ['service', 'not available'],
  ['daemon'],
] as const;

/** A fault that is made for real, for all programs alike. */
export interface PeerFault {
  readonly name: string;
  readonly kind: Kind;
  /** What Wardkey says of it first. */
  readonly finds: FindingCode;
  /**
   * The cause is named where all words of one row are said, in whatever order and case: whole words,
   * the same for every program. What a program says of a good key or card too names nothing.
   */
  readonly words: readonly (readonly string[])[];
  stage(): Promise<Stage>;
}

async function piv(options: PivCardOptions = {}): Promise<PivCard> {
  return new PivCard({ keys: await practiceKeys(), ...options });
}

function stranger(atr: string, answer: () => Promise<Uint8Array>) {
  return { atr: Buffer.from(atr, 'hex'), reset: () => {}, transmit: answer };
}

const refuses = async () => Uint8Array.of(0x6a, 0x82);

async function hold(service: PrivatePcscd): Promise<() => Promise<void>> {
  const other = await OtherProgram.start('Practice Reader 00 00', service.env);
  await orElse(other.act('begin'), () => other.stop());
  return () => other.stop();
}

export const PEER_FAULTS: readonly PeerFault[] = [
  {
    name: 'no key is plugged in',
    kind: 'no key',
    finds: 'key-none',
    words: [
      ['no key'],
      ['no keys'],
      ['no security key'],
      ['no device'],
      ['no devices'],
      ['not found'],
    ],
    stage: () => keyStage(null),
  },
  {
    name: 'the PIN is locked for good',
    kind: 'key',
    finds: 'pin-blocked',
    words: [['locked'], ['blocked'], ['pin retries: 0']],
    stage: () => keyStage({ pin: PIN, pinTriesLeft: 0 }),
  },
  {
    name: 'one PIN try is left',
    kind: 'key',
    finds: 'pin-last-try',
    words: [['one more wrong pin'], ['last try'], ['1 try'], ['pin retries: 1']],
    stage: () => keyStage({ pin: PIN, pinTriesLeft: 1 }),
  },
  {
    name: 'no PIN is set',
    kind: 'key',
    finds: 'pin-not-set',
    words: [['no pin'], ['pin not set'], ['noclientpin']],
    stage: () => keyStage({}),
  },
  {
    name: 'the PIN has to be changed first',
    kind: 'key',
    finds: 'pin-change-needed',
    words: [['new pin'], ['must', 'change'], ['pin change required: true']],
    stage: () => keyStage({ pin: PIN, forcePinChange: true }),
  },
  {
    name: 'a key that knows U2F alone',
    kind: 'key',
    finds: 'key-u2f-only',
    words: [['only', 'u2f'], ['old kind'], ['nocbor']],
    stage: () => keyStage({ versions: ['U2F_V2'] }),
  },
  {
    name: 'a key without room for passkeys',
    kind: 'key',
    finds: 'key-lacks-passkeys',
    words: [['cannot', 'passkey'], ['no passkeys'], ['no room'], ['nork'], ['remaining rk(s): 0']],
    stage: () => keyStage({ pin: PIN, residentKeySlots: 0 }),
  },
  {
    name: 'no rule lets the person use the key',
    kind: 'key',
    finds: 'key-no-rule',
    words: [['no rule'], ['permission denied'], ['not permitted'], ['not allowed'], ['eacces']],
    stage: () => keyStage({ pin: PIN }, { mode: 0 }),
  },
  {
    name: 'the smartcard service is not running',
    kind: 'card',
    finds: 'card-service-stopped',
    words: SERVICE,
    stage: () => cardStage(null, (service) => service.kill()),
  },
  {
    name: 'the smartcard service takes calls and never answers',
    kind: 'card',
    finds: 'card-service-mute',
    words: SERVICE,
    stage: muteServiceStage,
  },
  {
    name: 'there is no reader',
    kind: 'card',
    finds: 'reader-none',
    words: [['no reader'], ['no readers'], ['no card reader'], ['no smart card readers']],
    stage: () =>
      cardStage(null, async (service) => {
        await service.kill();
        await service.readers[0]?.unplug();
        await service.resume();
      }),
  },
  {
    name: 'there is no card in the reader',
    kind: 'card',
    finds: 'card-none',
    words: [['no card'], ['card not present'], ['card removed'], ['nocardexception']],
    stage: () => cardStage(null),
  },
  {
    name: 'another program holds the card',
    kind: 'card',
    finds: 'card-held',
    words: [['another program'], ['other program'], ['sharing violation'], ['in use']],
    stage: async () => cardStage(await piv(), hold),
  },
  {
    name: 'the passcode of the card is locked',
    kind: 'card',
    finds: 'card-pin-locked',
    words: [['locked'], ['blocked']],
    stage: async () => cardStage(await piv({ tries: 0 })),
  },
  {
    name: 'the certificate of the card has ended',
    kind: 'card',
    finds: 'certificate-ended',
    words: [
      ['certificate', 'run out'],
      ['certificate', 'ended'],
      ['certificate', 'expired'],
    ],
    stage: async () => {
      const dates = { notBefore: inDays(-700), notAfter: inDays(-3) };
      return cardStage(await piv({ keys: await practiceKeys('p256', dates) }));
    },
  },
  {
    name: 'the card has no certificates',
    kind: 'card',
    finds: 'certificates-none',
    words: [['no certificate'], ['no certificates'], ['certificate not found']],
    stage: async () => cardStage(await piv({ keys: {} })),
  },
  {
    name: 'a card of a series that works no more',
    kind: 'card',
    finds: 'card-series-blocked',
    words: [['series', 'no longer'], ['no longer used'], ['withdrawn'], ['blocked']],
    stage: () => cardStage(stranger('3b6a00ff4a434f50343156323231', refuses)),
  },
  {
    name: 'a bank card',
    kind: 'card',
    finds: 'card-unknown',
    words: [['not know', 'card'], ['unknown card'], ['unsupported card']],
    stage: () => cardStage(stranger('3b6500000102030405', refuses)),
  },
  {
    name: 'a security key lies on the reader in the place of the card',
    kind: 'card',
    finds: 'card-is-key',
    words: [['security key'], ['fido key'], ['fido device']],
    stage: () => cardStage(new FidoApplet(new VirtualKey({ pin: PIN }))),
  },
];
