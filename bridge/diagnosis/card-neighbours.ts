import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programsUsingCards } from './card-programs.ts';
import { askLocalEndpoints, type LocalEndpoint } from './local-endpoints.ts';
import type { NeighbourKind } from './neighbour-kinds.ts';
import { namesIn, textOf } from './system-files.ts';

/** A program that runs here and may use smartcards. */
export interface CardNeighbour {
  readonly kind: NeighbourKind;
  /** As the system calls it. */
  readonly program: string;
  /** Whether it has the card library loaded; `null` where the system does not show that. */
  readonly usesCards: boolean | null;
}

export interface CardNeighbourhood {
  readonly programs: readonly CardNeighbour[];
  /** Ports of NHS Credential Management on this computer at which anybody answers. */
  readonly endpoints: readonly LocalEndpoint[];
}

/** The makers document no names of processes, so that what people call the programs has to do. */
const KNOWN: readonly (readonly [NeighbourKind, RegExp])[] = [
  ['credential-management', /credential.?manag/i],
  ['identity-agent', /identity.?agent/i],
  ['smartcard-connect', /smartcard.?conn/i],
  ['scdaemon', /^scdaemon/i],
  ['browser', /^(chrom(e|ium)|msedge|microsoft.?edge|firefox|google.?chrome|brave|safari)/i],
];

const LIST_MS = 3_000;

/**
 * Who else on this computer uses smartcards, and whether the documented ports answer. It only looks:
 * nothing is changed, and no program is disturbed. Never rejects.
 * @param root below which the kernel shows the processes
 */
export async function cardNeighbours(
  root: string,
  platform: NodeJS.Platform,
): Promise<CardNeighbourhood> {
  const [running, users, endpoints] = await Promise.all([
    platform === 'linux' ? namesInProc(root) : namesByTool(platform),
    platform === 'linux' ? programsUsingCards(root) : null,
    askLocalEndpoints(),
  ]);
  const known = running.filter((program) => kindOf(program) !== 'other');
  const programs = [...new Set([...known, ...(users ?? [])])].sort();
  return {
    programs: programs.flatMap((program) => {
      const kind = kindOf(program);
      const usesCards = users === null ? null : users.includes(program);
      // That a browser runs says nothing; that it has the cards' library does.
      if (kind === 'browser' && usesCards !== true) return [];
      return [{ kind, program, usesCards }];
    }),
    endpoints,
  };
}

function kindOf(program: string): NeighbourKind {
  return KNOWN.find(([, pattern]) => pattern.test(program))?.[0] ?? 'other';
}

async function namesInProc(root: string): Promise<readonly string[]> {
  const proc = join(root, 'proc');
  const ids = (await namesIn(proc)).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(ids.map((id) => textOf(join(proc, id, 'comm'))));
  return names.flatMap((name) => (name === null ? [] : [name.trim()]));
}

/** The system's own list of what runs. Never rejects. */
async function namesByTool(platform: NodeJS.Platform): Promise<readonly string[]> {
  const [tool, args] =
    platform === 'win32'
      ? (['tasklist', ['/fo', 'csv', '/nh']] as const)
      : (['ps', ['-axo', 'comm=']] as const);
  try {
    const { stdout } = await promisify(execFile)(tool, args, { timeout: LIST_MS });
    return namesInList(stdout);
  } catch {
    return [];
  }
}

/** The first column of each line, without its folder or the quotes around it. */
export function namesInList(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const column = line.startsWith('"') ? line.slice(1, line.indexOf('"', 1)) : line.trim();
    const name = column.split(/[\\/]/).at(-1) ?? '';
    return name === '' ? [] : [name];
  });
}
