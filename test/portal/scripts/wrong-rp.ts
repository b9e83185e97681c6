import { runCeremony } from './outcome.ts';
import { element, plan, show } from './page.ts';

const { kind, rpId } = plan();
const id = String(rpId);

show();
element('start', HTMLButtonElement).addEventListener('click', () =>
  runCeremony(async () => {
    const challenge = crypto.getRandomValues(new Uint8Array(32));
    if (kind === 'create') {
      const user = { id: Uint8Array.of(1), name: 'somebody', displayName: 'Somebody' };
      const pubKeyCredParams = [{ type: 'public-key', alg: -7 } as const];
      const publicKey = { challenge, rp: { id, name: 'Somebody' }, user, pubKeyCredParams };
      await navigator.credentials.create({ publicKey });
    } else {
      await navigator.credentials.get({ publicKey: { challenge, rpId: id } });
    }
    return true;
  }),
);
