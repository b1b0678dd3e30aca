import {
  rowActions,
  toPage,
  type Details,
  type Live,
  type SavedTab,
  type ToPage,
} from '../../src/views/campaign/messages.ts';
import { sections, type Section } from '../../src/views/campaign/tableView.ts';
import { element, pageElement, served } from '../shared/dom.ts';
import { failureView } from '../shared/failure.ts';
import { listen } from '../shared/host.ts';
import { updateAges } from '../shared/time.ts';
import { Announcer } from '../shared/announcer.ts';
import type { Changes } from './changes.ts';
import { detailsView } from './details.ts';
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
let details: Details | undefined;
/** Since the look before the latest one. */
let changes: Changes | undefined;
let lookedAt = 0;
const announcer = new Announcer(pageElement('#announcer'));

const tabs = new Tabs(sections, labels, (section) => {
  if (saved) keep({ ...saved, view: { ...saved.view, section } });
  table.setShown(section === 'contacts');
  showOutcomes();
  showDetails();
});
const table = new ContactsTable(
  tabs.panels.contacts,
  announcer,
  (view) => saved && keep({ ...saved, view: { ...view, section: tabs.chosen, live: live.isOn } }),
  () => {
    if (table.loaded.count > 0) failed.hidden = true;
    showOutcomes();
  },
);
const outcomes = new Outcomes(tabs.panels.outcomes, {
  isChosen: (id, value) => table.isFilteredBy(id, value),
  filterBy: (id, value) => {
    table.filterBy(id, table.isFilteredBy(id, value) ? [] : [value]);
    tabs.choose('contacts');
    table.focusRows();
  },
});

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
window.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return;
  event.preventDefault();
  tabs.choose('contacts');
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
      }
      keep({ ...message.saved, view: saved?.view ?? message.saved.view });
      break;
    case 'pages':
      table.setPages(message);
      break;
    case 'forgotten':
      table.forget();
      details = undefined;
      showDetails();
      break;
    case 'failed':
      table.setFailure(message.failure);
      if (table.loaded.count === 0) showFailure(message.failure);
      break;
    case 'loading':
      table.setLoading(message.loading);
      break;
    case 'details':
      details = message.details;
      detailsPage.replaceChildren(...detailsView(details));
      break;
    case 'live':
      showLive(message.live);
      break;
    case 'chosen': {
      const { action } = message;
      const rowAction = rowActions.find((one) => one === action);
      if (rowAction) table.act(rowAction);
      else if (action === 'openDetails' || action === 'reveal') table.actOnSelected(action);
      break;
    }
  }
}

/** The host keeps all of it; what VS Code writes to disk has no text to filter by, which may be a part of a phone number. */
function keep(now: SavedTab): void {
  if (saved && saved.view !== now.view) vscode.postMessage({ type: 'viewChanged', view: now.view });
  saved = now;
  const filter = { ...now.view.filter, text: '' };
  vscode.setState({ ...now, view: { ...now.view, filter } });
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

/** Asked for when they are first looked at. */
function showDetails(): void {
  table.summaryLine.hidden = tabs.chosen === 'details';
  if (tabs.chosen === 'details' && !details) vscode.postMessage({ type: 'wantDetails' });
}

function showFailure(failure: Parameters<typeof failureView>[1]): void {
  failed.replaceChildren(
    ...failureView(
      'The Contacts Could Not Be Loaded',
      failure,
      () => {
        failed.hidden = true;
        vscode.postMessage({ type: 'tryAgain' });
      },
      () => vscode.postMessage({ type: 'showLog' }),
    ),
  );
  failed.hidden = false;
}
