import { describe, expect, it } from 'vitest';
import { fidoReportSizes } from '../../../../../bridge/transport/hid/report-descriptor.ts';
import vectors from '../../../../vectors/hid-report-descriptor.json' with { type: 'json' };
import { fidoDescriptor } from '../../../../virtual/hid-device/hid-machine.ts';
import { seededRandom } from '../../ctap/random-cbor.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('a report descriptor', () => {
  it('of a FIDO key tells the lengths of its reports', () => {
    expect(fidoReportSizes(bytes(vectors.fido))).toEqual({ inputBytes: 64, outputBytes: 64 });
    expect(fidoReportSizes(fidoDescriptor(32, 16))).toEqual({ inputBytes: 32, outputBytes: 16 });
  });

  it('of anything else is none', () => {
    expect(fidoReportSizes(bytes(vectors.mouse))).toBeNull();
    expect(fidoReportSizes(new Uint8Array())).toBeNull();
  });

  it('of a FIDO collection beside others counts its own reports only', () => {
    const both = Buffer.concat([bytes(vectors.mouse), bytes(vectors.fido), bytes(vectors.mouse)]);
    expect(fidoReportSizes(both)).toEqual({ inputBytes: 64, outputBytes: 64 });
  });

  it('skips long items', () => {
    const long = Buffer.concat([bytes('fe03a0aabbcc'), bytes(vectors.fido)]);
    expect(fidoReportSizes(long)).toEqual({ inputBytes: 64, outputBytes: 64 });
  });

  it.each([7, 65, 255])('with reports of %i bytes is refused', (length) => {
    expect(fidoReportSizes(fidoDescriptor(length, 64))).toBeNull();
    expect(fidoReportSizes(fidoDescriptor(64, length))).toBeNull();
  });

  it('with report IDs is refused', () => {
    expect(fidoReportSizes(bytes(vectors.fido.replace('a101', 'a1018501')))).toBeNull();
  });

  it('cut off anywhere, or senseless, does no harm', () => {
    const whole = bytes(vectors.fido);
    for (let end = 0; end < whole.length - 1; end += 1) {
      const sizes = fidoReportSizes(whole.subarray(0, end));
      expect(sizes === null || sizes.outputBytes === 64).toBe(true);
    }
    const random = seededRandom(3);
    for (let round = 0; round < 5_000; round += 1) {
      const junk = Uint8Array.from({ length: random() * 60 }, () => Math.floor(random() * 256));
      expect(() => fidoReportSizes(Buffer.concat([whole.subarray(0, 6), junk]))).not.toThrow();
    }
  });
});
