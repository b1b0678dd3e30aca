import { idProblem, knownHosts, parseHost } from '../kore/app.ts';
import { readPlatformKey } from '../kore/encryption.ts';
import { tokenProblem, tokenRemark } from '../kore/readyMadeToken.ts';
import type { Connection } from './connection.ts';
import { twinProblem, type Draft, type Field, type SignInAnswer } from './draft.ts';
import { askPick, askText, type StepOutcome, type TextStep } from './steps.ts';

/** What frames a question: its title, its place among all, and what was answered before. */
export interface Frame {
  readonly title: string;
  readonly canGoBack: boolean;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly value?: string | undefined;
}

type Question = Pick<TextStep, 'prompt' | 'password' | 'problem' | 'remark'>;

/** Asks for the client secret. */
export const secretQuestion: Question = {
  prompt:
    'Client secret of the same JWT app. It is kept in the secret storage of VS Code, not in the settings',
  password: true,
  problem: (text) => (text.trim() === '' ? 'Enter the client secret.' : undefined),
};

/** Asks for a ready-made token of a client. */
export function tokenQuestion(clientId: string): Question {
  return {
    prompt:
      'The token (JWT), as it is sent with each request. It is kept in the secret storage of VS Code, not in the settings',
    password: true,
    problem: (text) => tokenProblem(text, clientId),
    remark: tokenRemark,
  };
}

const otherHost = 'other';

/** Asks for each part of a new connection. */
export const ask: Readonly<
  Record<Field, (frame: Frame, draft: Draft, others: readonly Connection[]) => Promise<StepOutcome>>
> = {
  name: (frame, _draft, others) =>
    askText({
      ...frame,
      prompt: 'A name for this connection, as it is to appear in the side bar',
      placeholder: 'Customer care, production',
      problem: (text) => {
        if (text.trim() === '') return 'Enter a name.';
        return others.some(({ name }) => name === text.trim())
          ? 'Another connection has this name.'
          : undefined;
      },
    }),
  host: askHost,
  streamId: (frame, draft, others) =>
    askText({
      ...frame,
      prompt: 'Stream ID of the app, also called bot ID (App Settings > General Settings)',
      placeholder: 'st-…',
      problem: (text) =>
        idProblem(text, 'stream ID', 'st-') ?? twinProblem({ ...draft, streamId: text.trim() }, others),
    }),
  accountId: (frame) =>
    askText({
      ...frame,
      prompt: 'Account ID of the workspace that the app belongs to',
      placeholder: '24 letters and digits',
      problem: (text) => idProblem(text, 'account ID'),
    }),
  clientId: (frame, draft, others) =>
    askText({
      ...frame,
      prompt: 'Client ID of a JWT app with the API scope "Campaign Management" (App Settings > Dev Tools)',
      placeholder: 'cs-…',
      problem: (text) =>
        idProblem(text, 'client ID', 'cs-') ?? twinProblem({ ...draft, clientId: text.trim() }, others),
    }),
  signIn: askSignIn,
  secret: (frame) => askText({ ...frame, ...secretQuestion }),
  token: (frame, { clientId = '' }) => askText({ ...frame, ...tokenQuestion(clientId) }),
  encryptionKey: (frame) =>
    askText({
      ...frame,
      prompt:
        'Public key that Kore.ai shows for the JWT app, as a JWK. It is no secret, and goes to the settings',
      placeholder: '{ "kty": "RSA", "kid": "…", "n": "…", "e": "AQAB" }',
      problem: (text) => sentenceOf(() => readPlatformKey(text)),
    }),
};

async function askHost({ value, ...frame }: Frame): Promise<StepOutcome> {
  const isKnown = knownHosts.some(({ host }) => host === value);
  const outcome = await askPick({
    ...frame,
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
    ...frame,
    canGoBack: true,
    value: outcome.typed || (isKnown ? '' : value),
    prompt: 'Host of the platform',
    placeholder: 'https://platform.example.com',
    problem: (text) => sentenceOf(() => parseHost(text)),
  });
  return typed === 'back' ? askHost({ value, ...frame }) : typed;
}

function askSignIn({ value, ...frame }: Frame): Promise<StepOutcome> {
  const items: { label: string; description: string; answer: SignInAnswer }[] = [
    { label: 'Client secret', description: 'HS256, the usual way', answer: 'HS256' },
    { label: 'Client secret, HS512', description: 'Where the JWT app says so', answer: 'HS512' },
    {
      label: 'Client secret, encrypted tokens',
      description: 'Where the JWT app enforces JWE; needs its public key',
      answer: 'jwe',
    },
    {
      label: 'A ready-made token',
      description: 'Where the client secret is not for you; asked for again when it ends',
      answer: 'token',
    },
  ];
  return askPick({
    ...frame,
    placeholder: 'How do you sign in?',
    items,
    active: value ?? 'HS256',
  });
}

/** The sentence of what `read` throws, or undefined. */
function sentenceOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
