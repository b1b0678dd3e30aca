import type { Failure } from '../../src/views/protocol.ts';
import { button, element } from './dom.ts';

/** Says what failed and what may be the cause, with what can be done about it. @param title heading of our own words */
export function failureView(
  title: string,
  { message, causes }: Failure,
  tryAgain: () => void,
  showLog: () => void,
): HTMLElement[] {
  return [
    element('h1', {}, title),
    element('p', {}, message),
    ...(causes.length > 0
      ? [
          element('p', {}, 'Likely causes:'),
          element('ul', {}, ...causes.map((cause) => element('li', {}, cause))),
        ]
      : []),
    element(
      'p',
      { className: 'buttons' },
      button({ className: 'primary', key: 'tryAgain' }, tryAgain, 'Try Again'),
      button({ key: 'showLog' }, showLog, 'Show Log'),
    ),
  ];
}
