import { commandNames } from '../../virtual/command-names.ts';
import type { VirtualKeyOptions } from '../../virtual/key-options.ts';
import type { BenchKey } from './bench-key.ts';

/** How programs reach the key; the words stand in the table. */
export const WAY = {
  hid: 'USB HID, preloaded shim',
  card: 'card, pcscd',
} as const;

export type Way = keyof typeof WAY;

/** A key that programs of this machine can reach. */
export interface BenchDevice {
  readonly way: Way;
  readonly key: BenchKey;
  /** What programs need in their environment to reach it, and only it. */
  readonly env: Readonly<Record<string, string>>;
  /** By what name a program opens it: the path of a node, or the name of a reader. */
  readonly name: string;
  /** Reports or APDUs so far, both ways. */
  readonly frames: number;
  /** The command that runs another where the device is to be seen. */
  wrap(command: readonly string[]): [string, ...string[]];
  /** Takes the key away. */
  remove(): Promise<void>;
  /** Takes the key away, if it is there, and puts another in its place that knows nothing of it. */
  replace(options: VirtualKeyOptions): Promise<void>;
  close(): Promise<void>;
}

/** What a device did while something ran. */
export interface Account {
  readonly deviceMs: number;
  readonly commands: readonly string[];
  readonly frames: number;
}

/** Begins to keep account of a device. @returns tells what it did since */
export function account(device: BenchDevice): () => Account {
  const { key, frames } = device;
  const { busyMs } = key;
  const sent = key.commandLog.length;
  return () => ({
    deviceMs: key.busyMs - busyMs,
    commands: commandNames(key.commandLog.slice(sent)),
    frames: device.frames - frames,
  });
}
