import * as vscode from 'vscode';
import { asError, KoreError } from '../kore/errors.ts';
import type { ClientSecrets } from './clientSecrets.ts';
import type { Connection } from './connection.ts';
import type { Connections } from './connections.ts';
import { openDocumentation } from './documentation.ts';
import { complete, fieldLabels, fieldsOf, twinProblem, type Draft, type Field } from './draft.ts';
import { ask } from './questions.ts';
import { addToSettings, needsSecretOf } from './settings.ts';
import { askPick, type StepOutcome } from './steps.ts';

const title = 'Add a Kore.ai Connection';

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
  let step = 0;
  // How many there are depends on the answers.
  for (let field = fieldsOf(draft)[step]; field; field = fieldsOf(draft)[step]) {
    const outcome = await answer(field, draft, connections, step);
    if (outcome === 'left') return false;
    step += outcome === 'back' ? -1 : 1;
  }
  return true;
}

/** Asks for one field and keeps the answer. @param step its place among all, from 0; undefined when it is asked for alone */
async function answer(
  field: Field,
  draft: Draft,
  { list }: Connections,
  step?: number,
): Promise<StepOutcome> {
  const frame = {
    title,
    canGoBack: step !== undefined && step > 0,
    ...(step === undefined ? {} : { step: step + 1, totalSteps: fieldsOf(draft).length }),
    value: draft[field],
  };
  const outcome = await ask[field](frame, draft, list);
  if (typeof outcome === 'object') draft[field] = outcome.answer;
  return outcome;
}

/** Asks for one field anew, and for those that its answer makes necessary. @returns whether all were answered; else none is changed */
async function correct(field: Field, draft: Draft, connections: Connections): Promise<boolean> {
  const corrected = { ...draft };
  const missing = () => fieldsOf(corrected).find((other) => corrected[other] === undefined);
  for (let next: Field | undefined = field; next; next = missing()) {
    if (typeof (await answer(next, corrected, connections)) !== 'object') return false;
  }
  Object.assign(draft, corrected);
  return true;
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
  const { causes, documentation } =
    problem instanceof KoreError ? problem : { causes: [], documentation: undefined };
  const tryAgain = { label: '$(refresh) Try Again', answer: 'again' };
  const likely = causes.map(({ text, concerns }) => ({
    ...(concerns ? correction(concerns) : tryAgain),
    detail: text,
  }));
  const others = fieldsOf(draft).filter((field) => !causes.some(({ concerns }) => concerns === field));
  for (;;) {
    const outcome = await askPick({
      title: problem.message,
      canGoBack: false,
      placeholder: 'Choose what to correct; everything else stays as you entered it',
      items: [
        ...likely,
        ...(likely.some(({ answer }) => answer === 'again') ? [] : [tryAgain]),
        ...others.map(correction),
        {
          label: '$(save) Save Anyway',
          detail: 'The connection is added, and tried again when it is opened.',
          answer: 'save',
        },
        ...(documentation ? [{ label: '$(book) Open Documentation', answer: 'documentation' }] : []),
        { label: '$(output) Show Log', answer: 'log' },
      ],
    });
    if (typeof outcome === 'string') return undefined;
    switch (outcome.answer) {
      case 'save':
        return 'save';
      case 'again':
        return 'check';
      case 'documentation':
        await openDocumentation(problem);
        break;
      case 'log':
        await vscode.commands.executeCommand('koreCampaigns.showLog');
        break;
      default:
        if (await correct(outcome.answer as Field, draft, connections)) return 'check';
    }
  }
}

function correction(field: Field): { label: string; answer: Field } {
  return { label: `$(edit) ${fieldLabels[field]}`, answer: field };
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
    let why = asError(cause).message;
    if (!needsSecretOf(connection))
      await secrets.forget(connection).catch((error: unknown) => (why += ` ${asError(error).message}`));
    return new Error(`The connection could not be saved: ${why}`, { cause });
  }
}
