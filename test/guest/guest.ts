import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeInitrd } from './initrd.ts';
import { guestKernel } from './kernel.ts';

/** Where the guest sees the folder that it shares with the host. */
export const GUEST_RESULTS = '/guest-results';

const QEMU = 'qemu-system-x86_64';
const LAST_LINES = 40;

/** isa-debug-exit ends the emulator with twice the value and one. */
const SUCCESS = 1;

export interface GuestOptions {
  /** Shared with the guest, which may write there; starts out empty. */
  readonly folder: string;
  /** What runs in the guest, on the host's files, as root. */
  readonly command: readonly string[];
  readonly timeoutMs: number;
  readonly megabytes: number;
  /** Takes each line of its console. */
  readonly onLine: (line: string) => void;
}

/**
 * Boots a machine of its own, with Debian's kernel and this machine's files, of which it changes
 * none; it has no network. Resolves when the command was successful.
 * @throws Error with the last lines of the console when it was not, or was not in time
 */
export async function runGuest(options: GuestOptions): Promise<void> {
  const { folder, command, timeoutMs, megabytes, onLine } = options;
  const kernel = await guestKernel();
  const initrd = join(folder, 'initrd');
  await writeInitrd(initrd, kernel);
  await writeFile(join(folder, 'start.sh'), startScript(command));
  const last: string[] = [];
  const machine = spawn(QEMU, machineArguments(kernel.vmlinux, initrd, folder, megabytes), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = (line: string): void => {
    last.push(line);
    if (last.length > LAST_LINES) last.shift();
    onLine(line);
  };
  for (const stream of [machine.stdout, machine.stderr]) {
    createInterface({ input: stream }).on('line', heard);
  }
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    machine.kill('SIGKILL');
  }, timeoutMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    machine.once('error', reject);
    machine.once('close', resolve);
  }).finally(() => clearTimeout(timer));
  if (code !== SUCCESS) {
    const how = late ? 'did not end in time' : `ended with ${code}`;
    throw new Error([`the guest ${how}; its last lines:`, ...last].join('\n'));
  }
}

/** The emulator is told the exit code through a port, and ends: nothing needs to be shut down. */
function startScript(command: readonly string[]): string {
  const words = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  return [
    'export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'export HOME=/root LC_ALL=C.UTF-8 NO_COLOR=1 TMPDIR=/tmp',
    words,
    'code=$?',
    // Octal, as printf of every shell takes it.
    `printf "\\\\$(printf %03o $code)" | dd of=/dev/port bs=1 seek=${0xf4} 2>/dev/null`,
    '',
  ].join('\n');
}

function machineArguments(
  vmlinux: string,
  initrd: string,
  folder: string,
  megabytes: number,
): string[] {
  const share = (id: string, path: string, more: string): string[] => [
    '-fsdev',
    // A comma in a path is written twice.
    `local,id=${id},path=${path.replaceAll(',', ',,')},security_model=none,${more}`,
    '-device',
    `virtio-9p-pci,fsdev=${id},mount_tag=${id}`,
  ];
  const console = 'console=ttyS0 panic=-1 quiet loglevel=4';
  const quick = 'mitigations=off nokaslr random.trust_cpu=on';
  return [
    ...['-accel', 'tcg,thread=multi,tb-size=512', '-cpu', 'max', '-smp', '2', '-M', 'pc'],
    ...['-m', String(megabytes), '-nodefaults', '-display', 'none', '-no-reboot'],
    ...['-serial', 'stdio', '-device', 'isa-debug-exit,iobase=0xf4,iosize=0x04'],
    ...['-kernel', vmlinux, '-initrd', initrd, '-append', `${console} ${quick}`],
    ...share('root', '/', 'readonly=on,multidevs=remap'),
    ...share('results', folder, 'multidevs=remap'),
    ...['-device', 'virtio-rng-pci'],
  ];
}
