import * as v from 'valibot';
import { setRegion } from '../../src/text/format.ts';
import { toAnyPage, type FromAnyPage } from '../../src/views/protocol.ts';

/** What VS Code gives a webview, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** The panel that a page belongs to. */
export interface Host<FromPage, Saved> {
  readonly postMessage: (message: FromPage | FromAnyPage) => void;
  /** What was kept last, by this or an earlier version of the extension; undefined at first. */
  readonly getState: () => unknown;
  /** Keeps what the tab is restored from, while it's hidden and over a reload of the window. VS Code writes it to disk. */
  readonly setState: (saved: Saved) => void;
}

/** To be called once in a page. */
export function theHost<FromPage, Saved>(): Host<FromPage, Saved> {
  return acquireVsCodeApi();
}

/** Hears what the host says, and tells it that there is somebody who listens. */
export function listen<ToPage>(
  host: Host<never, never>,
  schema: v.GenericSchema<unknown, ToPage>,
  receive: (message: ToPage) => void,
): void {
  window.addEventListener('message', ({ data, origin }: MessageEvent<unknown>) => {
    // The host speaks through the frame around this one. Any other page that got hold of this window is nobody.
    if (origin !== window.origin) return;
    const common = v.safeParse(toAnyPage, data);
    if (common.success) {
      setRegion(common.output.region);
      return;
    }
    const parsed = v.safeParse(schema, data);
    if (parsed.success) receive(parsed.output);
    else console.warn('An unknown message was ignored.');
  });
  host.postMessage({ type: 'ready' });
}
