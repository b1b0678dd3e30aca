import filenamify from 'filenamify/browser';
import { plainText } from '../kore/plainText.ts';

/** The name of a campaign as the name of a file, without an extension, that Windows, macOS and Linux allow. */
export function suggestedName(campaign: string): string {
  const name = filenamify(plainText(campaign, 80), { replacement: '-' });
  return /[\p{L}\p{N}]/u.test(name) ? name : 'contacts';
}
