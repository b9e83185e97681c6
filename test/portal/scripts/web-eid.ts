import { element, onClick, post, show } from './page.ts';
import * as webEid from './web-eid-client.ts';

type Verdict = { readonly subject: string } | { readonly refused: string };

/** Does one thing for the person, and says how it went. */
function onPress(id: string, act: () => Promise<string>): void {
  onClick(`#${id}`, async () => {
    const outcome = element('outcome', HTMLElement);
    outcome.dataset['state'] = 'running';
    try {
      outcome.textContent = await act();
      outcome.dataset['state'] = 'done';
    } catch (thrown) {
      outcome.textContent = thrown instanceof webEid.WebEidFailure ? thrown.code : String(thrown);
      outcome.dataset['state'] = 'failed';
    }
  });
}

function told(verdict: Verdict): string {
  if ('refused' in verdict) throw new Error(verdict.refused);
  return verdict.subject;
}

onPress('status', async () => {
  const { library, extension, nativeApp } = await webEid.status();
  return `${library} ${extension} ${nativeApp}`;
});

onPress('sign-in', async () => {
  const { nonce } = await post<{ nonce: string }>('/web-eid/challenge', {});
  return told(await post('/web-eid/login', await webEid.authenticate(nonce)));
});

onPress('sign', async () => {
  const { hash } = await post<{ hash: string }>('/web-eid/document', {});
  const { certificate } = await webEid.getSigningCertificate();
  const { signature } = await webEid.sign(String(certificate), hash, 'SHA-256');
  return told(await post('/web-eid/signature', { certificate, signature }));
});

// For tests that ask for what no page of good will asks.
Object.assign(window, { webEid });
show();
document.body.dataset['ready'] = 'true';
