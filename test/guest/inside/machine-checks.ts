import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { explain } from '../../../shared/words/words.ts';
import { commandNames } from '../../virtual/command-names.ts';
import type { Check } from './check.ts';
import {
  BUNDLE,
  type ShownDevices,
  settledDevices,
  type WardkeyCommand,
} from './clients/wardkey-command.ts';
import { outputOf } from './program.ts';
import { idle, type Stage } from './stage.ts';

/** Debian's nobody. */
const NOBODY = 65534;
const MY_PLACE = '/run/wardkey';
const UDEV_RECORDS = '/run/udev/data';
/** A message of a thousand bytes takes more. */
const MANY_REPORTS = 16;
const OPEN_TO_ALL = 0o666;

/** A path to a folder that all may take, although the checkout may stand in somebody's home. */
async function placeForAll(folder: string): Promise<string> {
  const place = join(MY_PLACE, basename(folder));
  await mkdir(place, { recursive: true });
  if ((await readdir(place)).length === 0) await outputOf(['mount', '--bind', folder, place]);
  return place;
}

/** `wardkey` as somebody runs it who is not root. */
async function nobodysCommand(): Promise<WardkeyCommand> {
  const node = join(await placeForAll(dirname(process.execPath)), basename(process.execPath));
  const bundle = join(await placeForAll(dirname(BUNDLE)), basename(BUNDLE));
  return { node, bundle, uid: NOBODY };
}

async function devicesOfNobody(): Promise<ShownDevices['devices']> {
  return (await settledDevices(await nobodysCommand())).devices;
}

/** What udev would write of the node, had it run its rules for security keys. */
async function recordByUdev(node: string): Promise<void> {
  const { rdev } = await stat(node);
  const [major, minor] = [(rdev >> 8) & 0xfff, rdev & 0xff];
  await mkdir(UDEV_RECORDS, { recursive: true });
  const record = 'E:ID_SECURITY_TOKEN=1\nG:security-device\nG:uaccess\nQ:uaccess\nV:1\n';
  await writeFile(join(UDEV_RECORDS, `c${major}:${minor}`), record);
}

async function registersWith(stage: Stage): Promise<void> {
  const made = await stage.wardkey.register();
  await stage.libfido2.verifyRegistration(made, false);
}

/** What only a real kernel shows: nodes that come and go, their permissions, other programs. */
export const MACHINE_CHECKS: readonly Check[] = [
  {
    name: 'a key that is plugged in is listed with its getInfo, one that is pulled out is gone, three times',
    run: async (stage) => {
      for (const name of ['First', 'Second', 'Third']) {
        const plugged = await stage.plug({ pin: '2468' }, name);
        const [device] = stage.wardkey.list.devices;
        assert.equal(device?.name, name);
        assert.equal(device.key?.pinSet, true);
        await stage.unplug(plugged);
        await stage.wardkey.until(({ devices }) => devices.length === 0);
      }
    },
  },
  {
    name: 'a key that is pulled out in the middle ends its ceremony, and the next one works',
    run: async (stage) => {
      const plugged = await stage.plug();
      plugged.key.presence.mode = 'wait';
      stage.wardkey.onEvent = ({ type }) => {
        if (type === 'touch') void stage.unplug(plugged);
      };
      await assert.rejects(stage.wardkey.create(), { code: 'device-removed' });
      stage.wardkey.onEvent = () => {};
      await stage.plug();
      await registersWith(stage);
    },
  },
  {
    name: 'of two keys both blink; the one that is touched is used, and the other goes dark',
    run: async (stage) => {
      const [one, two] = [await stage.plug(), await stage.plug()];
      for (const { key } of [one, two]) key.presence.mode = 'wait';
      const bothBlink = Promise.withResolvers<void>();
      const look = (): void => {
        if (one.key.presence.awaited && two.key.presence.awaited) bothBlink.resolve();
      };
      for (const { key } of [one, two]) key.presence.onAwaited(look);
      const creating = stage.wardkey.create();
      await Promise.race([bothBlink.promise, creating]);
      two.key.presence.touch();
      await creating;
      await Promise.all([idle(one), idle(two)]);
      assert.equal(one.key.presence.awaited, false);
      assert.deepEqual([one.key.credentials.length, two.key.credentials.length], [0, 1]);
    },
  },
  {
    name: 'messages of many reports reach the key whole through the kernel, and so do its answers',
    run: async (stage) => {
      const plugged = await stage.plug();
      const made = await stage.wardkey.register();
      const strangers = Array.from({ length: 6 }, () => randomBytes(120));
      const ids = [...strangers, made.credentialId];
      const allowCredentials = ids.map((id) => ({
        type: 'public-key',
        id: Buffer.from(id).toString('base64url'),
      }));
      plugged.tally.take();
      const before = plugged.key.commandLog.length;
      const { rawId } = await stage.wardkey.get({ allowCredentials });
      assert.deepEqual(Buffer.from(rawId, 'base64url'), Buffer.from(made.credentialId));
      const { fromPlatform } = plugged.tally.take();
      assert.deepEqual(commandNames(plugged.key.commandLog.slice(before)), ['02']);
      assert.ok(fromPlatform > MANY_REPORTS, `${fromPlatform} reports came`);
    },
  },
  {
    name: 'who may not open the node is told that no rule lets them, where others see no key at all',
    run: async (stage) => {
      await stage.plug();
      const [device, ...more] = await devicesOfNobody();
      assert.equal(device?.problem, 'hid-no-rule');
      assert.equal(device.key, undefined);
      assert.deepEqual(more, []);
      const { node, bundle, uid } = await nobodysCommand();
      const says = await outputOf([node, bundle, 'devices'], { uid });
      assert.ok(says.includes(explain('en', 'hid-no-rule', {}).says), says);
      assert.deepEqual(await stage.libfido2.nodes(NOBODY), []);
    },
  },
  {
    name: 'who has a rule but does not sit at the computer is told so',
    run: async (stage) => {
      await stage.plug();
      await recordByUdev(await stage.libfido2.node());
      const [device] = await devicesOfNobody();
      assert.equal(device?.problem, 'hid-no-seat');
    },
  },
  {
    name: 'who is given the node may use the key',
    run: async (stage) => {
      await stage.plug({ pin: '2468' });
      await chmod(await stage.libfido2.node(), OPEN_TO_ALL);
      const [device] = await devicesOfNobody();
      assert.equal(device?.problem, undefined);
      assert.equal(device?.key?.pinSet, true);
    },
  },
  {
    name: 'a key that another program holds is told busy, by that program’s name, and works after it',
    run: async (stage) => {
      const plugged = await stage.plug();
      const { presence } = plugged.key;
      presence.mode = 'wait';
      const blinks = Promise.withResolvers<void>();
      const forget = presence.onAwaited(() => blinks.resolve());
      const theirs = stage.libfido2.register();
      await Promise.race([blinks.promise, theirs]);
      forget();
      await assert.rejects(stage.wardkey.create(), {
        code: 'device-busy',
        facts: { hidError: 6, hidErrorName: 'CHANNEL_BUSY', program: 'fido2-cred' },
      });
      presence.touch();
      await stage.libfido2.verifyRegistration(await theirs, false);
      presence.mode = 'auto';
      await registersWith(stage);
    },
  },
];
