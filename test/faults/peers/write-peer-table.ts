// Asks programs of all makes about the same faults, and writes down what they say: needs fido2-tools,
// yubikey-manager, pcsc-tools, opensc and pcscd, and takes about two minutes.
import { writeFile } from 'node:fs/promises';
import { circumstances, loadNow } from '../../bench/circumstances.ts';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { buildTargets } from '../../run/build.ts';
import { peerTable } from './peer-table.ts';
import { debianVersions } from './versions.ts';

buildTargets(['bridge']);
const home = await temporaryFolder();
try {
  const { date, machine, versions } = await circumstances({ runs: 1, quick: true }, loadNow());
  const known = { Wardkey: versions['Wardkey'] ?? '', ...(await debianVersions()) };
  const page = await peerTable({ date, machine, versions: known }, home.path, (text) =>
    process.stderr.write(`${text}\n`),
  );
  await writeFile(new URL('PEERS.md', import.meta.url), page);
} finally {
  await home.remove();
}
