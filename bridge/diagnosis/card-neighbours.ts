import { join } from 'node:path';
import { programsUsingCards } from './card-programs.ts';
import { type InstalledProgram, installedPrograms } from './installed-programs.ts';
import { askLocalEndpoints, type LocalEndpoint, NHS_PORTS } from './local-endpoints.ts';
import type { NeighbourKind } from './neighbour-kinds.ts';
import { namesIn, textOf } from './system-files.ts';
import { type RunTool, runSystemTool } from './system-tool.ts';

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
  /** NHS programs by the system's own list of what is installed, which Linux has not. */
  readonly installed: readonly InstalledNeighbour[];
  /** Ports of NHS Credential Management on this computer at which anybody answers. */
  readonly endpoints: readonly LocalEndpoint[];
}

/** An NHS program that is installed, whether or not it runs. */
export interface InstalledNeighbour extends InstalledProgram {
  readonly kind: 'credential-management' | 'identity-agent';
}

/** Where to look. */
export interface NeighbourPlaces {
  /** Absolute path below which the kernel shows the processes. */
  readonly root: string;
  readonly platform: NodeJS.Platform;
  /** At which NHS programs listen on this computer. */
  readonly ports: readonly number[];
  readonly runTool: RunTool;
  /** How many times longer than usual it may take; once, unless said otherwise. */
  readonly patience?: number;
}

/** Those of this system. */
export function systemNeighbourPlaces(root: string): NeighbourPlaces {
  return { root, platform: process.platform, ports: NHS_PORTS, runTool: runSystemTool };
}

/** The makers document no names of processes, so that what people call the programs has to do. */
const KNOWN: readonly (readonly [NeighbourKind, RegExp])[] = [
  ['credential-management', /credential.?manag(?!er)/i],
  ['identity-agent', /identity.?agent/i],
  ['smartcard-connect', /smartcard.?conn/i],
  ['scdaemon', /^scdaemon/i],
  ['browser', /^(chrom(e|ium)|msedge|microsoft.?edge|firefox|google.?chrome|brave|safari)/i],
];

/**
 * Who else on this computer uses smartcards, and whether the documented ports answer. It only looks:
 * nothing is changed, and no program is disturbed. Never rejects.
 */
export async function cardNeighbours(places: NeighbourPlaces): Promise<CardNeighbourhood> {
  const { root, platform, ports, runTool, patience } = places;
  const isLinux = platform === 'linux';
  const [running, users, endpoints, installed] = await Promise.all([
    isLinux ? namesInProc(root) : namesByTool(platform, runTool),
    isLinux ? programsUsingCards(root) : null,
    askLocalEndpoints(ports, patience),
    platform === 'win32' ? installedPrograms(runTool) : [],
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
    installed: installed.flatMap((program) => {
      const kind = kindOf(program.name);
      const isOfNhs = kind === 'credential-management' || kind === 'identity-agent';
      return isOfNhs ? [{ kind, ...program }] : [];
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
async function namesByTool(
  platform: NodeJS.Platform,
  runTool: RunTool,
): Promise<readonly string[]> {
  const text =
    platform === 'win32'
      ? await runTool('tasklist', ['/fo', 'csv', '/nh'])
      : await runTool('ps', ['-axo', 'comm=']);
  return namesInList(text);
}

/** The first column of each line, without its folder or the quotes around it. */
export function namesInList(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const column = line.startsWith('"') ? line.slice(1, line.indexOf('"', 1)) : line.trim();
    const name = column.split(/[\\/]/).at(-1) ?? '';
    return name === '' ? [] : [name];
  });
}
