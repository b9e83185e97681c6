import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs one of the system's own tools that only tells. @returns what it printed; nothing where it failed */
export type RunTool = (tool: string, args: readonly string[]) => Promise<string>;

const LIST_MS = 1_800;
const MAX_BYTES = 8 * 1024 * 1024;

/** That of this system. Never rejects. */
export const runSystemTool: RunTool = async (tool, args) => {
  try {
    const bounds = { timeout: LIST_MS, maxBuffer: MAX_BYTES };
    return (await promisify(execFile)(tool, [...args], bounds)).stdout;
  } catch {
    return '';
  }
};
