/** An option in which somebody may think that a PIN is given: `--pin`, `--new-pin`, `--puk`, `--passcode`, ykman's `-P`. */
const PIN_OPTION = /^(--([a-z]+-?)*(pin|puk|pin-?code|passcode|password)|-P.*)$/i;
const DIGITS = /^\d{4,}$/;

/** Whether an argument is an option that none of ours is, and that looks as if a PIN were behind it. */
export function isPinOption(argument: string): boolean {
  return PIN_OPTION.test(argument.split('=', 1)[0] ?? '');
}

/** Whether a word may have been typed for a PIN. It is not told back: a log may keep it. */
export function mayBePin(word: string): boolean {
  return DIGITS.test(word);
}
