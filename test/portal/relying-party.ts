import { randomBytes } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import { OneTimeChallenges } from './challenges.ts';

/** What the relying party made of one registration. */
export interface RegistrationOutcome {
  readonly verified: boolean;
  readonly fmt: string;
  readonly aaguid: string;
  readonly userVerified: boolean;
  readonly credentialDeviceType: string;
}

/** What the relying party made of one sign-in. */
export interface AuthenticationOutcome {
  readonly verified: boolean;
  readonly newCounter: number;
  readonly userVerified: boolean;
}

/** The relying party's own verification results, oldest first. */
export interface Verified {
  readonly registrations: RegistrationOutcome[];
  readonly authentications: AuthenticationOutcome[];
  /** Why an answer was not accepted. */
  readonly refusals: string[];
}

/** What the relying party asks for; as Microsoft Entra does, until a test changes it. */
export interface Wishes {
  attestation: 'none' | 'direct' | 'enterprise';
  userVerification: 'required' | 'preferred' | 'discouraged';
  residentKey: 'required' | 'preferred' | 'discouraged';
  timeout: number;
}

interface Registered {
  readonly userName: string;
  credential: WebAuthnCredential;
}

/** A real WebAuthn relying party: keeps users' credentials and verifies every answer. */
export class RelyingParty {
  readonly verified: Verified = { registrations: [], authentications: [], refusals: [] };
  readonly wishes: Wishes = {
    attestation: 'direct',
    userVerification: 'required',
    residentKey: 'required',
    timeout: 300_000,
  };
  readonly #rpId: string;
  readonly #origins: string[];
  readonly #topOrigins: string[];
  readonly #challenges = new OneTimeChallenges();
  readonly #userIds = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #credentials = new Map<string, Registered>();

  /**
   * @param rpId RP ID of its credentials
   * @param origins serialised origins whose pages may run its ceremonies
   * @param topOrigins those whose pages may hold such a page in a frame
   */
  constructor(rpId: string, origins: readonly string[], topOrigins: readonly string[]) {
    this.#rpId = rpId;
    this.#origins = [...origins];
    this.#topOrigins = [...topOrigins];
  }

  /** PublicKeyCredentialCreationOptionsJSON for a user, with a challenge bound to the session. */
  async registrationOptions(session: string, userName: string): Promise<unknown> {
    const options = await generateRegistrationOptions({
      rpName: 'Practice portal',
      rpID: this.#rpId,
      userName,
      userDisplayName: userName,
      userID: this.#userId(userName),
      timeout: this.wishes.timeout,
      attestationType: this.wishes.attestation,
      excludeCredentials: this.#credentialsOf(userName),
      authenticatorSelection: {
        residentKey: this.wishes.residentKey,
        userVerification: this.wishes.userVerification,
        authenticatorAttachment: 'cross-platform',
      },
    });
    this.#challenges.issue(session, options.challenge, userName);
    return options;
  }

  /** Verifies a registration; a success makes the credential usable for sign-in. */
  async register(session: string, response: RegistrationResponseJSON): Promise<boolean> {
    let userName = '';
    try {
      const result = await verifyRegistrationResponse({
        response,
        expectedChallenge: (challenge) => {
          const issued = this.#challenges.redeem(session, challenge);
          userName = issued ?? '';
          return issued !== undefined;
        },
        expectedOrigin: this.#origins,
        expectedRPID: this.#rpId,
        requireUserVerification: this.wishes.userVerification === 'required',
      });
      if (!result.verified) throw new Error('attestation not verified');
      const { fmt, aaguid, userVerified, credentialDeviceType, credential } =
        result.registrationInfo;
      this.#credentials.set(credential.id, { userName, credential });
      this.verified.registrations.push({
        verified: true,
        fmt,
        aaguid,
        userVerified,
        credentialDeviceType,
      });
      return true;
    } catch (error) {
      return this.#refuse(error);
    }
  }

  /** Whose a credential is (its id in base64url). */
  ownerOf(credentialId: string): string | undefined {
    return this.#credentials.get(credentialId)?.userName;
  }

  /** Ids of a user's credentials (base64url), oldest first. */
  credentialIdsOf(userName: string): readonly string[] {
    return this.#credentialsOf(userName).map(({ id }) => id);
  }

  /** Takes a credential away from a user: it signs nobody in any more. @returns whether it was there */
  remove(userName: string, credentialId: string): boolean {
    if (this.ownerOf(credentialId) !== userName) return false;
    return this.#credentials.delete(credentialId);
  }

  /**
   * PublicKeyCredentialRequestOptionsJSON with a challenge bound to the session.
   * @param userName whose credentials to allow; empty leaves the choice to the key
   */
  async authenticationOptions(session: string, userName: string): Promise<unknown> {
    const allowCredentials = this.#credentialsOf(userName);
    const options = await generateAuthenticationOptions({
      rpID: this.#rpId,
      timeout: this.wishes.timeout,
      userVerification: this.wishes.userVerification,
      ...(allowCredentials.length > 0 ? { allowCredentials } : {}),
    });
    this.#challenges.issue(session, options.challenge, userName);
    return options;
  }

  /**
   * Verifies a sign-in.
   * @returns the user's name, or `null` when it was refused
   */
  async authenticate(
    session: string,
    response: AuthenticationResponseJSON,
  ): Promise<string | null> {
    const registered = this.#credentials.get(response.id);
    try {
      if (!registered) throw new Error('credential not registered here');
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: (challenge) => this.#challenges.redeem(session, challenge) !== undefined,
        expectedOrigin: this.#origins,
        expectedTopOrigin: this.#topOrigins,
        expectedRPID: this.#rpId,
        credential: registered.credential,
        requireUserVerification: this.wishes.userVerification === 'required',
      });
      if (!verified) throw new Error('signature not verified');
      const { newCounter, userVerified } = authenticationInfo;
      registered.credential = { ...registered.credential, counter: newCounter };
      this.verified.authentications.push({ verified, newCounter, userVerified });
      return registered.userName;
    } catch (error) {
      this.#refuse(error);
      return null;
    }
  }

  #refuse(error: unknown): false {
    this.verified.refusals.push(error instanceof Error ? error.message : String(error));
    return false;
  }

  #userId(userName: string): Uint8Array<ArrayBuffer> {
    const known = this.#userIds.get(userName) ?? new Uint8Array(randomBytes(32));
    this.#userIds.set(userName, known);
    return known;
  }

  #credentialsOf(userName: string): Pick<WebAuthnCredential, 'id' | 'transports'>[] {
    return [...this.#credentials.values()]
      .filter((registered) => registered.userName === userName)
      .map(({ credential: { id, transports } }) => ({ id, ...(transports && { transports }) }));
  }
}
