import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { askForDevice } from './device-choice.ts';
import { letGo } from './on-open-key.ts';
import type { Person } from './person.ts';
import type { Candidate } from './silent-probe.ts';
import { selectByTouch } from './touch-selection.ts';

/** A key to go on with as it is, or a device that must be opened again. */
export type Choice = Candidate | { readonly device: DeviceSummary };

/** A card takes lying there for a touch, so that only a key on USB can be picked by one. */
export function blinks({ open }: Candidate): boolean {
  return open.device.transport === 'usb';
}

/**
 * Has the person pick one of several keys where a touch alone cannot tell, since cards are among them:
 * from the list, or by touching one that blinks.
 * @param candidates open; all but the one that is returned have been let go in the end
 * @returns `undefined` when the devices changed meanwhile, so that the question is out of date
 * @throws WardkeyError the signal's reason, `touch-denied`
 */
export async function chooseOrTouch(
  keys: Pick<AttachedKeys, 'list' | 'onChange'>,
  candidates: readonly Candidate[],
  person: Person,
  signal: AbortSignal,
): Promise<Choice | undefined> {
  await Promise.all(candidates.filter((each) => !blinks(each)).map(({ open }) => letGo(open)));
  const settled = new AbortController();
  const until = AbortSignal.any([signal, settled.signal]);
  const blinking = candidates.filter(blinks);
  const devices = candidates.map(({ open }) => open.device);
  const asked = askForDevice(keys, devices, person, until);
  const touched =
    blinking.length === 0 ? undefined : selectByTouch(blinking, inSilence(person), until);
  try {
    return await firstOf(asked, touched);
  } finally {
    settled.abort();
    await Promise.allSettled([asked, touched]);
  }
}

/** Keys that are all out are no answer: the list still is there. */
async function firstOf(
  asked: Promise<DeviceSummary | undefined>,
  touched: Promise<Candidate> | undefined,
): Promise<Choice | undefined> {
  const listed = asked.then((device) => (device === undefined ? undefined : { device }));
  return touched === undefined ? listed : Promise.race([listed, touched.catch(() => listed)]);
}

/** The list is on the screen: a notice of a touch would take its place. */
function inSilence(person: Person): Person {
  return {
    tell: () => {},
    askPin: (request, signal) => person.askPin(request, signal),
    askNewPin: (request, signal) => person.askNewPin(request, signal),
    chooseDevice: (devices, signal) => person.chooseDevice(devices, signal),
    chooseAccount: (accounts, signal) => person.chooseAccount(accounts, signal),
  };
}
