import type { FromPage, SavedComparison } from '../../src/views/compare/messages.ts';
import { theHost } from '../shared/host.ts';

export const vscode = theHost<FromPage, SavedComparison>();
