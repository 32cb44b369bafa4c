/** GS1's check digit of a number without it: weights 3 and 1 from the right. */
function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, n) => total + Number(digit) * (n % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

/** Whether the last digit of an EAN, UPC or GTIN is what the others make of it. */
export const isChecked = (digits: string): boolean =>
  /^\d{2,}$/.test(digits) && checkDigit(digits.slice(0, -1)) === Number(digits.slice(-1))

/** An EAN-13 or UPC-A as a GTIN of 14 digits; null where it is none. Its check digit is another question. */
export const gtinOf = (code: string): string | null => (/^\d{12,13}$/.test(code) ? code.padStart(14, '0') : null)
