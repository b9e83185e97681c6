import assert from 'node:assert/strict';
import type { UhidKey } from '../../virtual/hid-device/uhid-key.ts';
import type { Check } from './check.ts';
import type { FidoClient, KeyInfo } from './clients/fido-client.ts';
import { settledDevices } from './clients/wardkey-command.ts';
import type { Stage } from './stage.ts';

const PIN = '271828';
const NEW_PIN = '314159';
const WRONG_PIN = '161803';

/** The names by which checks are made of each client. */
const NAMES = ['wardkey', 'libfido2', 'python-fido2'] as const;

function clientOf(stage: Stage, name: string): FidoClient {
  const client = stage.clients.find((each) => each.name === name);
  assert.ok(client);
  return client;
}

/** One makes a credential, and each of the others signs in with it; libfido2 checks all of it. */
async function usedByAll(
  stage: Stage,
  plugged: UhidKey,
  maker: FidoClient,
  pin?: string,
): Promise<void> {
  const how = pin === undefined ? 'touch' : 'PIN';
  const made = await stage.counted(plugged, [maker.name, `register, ${how}`], () =>
    maker.register(pin),
  );
  assert.equal(made.format, 'packed');
  const publicKey = await stage.libfido2.verifyRegistration(made, pin !== undefined);
  for (const client of stage.clients) {
    const signed = await stage.counted(plugged, [client.name, `sign in, ${how}`], () =>
      client.signIn(made.credentialId, pin),
    );
    await stage.libfido2.verifyAssertion(signed, publicKey, pin !== undefined);
  }
}

async function allSay(stage: Stage, tries: number): Promise<void> {
  for (const client of stage.clients) {
    assert.equal(await client.pinTries(), tries, `tries as ${client.name} tells them`);
  }
}

/** That the programs of others and the bridge see the same key, and understand one another. */
export const AGREEMENT_CHECKS: readonly Check[] = [
  {
    name: 'wardkey, fido2-token and python3-fido2 find the same key, and no other',
    run: async (stage) => {
      await stage.plug({}, 'Key of All');
      const nodes = await stage.libfido2.nodes();
      assert.equal(nodes.length, 1);
      assert.deepEqual(await stage.python.nodes(), nodes);
      const shown = stage.wardkey.list.devices;
      assert.deepEqual(
        shown.map(({ name, transport }) => ({ name, transport })),
        [{ name: 'Key of All', transport: 'usb' }],
      );
      const { devices } = await settledDevices();
      assert.deepEqual(
        devices.map(({ path }) => path),
        nodes,
      );
      assert.deepEqual(devices[0]?.key, shown[0]?.key);
    },
  },
  {
    name: 'they read the same from its getInfo: AAGUID, options, versions, sizes',
    run: async (stage) => {
      const plugged = await stage.plug({ pin: PIN });
      const told: KeyInfo[] = [];
      for (const client of stage.clients) {
        const action = () => client.info();
        told.push(await stage.counted(plugged, [client.name, 'information'], action));
      }
      const [ours, ...others] = told;
      assert.equal(ours?.aaguid, Buffer.from(plugged.key.model.aaguid).toString('hex'));
      assert.equal(ours.options['clientPin'], true);
      for (const theirs of others) assert.deepEqual(theirs, ours);
    },
  },
  ...NAMES.map(
    (name): Check => ({
      name: `a credential that ${name} makes is verified and used by all`,
      run: async (stage) => usedByAll(stage, await stage.plug(), clientOf(stage, name)),
    }),
  ),
  {
    name: 'a PIN that python3-fido2 sets is taken by all, for making and for using credentials',
    run: async (stage) => {
      const plugged = await stage.plug();
      await stage.python.setPin(PIN);
      for (const client of stage.clients) await usedByAll(stage, plugged, client, PIN);
    },
  },
  {
    name: 'a PIN that fido2-token sets and python3-fido2 changes is taken by all, the old one by none',
    run: async (stage) => {
      const plugged = await stage.plug();
      await stage.libfido2.setPin(PIN);
      await stage.python.changePin(PIN, NEW_PIN);
      await stage.wardkey.tryWrongPin(PIN);
      await stage.libfido2.tryWrongPin(PIN);
      await usedByAll(stage, plugged, stage.wardkey, NEW_PIN);
    },
  },
  {
    name: 'tries that one spends on a wrong PIN are seen by all, and come back with the right one',
    run: async (stage) => {
      await stage.plug({ pin: PIN });
      await allSay(stage, 8);
      for (const [spent, client] of stage.clients.slice(0, 2).entries()) {
        await client.tryWrongPin(WRONG_PIN);
        await allSay(stage, 7 - spent);
      }
      await stage.python.register(PIN);
      await allSay(stage, 8);
    },
  },
];
