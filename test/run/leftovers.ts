import { readdirSync, readFileSync } from 'node:fs';

/** Environment variable that every process of a test run inherits, so that none is lost sight of. */
export const RUN_MARK = 'WARDKEY_TEST_RUN';

/**
 * Processes that a test run left behind, found by the mark in their environment. Linux only;
 * elsewhere nothing can be told and the answer is empty.
 * @param run the mark's value in this run
 */
export function leftoverProcesses(run: string): { pid: number; command: string }[] {
  if (process.platform !== 'linux') return [];
  const found: { pid: number; command: string }[] = [];
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    try {
      const environment = readFileSync(`/proc/${entry}/environ`, 'utf8').split('\0');
      if (!environment.includes(`${RUN_MARK}=${run}`)) continue;
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      // A process that has ended and waits to be collected has no command line.
      if (command !== '') found.push({ pid, command });
    } catch {
      // It ended while we looked, or belongs to somebody else.
    }
  }
  return found;
}
