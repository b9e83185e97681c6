import { randomInt } from 'node:crypto';

/** A request on somebody's phone to approve a sign-in by typing the number on the screen. */
export interface PhoneRequest {
  readonly userName: string;
  /** Two digits, shown to whoever signs in. */
  readonly number: string;
  state: 'waiting' | 'approved' | 'denied';
}

/** The phones of the practice, each with a simulated Authenticator app. */
export class Phones {
  readonly #requests: PhoneRequest[] = [];
  readonly #appRequests = new Map<string, PhoneRequest>();

  /** Sends a first request to an app that was just tied to an account. */
  askForApp(session: string, userName: string): PhoneRequest {
    const request = this.ask(userName);
    this.#appRequests.set(session, request);
    return request;
  }

  /** How the first request of a session's app stands. */
  appState(session: string): PhoneRequest['state'] | null {
    return this.#appRequests.get(session)?.state ?? null;
  }

  /** Sends a request to a person's phone. */
  ask(userName: string): PhoneRequest {
    const request: PhoneRequest = {
      userName,
      number: String(randomInt(10, 100)),
      state: 'waiting',
    };
    this.#requests.push(request);
    return request;
  }

  /** The latest request that waits for an answer, whoever's it is: there is one phone to look at. */
  waiting(): PhoneRequest | undefined {
    return this.#requests.findLast(({ state }) => state === 'waiting');
  }

  /** How many requests a person has approved. */
  approved(userName: string): number {
    return this.#requests.filter(
      (request) => request.userName === userName && request.state === 'approved',
    ).length;
  }

  /** Answers the latest request: with the number of the screen, or with a no. */
  answer(number: string | null): PhoneRequest | undefined {
    const request = this.waiting();
    // A wrong number ends the request too, as with the real app.
    if (request) request.state = number === request.number ? 'approved' : 'denied';
    return request;
  }
}
