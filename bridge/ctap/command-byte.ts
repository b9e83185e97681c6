/** Command bytes (CTAP 2.1 §6); the preview ones are from before CTAP 2.1 (§6.12, §6.13). */
export const COMMAND = {
  makeCredential: 0x01,
  getAssertion: 0x02,
  getInfo: 0x04,
  clientPin: 0x06,
  reset: 0x07,
  getNextAssertion: 0x08,
  bioEnrollment: 0x09,
  credentialManagement: 0x0a,
  selection: 0x0b,
  largeBlobs: 0x0c,
  authenticatorConfig: 0x0d,
  bioEnrollmentPreview: 0x40,
  credentialManagementPreview: 0x41,
} as const;

/** A command by its name. */
export type CommandName = keyof typeof COMMAND;

const NAMES: ReadonlyMap<number, CommandName> = new Map(
  namesOf(COMMAND).map((name) => [COMMAND[name], name]),
);

/** The name of a command byte; `undefined` for one that has none here. */
export function commandName(command: number): CommandName | undefined {
  return NAMES.get(command);
}

/** The names of a table, as those that they are. */
export function namesOf<T extends string>(table: Readonly<Record<T, number>>): readonly T[] {
  const names: T[] = [];
  for (const name in table) names.push(name);
  return names;
}
