import type { Desk } from './desk.ts';
import type { DeskFault } from './desk-fault.ts';
import type { PlayedBridge } from './played-bridge.ts';

/** Has something else at the desk. */
export function desk(changes: Partial<Desk>): DeskFault['break'] {
  return (one) => void Object.assign(one, changes);
}

/** Has another bridge at the end of the port. */
export function bridge(changes: Partial<PlayedBridge>): DeskFault['break'] {
  return (one) => void Object.assign(one.bridge, changes);
}
