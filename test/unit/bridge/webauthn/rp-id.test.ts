import { describe, expect, it } from 'vitest';
import { parseOrigin } from '../../../../bridge/webauthn/origin.ts';
import { isOwnRpId } from '../../../../bridge/webauthn/rp-id.ts';
import vectors from '../../../vectors/rp-id-checks.json' with { type: 'json' };

const check = (rpId: string, origin: string) => isOwnRpId(rpId, parseOrigin(origin));

/** An origin that is none at all may claim nothing. */
function mayClaim(rpId: string, origin: string): boolean {
  try {
    return check(rpId, origin);
  } catch (error) {
    expect(error).toMatchObject({ code: 'origin-not-allowed' });
    return false;
  }
}

describe('isOwnRpId', () => {
  it.each(vectors.valid)('%s may be claimed by %s', (rpId, origin) => {
    expect(check(rpId, origin ?? '')).toBe(true);
  });

  it.each(vectors.invalid)('%s may not be claimed by %s', (rpId, origin) => {
    expect(mayClaim(rpId, origin ?? '')).toBe(false);
  });

  it.each([
    ['microsoft.com', 'https://login.microsoft.com'],
    ['nhs.net', 'https://portal.nhs.net'],
    ['intranet', 'https://intranet'],
    ['xn--bcher-kva.example', 'https://www.xn--bcher-kva.example'],
  ])('%s is a registrable suffix of %s', (rpId, origin) => {
    expect(check(rpId, origin)).toBe(true);
  });

  it.each([
    ['nhs.uk', 'https://www.nhs.uk'],
    ['uk', 'https://www.nhs.uk'],
    ['net', 'https://portal.nhs.net'],
    ['azurewebsites.net', 'https://a.azurewebsites.net'],
    ['kobe.jp', 'https://a.b.kobe.jp'],
    ['xn--55qx5d.cn', 'https://a.xn--55qx5d.cn'],
    ['portal.nhs.net', 'https://nhs.net'],
    ['tal.nhs.net', 'https://portal.nhs.net'],
    ['.nhs.net', 'https://portal.nhs.net'],
    ['nhs.net.', 'https://portal.nhs.net'],
    ['NHS.net', 'https://portal.nhs.net'],
    ['nhs.net:443', 'https://portal.nhs.net'],
    ['https://portal.nhs.net', 'https://portal.nhs.net'],
    ['', 'https://portal.nhs.net'],
    ['portal.nhs.net.', 'https://portal.nhs.net.'],
    ['127.0.0.1', 'https://127.0.0.1'],
    ['0.0.1', 'https://127.0.0.1'],
    ['[::1]', 'https://[::1]'],
    ['127.0.0.1', 'http://127.0.0.1'],
    ['notlocalhost', 'http://notlocalhost'],
  ])('%s is refused to %s', (rpId, origin) => {
    expect(check(rpId, origin)).toBe(false);
  });
});
