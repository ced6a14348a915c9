/** A piece of HTML in which every value that came in is escaped. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

/** HTML from a template: values are text, unless they are markup themselves. */
export function markup(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Markup)[]
): Markup {
  const parts = values.map((value) => (value instanceof Markup ? value : escaped(String(value))).html);
  return new Markup(String.raw({ raw: strings }, ...parts));
}

/** One after the other. */
export function list(items: readonly Markup[]): Markup {
  return new Markup(items.map(({ html }) => html).join('\n'));
}

/** Text as it is, for elements and attributes. */
function escaped(text: string): Markup {
  return new Markup(text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`));
}
