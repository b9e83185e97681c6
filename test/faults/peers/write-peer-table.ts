// Asks programs of all makes about the same faults, and writes down what they say: needs fido2-tools,
// yubikey-manager, pcsc-tools, opensc and pcscd, and takes about two minutes. Times are worth something
// only where nothing else is at work.
import { writeFile } from 'node:fs/promises';
import { circumstances, loadNow } from '../../bench/circumstances.ts';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { buildTargets } from '../../run/build.ts';
import { askPeers, RUNS } from './peer-rows.ts';
import { peerTable } from './peer-table.ts';
import { debianVersions } from './versions.ts';

const before = loadNow();
buildTargets(['bridge']);
const home = await temporaryFolder();
try {
  const parts = await askPeers(home.path, (text) => process.stderr.write(`${text}\n`));
  const told = await circumstances({ runs: RUNS, quick: true }, before);
  const versions = { Wardkey: told.versions['Wardkey'] ?? '', ...(await debianVersions()) };
  await writeFile(new URL('PEERS.md', import.meta.url), peerTable({ ...told, versions }, parts));
} finally {
  await home.remove();
}
