import type { Content } from './content.ts';

/** Reads the data out of the page. */
export async function readContent(): Promise<Content> {
  const element = document.querySelector<HTMLElement>('#data');
  const text = element?.textContent ?? '';
  const content: Content = element?.dataset.form === 'deflate' ? await unpack(text) : JSON.parse(text);
  element?.remove();
  return content;
}

function unpack(base64: string): Promise<Content> {
  const chars = atob(base64);
  const packed = new Uint8Array(chars.length);
  for (let index = 0; index < chars.length; index += 1) packed[index] = chars.charCodeAt(index);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).json();
}
