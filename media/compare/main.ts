import { breakdownIds } from '../../src/contacts/summary.ts';
import { toPage, type SavedComparison, type ToPage } from '../../src/views/compare/messages.ts';
import { Announcer } from '../shared/announcer.ts';
import { button, element, pageElement } from '../shared/dom.ts';
import { listen } from '../shared/host.ts';
import { readKeptView } from '../shared/keptView.ts';
import { updateAges } from '../shared/time.ts';
import { ViewState } from '../shared/viewState.ts';
import { BreakdownCard } from './breakdownCard.ts';
import { SideCard } from './sideCard.ts';
import { vscode } from './vscode.ts';

const announcer = new Announcer(pageElement('#announcer'));
const sides = [new SideCard(0, announcer), new SideCard(1, announcer)] as const;
let saved: SavedComparison | undefined;
let view = readKeptView(vscode.getState());
const state = new ViewState(document.documentElement, view, (now) => {
  view = now;
  keep();
});
const breakdowns = breakdownIds.map((id) => new BreakdownCard(id, state));
const partly = element('p', { className: 'hint partly', hidden: true });

pageElement('main').append(
  element(
    'header',
    {},
    element('h1', {}, 'Outcomes Side by Side'),
    button({}, () => vscode.postMessage({ type: 'swap' }), 'Swap Sides'),
    button({}, () => vscode.postMessage({ type: 'copy', format: 'tabs' }), 'Copy as Table'),
    button({}, () => vscode.postMessage({ type: 'copy', format: 'markdown' }), 'Copy as Markdown'),
  ),
  element('div', { className: 'sides' }, ...sides.map((side) => side.element)),
  partly,
  element('div', { className: 'charts' }, ...breakdowns.map((breakdown) => breakdown.element)),
);
// Ages are told to the minute.
setInterval(updateAges, 20_000);
listen(vscode, toPage, show);

function show({ saved: now, sides: views, breakdowns: counted }: ToPage): void {
  saved = now;
  keep();
  const [one, other] = views;
  sides[0].show(one);
  sides[1].show(other);
  partly.textContent = 'Shares are of the contacts that are loaded.';
  partly.hidden = views.every(({ isWhole, isGone }) => isWhole || isGone);
  for (const breakdown of breakdowns) {
    const view = counted.find(({ id }) => id === breakdown.id);
    if (view) breakdown.show(view, [one.contacts, other.contacts]);
  }
  state.contentChanged();
}

function keep(): void {
  if (saved) vscode.setState({ ...saved, view });
}
