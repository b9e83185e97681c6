import { expect, test } from 'vitest';
import { CredentialLists } from '../../../../bridge/ctap/credential-lists.ts';
import type { PinUvAuthToken } from '../../../../bridge/ctap/pin-uv-auth-token.ts';
import { PERMISSION } from '../../../../bridge/ctap/pin-uv-auth-token.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { PERSONALITIES } from '../../../virtual/personalities.ts';
import { Platform } from '../../virtual/platform.ts';
import { PIN, Workbench } from './managed-key.ts';
import { codeOf, noSignal } from './scripted-transport.ts';

const LISTING = 0x0a;

/** A key with a stored credential, lists of it, and what they cost. */
class Desk {
  readonly bench: Workbench;
  readonly lists: CredentialLists;
  readonly asked: number[] = [];
  pin = PIN;

  private constructor(bench: Workbench, lists: CredentialLists) {
    this.bench = bench;
    this.lists = lists;
  }

  static async with(model: VirtualKeyOptions, lists = new CredentialLists()): Promise<Desk> {
    const desk = new Desk(await Workbench.with({ pin: PIN, ...model }), lists);
    await desk.store('one.example', 'Ann');
    return desk;
  }

  async store(rpId: string, name: string): Promise<void> {
    const platform = new Platform(this.bench.key, 2);
    const { token } = await platform.token(this.pin, { permissions: PERMISSION.mc, rpId });
    await platform.create(
      new Map([
        ...platform.createAuth(token),
        [2, { id: rpId }],
        [3, { id: Buffer.from(name), name, displayName: name }],
        [7, { rk: true }],
      ]),
    );
  }

  async names(): Promise<(string | undefined)[]> {
    const { credentials } = await this.lists.list(await this.bench.managed(0), (permissions) =>
      this.#token(permissions),
    );
    return credentials.map(({ rp, stored }) => `${stored.user.name} ${rp.id}`);
  }

  get commands(): number {
    return this.bench.key.commandLog.filter(({ command }) => command === LISTING).length;
  }

  async #token(permissions: number): Promise<PinUvAuthToken> {
    this.asked.push(permissions);
    const client = await this.bench.clientPin();
    return client.getTokenUsingPin(this.pin, { permissions }, { signal: noSignal });
  }
}

test('a key with lasting tokens asks once, and is not asked itself while nothing changes', async () => {
  const desk = await Desk.with(PERSONALITIES['ctap-2.3']);
  expect(await desk.names()).toEqual(['Ann one.example']);
  const { commands } = desk;
  desk.bench.key.powerCycle();
  expect(await desk.names()).toEqual(['Ann one.example']);
  expect(desk.commands).toBe(commands);
  expect(desk.asked).toEqual([PERMISSION.pcmr]);
});

test('what changed on the key is listed anew, without another PIN', async () => {
  const desk = await Desk.with(PERSONALITIES['ctap-2.3']);
  await desk.names();
  await desk.store('two.example', 'Bob');
  expect(await desk.names()).toEqual(['Ann one.example', 'Bob two.example']);
  expect(desk.asked).toEqual([PERMISSION.pcmr]);
});

test('a change of the PIN makes the token void: the person is asked again', async () => {
  const desk = await Desk.with(PERSONALITIES['ctap-2.3']);
  await desk.names();
  desk.pin = '31415926';
  await (await desk.bench.clientPin()).changePin(PIN, desk.pin, { signal: noSignal });
  expect(await desk.names()).toEqual(['Ann one.example']);
  expect(desk.asked).toEqual([PERMISSION.pcmr, PERMISSION.pcmr]);
});

test('two keys are kept apart, and one is never shown the list of the other', async () => {
  const lists = new CredentialLists();
  const first = await Desk.with(PERSONALITIES['ctap-2.3'], lists);
  const second = await Desk.with(PERSONALITIES['ctap-2.3'], lists);
  await second.store('two.example', 'Bob');
  expect(await first.names()).toEqual(['Ann one.example']);
  expect(await second.names()).toEqual(['Ann one.example', 'Bob two.example']);
  expect(await first.names()).toEqual(['Ann one.example']);
  expect([first.asked.length, second.asked.length]).toEqual([1, 1]);
});

test('once disposed of, everything is asked for again', async () => {
  const desk = await Desk.with(PERSONALITIES['ctap-2.3']);
  await desk.names();
  desk.lists.dispose();
  await desk.names();
  expect(desk.asked).toHaveLength(2);
});

test.each([
  ['of CTAP 2.1', {}],
  ['that hides who it is', { persistentToken: true, infoOverrides: new Map([[0x19, undefined]]) }],
])('a key %s wants a token for each list', async (_, model: VirtualKeyOptions) => {
  const desk = await Desk.with(model);
  expect(await desk.names()).toEqual(['Ann one.example']);
  expect(await desk.names()).toEqual(['Ann one.example']);
  expect(desk.asked).toHaveLength(2);
});

test('a key that spoils what it sealed is refused, and its token not kept', async () => {
  const infoOverrides = new Map([[0x19, Buffer.alloc(17)]]);
  const desk = await Desk.with({ persistentToken: true, infoOverrides });
  expect(await codeOf(() => desk.names())).toBe('device-garbled');
  expect(await codeOf(() => desk.names())).toBe('device-garbled');
  expect(desk.asked).toHaveLength(2);
});
