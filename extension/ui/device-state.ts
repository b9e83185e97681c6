import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { explain, say } from '../../shared/words/words.ts';

/** What the person is asked for. */
export type Wanted = 'key' | 'card';

/**
 * What a device is and how it stands.
 * @param wanted absent where nothing is asked for, so that every device is as good as another
 */
export function deviceState(language: Language, device: DeviceSummary, wanted?: Wanted): string {
  const { transport, key, problem } = device;
  if (wanted !== 'key' && isCardAlone(device)) return say(language, 'devices.smartcard');
  const kind = `${say(language, `devices.${transport}`)}.`;
  if (problem !== undefined) {
    const { says, next } = explain(language, problem);
    return `${says} ${next}`;
  }
  if (key === undefined) return `${kind} ${say(language, 'devices.unread')}`;
  const pin = {
    true: 'devices.pinSet',
    false: 'devices.pinNotSet',
    null: 'devices.pinUnknown',
  } as const;
  const facts = [kind, say(language, pin[`${key.pinSet}`])];
  if (key.userVerification === true) facts.push(say(language, 'devices.fingerprintSet'));
  return facts.join(' ');
}

/** That a smartcard is no security key is a fault only where a key is asked for. */
function isCardAlone({ transport, problem }: DeviceSummary): boolean {
  return transport !== 'usb' && problem === 'device-not-fido';
}
