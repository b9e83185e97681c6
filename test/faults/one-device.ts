import type { CtapDevice, Transport } from '../../bridge/transport/transport.ts';

/** A way to one device, which is there from the beginning. */
export function oneDevice(device: CtapDevice): Transport {
  return {
    name: 'one device',
    start: (observer) => {
      observer.onAdd(device);
      observer.onProblem(null);
    },
    stop: async () => {},
  };
}
