/** What a person can do about a failure wherever it is shown, beside reading the documentation and the log. */
export type Remedy = 'setSecret' | 'setToken' | 'tryAgain' | 'openSettings' | 'clearFilter';

/** One likely cause of a failure: a sentence that says what to look at, and the part of the connection that would be wrong. */
export interface Cause {
  readonly text: string;
  readonly concerns?:
    'host' | 'streamId' | 'accountId' | 'clientId' | 'signIn' | 'secret' | 'token' | 'encryptionKey';
}

/** What a failure means to a person. */
export interface Meaning {
  /** What happened: a sentence without its full stop, so that what is known of it can follow. */
  readonly what: string;
  /** The likeliest first. */
  readonly causes: readonly Cause[];
  /** The most fitting first. */
  readonly remedies: readonly Remedy[];
  /** A page of Kore.ai's documentation. */
  readonly documentation?: string;
}

/** What is known of a failure that tells its causes apart. */
interface Circumstances {
  /** Found in what the server said. */
  readonly said?: RegExp;
  /** How the connection signs in, where not simply with its client secret. */
  readonly signIn?: 'token' | 'encrypted';
}

/** The meaning of a kind of failure; under the first of `sharper` whose circumstances are given, what that says instead. */
interface Entry extends Meaning {
  readonly sharper?: readonly (Partial<Meaning> & { readonly when: Circumstances })[];
}

const documentation = {
  /** JWT apps, their API scopes, publishing them, making a token. */
  setUp: 'https://docs.kore.ai/ai-for-service/apis/automation/api-introduction',
  /** Signing algorithms, `jti`, JWE. */
  tokens: 'https://docs.kore.ai/xo/sdk/sdk-security/',
  rateLimit: 'https://docs.kore.ai/ai-for-service/apis/contact-center/rate-limit-ccai',
};

const wrongSecret: Cause = {
  text: 'The client secret is not the one of this client ID.',
  concerns: 'secret',
};
const wrongClientId: Cause = {
  text: 'The client ID is not that of a JWT app of this Kore.ai app (App Settings > Dev Tools).',
  concerns: 'clientId',
};
const wrongStreamId: Cause = { text: 'The stream ID is that of another app.', concerns: 'streamId' };
const wrongHost: Cause = { text: 'The host belongs to another region.', concerns: 'host' };
const noKoreHost: Cause = {
  text: 'The host is not a Kore.ai platform, or belongs to another region.',
  concerns: 'host',
};
const wrongAccountId: Cause = {
  text: 'The account ID is that of another workspace.',
  concerns: 'accountId',
};
const scopeNotGranted: Cause = {
  text: 'The JWT app lacks the API scope "Campaign Management" (App Settings > Dev Tools > API Scopes).',
};
const scopeNotPublished: Cause = { text: 'The scope was granted, but the app was not published since.' };
const campaignsNotEnabled: Cause = {
  text: 'Campaigns are not enabled for this account: Kore.ai Support turns them on, and they need the Kore Voice Gateway.',
};
const jweEnforced: Cause = {
  text: 'The JWT app enforces encrypted tokens (JWE), and this connection sends none.',
  concerns: 'signIn',
};
const otherAlgorithm: Cause = {
  text: 'The JWT app has another signing algorithm than this connection (HS256 or HS512).',
  concerns: 'signIn',
};
const jweNotEnforced: Cause = {
  text: 'The JWT app does not enforce encrypted tokens (JWE), and this connection sends them.',
  concerns: 'signIn',
};
const wrongKey: Cause = {
  text: 'The public key is not the one that Kore.ai shows for this JWT app.',
  concerns: 'encryptionKey',
};
const jtiEnforced: Cause = {
  text: 'The JWT app enforces JTI: Kore.ai then takes a token only with a "jti", and for one request only. Sign in with the client secret, so that each request gets a token of its own.',
  concerns: 'signIn',
};
const secretNotKept: Cause = {
  text: 'VS Code could not keep it: that happens on Linux without a keyring, and in some browsers.',
};
/** Replaced by the difference of the clocks where that's known. */
export const wrongClock: Cause = { text: 'The clock of this machine is wrong.' };
const wrongToken: Cause = {
  text: 'The token was not signed with the secret of this client ID, or has no "appId" or "sub".',
  concerns: 'token',
};
const expiredToken: Cause = {
  text: 'A token works until its end only. Set another one.',
  concerns: 'token',
};

const tokenRemedies: readonly Remedy[] = ['setToken', 'tryAgain', 'openSettings'];

/**
 * Every way in which asking Kore.ai can fail, and all that people are told of it (kore-api: Authentication, error bodies). What the
 * campaign service itself answers is undocumented: hence likely causes instead of one.
 */
const table = {
  notSignedIn: {
    what: 'The client secret of this connection is not known here',
    causes: [
      {
        text: 'It was never entered on this machine, or it was forgotten. Set the client secret.',
        concerns: 'secret',
      },
      secretNotKept,
    ],
    remedies: ['setSecret'],
    documentation: documentation.setUp,
    sharper: [
      {
        when: { signIn: 'token' },
        what: 'The token of this connection is not known here',
        causes: [
          {
            text: 'It was never entered on this machine, or it was forgotten. Set a token.',
            concerns: 'token',
          },
          secretNotKept,
        ],
        remedies: ['setToken'],
      },
    ],
  },

  tokenExpired: {
    what: 'The token of this connection has expired',
    causes: [expiredToken, wrongClock],
    remedies: ['setToken', 'tryAgain'],
    documentation: documentation.setUp,
  },

  refusedToken: {
    what: 'Kore.ai refused the sign-in',
    causes: [
      wrongSecret,
      wrongClientId,
      wrongStreamId,
      wrongHost,
      wrongAccountId,
      jweEnforced,
      otherAlgorithm,
      scopeNotGranted,
      scopeNotPublished,
      wrongClock,
    ],
    remedies: ['setSecret', 'tryAgain', 'openSettings'],
    documentation: documentation.setUp,
    sharper: [
      {
        when: { said: /replay/iu, signIn: 'token' },
        what: 'Kore.ai takes this token for one request only, and it was used before',
        causes: [
          {
            text: 'The token has a "jti", which makes it good for one request. Where the JWT app enforces JTI, sign in with the client secret, so that each request gets a token of its own.',
            concerns: 'signIn',
          },
          { text: 'Where the JWT app does not enforce JTI, set a token without a "jti".', concerns: 'token' },
        ],
        remedies: ['setToken', 'openSettings'],
        documentation: documentation.tokens,
      },
      {
        when: { said: /\bjti\b.*hour/iu, signIn: 'token' },
        what: 'Kore.ai does not take a token with a "jti" that lives longer than an hour',
        causes: [
          { text: 'Set a token that ends within the hour, or one without a "jti".', concerns: 'token' },
          jtiEnforced,
          wrongClock,
        ],
        remedies: tokenRemedies,
        documentation: documentation.tokens,
      },
      {
        when: { said: /\bjti\b/iu, signIn: 'token' },
        causes: [jtiEnforced, wrongToken],
        remedies: tokenRemedies,
        documentation: documentation.tokens,
      },
      {
        when: { said: /expired/iu, signIn: 'token' },
        what: 'The token of this connection has expired',
        causes: [expiredToken, wrongClock],
        remedies: tokenRemedies,
      },
      {
        when: { said: /\b(?:nbf|not active|not yet valid)\b/iu, signIn: 'token' },
        what: 'The token of this connection is not valid yet',
        causes: [
          {
            text: 'The token has a start ("nbf") that is still to come. Wait, or set another one.',
            concerns: 'token',
          },
          wrongClock,
        ],
        remedies: tokenRemedies,
      },
      {
        when: { said: /Invalid JWT|malformed/iu, signIn: 'token' },
        what: 'Kore.ai cannot read the token',
        causes: [
          { text: 'The token was not copied as a whole.', concerns: 'token' },
          {
            text: 'The JWT app enforces encrypted tokens (JWE), and this one is not encrypted, or the other way round.',
            concerns: 'token',
          },
        ],
        remedies: tokenRemedies,
        documentation: documentation.tokens,
      },
      {
        when: { signIn: 'token' },
        causes: [
          wrongToken,
          wrongStreamId,
          wrongHost,
          wrongAccountId,
          jtiEnforced,
          {
            text: 'The JWT app enforces encrypted tokens (JWE): set an encrypted one.',
            concerns: 'token',
          },
          scopeNotGranted,
          scopeNotPublished,
        ],
        remedies: tokenRemedies,
      },
      {
        when: { said: /replay/iu },
        what: 'Kore.ai took the request for a repetition',
        causes: [
          {
            text: 'Something on the way, such as a proxy, sent it twice. Try again: each request has a token of its own.',
          },
          wrongClock,
        ],
        remedies: ['tryAgain'],
        documentation: documentation.tokens,
      },
      {
        // Tokens that are signed here live five minutes.
        when: { said: /\b(?:jti|iat|nbf|expired|not active|not yet valid)\b/iu },
        what: 'Kore.ai finds the time in the token wrong',
        causes: [wrongClock],
        remedies: ['tryAgain'],
        documentation: documentation.tokens,
      },
      {
        when: { said: /Invalid JWT|malformed/iu, signIn: 'encrypted' },
        what: 'Kore.ai cannot read the token',
        causes: [wrongKey, jweNotEnforced, wrongHost],
        remedies: ['openSettings', 'tryAgain'],
        documentation: documentation.tokens,
      },
      {
        when: { said: /Invalid JWT|malformed/iu },
        what: 'Kore.ai cannot read the token',
        causes: [jweEnforced, otherAlgorithm, wrongSecret, wrongClientId],
        remedies: ['openSettings', 'setSecret', 'tryAgain'],
        documentation: documentation.tokens,
      },
      {
        when: { signIn: 'encrypted' },
        causes: [
          wrongSecret,
          wrongKey,
          wrongClientId,
          wrongStreamId,
          wrongHost,
          wrongAccountId,
          jweNotEnforced,
          scopeNotGranted,
          scopeNotPublished,
          wrongClock,
        ],
      },
    ],
  },

  wrongScope: {
    what: 'Kore.ai does not let this client read campaigns',
    causes: [
      scopeNotGranted,
      scopeNotPublished,
      campaignsNotEnabled,
      wrongAccountId,
      { text: 'The client ID is that of another JWT app.', concerns: 'clientId' },
    ],
    remedies: ['tryAgain', 'openSettings'],
    documentation: documentation.setUp,
    sharper: [
      {
        when: { said: /scope/iu },
        causes: [
          scopeNotGranted,
          scopeNotPublished,
          { text: 'The client ID is that of another JWT app.', concerns: 'clientId' },
        ],
      },
    ],
  },

  notFound: {
    what: 'Kore.ai does not know what was asked for',
    causes: [
      { text: 'The stream ID is wrong.', concerns: 'streamId' },
      noKoreHost,
      campaignsNotEnabled,
      { text: 'The campaign was deleted.' },
    ],
    remedies: ['tryAgain', 'openSettings'],
    documentation: documentation.setUp,
    sharper: [
      {
        when: { said: /campaign/iu },
        causes: [{ text: 'The campaign was deleted. Refresh the campaigns.' }, wrongStreamId, wrongHost],
      },
    ],
  },

  rateLimited: {
    what: 'Kore.ai asks to slow down',
    causes: [
      {
        text: 'The account made more than 60 requests in a minute; its other clients count too. Wait a minute, then try again.',
      },
      { text: 'The setting "Requests per minute" is higher than what was agreed for this account.' },
    ],
    remedies: ['tryAgain', 'openSettings'],
    documentation: documentation.rateLimit,
  },

  unreachable: {
    what: 'The host could not be reached',
    causes: [
      { text: 'The host name is misspelt, or belongs to another region.', concerns: 'host' },
      {
        text: 'This machine is offline, or its network lets out only what goes through a proxy. Set http.proxy.',
      },
    ],
    remedies: ['tryAgain', 'openSettings'],
  },

  untrustedCertificate: {
    what: 'The certificate of the host is not trusted here',
    causes: [
      {
        text: "The network looks into connections with a certificate of its own. Add the network's certificate authority to the certificate store of the system, and reload the window.",
      },
      { text: 'The host name is misspelt, and another host answers.', concerns: 'host' },
      { text: 'The certificate has expired, or the clock of this machine is wrong.' },
    ],
    remedies: ['tryAgain', 'openSettings'],
  },

  proxyAuthentication: {
    what: 'The proxy of this network asks for a password',
    causes: [
      {
        text: 'None is set, or the wrong one. Set http.proxyAuthorization ("Basic " and the Base64 of user:password), or http.proxy to http://user:password@host:port.',
      },
      {
        text: 'It wants the sign-in of the system (Kerberos). VS Code itself can do that, unless koreCampaigns.network.transport is "undici".',
      },
    ],
    remedies: ['openSettings', 'tryAgain'],
  },

  proxyFailed: {
    what: 'The proxy of this network could not be used',
    causes: [
      {
        text: 'Its address is wrong. It stands in the setting http.proxy, or in the environment variable HTTPS_PROXY or HTTP_PROXY.',
      },
      { text: 'It does not let connections to this host through.', concerns: 'host' },
      { text: 'The host is to be reached without a proxy. Add it to http.noProxy.' },
    ],
    remedies: ['openSettings', 'tryAgain'],
  },

  timedOut: {
    what: 'The host did not answer in time',
    causes: [
      { text: 'The service or the network is slow just now. Try again.' },
      { text: 'A firewall swallows what is sent to this host.', concerns: 'host' },
    ],
    remedies: ['tryAgain'],
  },

  cutOff: {
    what: 'The response was cut off',
    causes: [
      {
        text: 'The connection ended too early, or a proxy or gateway on the way shortened the response. Try again.',
      },
    ],
    remedies: ['tryAgain'],
  },

  serverFailed: {
    what: 'Kore.ai could not answer',
    causes: [
      { text: 'The service has trouble just now. Try again in a while.' },
      campaignsNotEnabled,
      wrongAccountId,
    ],
    remedies: ['tryAgain'],
  },

  notAnApiAnswer: {
    what: 'What answered is not the campaign API',
    causes: [
      noKoreHost,
      { text: 'A proxy or a sign-in page of the network answered instead.' },
      { text: 'The API has changed. Look for an update of this extension.' },
    ],
    remedies: ['tryAgain', 'openSettings'],
  },

  rejectedInput: {
    what: 'Kore.ai did not accept the request',
    causes: [
      { text: 'The stream ID is not in the form that Kore.ai expects.', concerns: 'streamId' },
      { text: 'The account ID is not in the form that Kore.ai expects.', concerns: 'accountId' },
    ],
    remedies: ['openSettings', 'tryAgain'],
    documentation: documentation.setUp,
    sharper: [
      {
        when: { said: /stream ?id/iu },
        causes: [
          {
            text: 'The stream ID is not in the form that Kore.ai expects: it is "st-" and more (App Settings > General Settings).',
            concerns: 'streamId',
          },
          wrongHost,
        ],
      },
      {
        when: { said: /account ?id/iu },
        causes: [
          { text: 'The account ID is not that of the workspace of this app.', concerns: 'accountId' },
          wrongStreamId,
        ],
      },
    ],
  },

  refusedFilter: {
    what: 'Kore.ai did not accept the filter or the sort order',
    causes: [
      {
        text: 'This sort order or one of the values is documented, but not known to this account. Choose another, or clear the filter.',
      },
    ],
    remedies: ['clearFilter', 'tryAgain'],
  },
} satisfies Record<string, Entry>;

/** Every way in which asking Kore.ai can fail. A person's own cancel is not one of them: that throws the signal's reason. */
export type KoreErrorKind = keyof typeof table;

export const errorTable: Readonly<Record<KoreErrorKind, Entry>> = table;
