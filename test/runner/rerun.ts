/** The command that runs a stage, or in it only tests whose full titles contain a text. */
export function rerunCommand(stage: string, file = '', title = ''): string {
  const selection = [file, ...(title === '' ? [] : ['-f', quoted(title)])].filter((one) => one !== '');
  const name = stage.includes(' ') ? `"${stage}"` : stage;
  return ['npm test', name, ...(selection.length > 0 ? ['--', ...selection] : [])].join(' ');
}

/** One argument for the shell of this system. */
function quoted(text: string): string {
  return process.platform === 'win32'
    ? `"${text.replaceAll('"', '\\"')}"`
    : `'${text.replaceAll("'", `'\\''`)}'`;
}
