/**
 * Lets a command end with its own exit code when the reader of its output has gone, as in `dormouse plan | head`. When
 * the output cannot be written for another reason, such as a full disk, the command ends with 1.
 */
export function endureReaderGone(stream: NodeJS.WritableStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`dormouse: the output cannot be written: ${error.message}\n`);
    process.exit(1);
  });
}
