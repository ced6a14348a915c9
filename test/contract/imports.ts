import { codeOf, sources } from './repository.ts';

/** One file, or one folder, that imports another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

const imports = new Map(sources.map((file) => [file, [...new Set(importsOf(file))]]));

/** Imports of a file, type imports too: paths for files of the repository, names for packages. */
export function importedBy(file: string): readonly string[] {
  return imports.get(file) ?? [];
}

/** Every import of one file of the repository by another. */
export const fileEdges: readonly Edge[] = sources.flatMap((from) =>
  importedBy(from)
    .filter((to) => imports.has(to))
    .map((to) => ({ from, to })),
);

/** The same imports between folders. A folder and the folders in it are different folders. */
export const folderEdges: readonly Edge[] = [
  ...new Map(
    fileEdges
      .map(({ from, to }) => ({ from: folderOf(from), to: folderOf(to) }))
      .filter(({ from, to }) => from !== to)
      .map((edge) => [textOf(edge), edge]),
  ).values(),
];

/** `a > b`, which is how lists in tests name an import. */
export function textOf({ from, to }: Edge): string {
  return `${from} > ${to}`;
}

/** The folder that a file lies in. */
export function folderOf(file: string): string {
  return file.includes('/') ? file.replace(/\/[^/]+$/, '') : '.';
}

/** Edges that are part of a cycle. */
export function cyclicEdges(edges: readonly Edge[]): Edge[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const reached = new Map<string, Set<string>>();
  const reach = (start: string): Set<string> => {
    const seen = reached.get(start) ?? new Set<string>();
    if (reached.has(start)) return seen;
    reached.set(start, seen);
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const other of next.get(node) ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        open.push(other);
      }
    }
    return seen;
  };
  return edges.filter(({ from, to }) => reach(to).has(from));
}

function importsOf(file: string): string[] {
  const specifiers = codeOf(file).matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*'([^']+)'/g);
  return [...specifiers].map(([, name = '']) =>
    name.startsWith('.') ? new URL(name, `file:///${file}`).pathname.slice(1) : packageOf(name),
  );
}

function packageOf(specifier: string): string {
  return specifier.startsWith('node:')
    ? specifier
    : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
