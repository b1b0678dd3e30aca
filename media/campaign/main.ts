import {
  rowActions,
  toPage,
  type Details,
  type Live,
  type SavedTab,
  type ToPage,
} from '../../src/views/campaign/messages.ts';
import { sections, type Section } from '../../src/views/campaign/tableView.ts';
import { element, pageElement, replaceContent, served } from '../shared/dom.ts';
import { failureView } from '../shared/failure.ts';
import { listen } from '../shared/host.ts';
import { isShortcut } from '../shared/keys.ts';
import { updateAges } from '../shared/time.ts';
import { Announcer } from '../shared/announcer.ts';
import { ViewState } from '../shared/viewState.ts';
import type { Changes } from './changes.ts';
import { detailsView } from './details.ts';
import { readKeptPlace, type KeptPlace } from './keptPlace.ts';
import { LiveSwitch } from './live.ts';
import { Outcomes } from './outcomes.ts';
import { ContactsTable } from './table.ts';
import { Tabs } from './tabs.ts';
import { vscode } from './vscode.ts';

const labels: Readonly<Record<Section, string>> = {
  contacts: 'Contacts',
  outcomes: 'Outcomes',
  details: 'Details',
};

const heading = element('h1', {}, 'Campaign');
const failed = element('div', { className: 'failed', hidden: true });
const main = pageElement('main');
const detailsPage = element('div', { className: 'facts' });
let saved: SavedTab | undefined;
let place = readKeptPlace(vscode.getState());
let details: Details | undefined;
/** Since the look before the latest one. */
let changes: Changes | undefined;
let lookedAt = 0;
const announcer = new Announcer(pageElement('#announcer'));

const tabs = new Tabs(sections, labels, (section) => {
  if (saved) keep({ ...saved, view: { ...saved.view, section } });
  table.setShown(section === 'contacts');
  showOutcomes();
  requestDetails();
});
const table = new ContactsTable(tabs.panels.contacts, announcer, {
  viewChanged: (view) =>
    saved && keep({ ...saved, view: { ...view, section: tabs.chosen, live: live.isOn } }),
  rowsChanged: () => {
    if (table.loaded.shape) hideFailure();
    showOutcomes();
  },
  placeChanged: keepPlace,
});
const outcomes = new Outcomes(
  tabs.panels.outcomes,
  {
    isChosen: (id, value) => table.isFilteredBy(id, value),
    filterBy: (id, value) => {
      table.filterBy(id, table.isFilteredBy(id, value) ? [] : [value]);
      tabs.choose('contacts');
      table.focusRows();
    },
  },
  new ViewState(tabs.panels.outcomes, place.outcomes, (now) => keepPlace({ outcomes: now })),
);
const detailsState = new ViewState(tabs.panels.details, place.details, (now) => keepPlace({ details: now }));

const live = new LiveSwitch(announcer, () => {
  if (saved) keep({ ...saved, view: { ...saved.view, live: live.isOn } });
});

table.summaryLine.prepend(live.button);
table.summaryLine.append(live.notes);
tabs.panels.details.append(detailsPage);
main.append(
  element('header', {}, heading, tabs.list),
  failed,
  table.summaryLine,
  ...sections.map((section) => tabs.panels[section]),
);
document.addEventListener('keydown', (event) => {
  // Most rows of the table aren't in the document, so VS Code's find widget couldn't find them. It serves the other sections.
  if (tabs.chosen !== 'contacts' || !failed.hidden || !isShortcut(event, 'f')) return;
  event.preventDefault();
  event.stopPropagation();
  table.focusFilter();
});
document.addEventListener('visibilitychange', () =>
  vscode.postMessage({ type: 'seen', isSeen: document.visibilityState === 'visible' }),
);
// Ages are told to the minute.
setInterval(updateAges, 20_000);
listen(vscode, toPage, receive);

function receive(message: ToPage): void {
  switch (message.type) {
    case 'campaign':
      heading.replaceChildren(served(message.campaign.name || message.campaign.id));
      heading.title = `${message.campaign.name}\n${message.connectionName}`;
      if (!saved) {
        table.applyView(message.saved.view);
        tabs.choose(message.saved.view.section);
        live.isOn = message.saved.view.live;
        table.restore(place, message.isContinued);
      }
      keep({ ...message.saved, view: saved?.view ?? message.saved.view });
      break;
    case 'pages':
      table.setPages(message);
      break;
    case 'forgotten':
      table.forget();
      details = undefined;
      requestDetails();
      break;
    case 'failed':
      table.setFailure(message.failure);
      if (table.loaded.count === 0) showFailure(message.failure);
      break;
    case 'loading':
      table.setLoading(message.loading);
      break;
    case 'details':
      showDetails(message.details);
      break;
    case 'live':
      showLive(message.live);
      break;
    case 'chosen': {
      const { action } = message;
      const rowAction = rowActions.find((one) => one === action);
      if (rowAction) table.act(rowAction);
      else if (action === 'copyCell') table.copyCell();
      else if (action === 'openDetails' || action === 'reveal') table.actOnSelected(action);
      break;
    }
  }
}

/** The host keeps all of it; what VS Code writes to disk has no text to filter by, which may be a part of a phone number. */
function keep(now: SavedTab): void {
  if (saved && saved.view !== now.view) vscode.postMessage({ type: 'viewChanged', view: now.view });
  saved = now;
  saveState();
}

function keepPlace(change: Partial<KeptPlace>): void {
  // Before the first message, what was kept isn't restored.
  if (!saved) return;
  place = { ...place, ...change };
  saveState();
}

function saveState(): void {
  if (!saved) return;
  const filter = { ...saved.view.filter, text: '' };
  vscode.setState({ ...saved, view: { ...saved.view, filter }, place });
}

function showOutcomes(): void {
  if (tabs.chosen === 'outcomes') outcomes.show(table.loaded.summary, changes);
}

function showLive(now: Live): void {
  if (now.state === 'looked') {
    // Told again, when all is sent anew.
    if (now.at === lookedAt) return;
    lookedAt = now.at;
    changes = table.loaded.takeChanges();
  } else if (now.state === 'on') {
    changes = undefined;
  }
  live.show(now, changes?.told ?? []);
  showOutcomes();
}

/** Details stay while they're refreshed. */
function showDetails(now: Details): void {
  detailsPage.ariaBusy = String(now.state === 'loading');
  if (now.state === 'loading' && details?.state === 'known') return;
  details = now;
  replaceContent(detailsPage, ...detailsView(now, detailsState));
  detailsState.contentChanged();
}

/** Details are requested when their section is first shown. */
function requestDetails(): void {
  table.summaryLine.hidden = tabs.chosen === 'details';
  if (tabs.chosen === 'details' && !details) vscode.postMessage({ type: 'wantDetails' });
}

function showFailure(failure: Parameters<typeof failureView>[1]): void {
  replaceContent(
    failed,
    ...failureView(
      'The Contacts Could Not Be Loaded',
      failure,
      () => {
        failed.ariaBusy = 'true';
        vscode.postMessage({ type: 'tryAgain' });
      },
      () => vscode.postMessage({ type: 'showLog' }),
    ),
  );
  failed.ariaBusy = null;
  failed.hidden = false;
}

function hideFailure(): void {
  const hadFocus = failed.contains(document.activeElement);
  failed.hidden = true;
  if (hadFocus) tabs.focus();
}
