import { html, render } from 'lit-html';

/** A box beside the pointer or the focused row. Screen readers hear it when the keyboard moves it. */
export class Tip {
  readonly #box: HTMLElement;
  readonly #voice: HTMLElement;

  constructor(box: HTMLElement, voice: HTMLElement) {
    this.#box = box;
    this.#voice = voice;
  }

  show(title: string, lines: readonly string[], { x, y }: { x: number; y: number }): void {
    render(html`<strong>${title}</strong>${lines.map((line) => html`<p>${line}</p>`)}`, this.#box);
    this.#box.hidden = false;
    const { offsetWidth, offsetHeight } = this.#box;
    const left = Math.max(4, Math.min(x + 12, document.documentElement.clientWidth - offsetWidth - 4));
    const below = y + 14;
    const top = below + offsetHeight > innerHeight ? Math.max(4, y - offsetHeight - 24) : below;
    this.#box.style.transform = `translate(${left}px, ${top}px)`;
  }

  /** For screen readers. */
  say(text: string): void {
    this.#voice.textContent = text;
  }

  hide(): void {
    this.#box.hidden = true;
  }
}
