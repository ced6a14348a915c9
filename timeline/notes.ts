/** The notes of two timelines of one fleet: those that both have as they are, each other one with its policy. */
export function notesOfBoth(
  { notes: old }: { readonly notes: readonly string[] },
  { notes: now }: { readonly notes: readonly string[] },
): string[] {
  return [
    ...old.filter((note) => !now.includes(note)).map((note) => `Old policy: ${note}`),
    ...now.map((note) => (old.includes(note) ? note : `New policy: ${note}`)),
  ];
}
