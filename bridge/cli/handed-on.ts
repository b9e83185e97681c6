import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const FOLDER = '/proc/self/fd';
const WRITE_ONLY = 1;
const ACCESS_MODE = 3;

/**
 * Whether a descriptor can be from whoever started this process. Node.js has some of its own, on which
 * nothing to read ever comes: who names one by mistake would wait for good. They are no files, or pipes
 * of which this process holds the other end too (proc_pid_fd(5)).
 * @returns true on systems that do not tell
 */
export function isHandedOn(fd: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    const target = readlinkSync(`${FOLDER}/${fd}`);
    if (target.startsWith('anon_inode:') || isForWriting(fd)) return false;
    return !target.startsWith('pipe:') || !writtenByUs(target);
  } catch {
    return false;
  }
}

function writtenByUs(pipe: string): boolean {
  return readdirSync(FOLDER).some((name) => {
    try {
      return readlinkSync(`${FOLDER}/${name}`) === pipe && isForWriting(Number(name));
    } catch {
      // The folder's own descriptor is gone by now.
      return false;
    }
  });
}

function isForWriting(fd: number): boolean {
  const facts = readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8');
  const flags = Number.parseInt(/^flags:\s+([0-7]+)$/m.exec(facts)?.[1] ?? '0', 8);
  return (flags & ACCESS_MODE) === WRITE_ONLY;
}
