/** The answer of a listing without the item of that id or ARN, or without its first item when none is named. */
export function withoutItem(
  answer: Readonly<Record<string, unknown>>,
  resource: string | undefined,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => {
      if (!Array.isArray(value)) return [name, value];
      // DBClusters has items with a DBClusterIdentifier and a DBClusterArn; snapshots name their cluster, too.
      const own = ['Identifier', 'Arn'].map((suffix) => `${name.replace(/s$/, '')}${suffix}`);
      return [name, resource === undefined ? value.slice(1) : value.filter(isOther(resource, own))];
    }),
  );
}

function isOther(resource: string, own: readonly string[]): (item: object) => boolean {
  return (item) => !Object.entries(item).some(([name, value]) => own.includes(name) && value === resource);
}
