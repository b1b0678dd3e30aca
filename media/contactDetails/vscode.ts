import type { FromWebview, SavedTab } from '../../src/views/contactDetails/messages.ts';
import { theHost } from '../shared/host.ts';

export const vscode = theHost<FromWebview, SavedTab>();
