/** Colours of the style sheet as canvases need them. */
export interface Theme {
  color(name: string): string;
  /** Stripes of a colour, for what is between two states. */
  hatch(name: string): CanvasPattern | string;
}

const HATCH_PX = 6;

let current: Theme | undefined;

/** The theme in force; the colours are read once, until {@link forgetTheme}. */
export function theme(): Theme {
  current ??= readTheme();
  return current;
}

/** Call when the page has turned light or dark, or goes to paper. */
export function forgetTheme(): void {
  current = undefined;
}

function readTheme(): Theme {
  const colors = new Map<string, string>();
  const hatches = new Map<string, CanvasPattern | string>();
  const probe = document.createElement('span');
  document.body.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const color = (name: string): string => getOr(colors, name, () => read(name));
  return { color, hatch: (name) => getOr(hatches, name, () => hatchOf(color(name))) };
}

function getOr<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function hatchOf(color: string): CanvasPattern | string {
  const size = HATCH_PX * devicePixelRatio;
  const tile = new OffscreenCanvas(size, size);
  const context = tile.getContext('2d');
  if (context === null) return color;
  context.strokeStyle = color;
  context.lineWidth = size / 3;
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift - 1, size + 1);
    context.lineTo(shift + size + 1, -1);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat') ?? color;
}
