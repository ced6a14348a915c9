/**
 * A small part of the language of Logs Insights, as far as the saved queries use it: what is not known here is an error.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */

/** A log line as Logs Insights finds it: nested keys with a dot. */
export type Line = Readonly<Record<string, unknown>>;

/** The lines that a query would find, and the fields that it names. */
export function ask(
  query: string,
  lines: readonly Line[],
): { readonly found: Line[]; readonly fields: string[] } {
  const commands = query.split('\n| ').map((command) => command.replace(/ #.*$/, ''));
  const fields = new Set<string>();
  let found = [...lines];
  for (const command of commands) {
    const [, verb = '', rest = ''] = /^(\w+) (.+)$/.exec(command) ?? [];
    for (const field of named(verb, rest)) fields.add(field);
    if (verb === 'filter') {
      const conditions = rest.split(' or ').map(condition);
      found = found.filter((line) => conditions.some((holds) => holds(line)));
    }
  }
  return { found, fields: [...fields] };
}

/** Flattens a line that was written, as Logs Insights does. */
export function flatten(value: unknown, prefix = ''): Line {
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([key, one]): [string, unknown][] =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.entries(flatten(one, `${prefix}${key}.`))
        : [[`${prefix}${key}`, one]],
    ),
  );
}

/** The fields that a command names; AWS's own begin with @. */
function named(verb: string, rest: string): string[] {
  const own = (names: readonly string[]) =>
    names.map((one) => one.trim()).filter((one) => !one.startsWith('@'));
  switch (verb) {
    case 'fields':
      return own(rest.split(','));
    case 'filter':
      return own(rest.split(' or ').map(field));
    case 'stats': {
      const [, measures = '', by = ''] = /^(.+) by (.+)$/.exec(rest) ?? [];
      const measured = measures.split(', ').map((one) => {
        const [, name] = /^(?:min|max|avg|sum|count)\(([@\w.*]+)\)$/.exec(one) ?? [];
        if (name === undefined) throw new Error(`not understood: ${one}`);
        return name;
      });
      const groups = by.split(', ').filter((one) => !/^bin\(\d+[smhd]\)$/.test(one));
      return own([...measured, ...groups]).filter((one) => one !== '*');
    }
    case 'sort':
      if (!/^[@\w.]+ (asc|desc)$/.test(rest)) throw new Error(`not understood: ${rest}`);
      return own(rest.split(' ').slice(0, 1));
    case 'limit':
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html
      if (!(Number(rest) >= 1 && Number(rest) <= 10_000)) throw new Error(`not understood: ${rest}`);
      return [];
    default:
      throw new Error(`there is no command ${verb}`);
  }
}

function field(expression: string): string {
  return expression.split(' ')[0] ?? '';
}

function condition(expression: string): (line: Line) => boolean {
  const [, name = '', how, operand = ''] = /^([@\w.]+) (=|in|like) (.+)$/.exec(expression) ?? [];
  switch (how) {
    case '=':
      return (line) => line[name] === JSON.parse(operand);
    case 'in':
      return (line) => (JSON.parse(operand) as unknown[]).includes(line[name]);
    case 'like': {
      const pattern = new RegExp(operand.slice(1, -1));
      return (line) => typeof line[name] === 'string' && pattern.test(line[name]);
    }
    default:
      throw new Error(`not understood: ${expression}`);
  }
}
