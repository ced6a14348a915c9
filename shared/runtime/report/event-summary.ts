/**
 * An event in one line. Whatever shows events to people can rarely put one together from keys that may be absent.
 *
 * @example eventSummary('Cluster Start Failed', { cluster: 'orders', account: '1', region: 'eu-central-1', fault })
 * // 'Cluster Start Failed: orders, account 1, eu-central-1. The specified KMS key is not accessible'
 */
export function eventSummary(detailType: string, event: Readonly<Record<string, unknown>>): string {
  const { cluster, snapshot, account, region, detail, fault } = event;
  const where = [cluster, snapshot, `account ${account}`, region].filter((part) => part !== undefined);
  const message =
    typeof fault === 'object' && fault !== null && 'message' in fault ? fault.message : undefined;
  const why = [detail, message].filter((part) => part !== undefined);
  return [`${detailType}: ${where.join(', ')}`, ...why].join('. ');
}
