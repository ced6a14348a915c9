/**
 * Lets a command end as it would, with its own exit code, when the reader of its output has gone, as in
 * `dormouse plan | head`. Any other error of the stream is thrown.
 */
export function endureReaderGone(stream: NodeJS.WritableStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
