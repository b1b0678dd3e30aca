import type { ServerResponse } from 'node:http';
import type { ServerConfig } from './server-config.ts';

const settingsElement = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;

/**
 * Makes the response to a request for the workbench page carry the extensions under development, the tests to run,
 * and defaults that keep VS Code from talking about itself.
 */
export function addToWorkbenchPage(response: ServerResponse, config: ServerConfig, authority: string): void {
  const end = response.end.bind(response) as (body?: unknown) => ServerResponse;
  response.end = ((body?: unknown) =>
    end(
      typeof body === 'string' || Buffer.isBuffer(body)
        ? body.toString().replace(settingsElement, (_match, before: string, encoded: string) => {
            const settings = JSON.parse(decode(encoded)) as object;
            return `${before}${encode(JSON.stringify(extend(settings, config, authority)))}"`;
          })
        : body,
    )) as ServerResponse['end'];
}

function extend(settings: object, config: ServerConfig, authority: string): object {
  const remote = (path: string) => ({ scheme: 'vscode-remote', authority, path });
  const given = settings as { developmentOptions?: object; configurationDefaults?: object };
  return {
    ...given,
    developmentOptions: {
      ...given.developmentOptions,
      extensions: config.extensions.map(remote),
      ...(config.testsPath === undefined ? {} : { extensionTestsPath: remote(config.testsPath) }),
    },
    configurationDefaults: { ...given.configurationDefaults, ...quiet },
  };
}

/** Defaults, not settings: what a user or a test sets still wins. */
const quiet = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'remote.restoreForwardedPorts': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

const entities: Record<string, string> = {
  '&': '&amp;',
  '"': '&quot;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
};
const characters = Object.fromEntries(
  Object.entries(entities).map(([character, entity]) => [entity, character]),
);

function encode(text: string): string {
  return text.replace(/[&"<>']/g, (character) => entities[character] ?? character);
}

function decode(text: string): string {
  return text.replace(/&(?:amp|quot|lt|gt|#39);/g, (entity) => characters[entity] ?? entity);
}
