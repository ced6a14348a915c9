import type { Writable } from 'node:stream';

const WIPE = '\r\u001b[K';

/** Lines for people; on a terminal, the progress of the day below them. */
export interface Screen {
  tell(lines: readonly string[]): void;
  progress(text: string): void;
  /** Wipes the progress away. */
  end(): void;
}

export function createScreen(out: Writable, progress: Writable & { isTTY?: boolean }): Screen {
  const isLive = progress.isTTY === true;
  let shown = '';
  return {
    tell(lines) {
      if (isLive && shown !== '') progress.write(WIPE);
      for (const line of lines) out.write(`${line}\n`);
      if (isLive && shown !== '') progress.write(shown);
    },
    progress(text) {
      shown = text;
      if (isLive) progress.write(WIPE + text);
    },
    end() {
      if (isLive && shown !== '') progress.write(WIPE);
      shown = '';
    },
  };
}
