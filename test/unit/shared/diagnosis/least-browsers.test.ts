import { expect, test } from 'vitest';
import manifest from '../../../../manifest.json' with { type: 'json' };
import { browserByUserAgent, isTooOld } from '../../../../shared/diagnosis/least-browsers.ts';

test('the oldest browsers are those of the manifest', () => {
  const chromium = Number(manifest.minimum_chrome_version);
  const firefox = Number.parseInt(manifest.browser_specific_settings.gecko.strict_min_version, 10);
  for (const [form, least] of [
    ['chromium', chromium],
    ['firefox', firefox],
  ] as const) {
    expect(isTooOld(form, `${least}.0.1`)).toBe(false);
    expect(isTooOld(form, `${least - 1}.9`)).toBe(true);
  }
});

test.each(['', 'x', '-1', '99999999999999999999'])('%j says nothing', (version) => {
  expect(isTooOld('chromium', version)).toBe(false);
});

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    { form: 'chromium', version: '156.0.0.0' },
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    { form: 'firefox', version: '153.0' },
  ],
  ['Something/1.0', null],
])('%s', (text, known) => {
  expect(browserByUserAgent(text)).toEqual(known);
});
