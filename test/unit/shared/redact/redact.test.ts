import { expect, test } from 'vitest';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { redact } from '../../../../shared/redact/redact.ts';

const SECRET = '736251';

test('keeps what a log needs', () => {
  expect(
    redact({ method: 'webauthn.get', protocol: { min: 1, max: 1 }, code: 'pin-wrong' }),
  ).toEqual({
    method: 'webauthn.get',
    protocol: { min: 1, max: 1 },
    code: 'pin-wrong',
  });
});

test.each([
  { pin: SECRET },
  { params: { type: 'pin', pin: SECRET, step: SECRET } },
  { params: { type: 'new-pin', newPin: SECRET, currentPin: SECRET } },
  { pin: Number(SECRET) },
  [SECRET],
  SECRET,
  { user: { name: SECRET, displayName: SECRET, id: SECRET } },
  { origin: `https://${SECRET}.example` },
  { code: `PIN ${SECRET}\nforged line` },
  { [`PIN is ${SECRET}`]: true },
  new TypeError(`bad PIN ${SECRET}`),
  new WardkeyError('internal', { cause: SECRET, facts: { path: `/home/${SECRET}` } }),
  new TextEncoder().encode(SECRET),
  { a: { b: { c: { d: { e: { f: { g: { code: SECRET } } } } } } } },
])('hides what is nobody’s business (%#)', (value) => {
  expect(JSON.stringify(redact(value))).not.toContain(SECRET);
});

test('ends on a value that holds itself', () => {
  const loop: Record<string, unknown> = {};
  loop['loop'] = loop;
  expect(JSON.stringify(redact(loop))).toContain('<deep>');
});
