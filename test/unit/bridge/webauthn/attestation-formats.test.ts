import { describe, expect, it } from 'vitest';
import { preferredFormats } from '../../../../bridge/webauthn/attestation-formats.ts';
import { verifyRegistration } from '../../../rig/relying-party.ts';
import { KeyRig } from '../../../rig/rig.ts';
import { PERSONALITIES } from '../../../virtual/personalities.ts';

const OFFERED = { attestationFormats: ['packed', 'none'] };

describe('the formats that a key is told of', () => {
  it.each([
    ['none where the page asks for no attestation', {}, ['none']],
    ['none for a word that is not known', { attestation: 'loud' }, ['none']],
    ['nothing where the page asks for it and has no list', { attestation: 'direct' }, undefined],
    [
      'those of the page that the key has, each once',
      { attestation: 'direct', attestationFormats: ['tpm', 'packed', 'packed'] },
      ['packed'],
    ],
    [
      'nothing where the key has none of them',
      { attestation: 'direct', attestationFormats: ['tpm'] },
      undefined,
    ],
  ])('are %s', (_name, options, formats) => {
    expect(preferredFormats({ ...BASE, ...options }, OFFERED)).toEqual(formats);
  });

  it('are none at all for a key that does not say which it has', () => {
    expect(preferredFormats(BASE, { attestationFormats: undefined })).toBeUndefined();
  });
});

const BASE = {
  rp: {},
  user: { id: 'AQ', name: '', displayName: '' },
  challenge: 'AQ',
  pubKeyCredParams: [],
};

describe('a key of CTAP 2.2', () => {
  it.each([
    ['makes no statement that nobody wants', undefined, undefined, 'none'],
    ['makes its own where the page wants one', 'direct', undefined, 'packed'],
    ['makes the first of the page’s that it has', 'direct', ['tpm', 'none', 'packed'], 'none'],
  ])('%s', async (_name, attestation, attestationFormats, fmt) => {
    const rig = await KeyRig.with(PERSONALITIES['ctap-2.3']);
    const made = await rig.create({
      ...(attestation === undefined ? {} : { attestation }),
      ...(attestationFormats === undefined ? {} : { attestationFormats }),
    });
    const verified = await verifyRegistration(made, false);
    expect(verified.verified).toBe(true);
    expect(verified.registrationInfo?.fmt).toBe(fmt);
  });
});
