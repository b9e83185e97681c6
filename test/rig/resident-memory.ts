import { readFileSync } from 'node:fs';

/**
 * What a process has in memory, shared libraries included: VmRSS of Linux.
 * @returns megabytes of 2^20 bytes
 * @throws Error when the process has gone
 */
export function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`process ${pid} has ended`);
  return Number(kilobytes) / 1024;
}
