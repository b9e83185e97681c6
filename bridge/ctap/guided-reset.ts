import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { DeviceList, DeviceSummary } from '../../shared/rpc/device.ts';
import type { OpenKey } from './attached-key.ts';
import type { AttachedKeys } from './attached-keys.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';
import type { CommandOptions } from './command.ts';
import { isU2fOnly } from './identify.ts';
import { reset } from './reset.ts';
import { isSameKey } from './same-key.ts';
import { timeLimit } from './time-limit.ts';
import { unlessAborted } from './unless-aborted.ts';

/** What the person does next, or waits for. Told as it comes up, in this order. */
export type ResetStep =
  /** Take the key out, or the card from its reader. */
  | { readonly type: 'unplug'; readonly device: DeviceSummary }
  /** Put the same one back in: from then on the key has 10 seconds (CTAP 2.1 §6.6). */
  | { readonly type: 'plug-in'; readonly device: DeviceSummary }
  | { readonly type: 'working'; readonly device: DeviceSummary }
  /** `long`: hold it for five seconds or more (CTAP 2.3, longTouchForReset). */
  | { readonly type: 'touch'; readonly device: DeviceSummary; readonly long: boolean };

export interface ResetTimings {
  /** How long the person may take to take the key out, and again to put it back, in milliseconds. */
  readonly replugMs: number;
  /** How long a key may wait for its touch: keys give up after 30 s by themselves. */
  readonly touchMs: number;
}

export interface ResetRequest {
  readonly keys: Pick<AttachedKeys, 'list' | 'get' | 'onChange' | 'open' | 'forgetInfo'>;
  /** The id of the key that the person chose. */
  readonly device: string;
  /** Ends it; at the key too, which then keeps everything. */
  readonly signal: AbortSignal;
  onStep(step: ResetStep): void;
  readonly timings?: Partial<ResetTimings>;
}

const TIMINGS: ResetTimings = { replugMs: 60_000, touchMs: 60_000 };

const READER_TRANSPORTS: readonly string[] = ['nfc', 'smart-card'];

/**
 * Wipes a key with the person's help: they take it out and put it back, as keys ask for, and touch it.
 * Nothing is sent unless what comes back is the same key. What was known of the key is forgotten.
 * @returns the key as it is afterwards
 * @throws WardkeyError `reset-wrong-transport`, `key-lacks-command` before anything is asked of the
 *   person; `reset-replug-timeout`, `reset-other-key`; `reset-too-late`, `touch-denied`,
 *   `touch-timeout` as the key says them; those of opening a key, the signal's reason
 */
export async function guidedReset(request: ResetRequest): Promise<DeviceSummary> {
  const { keys, device: id, signal, onStep } = request;
  const timings = { ...TIMINGS, ...request.timings };
  const before = await lookAt(request);
  refuseWhereImpossible(before);
  const others = new Set(keys.list.devices.map((device) => device.id));

  onStep({ type: 'unplug', device: before.device });
  await untilListed(request, timings.replugMs, () => keys.get(id) === undefined || undefined);
  onStep({ type: 'plug-in', device: before.device });
  const back = await untilListed(request, timings.replugMs, ({ devices }) =>
    devices.find((device) => !others.has(device.id) && device.key !== undefined),
  );

  const open = await keys.open(back.id, signal);
  try {
    if (!isSameKey(before, open)) throw new WardkeyError('reset-other-key');
    onStep({ type: 'working', device: open.device });
    await resetInTime(open, request, timings.touchMs);
  } finally {
    await open.close();
  }
  await keys.forgetInfo(back.id);
  return keys.get(back.id) ?? open.device;
}

async function lookAt({ keys, device, signal }: ResetRequest): Promise<OpenKey> {
  const open = await keys.open(device, signal);
  await open.close();
  return open;
}

function refuseWhereImpossible({ device, info }: OpenKey): void {
  if (isU2fOnly(info)) throw new WardkeyError('key-lacks-command');
  const { transportsForReset } = info;
  if (transportsForReset !== undefined && !takesResetOver(device, transportsForReset)) {
    const transports = transportsForReset.join(', ');
    throw new WardkeyError('reset-wrong-transport', { facts: { transports } });
  }
}

/** Whether a reader works with a field or with contacts is not for sure: the key itself knows. */
function takesResetOver(
  { transport }: DeviceSummary,
  allowed: NonNullable<AuthenticatorInfo['transportsForReset']>,
): boolean {
  return transport === 'usb'
    ? allowed.includes('usb')
    : READER_TRANSPORTS.some((reader) => allowed.includes(reader));
}

/** @throws WardkeyError `reset-replug-timeout`, the signal's reason */
async function untilListed<T>(
  { keys, signal }: ResetRequest,
  ms: number,
  find: (list: DeviceList) => T | undefined,
): Promise<T> {
  const { promise: found, resolve } = Promise.withResolvers<T>();
  const look = (list: DeviceList) => {
    const value = find(list);
    if (value !== undefined) resolve(value);
  };
  const stop = keys.onChange(look);
  try {
    look(keys.list);
    return await inTime(ms, 'reset-replug-timeout', signal, (until) => unlessAborted(found, until));
  } finally {
    stop();
  }
}

function resetInTime(
  { channel, device, info, removed }: OpenKey,
  { signal, onStep }: ResetRequest,
  ms: number,
): Promise<void> {
  const long = info.longTouchForReset === true;
  let last: Parameters<NonNullable<CommandOptions['onKeepalive']>>[0] = 'processing';
  const onKeepalive: CommandOptions['onKeepalive'] = (status) => {
    if (status === last) return;
    last = status;
    onStep(
      status === 'touch-needed' ? { type: 'touch', device, long } : { type: 'working', device },
    );
  };
  const ends = AbortSignal.any([signal, removed]);
  return inTime(ms, 'touch-timeout', ends, (until) =>
    reset(channel, { signal: until, onKeepalive }),
  );
}

async function inTime<T>(
  ms: number,
  code: ErrorCode,
  signal: AbortSignal,
  run: (until: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = timeLimit(ms, code);
  try {
    return await run(AbortSignal.any([signal, limit.signal]));
  } finally {
    limit.end();
  }
}
