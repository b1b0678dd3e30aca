import type { FromPage, SavedComparison } from '../../src/views/compare/messages.ts';
import { theHost } from '../shared/host.ts';
import type { KeptView } from '../shared/keptView.ts';

export const vscode = theHost<FromPage, SavedComparison & { readonly view: KeptView }>();
