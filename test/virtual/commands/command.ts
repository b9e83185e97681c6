import type { ExchangeOptions } from '../../../bridge/transport/transport.ts';
import type { CborMap } from '../cbor/value.ts';
import type { KeyState } from '../state/key-state.ts';

/**
 * One CTAP2 command: its parameters to its response, `undefined` for a response without CBOR.
 * @throws CtapFault for every other status than success
 */
export type Command = (
  state: KeyState,
  parameters: CborMap,
  exchange: ExchangeOptions,
) => Promise<CborMap | undefined>;
