/** What the keys of a US keyboard write, without and with Shift: what scanners press, whatever layout the machine has. */
const signs: Readonly<Record<string, string>> = {
  Backquote: '`~',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
  NumpadDecimal: '..',
  NumpadSubtract: '--',
  NumpadAdd: '++',
  NumpadDivide: '//',
  NumpadMultiply: '**',
}

const shiftedDigits = ')!@#$%^&*('

/** The character of a key by its place (DX-R22): a Korean or Turkish layout changes nothing. Null for keys that write none. */
export function characterOf(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shift ? letter : letter.toLowerCase()
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit) return shift ? (shiftedDigits[Number(digit)] ?? null) : digit
  return /^Numpad(\d)$/.exec(code)?.[1] ?? signs[code]?.[shift ? 1 : 0] ?? null
}

/** Keys that are held while others write. */
export const isModifier = (code: string): boolean => /^(?:Shift|Control|Alt|Meta|CapsLock|NumLock)/.test(code)

/** Keys with which scanners end a code. */
export const isEnd = (code: string): boolean => code === 'Enter' || code === 'NumpadEnter' || code === 'Tab'
