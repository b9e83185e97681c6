import { setTimeout } from 'node:timers/promises';
import { boolean, map, optional, required, text } from '../cbor/parameters.ts';
import { PERMISSION } from '../pin/token-state.ts';
import type { Credential } from '../state/credential-store.ts';
import type { KeyState } from '../state/key-state.ts';
import { CtapFault, STATUS } from '../status.ts';
import { assertion } from './assertion.ts';
import type { Command } from './command.ts';
import { readClientDataHash, readCredentialIds, readOptions } from './entities.ts';
import { isUnverified, readVerification, verifyUser } from './user-verification.ts';

const KEY = {
  rpId: 0x01,
  clientDataHash: 0x02,
  allowList: 0x03,
  extensions: 0x04,
  options: 0x05,
  pinUvAuthParam: 0x06,
  pinUvAuthProtocol: 0x07,
} as const;

/** CTAP 2.1 §6.3: the platform asks for the next one within 30 s. */
export const NEXT_ASSERTION_MS = 30_000;

/** authenticatorGetAssertion (CTAP 2.1 §6.2.2), in the order of its steps. */
export const getAssertion: Command = async (state, parameters, exchange) => {
  const rpId = required(parameters, KEY.rpId, text);
  const clientDataHash = readClientDataHash(parameters, KEY.clientDataHash);
  const allowed = readCredentialIds(parameters, KEY.allowList, state.model);
  const extensions = optional(parameters, KEY.extensions, map) ?? new Map();
  const options = readOptions(parameters, KEY.options);

  const request = await readVerification(state, parameters, options, KEY, exchange);
  if (options.has('rk')) throw new CtapFault(STATUS.unsupportedOption);
  const userPresent = optional(options, 'up', boolean) ?? true;
  if (!userPresent && !state.model.silentAssertions) throw new CtapFault(STATUS.unsupportedOption);
  const { silentAssertionMs } = state.model;
  if (!userPresent && silentAssertionMs > 0) await setTimeout(silentAssertionMs);
  if (state.settings.alwaysUv && userPresent && isUnverified(request)) {
    throw new CtapFault(STATUS.puatRequired);
  }
  const userVerified = verifyUser(state, request, PERMISSION.getAssertion, rpId, clientDataHash);

  const found = locate(state, rpId, allowed).filter(({ extras: { protection = 1 } }) =>
    mayShow(protection, userVerified, allowed !== undefined),
  );
  const [first, ...others] = found;
  const remaining = allowed === undefined ? others : [];
  if (first === undefined) throw new CtapFault(state.model.noCredentialsStatus);
  if (userPresent) {
    await state.presence.collect(exchange);
    state.token.afterPresence();
  }

  const facts = { clientDataHash, userPresent, userVerified, extensions };
  const answer = assertion(state, first, { ...facts, severalAccounts: remaining.length > 0 });
  if (remaining.length > 0) {
    answer.set(0x05, found.length);
    state.pending = { ...facts, remaining, expiresAt: state.model.now() + NEXT_ASSERTION_MS };
  }
  if (allowed?.length === 1 && state.model.omitSingleCredential) answer.delete(0x01);
  return answer;
};

/** credProtect (CTAP 2.1 §12.1): what is hidden from a person who was not verified. */
function mayShow(protection: 1 | 2 | 3, userVerified: boolean, listed: boolean): boolean {
  return userVerified || protection === 1 || (protection === 2 && listed);
}

/** With a list one of its credentials is enough; without, every resident one is offered. */
function locate(
  { credentials }: KeyState,
  rpId: string,
  allowed: readonly Uint8Array[] | undefined,
): Credential[] {
  if (allowed === undefined) return credentials.residentFor(rpId);
  return allowed.flatMap((id) => credentials.find(id, rpId) ?? []);
}
