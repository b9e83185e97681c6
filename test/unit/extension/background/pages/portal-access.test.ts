import { expect, test, vi } from 'vitest';
import { PortalAccess } from '../../../../../extension/background/pages/portal-access.ts';
import { READ_HOSTS } from '../../../../../shared/portals/portals.ts';

/** A browser in which the person decides what may be looked at. */
function access(added: readonly string[]) {
  const taken = new Set<string>();
  const putContentScriptOn = vi.fn(async (_hosts: readonly string[]) => undefined);
  const onChange = vi.fn();
  const portals = new PortalAccess({
    addedHosts: () => added,
    mayLookAt: async (host) => !taken.has(host),
    putContentScriptOn,
    onChange,
  });
  return { portals, taken, putContentScriptOn, onChange };
}

test('a portal of the policy is asked for until the person has let Wardkey look at it', async () => {
  const { portals, taken, putContentScriptOn, onChange } = access(['id.trust.example']);
  taken.add('id.trust.example');
  await portals.refresh();
  expect(portals.missing).toEqual(['id.trust.example']);
  expect(putContentScriptOn).toHaveBeenLastCalledWith([]);
  taken.clear();
  await portals.refresh();
  expect(portals.missing).toEqual([]);
  expect(putContentScriptOn).toHaveBeenLastCalledWith(['id.trust.example']);
  expect(onChange).toHaveBeenCalledTimes(2);
});

test('access to a page of the catalogue that was taken back is asked for again', async () => {
  const { portals, taken } = access([]);
  const [host = ''] = READ_HOSTS;
  taken.add(host);
  await portals.refresh();
  expect(portals.missing).toEqual([host]);
});

test('a browser that refuses the script leaves everything else as it is', async () => {
  const { portals, putContentScriptOn } = access(['id.trust.example']);
  putContentScriptOn.mockRejectedValueOnce(new Error('no'));
  await portals.refresh();
  await portals.refresh();
  expect(putContentScriptOn).toHaveBeenCalledTimes(2);
});
