/** For hosts that nobody asks for a check-up. */
export function noMachine(): Promise<never> {
  return Promise.reject(new TypeError('This machine is not looked at'));
}
