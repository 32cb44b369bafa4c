const lengths = { ean13: 13, ean8: 8, upca: 12 } as const

/** Whether a goods number has the right length and check digit (GS1: weights 1 and 3 from the right, sum a multiple of 10). */
export function hasGoodCheckDigit(symbology: keyof typeof lengths, code: string): boolean {
  if (!/^\d+$/.test(code) || code.length !== lengths[symbology]) return false
  const sum = [...code].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}
