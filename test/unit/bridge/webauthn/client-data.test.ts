import { describe, expect, it } from 'vitest';
import { serializeClientData } from '../../../../bridge/webauthn/client-data.ts';
import l3 from '../../../vectors/webauthn-l3.json' with { type: 'json' };

const cases = l3.vectors.flatMap(({ title, registration, authentication }) => [
  { title, type: 'webauthn.create' as const, ...registration },
  { title, type: 'webauthn.get' as const, ...authentication },
]);

const base64url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');

describe('serializeClientData', () => {
  it.each(cases)('$type of "$title"', ({ type, challenge, clientDataJSON }) => {
    const expected = Buffer.from(clientDataJSON, 'hex').toString();
    // Later versions may append members of their own; what a limited verifier compares comes before.
    const known = expected.replace(/,"extraData":.*$/, '}');
    const parsed: { crossOrigin: boolean; topOrigin?: string } = JSON.parse(expected);
    const made = serializeClientData({
      type,
      challenge: base64url(challenge),
      origin: l3.origin,
      crossOrigin: parsed.crossOrigin,
      ...(parsed.topOrigin === undefined ? {} : { topOrigin: l3.topOrigin }),
    });
    expect(Buffer.from(made).toString()).toBe(known);
  });

  it('escapes quotes, backslashes and control characters, and nothing else', () => {
    const origin = 'a"b\\c\n\u0000\u001f\u007fé\u2028😀</script>';
    const made = Buffer.from(
      serializeClientData({ type: 'webauthn.get', challenge: '', origin, crossOrigin: false }),
    ).toString();
    expect(made).toBe(
      '{"type":"webauthn.get","challenge":"","origin":"a\\"b\\\\c\\u000a\\u0000\\u001f\u007fé\u2028😀</script>","crossOrigin":false}',
    );
    expect(JSON.parse(made).origin).toBe(origin);
  });

  it('names a top origin only where the frame is of another origin', () => {
    const made = serializeClientData({
      type: 'webauthn.get',
      challenge: 'AA',
      origin: 'https://a.example',
      crossOrigin: false,
      topOrigin: 'https://b.example',
    });
    expect(Buffer.from(made).toString()).not.toContain('topOrigin');
  });
});
