import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type {
  AuthenticationResponseJson,
  RegistrationResponseJson,
} from '../../../shared/rpc/webauthn-json.ts';
import { decodeCbor } from '../../virtual/cbor/decode.ts';
import type { Check } from './check.ts';
import { ChromiumPage } from './clients/chromium-page.ts';
import type { Stage } from './stage.ts';
import { creationOptions, requestOptions } from './web-options.ts';

const HOW = 'touch';

/** What of a registration does not change from one to the next. */
function shapeOf({ response, ...credential }: RegistrationResponseJson): unknown {
  const object = decodeCbor(bytes(response.attestationObject));
  assert.ok(object instanceof Map);
  const authData = bytes(response.authenticatorData);
  const attested = object.get('authData');
  assert.ok(attested instanceof Uint8Array && authData.equals(attested));
  return {
    ...membersOf(credential, response),
    clientData: clientDataOf(response.clientDataJSON),
    transports: response.transports.toSorted(),
    algorithm: response.publicKeyAlgorithm,
    format: object.get('fmt'),
    statement: object.get('attStmt'),
    rpIdHashAndFlags: authData.subarray(0, 33).toString('hex'),
    authDataBytes: authData.length,
  };
}

function shapeOfAssertion({ response, ...credential }: AuthenticationResponseJson): unknown {
  const authData = bytes(response.authenticatorData);
  return {
    ...membersOf(credential, response),
    id: credential.id,
    clientData: clientDataOf(response.clientDataJSON),
    rpIdHashAndFlags: authData.subarray(0, 33).toString('hex'),
    authDataBytes: authData.length,
  };
}

function aaguidOf({ response }: RegistrationResponseJson): Buffer {
  return bytes(response.authenticatorData).subarray(37, 53);
}

function membersOf(credential: object, response: object): object {
  return { members: Object.keys(credential).sort(), response: Object.keys(response).sort() };
}

const ClientData = v.object({ type: v.string(), origin: v.string(), crossOrigin: v.boolean() });

function clientDataOf(base64url: string): unknown {
  return v.parse(ClientData, JSON.parse(bytes(base64url).toString('utf8')));
}

function bytes(base64url: string): Buffer {
  return Buffer.from(base64url, 'base64url');
}

async function verify(
  { libfido2 }: Stage,
  { response: made }: RegistrationResponseJson,
  { response: signed }: AuthenticationResponseJson,
): Promise<void> {
  const key = await libfido2.keyFile(bytes(made.publicKey ?? ''));
  const clientDataHash = createHash('sha256').update(bytes(signed.clientDataJSON)).digest();
  const authData = bytes(signed.authenticatorData);
  const assertion = { clientDataHash, authData, signature: bytes(signed.signature) };
  await libfido2.verifyAssertion(assertion, key, false);
}

/** That a page gets the same from Chromium's own WebAuthn and from Wardkey, on the same key. */
export const BROWSER_CHECKS: readonly Check[] = [
  {
    name: 'a page gets the same from chromium and from wardkey, and each uses the credential of the other',
    run: async (stage) => {
      const plugged = await stage.plug();
      const chromium = await ChromiumPage.open();
      const count = <T>(client: string, what: string, action: () => Promise<T>): Promise<T> =>
        stage.counted(plugged, [client, `${what}, ${HOW}`], action);
      try {
        const theirs = await count('chromium', 'register', () =>
          chromium.create(creationOptions({ attestation: 'none' })),
        );
        const ours = await stage.wardkey.create({ attestation: 'none' });
        assert.deepEqual(shapeOf(ours), shapeOf(theirs));
        // The one thing in which they differ: WebAuthn Level 3 §5.1.3 has left it, Level 2 wiped it.
        assert.deepEqual(aaguidOf(theirs), Buffer.alloc(16));
        assert.deepEqual(aaguidOf(ours), Buffer.from(plugged.key.model.aaguid));
        for (const made of [theirs, ours]) {
          const allowCredentials = [{ type: 'public-key', id: made.id }];
          const changes = { allowCredentials, userVerification: 'discouraged' };
          const byThem = await count('chromium', 'sign in', () =>
            chromium.get(requestOptions(changes)),
          );
          const byUs = await stage.wardkey.get(changes);
          assert.deepEqual(shapeOfAssertion(byUs), shapeOfAssertion(byThem));
          await verify(stage, made, byThem);
          await verify(stage, made, byUs);
        }
      } finally {
        await chromium.close();
      }
    },
  },
];
