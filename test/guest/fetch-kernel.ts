// Fetches the kernel that the guest runs, if it is not there: node test/guest/fetch-kernel.ts
import { execFileSync } from 'node:child_process';
import { fetchGuestKernel } from './kernel.ts';

const SENTENCE =
  "this needs the kernel of Debian's package linux-image-amd64, which apt-get could not download (sudo apt-get update may help)";

function say(line: string): void {
  console.error(`wardkey: ${line}`);
}

try {
  await fetchGuestKernel(say).catch(async () => {
    // The lists of packages may be old, or not there; only root can renew them.
    execFileSync('apt-get', ['-qq', 'update'], { stdio: 'ignore' });
    await fetchGuestKernel(say);
  });
} catch (error) {
  const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
  say(`${SENTENCE}: ${reason}`);
  process.exit(1);
}
