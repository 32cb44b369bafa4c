import { useLooks } from '../theme/looks.ts'
import classes from './person.module.css'

/** First letters of a name, as many as two; one for a Korean name, whose first letter is the family. */
function initials(name: string, language: string): string {
  const words = name.trim().split(/\s+/)
  const [first = '', last = ''] = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]]
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toLocaleUpperCase(language)
}

/** A person's mark: initials on a quiet disc. The name stands beside it, so it says nothing to a reader. */
export function PersonMark({ name, size = 24 }: { name: string; size?: number }) {
  const { language } = useLooks()
  return (
    <span
      className={classes.mark}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.4) }}
      aria-hidden="true"
    >
      {initials(name, language)}
    </span>
  )
}
