/**
 * Lets a command end as it would, with its own exit code, when the reader of its output has gone, as in
 * `dormouse plan | head`. An output that can't be written for another reason, such as a full disk, ends it with 1.
 */
export function endureReaderGone(stream: NodeJS.WritableStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`dormouse: the output cannot be written: ${error.message}\n`);
    process.exit(1);
  });
}
