import type { FromPage, SavedTab } from '../../src/views/campaign/messages.ts';
import { theHost } from '../shared/host.ts';

export const vscode = theHost<FromPage, SavedTab>();
