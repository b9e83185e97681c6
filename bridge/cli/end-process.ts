import { UNREAD } from './exit-codes.ts';

/**
 * Ends this process quietly when nobody reads what it writes any more, as in `wardkey devices | head`.
 * The wait for readers to change is under way then, which may last long.
 */
export function endWhenUnread(): void {
  process.stdout.on('error', () => {
    // There no process becomes another, and who reads nothing does not ask for the exit code either.
    if (process.platform === 'win32') process.kill(process.pid, 'SIGKILL');
    endProcess(UNREAD, true);
  });
}

/**
 * Ends this process with an exit code.
 *
 * A call into a system library that does not come back, as with a mute card, would hold `exit` up for
 * as long as the driver likes, and one that comes back late, as hidapi's close, for that long: the
 * process then becomes a shell that does nothing but end, which takes no other thread along.
 * @param heldUp whether such a call is under way
 */
export function endProcess(exitCode: number, heldUp: boolean): void {
  if (heldUp && process.platform !== 'win32') {
    process.execve?.('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
  }
  process.exit(exitCode);
}
