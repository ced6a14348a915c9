import { styleText } from 'node:util';

/** The meaning of a piece of text; its look is decided only here. */
export type Tone = 'stop' | 'start' | 'copy' | 'change' | 'refused' | 'fault' | 'heading' | 'dim';

/** Gives a text the look of its tone, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

const styles = {
  stop: 'yellow',
  start: 'green',
  copy: 'cyan',
  change: 'blue',
  refused: 'magenta',
  fault: 'red',
  heading: 'bold',
  dim: 'dim',
} as const satisfies Record<Tone, string>;

/** No colours: for files, pipes and tests. */
export function plain(_tone: Tone, text: string): string {
  return text;
}

/** ANSI colours, whatever the terminal. */
export function coloured(tone: Tone, text: string): string {
  return styleText(styles[tone], text, { validateStream: false });
}

/**
 * Colours when the stream is a terminal. NO_COLOR, NODE_DISABLE_COLORS and FORCE_COLOR are honoured as Node does.
 * https://nodejs.org/api/util.html#utilstyletextformat-text-options
 */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  return styleText('bold', 'x', { stream }) === 'x' ? plain : coloured;
}
