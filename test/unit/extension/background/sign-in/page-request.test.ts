import { expect, test } from 'vitest';
import { readPageRequest } from '../../../../../extension/background/sign-in/page-request.ts';

const override = { origin: 'https://login.microsoft.com', sameOriginWithAncestors: true };
const get = (extensions: unknown) => JSON.stringify({ challenge: 'AAAA', rpId: 'x', extensions });

test('the caller comes from the browser’s own extension, which goes no further', () => {
  const json = get({ appid: 'https://x', remoteDesktopClientOverride: override });
  expect(readPageRequest({ kind: 'get', requestId: 5 }, json)).toEqual({
    kind: 'get',
    requestId: 5,
    ...override,
    options: { challenge: 'AAAA', rpId: 'x', extensions: { appid: 'https://x' } },
  });
});

test.each([
  ['no JSON', '{'],
  ['no extensions', JSON.stringify({ challenge: 'AAAA' })],
  ['no override', get({})],
  ['no origin', get({ remoteDesktopClientOverride: { sameOriginWithAncestors: true } })],
  ['no challenge', JSON.stringify({ extensions: { remoteDesktopClientOverride: override } })],
  ['null', 'null'],
])('unreadable: %s', (_name, json) => {
  expect(() => readPageRequest({ kind: 'get', requestId: 1 }, json)).toThrow(
    expect.objectContaining({ code: 'options-invalid' }),
  );
});

test('options of the other ceremony are refused', () => {
  const json = get({ remoteDesktopClientOverride: override });
  expect(() => readPageRequest({ kind: 'create', requestId: 1 }, json)).toThrow(
    expect.objectContaining({ code: 'options-invalid' }),
  );
});
