import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import { promisify } from 'node:util';

/** Runs one of the system's own tools that only tells. @returns what it printed; nothing where it failed */
export type RunTool = (tool: string, args: readonly string[]) => Promise<string>;

const LIST_MS = 1_800;
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Where a tool is. Windows looks for a bare name in the current folder first, where anybody may have put
 * a program of that name.
 * @param systemRoot of Windows, as the environment names it
 */
export function toolPath(
  tool: string,
  platform: NodeJS.Platform,
  systemRoot = 'C:\\Windows',
): string {
  return platform === 'win32' ? win32.join(systemRoot, 'System32', `${tool}.exe`) : tool;
}

/** That of this system. Never rejects. */
export const runSystemTool: RunTool = (tool, args) => runToolWithin(LIST_MS, tool, args);

/**
 * Runs a tool of this system. Never rejects.
 * @param timeout milliseconds that it may take
 */
export async function runToolWithin(
  timeout: number,
  ...[tool, args]: Parameters<RunTool>
): Promise<string> {
  try {
    const bounds = { timeout, maxBuffer: MAX_BYTES, windowsHide: true };
    const path = toolPath(tool, process.platform, process.env['SYSTEMROOT']);
    return (await promisify(execFile)(path, [...args], bounds)).stdout;
  } catch {
    return '';
  }
}
