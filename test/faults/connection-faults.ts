import type { Fault } from './fault.ts';

const ANY = { part: 'network', wanted: 'key' } as const;
const MINUTE_MS = 60_000;

function later(minutes: number): () => Date {
  return () => new Date(Date.now() + minutes * MINUTE_MS);
}

/** Between this computer and the portal. */
export const CONNECTION_FAULTS: readonly Fault[] = [
  {
    ...ANY,
    name: 'no network at all',
    cause: 'offline',
    break: (machine, network) => {
      machine.network = {
        ...network.with(null, null),
        hasWayOut: () => false,
        addressOf: () => Promise.reject(new RangeError('ENOTFOUND')),
      };
    },
  },
  {
    ...ANY,
    name: 'the system does not tell of its networks',
    cause: null,
    finds: 'unanswered-connection',
    break: (machine, network) => {
      const hasWayOut = () => {
        throw new RangeError('uv_interface_addresses returned Unknown system error 13');
      };
      machine.network = { ...network.with('well', 'redirect'), hasWayOut };
    },
  },
  {
    ...ANY,
    name: 'a guest network sends every page to its own sign-in',
    cause: 'captive-portal',
    break: (machine, network) => {
      machine.network = network.with(null, 'captive');
    },
  },
  {
    ...ANY,
    name: 'a guest network answers 511',
    cause: 'captive-portal',
    break: (machine, network) => {
      machine.network = network.with(null, 'sign-in-first');
    },
  },
  {
    ...ANY,
    name: 'a guest network answers in the name of the portal',
    cause: 'captive-portal',
    break: (machine, network) => {
      machine.network = network.with('wrong-name', 'page');
    },
  },
  {
    ...ANY,
    name: 'a proxy wants a sign-in (407)',
    cause: 'proxy-refuses',
    break: (machine, network) => {
      machine.network = network.with(null, 'proxy');
    },
  },
  {
    ...ANY,
    name: 'the name of the portal is not known',
    cause: 'name-unknown',
    break: (machine, network) => {
      const addressOf = () => Promise.reject(new RangeError('ENOTFOUND'));
      machine.network = { ...network.with('well', 'redirect'), addressOf };
    },
  },
  {
    ...ANY,
    name: 'nobody answers for the portal',
    cause: 'portal-unreachable',
    break: (machine, network) => {
      machine.network = network.with(null, null);
    },
  },
  {
    ...ANY,
    name: 'the portal takes the call and says nothing',
    cause: 'portal-unreachable',
    isSlow: true,
    break: (machine, network) => {
      machine.network = network.with('silent', null);
    },
  },
  {
    ...ANY,
    part: 'clock',
    name: 'the clock is half an hour fast',
    cause: 'clock-off',
    break: (machine) => {
      machine.now = later(30);
    },
  },
  {
    ...ANY,
    part: 'clock',
    name: 'the clock is two days slow',
    cause: 'clock-off',
    break: (machine) => {
      machine.now = later(-2 * 24 * 60);
    },
  },
  {
    ...ANY,
    name: 'a certificate of another host',
    cause: 'tls-wrong-name',
    break: (machine, network) => {
      machine.network = network.with('wrong-name', 'redirect');
    },
  },
  {
    ...ANY,
    name: 'the certificate of the portal has ended',
    cause: 'tls-out-of-date',
    break: (machine, network) => {
      machine.network = network.with('ended', 'redirect');
    },
  },
  {
    ...ANY,
    name: 'TLS opened by an authority that nobody knows',
    cause: 'tls-distrusted',
    break: (machine, network) => {
      machine.network = network.with('distrusted', 'redirect');
    },
  },
  {
    ...ANY,
    name: 'the portal answers 503',
    cause: 'portal-failing',
    break: (machine, network) => {
      machine.network = network.with('failing', 'redirect');
    },
  },
];
