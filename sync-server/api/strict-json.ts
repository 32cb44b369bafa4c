/** PL-R13: how deep a body may be nested. */
const maxDepth = 32

/** A body as it was read, or what is wrong with its text. */
export type ReadJson = { ok: true; value: unknown } | { ok: false; code: string; message: string }

/**
 * PL-R13: JSON of which nothing is lost or smuggled in: a key that stands twice, `__proto__` as a key, and more than 32
 * levels are refused. No text at all is an empty object.
 */
export function readStrictJson(text: string): ReadJson {
  if (text.trim() === '') return { ok: true, value: {} }
  const fault = faultOf(text)
  if (fault) return { ok: false, ...fault }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, code: 'invalid_json', message: 'The body is not JSON' }
  }
}

/** What stands between texts is passed over: only braces, brackets and keys matter. */
const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gs

/** Looks over the text before it is read, since a reader keeps only the last of two equal keys. */
function faultOf(text: string): { code: string; message: string } | null {
  const keys: Set<string>[] = []
  for (const [found, isKey] of text.matchAll(token)) {
    if (found === '{' || found === '[') keys.push(new Set())
    else if (found === '}' || found === ']') keys.pop()
    else if (isKey !== undefined) {
      const key = keyOf(found)
      if (key === '__proto__') return { code: 'forbidden_key', message: 'The key __proto__ is not allowed' }
      if (keys.at(-1)?.has(key)) return { code: 'duplicate_key', message: `The key ${key} stands twice` }
      keys.at(-1)?.add(key)
    }
    if (keys.length > maxDepth) return { code: 'too_deep', message: `Nested deeper than ${maxDepth}` }
  }
  return null
}

/** Two ways of writing one key are one key; what is no text the reader will refuse. */
function keyOf(found: string): string {
  const quoted = found.slice(0, found.lastIndexOf('"') + 1)
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted
  }
}
