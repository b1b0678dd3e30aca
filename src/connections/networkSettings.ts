import * as vscode from 'vscode';
import { certificateCache } from '../kore/certificates.ts';
import { transportChoices, type NetworkSettings } from '../kore/networkTransport.ts';
import { proxyFrom } from '../kore/proxy.ts';
import { valueHere } from './valueHere.ts';

/**
 * A reader of VS Code's network settings, the environment and the extension's own setting.
 * @param isRemote whether this extension host runs on another machine than the window
 * @param warn receives a sentence when the certificates of the system can't be read
 */
export function networkSettings(
  isRemote: boolean,
  warn: (sentence: string) => void,
): () => Promise<NetworkSettings> {
  const certificates = certificateCache(warn);
  const setting = (section: string, name: string): unknown => {
    const configuration = vscode.workspace.getConfiguration(section);
    return isRemote ? configuration.get(name) : valueHere(configuration.inspect(name));
  };
  const transport = () => {
    const chosen = setting('koreCampaigns', 'network.transport');
    return transportChoices.find((choice) => choice === chosen) ?? 'auto';
  };
  return async () => {
    // VS Code's own network brings its own certificates.
    if (transport() === 'vscode') return { transport: 'vscode' };
    const trusted = await certificates(setting('http', 'systemCertificates') !== false);
    const proxySettings = {
      proxy: text(setting('http', 'proxy')),
      proxySupport: text(setting('http', 'proxySupport')),
      noProxy: texts(setting('http', 'noProxy')),
      proxyAuthorization: text(setting('http', 'proxyAuthorization')),
      proxyStrictSSL: setting('http', 'proxyStrictSSL') !== false,
    };
    return {
      transport: transport(),
      proxy: proxyFrom(proxySettings, process.env),
      certificates: trusted,
    };
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
