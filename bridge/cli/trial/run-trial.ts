import type { DeviceSummary } from '../../../shared/rpc/device.ts';
import type {
  AuthenticationResponseJson,
  CreationOptionsJson,
  RegistrationResponseJson,
  RequestOptionsJson,
} from '../../../shared/rpc/webauthn-json.ts';
import type { AttachedKeys } from '../../ctap/attached-keys.ts';
import { TRIAL_CALLER, trialClient } from '../../webauthn/trial/trial-client.ts';
import type { CommandContext } from '../context.ts';
import { usableDevices } from '../named-device.ts';
import { settledList } from '../settled-list.ts';
import { TerminalPerson } from '../terminal-person.ts';
import { wrongValue } from '../wrong-value.ts';

/** The two ceremonies, as a page of the throwaway relying party calls them. */
export interface TrialPage {
  create(options: CreationOptionsJson): Promise<RegistrationResponseJson>;
  get(options: RequestOptionsJson): Promise<AuthenticationResponseJson>;
}

const WISHES: readonly string[] = ['required', 'preferred', 'discouraged'];

/**
 * Runs ceremonies of the throwaway relying party on the product's own client.
 * @param isInputTaken standard input holds something other than PINs
 * @throws WardkeyError `device-none` and its like at once; those of the ceremonies
 */
export async function runTrial<T>(
  context: CommandContext,
  isInputTaken: boolean,
  run: (page: TrialPage) => Promise<T>,
): Promise<T> {
  const { input, signal, terminal } = context;
  const attached = await context.keys();
  try {
    const wanted = input.text('device');
    const devices = usableDevices(await settledList(attached, signal), wanted);
    const keys = wanted === undefined ? attached : only(attached, devices);
    const person = new TerminalPerson(context, { isInputTaken });
    const client = trialClient(keys);
    return await run({
      create: (options) => client.create(TRIAL_CALLER, options, person, signal),
      get: (options) => client.get(TRIAL_CALLER, options, person, signal),
    });
  } finally {
    terminal.status(null);
    await attached.stop();
  }
}

/** @throws WardkeyError `usage` for a wish that WebAuthn does not know (Level 3 §5.8.6) */
export function verificationWish({ input }: CommandContext): string {
  const wish = input.text('user-verification') ?? 'preferred';
  if (!WISHES.includes(wish)) throw wrongValue(wish, WISHES);
  return wish;
}

/** The attached keys as if there were no others. A card that is lifted comes back to the same reader. */
function only(
  attached: AttachedKeys,
  wanted: readonly DeviceSummary[],
): Pick<AttachedKeys, 'list' | 'onChange' | 'hurry' | 'open' | 'doubtInfo'> {
  const isWanted = ({ id, transport, name }: DeviceSummary): boolean =>
    wanted.some((one) => one.id === id || (transport !== 'usb' && one.name === name));
  return {
    get list() {
      const { devices, problems } = attached.list;
      return { devices: devices.filter(isWanted), problems };
    },
    onChange: (listener) => attached.onChange(listener),
    hurry: () => attached.hurry(),
    open: (id, signal) => attached.open(id, signal),
    doubtInfo: () => attached.doubtInfo(),
  };
}
