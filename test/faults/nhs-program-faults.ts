import { createServer, type Server } from 'node:net';
import type { SickMachine } from '../rig/sick-machine.ts';
import type { Fault, Oddity } from './fault.ts';
import { putCard } from './healthy-machine.ts';
import { AUTUMN_2026, type LabNetwork, SPRING_2027 } from './lab-network.ts';

const NHS = { part: 'NHS programs', wanted: 'card' } as const;
const CARD_LIBRARY = '7f00-7f01 r-xp 0 fe:00 1 /usr/lib/libpcsclite.so.1.0.0\n';
/** Of a card of series 9. */
const CARE_IDENTITY_ATR = '3bd6970081b1fe451f078031c1521118f9';
const UNINSTALL = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';

/** What the port service of Credential Management answers, by its documentation. */
const FAULT = 'HTTP/1.1 500 X\r\n\r\n{"error":"PR30007 Unable to find CM process for user"}';

/** Somebody listens where NHS programs do. @param answer `null` for one who never says a word */
async function listen(machine: SickMachine, answer: (() => string) | null): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (answer !== null) socket.once('data', () => socket.end(answer()));
  });
  machine.onEnd(() => shut(server));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  machine.nhsPorts = [...machine.nhsPorts, port];
  return port;
}

function shut(server: Server): void {
  server.close();
}

function leadsTo(port: number): string {
  const body = JSON.stringify({ portData: { portNumber: String(port) } });
  return `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** A Windows computer: what its own tools print of it. */
function onWindows(machine: SickMachine, programs: readonly (readonly [string, string])[]): void {
  machine.platform = 'win32';
  machine.runTool = async (tool, args) => {
    if (tool !== 'reg' || args[1]?.includes('WOW6432Node') !== false) return '';
    return programs
      .map(
        ([name, version], at) =>
          `${UNINSTALL}\\{${at}}\r\n    DisplayName    REG_SZ    ${name}\r\n    DisplayVersion    REG_SZ    ${version}\r\n\r\n`,
      )
      .join('');
  };
}

/** The first day on which Identity Agent works no more; computer and portal agree on it. */
function inSpring(machine: SickMachine, network: LabNetwork): void {
  machine.now = () => SPRING_2027;
  machine.network = network.with('spring-2027', 'redirect');
}

/** In the NHS programs that bring Care Identity cards to web pages. */
export const NHS_PROGRAM_FAULTS: readonly Fault[] = [
  {
    ...NHS,
    name: 'Credential Management runs, and nobody listens at its ports',
    cause: 'credential-management-mute',
    break: (machine) => machine.run(61, 'CredentialManag', CARD_LIBRARY),
  },
  {
    ...NHS,
    name: 'Credential Management listens and says nothing',
    cause: 'credential-management-mute',
    isSlow: true,
    break: async (machine) => {
      machine.run(61, 'CredentialManag');
      await listen(machine, null);
    },
  },
  {
    ...NHS,
    name: 'the port service cannot find Credential Management (PR30007)',
    cause: 'credential-management-mute',
    break: async (machine) => void (await listen(machine, () => FAULT)),
  },
  {
    ...NHS,
    name: 'the port service leads to a port that nobody listens at',
    cause: 'credential-management-mute',
    // Port 1 is open nowhere.
    break: async (machine) => void (await listen(machine, () => leadsTo(1))),
  },
  {
    ...NHS,
    name: 'Credential Management is installed on Windows and does not run',
    cause: 'credential-management-mute',
    isAlone: true,
    break: (machine) => onWindows(machine, [['NHS Credential Management', '1.0.4.0']]),
  },
  {
    ...NHS,
    name: 'Identity Agent, after its last day',
    cause: 'identity-agent-ended',
    isAlone: true,
    break: (machine, network) => {
      machine.run(62, 'IdentityAgent', CARD_LIBRARY);
      inSpring(machine, network);
    },
  },
  {
    ...NHS,
    name: 'Identity Agent on Windows, after its last day',
    cause: 'identity-agent-ended',
    isAlone: true,
    break: (machine, network) => {
      onWindows(machine, [['HSCIC Identity Agent', '2.4.10.0']]);
      inSpring(machine, network);
    },
  },
];

export const NHS_PROGRAM_ODDITIES: readonly Oddity[] = [
  {
    ...NHS,
    name: 'Identity Agent, before its last day',
    finds: 'identity-agent-ending',
    break: (machine, network) => {
      machine.run(62, 'IdentityAgent', CARD_LIBRARY);
      machine.now = () => AUTUMN_2026;
      machine.network = network.with('autumn-2026', 'redirect');
    },
  },
  {
    ...NHS,
    name: 'a card of Care Identity, and no program that takes it to web pages',
    finds: 'credential-management-absent',
    break: (machine) => putCard(machine, { atr: Buffer.from(CARE_IDENTITY_ATR, 'hex') }),
  },
];
