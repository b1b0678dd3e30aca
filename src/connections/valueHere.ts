/** What VS Code's `inspect` returns of a setting, as far as the values of the user are concerned. */
export interface InspectedSetting {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
}

/** A setting in the user settings of the machine that the window runs on, and in those of the remote machine of a remote window. */
export interface UserValues {
  readonly local: unknown;
  readonly remote: unknown;
}

/**
 * The user's values of a setting, apart from each other. `globalValue` merges them; the two that aren't part of the API's types are what
 * VS Code's own local extension host goes by.
 */
export function userValues(inspected: InspectedSetting | undefined): UserValues {
  if (!inspected) return { local: undefined, remote: undefined };
  return areApart(inspected)
    ? { local: inspected.globalLocalValue, remote: inspected.globalRemoteValue }
    : { local: inspected.globalValue, remote: undefined };
}

/** The value of a setting for the machine that the window runs on, as an extension host there is to follow it. */
export function valueHere(inspected: InspectedSetting | undefined): unknown {
  return userValues(inspected).local ?? inspected?.defaultValue;
}

function areApart(
  inspected: object,
): inspected is { readonly globalLocalValue: unknown; readonly globalRemoteValue: unknown } {
  return 'globalLocalValue' in inspected && 'globalRemoteValue' in inspected;
}
