import type { CampaignFacts, Details } from '../../src/views/campaign/messages.ts';
import { button, element, served } from '../shared/dom.ts';
import { blank, code, rawJson, row, section } from '../shared/facts.ts';
import { failureView } from '../shared/failure.ts';
import { absoluteTime, age } from '../shared/time.ts';
import type { ViewState } from '../shared/viewState.ts';
import { vscode } from './vscode.ts';

type Fact = CampaignFacts['groups'][number]['facts'][number];

const ask = () => vscode.postMessage({ type: 'wantDetails' });

/** Facts of the campaign itself, laid out as a contact's details are. */
export function detailsView(details: Details, state: ViewState): HTMLElement[] {
  switch (details.state) {
    case 'loading':
      return [element('p', {}, 'Loading…')];
    case 'failed':
      return failureView('The Campaign Could Not Be Loaded', details.failure, ask, () =>
        vscode.postMessage({ type: 'showLog' }),
      );
    case 'known':
      return factsView(details.facts, state);
  }
}

function factsView({ groups, fetchedAt, json }: CampaignFacts, state: ViewState): HTMLElement[] {
  const refresh = button({ key: 'refresh' }, ask, 'Refresh');
  const copy = button({ key: 'copy' }, () => vscode.postMessage({ type: 'copyDetails' }), 'Copy as JSON');
  return [
    ...groups.map(({ title, facts }) => section([title], element('dl', {}, ...facts.map(factRow)))),
    section(['Where It Comes From'], element('dl', {}, row('Fetched', age(fetchedAt), refresh))),
    rawJson(json, copy, state),
  ];
}

function factRow({ label, apiName, text, at }: Fact): HTMLElement {
  const value = at === undefined ? (text ? [served(text)] : blank()) : [absoluteTime(at)];
  return row(element('dt', {}, served(label), ' ', code(apiName)), value);
}
