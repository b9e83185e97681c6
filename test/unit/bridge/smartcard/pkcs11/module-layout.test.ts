import { describe, expect, test } from 'vitest';
import { moduleLayout } from '../../../../../bridge/smartcard/pkcs11/module-layout.ts';
import { answerModuleRequest } from '../../../../../bridge/smartcard/pkcs11/module-process.ts';
import { OTHERS, PlayedModule, WINDOWS } from './played-module.ts';

const VALUE = 0x11;
const ID = 0x102;
const SIGN = 0x108;
const CERTIFICATE = { [VALUE]: Buffer.from('certificate'), [ID]: Buffer.from('45', 'hex') };
const REQUEST = {
  ask: 'sign',
  slot: 7,
  serial: '0001',
  id: '45',
  mechanism: 'ECDSA',
  data: Buffer.from('hash').toString('base64'),
  pin: '1234',
  lastTryAgreed: false,
} as const;

describe.each([
  ['win32', WINDOWS],
  ['linux', OTHERS],
  ['darwin', OTHERS],
] as const)('a module of %s', (platform, places) => {
  const layout = moduleLayout(platform);

  test('shows its token', () => {
    const module = new PlayedModule(places, CERTIFICATE, {});
    const answer = answerModuleRequest(module, 'module', '{"ask":"tokens"}', layout);
    expect(JSON.parse(answer)).toEqual({
      answer: 'tokens',
      tokens: [
        {
          slot: 7,
          reader: 'Reader',
          label: 'Card',
          serial: '0001',
          pin: 'low',
          showsTries: true,
          hasPinPad: false,
          certificates: [{ id: '45', der: CERTIFICATE[VALUE].toString('base64') }],
        },
      ],
    });
  });

  test('signs', () => {
    const module = new PlayedModule(places, CERTIFICATE, { [SIGN]: Uint8Array.of(1) });
    const answer = answerModuleRequest(module, 'module', JSON.stringify(REQUEST), layout);
    expect(JSON.parse(answer)).toMatchObject({
      answer: 'signature',
      signature: Buffer.from('signed').toString('base64'),
    });
    const mechanism = Buffer.alloc(places.structure);
    mechanism.writeUInt32LE(0x1041);
    expect(module.mechanism).toEqual(mechanism);
  });

  test('signs nothing with a key that only decrypts', () => {
    const module = new PlayedModule(places, CERTIFICATE, { [SIGN]: Uint8Array.of(0) });
    const answer = answerModuleRequest(module, 'module', JSON.stringify(REQUEST), layout);
    expect(JSON.parse(answer)).toMatchObject({ answer: 'error', code: 'card-lacks-key' });
    expect(module.mechanism).toHaveLength(0);
  });
});
