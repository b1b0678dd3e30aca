import type { FromPage, SavedTab } from '../../src/views/campaign/messages.ts';
import { theHost } from '../shared/host.ts';
import type { KeptPlace } from './keptPlace.ts';

export const vscode = theHost<FromPage, SavedTab & { readonly place: KeptPlace }>();
