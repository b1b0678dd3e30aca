import * as vscode from 'vscode';
import { idProblem, knownHosts, parseHost } from '../kore/app.ts';
import { asError, KoreError } from '../kore/errors.ts';
import type { ClientSecrets } from './clientSecrets.ts';
import { connectionKey, type Connection } from './connection.ts';
import type { Connections } from './connections.ts';
import { addToSettings, needsSecretOf } from './settings.ts';
import { askPick, askText, type StepOutcome } from './steps.ts';

const title = 'Add a Kore.ai Connection';
const otherHost = 'other';

type Field = 'name' | 'host' | 'streamId' | 'accountId' | 'clientId' | 'secret';
type Draft = Partial<Record<Field, string>>;
const fields: readonly Field[] = ['name', 'host', 'streamId', 'accountId', 'clientId', 'secret'];

const fieldLabels: Record<Field, string> = {
  name: 'Name',
  host: 'Host',
  streamId: 'Stream ID',
  accountId: 'Account ID',
  clientId: 'Client ID',
  secret: 'Client Secret',
};

/**
 * Asks for a new connection step by step, tries it with one real request, and saves it with its secret. When the request fails, the
 * person corrects the step that is wrong; what was entered is kept.
 * @returns the connection, or undefined when the person left
 */
export async function addConnection(
  connections: Connections,
  secrets: ClientSecrets,
): Promise<Connection | undefined> {
  const draft: Draft = {};
  if (!(await askAll(draft, connections))) return undefined;
  let problem = (await check(draft, connections)) ?? (await save(draft, secrets));
  while (problem) {
    const next = await askWhatNext(problem, draft, connections);
    if (next === undefined) return undefined;
    const checked = next === 'check' ? await check(draft, connections) : undefined;
    problem = checked ?? (await save(draft, secrets));
  }
  return complete(draft).connection;
}

/** @returns whether all steps were answered */
async function askAll(draft: Draft, connections: Connections): Promise<boolean> {
  for (let step = 0; step < fields.length;) {
    const field = fields[step] as Field;
    const outcome = await ask(field, draft, connections, step);
    if (outcome === 'left') return false;
    step += outcome === 'back' ? -1 : 1;
  }
  return true;
}

/** Asks for one field and keeps the answer. @param step its place among all, from 0; undefined when it is asked for alone */
async function ask(
  field: Field,
  draft: Draft,
  connections: Connections,
  step: number | undefined,
): Promise<StepOutcome> {
  const frame = {
    title,
    canGoBack: step !== undefined && step > 0,
    ...(step === undefined ? {} : { step: step + 1, totalSteps: fields.length }),
  };
  const outcome = await askFor[field]({ ...frame, value: draft[field] }, draft, connections);
  if (typeof outcome === 'object') draft[field] = outcome.answer;
  return outcome;
}

interface Frame {
  readonly title: string;
  readonly canGoBack: boolean;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly value: string | undefined;
}

const askFor: Record<Field, (frame: Frame, draft: Draft, connections: Connections) => Promise<StepOutcome>> =
  {
    name: (frame, _draft, { list }) =>
      askText({
        ...frame,
        prompt: 'A name for this connection, as it is to appear in the side bar',
        placeholder: 'Customer care, production',
        problem: (text) => {
          if (text.trim() === '') return 'Enter a name.';
          return list.some(({ name }) => name === text.trim())
            ? 'Another connection has this name.'
            : undefined;
        },
      }),
    host: askHost,
    streamId: (frame, draft, { list }) =>
      askText({
        ...frame,
        prompt: 'Stream ID of the app, also called bot ID (App Settings > General Settings)',
        placeholder: 'st-…',
        problem: (text) =>
          idProblem(text, 'stream ID', 'st-') ?? twinProblem({ ...draft, streamId: text.trim() }, list),
      }),
    accountId: (frame) =>
      askText({
        ...frame,
        prompt: 'Account ID of the workspace that the app belongs to',
        placeholder: '24 letters and digits',
        problem: (text) => idProblem(text, 'account ID'),
      }),
    clientId: (frame, draft, { list }) =>
      askText({
        ...frame,
        prompt: 'Client ID of a JWT app with the API scope "Campaign Management" (App Settings > Dev Tools)',
        placeholder: 'cs-…',
        problem: (text) =>
          idProblem(text, 'client ID', 'cs-') ?? twinProblem({ ...draft, clientId: text.trim() }, list),
      }),
    secret: (frame) =>
      askText({
        ...frame,
        prompt:
          'Client secret of the same JWT app. It is kept in the secret storage of VS Code, not in the settings',
        password: true,
        problem: (text) => (text.trim() === '' ? 'Enter the client secret.' : undefined),
      }),
  };

async function askHost(frame: Frame): Promise<StepOutcome> {
  const { value, ...pickFrame } = frame;
  const isKnown = knownHosts.some(({ host }) => host === value);
  const outcome = await askPick({
    ...pickFrame,
    placeholder: 'Where does the app run? It is the address of the platform in your browser',
    items: [
      ...knownHosts.map(({ host, region }) => ({
        label: new URL(host).host,
        description: region,
        answer: host,
      })),
      {
        label: 'Another host…',
        description: 'Another region, or a private cluster',
        answer: otherHost,
        alwaysShow: true,
      },
    ],
    active: value === undefined || isKnown ? value : otherHost,
  });
  if (typeof outcome === 'string' || outcome.answer !== otherHost) return outcome;
  const typed = await askText({
    ...pickFrame,
    canGoBack: true,
    value: outcome.typed || (isKnown ? '' : value),
    prompt: 'Host of the platform',
    placeholder: 'https://platform.example.com',
    problem: hostProblem,
  });
  return typed === 'back' ? askHost(frame) : typed;
}

function hostProblem(text: string): string | undefined {
  try {
    parseHost(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function twinProblem(draft: Draft, list: readonly Connection[]): string | undefined {
  if (draft.host === undefined || draft.streamId === undefined || draft.clientId === undefined)
    return undefined;
  const key = connectionKey(complete(draft).connection);
  const twin = list.find((connection) => connectionKey(connection) === key);
  return twin && `"${twin.name}" is already connected to this app with this client.`;
}

function complete({
  name = '',
  host = '',
  streamId = '',
  accountId = '',
  clientId = '',
  secret = '',
}: Draft) {
  const connection: Connection = {
    name,
    origin: parseHost(host),
    streamId,
    accountId,
    clientId,
    algorithm: 'HS256',
  };
  return { connection, secret };
}

/**
 * Tells what went wrong and lets the person correct what may be the cause. Asks again until a step was really answered.
 * @returns undefined when the person left
 */
async function askWhatNext(
  problem: Error,
  draft: Draft,
  connections: Connections,
): Promise<'save' | 'check' | undefined> {
  const causes = problem instanceof KoreError ? problem.causes : [];
  const suspects = causes.flatMap(({ text, concerns }) => (concerns ? [{ field: concerns, text }] : []));
  const rest = fields.filter((field) => !suspects.some((suspect) => suspect.field === field));
  const elsewhere = causes.filter(({ concerns }) => !concerns).map(({ text }) => text);
  const tryAgain = { label: '$(refresh) Try Again', detail: elsewhere.join(' '), answer: 'again' };
  const correct = suspects.map(({ field, text }) => ({
    label: `$(edit) ${fieldLabels[field]}`,
    detail: text,
    answer: field,
  }));
  for (;;) {
    const outcome = await askPick({
      title: problem.message,
      canGoBack: false,
      placeholder: 'Choose what to correct; everything else stays as you entered it',
      items: [
        ...(causes[0]?.concerns ? [...correct, tryAgain] : [tryAgain, ...correct]),
        ...rest.map((field) => ({ label: `$(edit) ${fieldLabels[field]}`, answer: field })),
        {
          label: '$(save) Save Anyway',
          detail: 'The connection is added, and tried again when it is opened.',
          answer: 'save',
        },
        { label: '$(output) Show Log', answer: 'log' },
      ],
    });
    if (typeof outcome === 'string') return undefined;
    if (outcome.answer === 'save') return 'save';
    if (outcome.answer === 'again') return 'check';
    if (outcome.answer === 'log') await vscode.commands.executeCommand('koreCampaigns.showLog');
    else if (typeof (await ask(outcome.answer as Field, draft, connections, undefined)) === 'object')
      return 'check';
  }
}

/** Makes one real request. @returns what is wrong with the connection, or undefined */
async function check(draft: Draft, connections: Connections): Promise<Error | undefined> {
  const twin = twinProblem(draft, connections.list);
  if (twin !== undefined) return new Error(twin);
  const { connection, secret } = complete(draft);
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Trying the connection to ${new URL(connection.origin).host}…`,
      cancellable: true,
    },
    async (_progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort(new Error('The check was cancelled.')));
      try {
        await connections.check(connection, secret, abort.signal);
        return undefined;
      } catch (error) {
        return asError(error);
      }
    },
  );
}

/** Saves the connection and its secret. @returns why that failed, or undefined; a failure leaves no secret behind */
async function save(draft: Draft, secrets: ClientSecrets): Promise<Error | undefined> {
  const { connection, secret } = complete(draft);
  try {
    await secrets.set(connection, secret);
    await addToSettings(connection);
    return undefined;
  } catch (cause) {
    if (!needsSecretOf(connection)) await secrets.forget(connection);
    const why = asError(cause).message;
    return new Error(`The connection could not be saved: ${why}`, { cause });
  }
}
