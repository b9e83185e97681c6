import type { Fault } from './fault.ts';
import { FAULTS } from './faults.ts';

/**
 * A fault of the laboratory, for a test that makes it for real.
 * @throws RangeError where the laboratory has none of that name
 */
export function faultNamed(name: string): Fault {
  const fault = FAULTS.find((one) => one.name === name);
  if (fault === undefined) throw new RangeError(`the laboratory has no fault “${name}”`);
  return fault;
}
