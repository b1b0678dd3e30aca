// Checks the words of this repository: Markdown, UI strings, comments and test titles. CONTRIBUTING, "Language", has the rules.
// A Markdown section between `<!-- language-check: off -->` and `<!-- language-check: on -->` is skipped.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import banned from './bannedPhrases.json' with { type: 'json' };

const phrases = Object.entries(banned).map(([phrase, instead]) => ({
  phrase,
  instead,
  pattern: new RegExp(`(?<![\\w-])${phrase.replaceAll(' ', '\\s+(?:\\*\\s+)?')}(?![\\w-])`, 'giu'),
}));

const blank = (text: string) => text.replace(/[^\n]/gu, ' ');

/** The text without what isn't prose, at the same places. */
function proseOf(path: string, text: string): string {
  if (path.endsWith('.md'))
    return text.replace(/<!-- language-check: off -->.*?<!-- language-check: on -->/gsu, blank);
  if (path.endsWith('.json')) return text;
  if (path.endsWith('.css')) return text.replace(/\*\/.*?(?:\/\*|$)|^.*?\/\*/gsu, blank);
  return commentsAndStringsOf(text);
}

function commentsAndStringsOf(text: string): string {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
  const spans: [number, number][] = [];
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of [
      ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ])
      spans.push([pos, end]);
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      spans.push([node.getStart(), node.end]);
    for (const child of node.getChildren()) visit(child);
  };
  visit(source);
  let prose = '';
  for (const [from, to] of spans.sort(([one], [other]) => one - other)) {
    prose += blank(text.slice(prose.length, from)) + text.slice(Math.max(from, prose.length), to);
  }
  return prose;
}

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' });
const checked = tracked
  .split('\n')
  .filter((path) =>
    /^(?:[^/]+\.md|package\.nls.*\.json|l10n\/bundle\.l10n\.json|(?:src|media|test)\/.*\.(?:ts|css|md))$/u.test(
      path,
    ),
  )
  .filter((path) => !path.includes('.nls.de.') && existsSync(path));

let found = 0;
for (const path of checked) {
  const prose = proseOf(path, readFileSync(path, 'utf8'));
  for (const { phrase, instead, pattern } of phrases) {
    for (const { index } of prose.matchAll(pattern)) {
      const line = prose.slice(0, index).split('\n').length;
      console.error(`${path}:${line}: "${phrase}" (write: ${instead})`);
      found++;
    }
  }
}
console.error(found === 0 ? `${checked.length} files: no banned phrase` : `${found} banned phrases`);
process.exitCode = found === 0 ? 0 : 1;
