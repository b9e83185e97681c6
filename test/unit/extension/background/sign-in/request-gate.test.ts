import { expect, test } from 'vitest';
import { refusalOf } from '../../../../../extension/background/sign-in/request-gate.ts';

const ENTRA = 'https://login.microsoft.com';
const EXTRA = 'https://login.example.org';
const page = (origin: string, sameOriginWithAncestors = true) => ({
  origin,
  sameOriginWithAncestors,
});
const front = (topOrigin: string | null) => ({ inFront: true, awaitsFocus: false, topOrigin });

test.each([
  ['the chosen page in front', page(ENTRA), front(ENTRA), null],
  ['an origin that the policy adds', page(EXTRA), front(EXTRA), null],
  ['a frame of a listed origin', page(ENTRA, false), front('https://portal.nhs.net'), null],
  [
    'a tab behind another',
    page(ENTRA),
    { inFront: false, awaitsFocus: true, topOrigin: ENTRA },
    'sign-in-tab-hidden',
  ],
  ['another origin', page('https://portal.nhs.net'), front(ENTRA), 'sign-in-other-origin'],
  [
    'the tab now at an unlisted origin',
    page('https://a.example'),
    front('https://a.example'),
    'origin-not-allowed',
  ],
  [
    'a frame of an unlisted origin',
    page('https://a.example', false),
    front(ENTRA),
    'origin-not-allowed',
  ],
  [
    'a frame of a listed origin in a page that is not',
    page(ENTRA, false),
    front('https://a.example'),
    'sign-in-other-origin',
  ],
  [
    'a listed host without TLS',
    page('http://login.microsoft.com'),
    front('http://login.microsoft.com'),
    'origin-not-allowed',
  ],
  [
    'a listed host, another port',
    page(`${ENTRA}:444`),
    front(`${ENTRA}:444`),
    'origin-not-allowed',
  ],
  [
    'a host below a listed one',
    page('https://a.login.microsoft.com'),
    front('https://a.login.microsoft.com'),
    'origin-not-allowed',
  ],
  ['a tab of which nothing is known', page(ENTRA), front(null), 'sign-in-other-origin'],
  [
    'a frame in a tab of which nothing is known',
    page(ENTRA, false),
    front(null),
    'sign-in-other-origin',
  ],
] as const)('%s', (_name, asking, tab, refusal) => {
  expect(refusalOf(asking, tab, [EXTRA])).toBe(refusal);
});
