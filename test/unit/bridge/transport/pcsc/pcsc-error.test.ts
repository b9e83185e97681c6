import { expect, it } from 'vitest';
import {
  fromPcsc,
  isReturnCode,
  PcscError,
} from '../../../../../bridge/transport/pcsc/pcsc-error.ts';
import { RETURN_CODE } from '../../../../../shared/errors/pcsc-return-codes.ts';

it.each([
  [0x8010001d, 'pcsc-service-stopped'],
  [0x8010001e, 'pcsc-service-stopped'],
  [0x8010006a, 'pcsc-denied'],
  [0x8010000b, 'device-busy'],
  [0x80100068, 'device-busy'],
  [0x80100027, 'device-restricted'],
  [0x80100069, 'device-removed'],
  [0x8010000c, 'device-removed'],
  [0x80100009, 'device-removed'],
  [0x80100066, 'card-mute'],
  [0x80100016, 'device-mute'],
  [0x80100001, 'pcsc-failed'],
] as const)('makes of 0x%i the code %s', (returnCode, code) => {
  const cause = new PcscError('SCardTransmit', returnCode);
  const error = fromPcsc(cause, { reader: 'R' });
  const hex = returnCode.toString(16).toUpperCase();
  expect(error).toMatchObject({ code, cause, facts: { reader: 'R', returnCode: hex } });
});

it('leaves other errors alone', () => {
  const other = new Error('other');
  expect(fromPcsc(other)).toBe(other);
  expect(isReturnCode(other, RETURN_CODE.RESET_CARD)).toBe(false);
});
