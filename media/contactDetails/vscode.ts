import type { FromWebview, SavedTab } from '../../src/views/contactDetails/messages.ts';
import { theHost } from '../shared/host.ts';
import type { KeptView } from '../shared/keptView.ts';

export const vscode = theHost<FromWebview, SavedTab & { readonly view: KeptView }>();
