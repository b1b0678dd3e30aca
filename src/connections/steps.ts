import * as vscode from 'vscode';

/** What a person did with a step: gave an answer (and, where answers are offered, typed something on the way), went back, or left. */
export type StepOutcome = { readonly answer: string; readonly typed?: string } | 'back' | 'left';

interface StepFrame {
  readonly title: string;
  /** Counted from 1; without it, the step stands alone. */
  readonly step?: number | undefined;
  readonly totalSteps?: number | undefined;
  readonly canGoBack: boolean;
}

/** A step that asks for a text, checked with every key typed. */
export interface TextStep extends StepFrame {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string | undefined;
  readonly password?: boolean;
  /** @returns what is wrong, as a sentence, or undefined */
  readonly problem: (text: string) => string | undefined;
  /** What to know about a text that has no problem. */
  readonly remark?: ((text: string) => string) | undefined;
}

/** A step that offers answers. */
export interface PickStep extends StepFrame {
  readonly placeholder: string;
  readonly items: readonly (vscode.QuickPickItem & { readonly answer: string })[];
  readonly active?: string | undefined;
}

/** Asks for a text. Stays open when the focus moves elsewhere: ids are copied from a browser. */
export function askText(step: TextStep): Promise<StepOutcome> {
  const input = vscode.window.createInputBox();
  input.prompt = step.prompt;
  input.placeholder = step.placeholder;
  input.value = step.value ?? '';
  input.password = step.password ?? false;
  return show(input, step, (settle) => [
    input.onDidChangeValue((text) => {
      input.validationMessage = text === '' ? undefined : (step.problem(text) ?? remarkOn(text, step));
    }),
    input.onDidAccept(() => {
      const problem = step.problem(input.value);
      if (problem === undefined) settle({ answer: input.value.trim() });
      else input.validationMessage = problem;
    }),
  ]);
}

function remarkOn(text: string, { remark }: TextStep): vscode.InputBoxValidationMessage | undefined {
  return remark && { message: remark(text), severity: vscode.InputBoxValidationSeverity.Info };
}

/** Asks to choose. */
export function askPick(step: PickStep): Promise<StepOutcome> {
  const pick = vscode.window.createQuickPick<PickStep['items'][number]>();
  pick.placeholder = step.placeholder;
  pick.items = step.items;
  pick.matchOnDescription = true;
  const active = step.items.find(({ answer }) => answer === step.active);
  // Set to none, it would take the first item's place too.
  if (active) pick.activeItems = [active];
  return show(pick, step, (settle) => [
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen) settle({ answer: chosen.answer, typed: pick.value.trim() });
    }),
  ]);
}

async function show(
  input: vscode.QuickInput & Pick<vscode.InputBox, 'buttons' | 'onDidTriggerButton'>,
  { title, step, totalSteps, canGoBack }: StepFrame,
  listen: (settle: (outcome: StepOutcome) => void) => vscode.Disposable[],
): Promise<StepOutcome> {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
  input.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
  const toDispose: vscode.Disposable[] = [input];
  try {
    return await new Promise((resolve) => {
      toDispose.push(
        ...listen(resolve),
        input.onDidTriggerButton(() => resolve('back')),
        input.onDidHide(() => resolve('left')),
      );
      input.show();
    });
  } finally {
    vscode.Disposable.from(...toDispose).dispose();
  }
}
