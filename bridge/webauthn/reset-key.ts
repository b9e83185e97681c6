import { CEREMONY_TIMEOUT_MS } from '../../shared/rpc/limits.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { guidedReset, type ResetStep } from '../ctap/guided-reset.ts';
import { withinLife } from './ceremony-life.ts';
import { askForDevice, usableDevices } from './device-choice.ts';
import type { CeremonyNotice, Person } from './person.ts';

/** To choose the key, take it out, put it back and touch it, each in its own time, in milliseconds. */
const LIFE = { ...CEREMONY_TIMEOUT_MS, standard: 2 * CEREMONY_TIMEOUT_MS.standard };

type Keys = Pick<AttachedKeys, 'list' | 'get' | 'onChange' | 'hurry' | 'open' | 'forgetInfo'>;

/**
 * Wipes a key with the person's help, who says which one where there are several.
 * @throws WardkeyError `device-none`, `ceremony-timeout`, the signal's reason, and those of
 *   {@link guidedReset}
 */
export async function resetKey(keys: Keys, person: Person, signal: AbortSignal): Promise<void> {
  await withinLife(
    undefined,
    signal,
    async (life) => {
      const device = await oneKey(keys, person, life);
      const onStep = (step: ResetStep) => person.tell(noticeOf(step));
      await guidedReset({ keys, device, signal: life, onStep });
    },
    LIFE,
  );
}

async function oneKey(keys: Keys, person: Person, signal: AbortSignal): Promise<string> {
  for (;;) {
    const devices = await usableDevices(keys, person, signal);
    const [only, ...others] = devices;
    const chosen = others.length === 0 ? only : await askForDevice(keys, devices, person, signal);
    if (chosen !== undefined) return chosen.id;
  }
}

function noticeOf(step: ResetStep): CeremonyNotice {
  if (step.type !== 'touch') return step;
  const { type, device, long } = step;
  return { type, device, ...(long && { long }) };
}
