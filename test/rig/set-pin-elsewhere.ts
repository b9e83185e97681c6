import { ClientPin } from '../../bridge/ctap/client-pin.ts';
import { getInfo } from '../../bridge/ctap/get-info.ts';
import type { CtapChannel } from '../../bridge/transport/transport.ts';
import type { VirtualKey } from '../virtual/virtual-key.ts';

/** Sets a key's first PIN as another program does, behind Wardkey's back. */
export async function setPinElsewhere(key: VirtualKey, pin: string): Promise<void> {
  const options = { signal: new AbortController().signal };
  const channel: CtapChannel = {
    exchange: (message, exchange) => key.ctap(message, exchange),
    close: async () => {},
  };
  await new ClientPin(channel, await getInfo(channel, options)).setPin(pin, options);
}
