import { DOCTOR_PROBES } from '../../diagnosis/probe-sets.ts';
import { checkUp } from '../check-up.ts';
import type { Command } from '../context.ts';

/** `wardkey doctor`: whether Wardkey is set up well, with or without a key. */
export const doctor: Command = (context) => checkUp(context, 'either', DOCTOR_PROBES);
