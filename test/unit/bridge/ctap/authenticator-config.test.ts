import { expect, test } from 'vitest';
import { AuthenticatorConfig } from '../../../../bridge/ctap/authenticator-config.ts';
import { PERMISSION } from '../../../../bridge/ctap/pin-uv-auth-token.ts';
import { reset } from '../../../../bridge/ctap/reset.ts';
import { PIN, Workbench } from './managed-key.ts';
import { codeOf, noSignal } from './scripted-transport.ts';

const { acfg } = PERMISSION;

async function configure(model: Parameters<typeof Workbench.with>[0] = {}) {
  const bench = await Workbench.with({ pin: PIN, ...model });
  return { bench, config: new AuthenticatorConfig(await bench.managed(acfg)) };
}

test('switches always-UV on and off', async () => {
  const { bench, config } = await configure();
  await config.toggleAlwaysUv();
  expect((await bench.info()).options.get('alwaysUv')).toBe(true);
  await config.toggleAlwaysUv();
  expect((await bench.info()).options.get('alwaysUv')).toBe(false);
});

test('raises the least PIN length, and a PIN that is too short must then be changed', async () => {
  const { bench, config } = await configure();
  await config.setMinPinLength({ newMinPinLength: 8, rpIds: ['login.microsoft.com'] });
  const info = await bench.info();
  expect(info).toMatchObject({ minPINLength: 8, forcePINChange: true });
  const client = await bench.clientPin();
  const options = { signal: noSignal };
  const scope = { permissions: acfg };
  expect(await codeOf(() => client.getTokenUsingPin(PIN, scope, options))).toBe(
    'pin-change-required',
  );
  expect(bench.key.pinTriesLeft).toBe(8);
  await client.changePin(PIN, '31415926', options);
  const changed = await bench.clientPin();
  await changed.getTokenUsingPin('31415926', scope, options);
});

test('never lowers it', async () => {
  const { config } = await configure({ minPinLength: 6 });
  expect(await codeOf(() => config.setMinPinLength({ newMinPinLength: 5 }))).toBe(
    'pin-length-lower',
  );
});

test('asks for a new PIN without another length', async () => {
  const { bench, config } = await configure();
  await config.setMinPinLength({ forceChangePin: true });
  expect((await bench.info()).forcePINChange).toBe(true);
});

test('switches on what a key has, and nothing else', async () => {
  const { bench, config } = await configure({
    enterpriseAttestation: false,
    longTouchForReset: false,
  });
  await config.enableEnterpriseAttestation();
  await config.enableLongTouchForReset();
  const info = await bench.info();
  expect(info.options.get('ep')).toBe(true);
  expect(info.longTouchForReset).toBe(true);
  const plain = (await configure()).config;
  expect(await codeOf(() => plain.enableEnterpriseAttestation())).toBe('key-misunderstood');
  expect(await codeOf(() => plain.enableLongTouchForReset())).toBe('key-misunderstood');
});

test('needs no token on a key that nothing protects', async () => {
  const bench = await Workbench.with();
  const config = new AuthenticatorConfig(await bench.managed(0));
  await config.toggleAlwaysUv();
  expect((await bench.info()).options.get('alwaysUv')).toBe(true);
});

test('a key without the command is not asked', async () => {
  const bench = await Workbench.with({ pin: PIN, authenticatorConfig: false });
  const managed = await bench.managed(0);
  expect(await codeOf(() => new AuthenticatorConfig(managed))).toBe('key-lacks-command');
});

test('a reset takes everything back, in its first ten seconds', async () => {
  let now = 0;
  const { bench, config } = await configure({ now: () => now });
  await config.toggleAlwaysUv();
  const { channel } = await bench.managed(0);
  const options = { signal: noSignal };
  now += 10_001;
  expect(await codeOf(() => reset(channel, options))).toBe('reset-too-late');
  expect(bench.key.pinIsSet).toBe(true);
  bench.key.powerCycle();
  bench.key.presence.mode = 'deny';
  expect(await codeOf(() => reset(channel, options))).toBe('touch-denied');
  bench.key.presence.mode = 'auto';
  await reset(channel, options);
  expect(bench.key.pinIsSet).toBe(false);
  expect((await bench.info()).options.get('alwaysUv')).toBe(false);
});

test('a subcommand that the key says it does not know is not sent', async () => {
  const infoOverrides = new Map([[0x1f, [2, 3]]]);
  const { bench, config } = await configure({ longTouchForReset: false, infoOverrides });
  const before = bench.key.commandLog.length;
  expect(await codeOf(() => config.enableLongTouchForReset())).toBe('key-lacks-command');
  expect(bench.key.commandLog.slice(before)).toEqual([]);
  await config.toggleAlwaysUv();
});

test('the RPs that may learn the least length are as many as the key takes', async () => {
  const { bench, config } = await configure();
  const rpIds = ['a.example', 'b.example', 'c.example', 'd.example'];
  await config.setMinPinLength({ rpIds });
  const { maxRPIDsForSetMinPINLength } = await bench.info();
  expect(maxRPIDsForSetMinPINLength).toBe(rpIds.length);
  expect(await codeOf(() => config.setMinPinLength({ rpIds: [...rpIds, 'e.example'] }))).toBe(
    'key-data-full',
  );
});

test.each<[string, (config: AuthenticatorConfig) => Promise<void>, object]>([
  ['always-UV', (config) => config.toggleAlwaysUv(), { options: ['alwaysUv', true] }],
  ['the least PIN length', (config) => config.setMinPinLength({ newMinPinLength: 9 }), { min: 9 }],
])('a change of %s is known to all once getInfo was read anew', async (_, change, expected) => {
  const bench = await Workbench.with({ pin: PIN });
  const managed = await bench.managed(acfg);
  await change(new AuthenticatorConfig(managed));
  const info = await bench.open.renewInfo(managed.options());
  expect(bench.open.info).toBe(info);
  const seen = {
    options: ['alwaysUv', info.options.get('alwaysUv')],
    min: bench.keys.list.devices[0]?.key?.minPinLength,
  };
  expect(seen).toMatchObject(expected);
  await bench.open.close();
  const next = await bench.keys.open(bench.open.device.id, noSignal);
  expect(next.info).toBe(info);
  await next.close();
});
