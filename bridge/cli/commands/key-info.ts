import type { AttachedKeys } from '../../ctap/attached-keys.ts';
import type { AuthenticatorInfo } from '../../ctap/authenticator-info.ts';
import { openInTime } from '../../webauthn/open-in-time.ts';
import type { Command } from '../context.ts';
import { SUCCESS } from '../exit-codes.ts';
import { keyInfoJson } from '../key-info-json.ts';
import { keyInfoLines } from '../key-info-lines.ts';
import { readKeyTries } from '../key-tries.ts';
import { usableDevices } from '../named-device.ts';
import { settledList } from '../settled-list.ts';
import { show } from '../show.ts';

/** `wardkey key info`: all that a key tells about itself and its tries, for one key or for every one. */
export const keyInfo: Command = async (context) => {
  const { input, signal } = context;
  const attached = await context.keys();
  try {
    const list = await settledList(attached, signal);
    const wanted = input.text('device');
    for (const device of usableDevices(list, wanted)) {
      const info = attached.info(device.id) ?? (await infoOf(attached, device.id, signal));
      const tries = await readKeyTries(attached, device.id, info, signal);
      const lines = () => keyInfoLines(device, info, tries, context);
      show(context, keyInfoJson(device, info, tries), lines);
    }
    return SUCCESS;
  } finally {
    await attached.stop();
  }
};

/** Of a device that said nothing yet, when it was looked at: what opening it tells is why. */
async function infoOf(
  attached: AttachedKeys,
  id: string,
  signal: AbortSignal,
): Promise<AuthenticatorInfo> {
  const open = await openInTime(attached.open(id, signal), signal);
  await open.close();
  return open.info;
}
