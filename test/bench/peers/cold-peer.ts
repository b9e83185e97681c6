import type { BenchDevice } from '../device/bench-device.ts';
import type { Credential, Made, Signed } from '../device/evidence.ts';

/** What a program is started for. */
export interface ColdJob {
  readonly device: BenchDevice;
  readonly rpId: string;
  /** Undefined for a key without one. */
  readonly pin: string | undefined;
  /** What get() is to be signed with. */
  readonly credential: Credential;
  /** 32 bytes, new for each run. */
  readonly challenge: Uint8Array;
  /** For files; empty before each run. */
  readonly folder: string;
}

/** A program to be started, and how its answer is read. */
export interface Invocation<T> {
  readonly command: readonly [string, ...string[]];
  readonly input?: string;
  /** @throws Error for what is no answer */
  read(output: string, errorOutput?: string): T;
}

/** A program that is started anew for each thing. */
export interface ColdPeer {
  readonly name: string;
  /** Undefined in the place of a way to do it means that it has none: then `why` tells. */
  info(job: ColdJob): Promise<Invocation<void>>;
  create?(job: ColdJob): Promise<Invocation<Made>>;
  get?(job: ColdJob): Promise<Invocation<Signed>>;
  readonly why?: string;
}
