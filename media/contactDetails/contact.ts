import { grouped } from '../../src/contacts/quantity.ts';
import type { ContactContent } from '../../src/views/contactDetails/messages.ts';
import { copyButton } from './copyButton.ts';
import { element, served } from '../shared/dom.ts';
import { blank, code, rawJson, row, section } from '../shared/facts.ts';
import { absoluteTime, age } from '../shared/time.ts';
import type { ViewState } from '../shared/viewState.ts';

type Field = ContactContent['fields'][number];

/** Everything that is known of a contact. @param state what is open in it */
export function contactView(content: ContactContent, state: ViewState): HTMLElement[] {
  const { notice, fields } = content;
  const session = fields.find(({ apiName }) => apiName === 'botSessionId');
  const others = fields.filter((field) => field !== session);
  return [
    ...(notice ? [element('p', { className: 'notice' }, notice)] : []),
    header(content),
    ...(session ? [sessionSection(session, content.sessionBegan)] : []),
    section(['Fields'], element('dl', {}, ...others.map(fieldRow))),
    section(['Where It Comes From'], origin(content)),
    rawJson(content.json, copyButton('json', 'Copy as JSON'), state),
  ];
}

function header({ fields, outcome, position, total, campaign }: ContactContent): HTMLElement {
  const phoneNumber = fields.find(({ apiName }) => apiName === 'phoneNumber')?.text ?? '';
  const badge = element(
    'span',
    { className: 'outcome' },
    outcome.text ? served(outcome.text) : noOutcome(outcome.group),
  );
  badge.dataset['group'] = outcome.group;
  return element(
    'header',
    {},
    element('h1', {}, phoneNumber ? served(phoneNumber) : 'No phone number'),
    badge,
    element('p', { className: 'place' }, `Contact ${place(position, total)} · `, served(campaign.name)),
  );
}

function noOutcome(group: string): string {
  return group === 'notDialed' ? 'Not dialed yet' : 'No outcome';
}

function sessionSection({ apiName, label, text }: Field, began: number | undefined): HTMLElement {
  const copy = copyButton(apiName, 'Copy Session ID');
  copy.className = 'primary';
  const value = text ? [element('code', {}, served(text))] : blank();
  const made = section([label, ' ', code(apiName)], element('p', { className: 'session' }, ...value, copy));
  if (text === '') made.append(explainNoSession(copy));
  if (began !== undefined) {
    made.append(
      element(
        'p',
        { className: 'hint' },
        'Began at approx. ',
        absoluteTime(began),
        ', as the ID itself suggests',
      ),
    );
  }
  return made;
}

function explainNoSession(copy: HTMLButtonElement): HTMLElement {
  const explanation =
    'The service names no bot session for this contact: most likely the bot was never connected.';
  copy.disabled = true;
  copy.setAttribute('aria-describedby', 'no-session');
  return element('p', { id: 'no-session', className: 'hint' }, explanation);
}

function fieldRow({ apiName, label, text }: Field): HTMLElement {
  const lowered = label.charAt(0).toLowerCase() + label.slice(1);
  const actions = text ? [copyButton(apiName, 'Copy', `Copy ${lowered}`)] : [];
  return row(element('dt', {}, label, ' ', code(apiName)), text ? [served(text)] : blank(), ...actions);
}

function origin({ campaign, connection, position, total, fetchedAt }: ContactContent): HTMLElement {
  return element(
    'dl',
    {},
    row('Campaign', campaign.name ? [served(campaign.name)] : blank()),
    row('Campaign ID', [served(campaign.id)], copyButton('campaignId', 'Copy', 'Copy campaign ID')),
    row('Connection', [served(connection.name)]),
    row('Host', [served(connection.host)]),
    row('Place in the campaign', [place(position, total)]),
    row('Fetched', age(fetchedAt)),
  );
}

function place(position: number, total: number | undefined): string {
  return total === undefined ? grouped(position) : `${grouped(position)} of ${grouped(total)}`;
}
