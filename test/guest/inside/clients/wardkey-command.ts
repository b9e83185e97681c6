import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { KeySummary } from '../../../../shared/rpc/device.ts';
import { outputOf } from '../program.ts';
import type { KeyInfo } from './fido-client.ts';

/** The built bridge, as it is installed. */
export const BUNDLE = fileURLToPath(
  new URL('../../../../dist/bridge/wardkey.mjs', import.meta.url),
);

const PATIENCE_MS = 60_000;

/** How the command is run, and by whom. */
export interface WardkeyCommand {
  readonly node: string;
  readonly bundle: string;
  /** By number; 0 for root. */
  readonly uid: number;
}

/** What `wardkey devices --json` shows, as far as it is looked at here. */
const ShownDevices = v.object({
  devices: v.array(
    v.object({
      name: v.string(),
      path: v.optional(v.string()),
      key: v.optional(KeySummary),
      problem: v.optional(v.string()),
    }),
  ),
});
export type ShownDevices = v.InferOutput<typeof ShownDevices>;

const Algorithm = v.object({ alg: v.number() });

const Info = v.object({
  name: v.string(),
  transport: v.string(),
  info: v.object({
    versions: v.array(v.string()),
    extensions: v.array(v.string()),
    aaguid: v.string(),
    options: v.record(v.string(), v.boolean()),
    maxMsgSize: v.number(),
    pinUvAuthProtocols: v.array(v.number()),
    maxCredentialCountInList: v.number(),
    maxCredentialIdLength: v.number(),
    transports: v.array(v.string()),
    algorithms: v.array(Algorithm),
    minPINLength: v.number(),
  }),
});

/** `wardkey key info --json` */
export async function keyInfo(): Promise<KeyInfo> {
  const out = await outputOf([process.execPath, BUNDLE, 'key', 'info', '--json']);
  const { info } = v.parse(Info, JSON.parse(out));
  return {
    ...info,
    extensions: info.extensions.toSorted(),
    algorithms: info.algorithms.map(({ alg }) => alg),
  };
}

/**
 * `wardkey devices --watch --json`, until every device that it shows has been read or has a problem:
 * an emulated computer may need longer for that than the command waits without `--watch`.
 */
export async function settledDevices(
  { node, bundle, uid }: WardkeyCommand = { node: process.execPath, bundle: BUNDLE, uid: 0 },
): Promise<ShownDevices> {
  const options = { uid, gid: uid, timeout: PATIENCE_MS };
  const child = spawn(node, [bundle, 'devices', '--watch', '--json'], options);
  const ended = once(child, 'close');
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const list = v.parse(ShownDevices, JSON.parse(line));
      const isSettled = list.devices.every(({ key, problem }) => key ?? problem);
      if (list.devices.length > 0 && isSettled) return list;
    }
    throw new Error('wardkey shows no device that it has read');
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}
