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
  | 'browser version'
  | 'manifest'
  | 'USB library'
  | 'policy'
  | 'PC/SC service'
  | 'USB reader'
  | 'session'
  | 'NHS programs'
  | 'key'
  | 'reader'
  | 'card'
  | 'certificate';

/** Something that is good to know and keeps nobody from signing in, made as a {@link Fault} is. */
export interface Oddity extends Omit<Fault, 'cause'> {
  /** What is found; the verdict is that all is well. */
  readonly finds: FindingCode;
}

/** Something that can be wrong, made below the probes and never handed to them as a finding. */
export interface Fault {
  /** What is broken, as the table tells it. */
  readonly name: string;
  readonly part: Part;
  /** What the person wants to sign in with. */
  readonly wanted: Wanted;
  /** What the verdict must name where nothing else is wrong; `null` for "not found". */
  readonly cause: FindingCode | null;
  /** A finding without a cause of its own that must be there. */
  readonly finds?: FindingCode;
  /** Stands on a computer of another kind or day: it goes with no other fault. */
  readonly isAlone?: true;
  /** Takes its time to be found: it is waited for in vain. */
  readonly isSlow?: true;
  break(machine: SickMachine, network: LabNetwork): void | Promise<void>;
}
