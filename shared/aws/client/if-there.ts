/** The answer of `ask`; undefined when AWS says by an error of such a name that there is no such thing. Throws other errors. */
export async function ifThere<T>(missing: RegExp, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && missing.test(error.name)) return undefined;
    throw error;
  }
}
