import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { AttachedKeys } from '../../ctap/attached-keys.ts';
import type { AuthenticatorInfo } from '../../ctap/authenticator-info.ts';
import { ClientPin } from '../../ctap/client-pin.ts';
import { isU2fOnly } from '../../ctap/identify.ts';
import { sharesPinProtocol } from '../../ctap/pin-conversation.ts';
import { keyName } from '../key-models.ts';
import type { Probe } from '../probe.ts';

/** Tries from which a person should know that they run out. */
const FEW_TRIES = 3;

/** How the PIN and the fingerprint of each key stand. No try is spent (CTAP 2.1 §6.5.5.2, §6.5.5.3). */
export const KEY_PIN_PROBE: Probe = {
  check: 'key-pin',
  async run({ machine, keysSettled, signal }) {
    const { keys } = machine;
    await keysSettled;
    const found = await Promise.all(
      keys.list.devices.map(({ id, name }) => {
        const info = keys.info(id);
        const named = keyName(machine, id, name);
        return info === undefined ? [] : pinFindings(keys, { id, name: named, info }, signal);
      }),
    );
    return found.flat();
  },
};

interface ReadKey {
  readonly id: string;
  readonly name: string;
  readonly info: AuthenticatorInfo;
}

async function pinFindings(
  keys: AttachedKeys,
  { id, name, info }: ReadKey,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { options } = info;
  const facts = { model: name };
  const hasFinger = options.get('uv') === true;
  if (isU2fOnly(info) || !sharesPinProtocol(info)) return [];
  const hasPin = options.get('clientPin');
  if (hasPin === false && !hasFinger) return [{ code: 'pin-not-set', facts }];
  const open = await keys.open(id, signal);
  try {
    const client = new ClientPin(open.channel, info);
    const pin = hasPin === true ? await pinTries(client, facts, signal) : [];
    const finger = hasFinger ? await fingerTries(client, facts, signal) : [];
    return [...pin, ...finger];
  } finally {
    await open.close();
  }
}

async function pinTries(
  client: ClientPin,
  facts: { readonly model: string },
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    const { pinRetries: tries, powerCycleState } = await client.getPinRetries({ signal });
    if (tries === 0) return [{ code: 'pin-blocked', facts }];
    const replug: readonly Finding[] =
      powerCycleState === true ? [{ code: 'pin-replug', facts: { ...facts, tries } }] : [];
    if (tries === 1) return [...replug, { code: 'pin-last-try', facts }];
    return tries <= FEW_TRIES
      ? [...replug, { code: 'pin-low', facts: { ...facts, tries } }]
      : replug;
  } catch (thrown) {
    const { code } = toWardkeyError(thrown);
    if (code === 'pin-blocked' || code === 'pin-replug') return [{ code, facts }];
    throw thrown;
  }
}

async function fingerTries(
  client: ClientPin,
  facts: { readonly model: string },
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    const tries = await client.getUvRetries({ signal });
    return tries === 0 ? [{ code: 'fingerprint-blocked', facts }] : [];
  } catch (thrown) {
    const { code } = toWardkeyError(thrown);
    if (code === 'fingerprint-blocked') return [{ code, facts }];
    // From before CTAP 2.1, keys with a fingerprint reader may not know the question.
    if (code === 'key-lacks-command' || code === 'key-refused') return [];
    throw thrown;
  }
}
