import type { Finding } from '../../../shared/diagnosis/finding.ts';
import type { CardNeighbourhood } from '../card-neighbours.ts';
import type { Machine } from '../machine.ts';
import type { NeighbourKind } from '../neighbour-kinds.ts';
import type { Probe } from '../probe.ts';

/**
 * The last day of Identity Agent 2.4.10.0, the last of its kind.
 * Source: digital.nhs.uk, NHS Smartcard Connect, read November 2026.
 */
const IDENTITY_AGENT_UNTIL = '2027-02-28';

/** Whether the NHS programs that bring Care Identity cards to web pages are here, and answer. */
export const OTHER_PROGRAMS_PROBE: Probe = {
  check: 'other-programs',
  async run({ machine }) {
    const [around, isCareIdentity] = await Promise.all([
      machine.neighbours(),
      hasCareIdentityCard(machine),
    ]);
    const management = managementOf(around);
    const isReplaced = has(around, 'smartcard-connect') || management === 'answers';
    const found: (Finding | false)[] = [
      management === 'absent' &&
        isCareIdentity &&
        !isReplaced &&
        !has(around, 'identity-agent') && { code: 'credential-management-absent' },
      management === 'mute' && {
        code: 'credential-management-mute',
        ...versionOf(around, 'credential-management'),
      },
      identityAgent(around, machine.now(), isReplaced),
    ];
    return found.filter((finding) => finding !== false);
  },
};

/**
 * It tells the port service where it listens, and web pages ask that. Whoever listens at its ports and
 * is not known may be it.
 */
function managementOf(around: CardNeighbourhood): 'absent' | 'answers' | 'mute' {
  const states = around.endpoints.map(({ state }) => state);
  if (states.includes('service')) return 'answers';
  const isHere = has(around, 'credential-management') || states.includes('fault');
  if (!isHere) return 'absent';
  return states.includes('open') ? 'answers' : 'mute';
}

function identityAgent(around: CardNeighbourhood, now: Date, isReplaced: boolean): Finding | false {
  if (!has(around, 'identity-agent')) return false;
  const facts = versionOf(around, 'identity-agent');
  const hasEnded = dayOf(now) > IDENTITY_AGENT_UNTIL;
  if (!hasEnded) return { code: 'identity-agent-ending', ...facts };
  // Whoever has moved on does not need it any more.
  return isReplaced ? false : { code: 'identity-agent-ended', ...facts };
}

function has({ programs, installed }: CardNeighbourhood, kind: NeighbourKind): boolean {
  return [...programs, ...installed].some((one) => one.kind === kind);
}

function versionOf({ installed }: CardNeighbourhood, kind: NeighbourKind): Pick<Finding, 'facts'> {
  const version = installed.find((one) => one.kind === kind)?.version ?? null;
  return version === null ? {} : { facts: { version } };
}

/** By the computer's own calendar. */
function dayOf(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** Without one, nobody misses the programs. Why readers cannot be seen, another probe tells. */
async function hasCareIdentityCard(machine: Machine): Promise<boolean> {
  const readers = await machine.readers().catch(() => []);
  return readers.some(({ atr }) => atr !== undefined && machine.isCareIdentityCard(atr));
}
