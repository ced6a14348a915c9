/** What a warm function remembers of its last sweeps, so that it does not say the same at every tick. */
export interface NewlySeen {
  /** Whether `state` differs from the subject's last one. Undefined, nothing worth saying, is never new. */
  isNew(subject: string, state: string | undefined): boolean;
}

/** Memory of one execution environment, nothing more: after a cold start everything is said once more. */
export function createNewlySeen(): NewlySeen {
  const last = new Map<string, string>();
  return {
    isNew(subject, state) {
      if (state === undefined) {
        last.delete(subject);
        return false;
      }
      const isNew = last.get(subject) !== state;
      last.set(subject, state);
      return isNew;
    },
  };
}
