import type { Command } from '../context.ts';
import { changeConfig } from '../key-config.ts';

/** `wardkey config force-pin-change`: the PIN must be changed before its next use (CTAP 2.1 §7.4). */
export const configForcePinChange: Command = (context) =>
  changeConfig(context, {
    isNeeded: ({ forcePinChange }) => !forcePinChange,
    apply: (config) => config.setMinPinLength({ forceChangePin: true }),
  });
