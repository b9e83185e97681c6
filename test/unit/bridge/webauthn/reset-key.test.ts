import { expect, onTestFinished, test } from 'vitest';
import { AttachedKeys } from '../../../../bridge/ctap/attached-keys.ts';
import { resetKey } from '../../../../bridge/webauthn/reset-key.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { neverAnswers, ScriptedPerson } from '../../../rig/scripted-person.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const PIN = '2468';

/** Keys that are plugged in, and a person who takes one out and puts it back as they are told. */
async function stage(...keys: readonly VirtualKey[]) {
  const hub = new InProcessTransport();
  const attached = new AttachedKeys([hub]);
  for (const key of keys) hub.insert(key);
  attached.start();
  onTestFinished(() => attached.stop());
  const isRead = () => attached.list.devices.filter(({ key }) => key !== undefined).length;
  await expect.poll(isRead, { timeout: 30_000 }).toBe(keys.length);
  const person = new ScriptedPerson();
  const act = (key: VirtualKey) => {
    person.onNotice = ({ type }) => {
      if (type === 'unplug') setTimeout(() => hub.remove(key), 5);
      if (type === 'plug-in') setTimeout(() => hub.insert(key), 5);
      if (type === 'touch') setTimeout(() => key.presence.touch(), 5);
    };
  };
  return { attached, person, act };
}

test('the only key is wiped with the person’s help, who is told each step', async () => {
  const key = new VirtualKey({ pin: PIN });
  key.presence.mode = 'wait';
  const { attached, person, act } = await stage(key);
  act(key);
  await resetKey(attached, person, new AbortController().signal);
  expect(key.pinIsSet).toBe(false);
  const told = person.notices.map(({ type }) => type);
  expect(told.slice(0, 4)).toEqual(['unplug', 'plug-in', 'working', 'touch']);
  expect(person.deviceRequests).toEqual([]);
  expect(person.notices.find(({ type }) => type === 'touch')).not.toHaveProperty('long');
});

test('a key that wants a long touch says so', async () => {
  const key = new VirtualKey({ pin: PIN, longTouchForReset: true });
  key.presence.mode = 'wait';
  const { attached, person, act } = await stage(key);
  act(key);
  person.onNotice = ((before) => (notice) => {
    if (notice.type === 'touch') setTimeout(() => key.presence.hold(), 5);
    else before(notice);
  })(person.onNotice);
  await resetKey(attached, person, new AbortController().signal);
  expect(person.notices.find(({ type }) => type === 'touch')).toMatchObject({ long: true });
});

test('of several keys the person says which, and the others keep all', async () => {
  const keys = [new VirtualKey({ pin: PIN }), new VirtualKey({ pin: PIN })] as const;
  const { attached, person, act } = await stage(...keys);
  act(keys[1]);
  person.answerDevice = (devices) => devices[1]?.id ?? '';
  await resetKey(attached, person, new AbortController().signal);
  expect(keys.map(({ pinIsSet }) => pinIsSet)).toEqual([true, false]);
});

test('a person who stops it keeps everything', async () => {
  const key = new VirtualKey({ pin: PIN });
  const { attached, person } = await stage(key);
  const stop = new AbortController();
  person.onNotice = ({ type }) => {
    if (type === 'unplug') stop.abort();
  };
  expect(await rejectionCode(resetKey(attached, person, stop.signal))).toBe('ceremony-cancelled');
  expect(key.pinIsSet).toBe(true);
});

test('it waits for a key where none is there', async () => {
  const { attached, person } = await stage();
  person.answerDevice = (_, signal) => neverAnswers(signal);
  const stop = new AbortController();
  person.onNotice = () => stop.abort();
  expect(await rejectionCode(resetKey(attached, person, stop.signal))).toBe('ceremony-cancelled');
  expect(person.notices.map(({ type }) => type)).toEqual(['device-wait']);
});
