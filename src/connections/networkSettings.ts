import tls from 'node:tls';
import * as vscode from 'vscode';
import { transportChoices, type NetworkSettings } from '../kore/networkTransport.ts';
import { proxyFrom } from '../kore/proxy.ts';

/** @returns what reads VS Code's network settings, the environment and our own setting, as they are at each call */
export function networkSettings(): () => NetworkSettings {
  // Hundreds of certificates: read once, and the same list each time, so that settings are compared quickly.
  const trusted = new Map<boolean, NetworkSettings['certificates']>();
  return () => {
    const http = vscode.workspace.getConfiguration('http');
    const withSystem = http.get('systemCertificates') !== false;
    if (!trusted.has(withSystem)) trusted.set(withSystem, certificates(withSystem));
    const proxySettings = {
      proxy: text(http.get('proxy')),
      proxySupport: text(http.get('proxySupport')),
      noProxy: texts(http.get('noProxy')),
      proxyAuthorization: text(http.get('proxyAuthorization')),
      proxyStrictSSL: http.get('proxyStrictSSL') !== false,
    };
    return {
      transport: chosenTransport(),
      proxy: proxyFrom(proxySettings, process.env),
      certificates: trusted.get(withSystem),
    };
  };
}

function chosenTransport(): NetworkSettings['transport'] {
  const chosen = vscode.workspace.getConfiguration('koreCampaigns').get('network.transport');
  return transportChoices.find((choice) => choice === chosen) ?? 'auto';
}

/** Node's own certificate authorities and, unless told otherwise, those of the system; undefined before Node 22.15. */
function certificates(withSystem: boolean): NetworkSettings['certificates'] {
  const { getCACertificates } = tls as { getCACertificates?: (of: 'default' | 'system') => string[] };
  return (
    getCACertificates && [
      ...new Set([...getCACertificates('default'), ...(withSystem ? getCACertificates('system') : [])]),
    ]
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
