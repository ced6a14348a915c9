/** An HTTP request as every door of the simulator hands it over: header names in lower case, path without query. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
}

/** A body as text, whatever kind of bytes it is; the SDK's own kind complains when asked to be a string. */
export function textOf(body: Uint8Array): string {
  return decoder.decode(body);
}

const decoder = new TextDecoder();
