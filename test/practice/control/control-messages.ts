import * as v from 'valibot';

/** What the control page may ask for. */
export const ControlOrder = v.variant('do', [
  v.strictObject({ do: v.literal('touch') }),
  v.strictObject({ do: v.literal('deny') }),
  v.strictObject({ do: v.literal('unplug') }),
  v.strictObject({ do: v.literal('plug') }),
]);
export type ControlOrder = v.InferOutput<typeof ControlOrder>;

/** The first thing that the page sends: the token of its address, or the one for coming back. */
export const ControlHello = v.strictObject({ token: v.pipe(v.string(), v.maxLength(128)) });

/** What the control page shows of the virtual key. */
export interface ControlState {
  readonly plugged: boolean;
  /** The key is blinking: an operation waits for a touch. */
  readonly touchAwaited: boolean;
  readonly pinTriesLeft: number;
  readonly credentials: number;
}

/** What the server sends: the state at every change, and once the token for a reload of the page. */
export interface ControlUpdate {
  readonly state?: ControlState;
  readonly nextToken?: string;
}
