/** What VS Code's `inspect` returns of a setting, as far as an extension host on the person's own machine needs it. */
export interface InspectedSetting {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
}

/**
 * The value of a setting for the machine that the window runs on. In a remote window `globalValue` may come from the remote machine's
 * settings; `globalLocalValue`, which isn't part of the API's types, is what VS Code's own local extension host goes by.
 */
export function valueHere(inspected: InspectedSetting | undefined): unknown {
  if (!inspected) return undefined;
  const own = hasLocalValue(inspected) ? inspected.globalLocalValue : inspected.globalValue;
  return own ?? inspected.defaultValue;
}

function hasLocalValue(inspected: object): inspected is { readonly globalLocalValue: unknown } {
  return 'globalLocalValue' in inspected;
}
