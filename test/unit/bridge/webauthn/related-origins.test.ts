import { describe, expect, it } from 'vitest';
import { isRelatedOrigin } from '../../../../bridge/webauthn/related-origins.ts';

const ORIGIN = 'https://shop.example.co.uk';
const named = (count: number) =>
  Array.from({ length: count }, (_, index) => `https://name${index}.example`);

describe('isRelatedOrigin', () => {
  it.each([
    ['alone', [ORIGIN]],
    ['after others', ['https://a.test', ORIGIN]],
    ['as the fifth name', [...named(4), ORIGIN]],
    ['with a path and a standard port, which its origin leaves out', [`${ORIGIN}:443/path`]],
    ['after more than five that go by one name', [...named(4), ...countries(), ORIGIN]],
    ['after what is no URL, no domain, or a public suffix itself', [...nonsense(), ORIGIN]],
  ])('takes one that is named %s', (_how, origins) => {
    expect(isRelatedOrigin({ origins }, ORIGIN)).toBe(true);
  });

  it.each([
    ['as the sixth name', [...named(5), ORIGIN]],
    ['in plain text', [ORIGIN.replace('https', 'http')]],
    ['on another port', [`${ORIGIN}:8443`]],
    ['by another of its hosts', ['https://example.co.uk', 'https://www.example.co.uk']],
    ['in a list in which not all is text', [ORIGIN, 1]],
    ['not at all', []],
  ])('takes none that is named %s', (_how, origins) => {
    expect(isRelatedOrigin({ origins }, ORIGIN)).toBe(false);
  });

  it.each([null, [], ORIGIN, 7, {}, { origins: ORIGIN }, { origins: { 0: ORIGIN } }])(
    'finds none in %j',
    (document) => {
      expect(isRelatedOrigin(document, ORIGIN)).toBe(false);
    },
  );
});

/** One label, in many countries. */
function countries(): string[] {
  return ['de', 'fr', 'it', 'co.uk', 'com', 'nl'].map((suffix) => `https://www.example.${suffix}`);
}

function nonsense(): string[] {
  return ['', 'shop', 'https://', 'https://192.0.2.1', 'https://[2001:db8::1]', 'https://co.uk'];
}
