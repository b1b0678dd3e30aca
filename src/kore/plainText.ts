/**
 * The characters that change what a reader sees without being seen: control and format characters, among them those that turn the
 * writing direction, and line breaks. Joiners stay, since some scripts and emoji are written with them.
 */
const unseen = /(?:(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+/gu;

/**
 * A server's word made fit for one line of plain text in labels, messages and the log: nothing invisible, at most
 * `maxLength` characters, no Markdown link, which VS Code's notifications would make clickable, and no `$(name)`, which its quick
 * picks and its status bar would draw as an icon.
 */
export function plainText(text: string, maxLength = 300): string {
  const line = text
    .slice(0, 4 * maxLength)
    .replace(unseen, ' ')
    .replace(/[\]$](?=\()/gu, '$& ')
    .trim();
  return (line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line).toWellFormed();
}
