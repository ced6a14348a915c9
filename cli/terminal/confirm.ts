import { createInterface } from 'node:readline/promises';
import type { Io } from './io.ts';

/** Whether a person sits there who can be asked. */
export function canAsk({ stdin, stderr }: Io): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/** Asks on the terminal, on `stderr` so that the output stays for programs; anything but y or yes is no. */
export async function confirm(question: string, { stdin, stderr }: Io): Promise<boolean> {
  const terminal = createInterface({ input: stdin, output: stderr });
  try {
    // The end of the input, Ctrl-D, gives no answer.
    const gone = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), gone]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
