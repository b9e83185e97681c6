import manifest from '../../manifest.json' with { type: 'json' };
import { FIREFOX_ESR } from './firefox.ts';
import { ManagedMachine } from './managed-machine.ts';

/**
 * A Firefox on a machine whose administrator has set Wardkey up.
 * @param folder an existing folder of the test's own
 * @param settings Wardkey's managed settings
 * @returns path of the program to start
 */
export async function managedFirefox(
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<string> {
  const machine = await ManagedMachine.make(folder, ['/etc']);
  const { id } = manifest.browser_specific_settings.gecko;
  const policies = { '3rdparty': { Extensions: { [id]: settings } } };
  await machine.write('/etc/firefox/policies/policies.json', JSON.stringify({ policies }));
  return machine.starter('managed-firefox.sh', FIREFOX_ESR);
}
