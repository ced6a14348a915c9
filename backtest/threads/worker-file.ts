/** The module that a thread runs. */
export const workerFile = new URL('./worker.ts', import.meta.url);
