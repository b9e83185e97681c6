import type { FindingCode } from '../../shared/diagnosis/catalogue.ts';
import type { Wanted } from '../../shared/diagnosis/finding-row.ts';
import type { SickMachine } from '../rig/sick-machine.ts';
import type { LabNetwork } from './lab-network.ts';

/** Parts of the machine that faults are made in. Two faults of one part cannot be there together. */
export type Part =
  | 'network'
  | 'clock'
  | 'browser rules'
  | 'browser package'
  | 'manifest'
  | 'USB library'
  | 'policy'
  | 'PC/SC service'
  | 'USB reader'
  | 'session'
  | 'key'
  | 'reader'
  | 'card'
  | 'certificate';

/** Something that can be wrong, made below the probes and never handed to them as a finding. */
export interface Fault {
  /** What is broken, as the table tells it. */
  readonly name: string;
  readonly part: Part;
  /** What the person wants to sign in with. */
  readonly wanted: Wanted;
  /** What the verdict must name where nothing else is wrong; `null` for "not found". */
  readonly cause: FindingCode | null;
  /** Takes its time to be found: it is waited for in vain. */
  readonly isSlow?: true;
  break(machine: SickMachine, network: LabNetwork): void | Promise<void>;
}
